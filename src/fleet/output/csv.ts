// Tables for ticket systems and spreadsheets. Names and messages come from repositories, and spreadsheets run what
// begins like a formula: such cells begin with an apostrophe, as OWASP asks for.
import { visible } from '../../report/escape.ts';

export type Cell = string | number | null;

/** One line, RFC 4180. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Full-width forms are taken for the same signs in some spreadsheets. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = visible(cell);
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
