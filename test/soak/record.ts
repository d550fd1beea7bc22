// Figures of a soak go to bench/results/, where the next ones are compared with them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../bench/results');

/** Sets the figures of one line of `<name>.json`; the other lines stay. */
export function record(
  name: string,
  line: string,
  figures: Readonly<Record<string, number>>,
): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, `${JSON.stringify({ ...(known as object), [line]: figures }, null, 2)}\n`);
}
