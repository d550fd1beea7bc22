// Finds and loads strength.bin once, on the first rating. Everything else in strength/ is pure.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, decodeBundle } from './layout.ts';

let loaded: Bundle | undefined;

/** The lists. Throws where the package was not built: that is an installation error, not an input. */
export function loadBundle(): Bundle {
  loaded ??= readBundle();
  return loaded;
}

function readBundle(): Bundle {
  const path = findFile(dirname(fileURLToPath(import.meta.url)));
  const bundle = path === undefined ? undefined : decodeBundle(readFileSync(path));
  if (!bundle) throw new Error('dist/data/strength.bin is missing or damaged: run `npm run build`');
  return bundle;
}

/** The data lies beside the compiled program; run from the sources it is found in dist. */
function findFile(from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    for (const place of ['data', 'dist/data']) {
      const path = join(directory, place, 'strength.bin');
      if (existsSync(path)) return path;
    }
    if (dirname(directory) === directory) return undefined;
  }
}
