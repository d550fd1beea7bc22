// Rows of libraries and values, which the readers of languages ask for while they load: unpacked at once.
import { gunzipSync } from 'fflate';
import { fromSevenBits } from '../seven-bits.ts';
import { fromTable } from '../table-text.ts';

const packed = fromSevenBits(document.getElementById('data-tables')?.textContent ?? '');
// The cast: the build writes an object.
const tables = fromTable(new TextDecoder().decode(gunzipSync(packed))) as Record<string, unknown>;

/** What a module of rows exports (build/tables.ts). */
export function table(name: string): unknown {
  if (!Object.hasOwn(tables, name)) throw new Error(`no table ${name}`);
  return tables[name];
}
