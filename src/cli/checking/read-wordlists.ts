// Streams --wordlist files into lookups: a piece at a time, so that lists of any size fit.
import { closeSync, openSync, readSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { KnownSecretLookup } from '../../model/strength.ts';
import { combineKnownSecrets, createWordlist } from '../../strength/wordlist.ts';
import { errorCode } from '../files.ts';

/** One lookup over all files, seen from `cwd`; `undefined` where there are none. */
export function readWordlists(
  paths: readonly string[],
  cwd: string,
): KnownSecretLookup | undefined {
  if (paths.length === 0) return undefined;
  return combineKnownSecrets(paths.map((path) => readWordlist(path, cwd)));
}

function readWordlist(path: string, cwd: string): KnownSecretLookup {
  const name = relative(cwd, resolve(cwd, path)).replaceAll('\\', '/');
  const reader = createWordlist(`listed in ${name}`);
  try {
    const file = openSync(resolve(cwd, path), 'r');
    try {
      const chunk = Buffer.allocUnsafe(1 << 16);
      for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
        reader.write(chunk.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new UserError(`The word list ${name} cannot be read (${errorCode(error)}).`, {
      cause: error,
    });
  }
  return reader.end();
}
