// All library rows, by language.
import { joseRows } from './javascript/jose.ts';
import { jsonwebtokenRows } from './javascript/jsonwebtoken.ts';
import type { LibraryRow, RowLanguage } from './row.ts';

/** Every row there is; order matters only among rows of the same call. */
export const libraryRows: readonly LibraryRow[] = [...jsonwebtokenRows, ...joseRows];

export function rowsOf(language: RowLanguage): readonly LibraryRow[] {
  return libraryRows.filter((row) => row.language === language);
}
