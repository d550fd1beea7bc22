// What all JavaScript rows share.
import type { LibraryRow } from '../row.ts';

/** A row of a JavaScript library: text keys are UTF-8 (libraries.md section 1.1) but in JWKs. */
export function javascriptRow(
  row: Omit<LibraryRow, 'language' | 'keyEncoding'> & Partial<Pick<LibraryRow, 'keyEncoding'>>,
): LibraryRow {
  return { language: 'javascript', keyEncoding: 'utf8', ...row };
}
