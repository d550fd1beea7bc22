// Where the programs of threads lie, which are entries of their own in the build.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of one; it lies beside the compiled program, and run from the sources it is found in dist. */
export function findProgram(
  name: 'scan-worker' | 'token-worker' | 'merge-worker',
): string | undefined {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    for (const place of [`${name}.js`, `dist/src/${name}.js`]) {
      const path = join(directory, place);
      if (existsSync(path)) return path;
    }
    if (dirname(directory) === directory) return undefined;
  }
}
