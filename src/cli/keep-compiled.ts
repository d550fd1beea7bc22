// What V8 made of keylint's own code is kept from one run to the next, where node can.
import { join } from 'node:path';
import { makePrivateDirectory } from '../write/files.ts';
import type { Io } from './io.ts';
import { cacheDirectoryOf } from './user-directories.ts';

/** Of `node:module`, what versions from 22.1 on have and the types of 20 do not know. */
export interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

/**
 * A commit hook waits an eighth of its time for code to be compiled. `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE`
 * are the user's word and hold instead; node says nothing where it cannot write, and nor does this.
 */
export function keepCompiled(
  module: CompileCache,
  {
    argv,
    env,
    cwd,
  }: { readonly argv: readonly string[]; readonly env: Io['env']; readonly cwd: string },
): void {
  if (argv.includes('--no-cache') || env.NODE_COMPILE_CACHE !== undefined) return;
  if (!module.enableCompileCache) return;
  let directory: string;
  try {
    const cache = cacheDirectoryOf({ env, cwd });
    if (cache === undefined) return;
    directory = join(cache, 'compiled');
    // Node would let others look into the directories that it makes.
    makePrivateDirectory(directory);
  } catch {
    return;
  }
  module.enableCompileCache(directory);
}
