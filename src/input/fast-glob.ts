// fast-glob, loaded when the first pattern is met: most runs name files and directories alone.
import { createRequire } from 'node:module';
import type fastGlob from 'fast-glob';

const require = createRequire(import.meta.url);

/** The package. It is CommonJS, so that it can be had without waiting. */
export function loadFastGlob(): typeof fastGlob {
  // The cast: `require` knows no types; the import above names the same package.
  return require('fast-glob') as typeof fastGlob;
}
