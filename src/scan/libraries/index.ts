// All library rows, by language.
import { hmacRows } from './javascript/hmac.ts';
import { hostedTokenRows } from './javascript/hosted-tokens.ts';
import { joseRows } from './javascript/jose.ts';
import { jsonwebtokenRows } from './javascript/jsonwebtoken.ts';
import { frameworkRows } from './javascript/jwt-frameworks.ts';
import { middlewareRows } from './javascript/jwt-middleware.ts';
import { otherJwtRows } from './javascript/jwt-others.ts';
import { nestRows } from './javascript/nest.ts';
import { sessionRows } from './javascript/sessions.ts';
import type { LibraryRow, RowLanguage } from './row.ts';

/** Every row there is. Of rows that describe the same call, the first whose key is there is taken. */
export const libraryRows: readonly LibraryRow[] = [
  ...jsonwebtokenRows,
  ...joseRows,
  ...nestRows,
  ...middlewareRows,
  ...frameworkRows,
  ...otherJwtRows,
  ...hostedTokenRows,
  ...sessionRows,
  ...hmacRows,
];

/** The rows that one adapter asks for. */
export function rowsOf(language: RowLanguage): readonly LibraryRow[] {
  return libraryRows.filter((row) => row.language === language);
}
