// What all JavaScript rows share.
import type { LibraryRow } from '../row.ts';

/** A row of a JavaScript library: text keys are UTF-8 everywhere (libraries.md section 1.1). */
export function javascriptRow(row: Omit<LibraryRow, 'language' | 'keyEncoding'>): LibraryRow {
  return { language: 'javascript', keyEncoding: 'utf8', ...row };
}
