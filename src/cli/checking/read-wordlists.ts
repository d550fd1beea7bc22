// Streams --wordlist files into lookups: a piece at a time, so that lists of any size fit.
import { relative, resolve } from 'node:path';
import type { KnownSecretLookup } from '../../model/strength.ts';
import { readPieces } from '../../read/read-file.ts';
import { combineKnownSecrets, createWordlist } from '../../strength/wordlist.ts';
import { howTyped, unreadable } from '../files.ts';

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
  const failed = readPieces(resolve(cwd, path), howTyped({ cwd, path }), (piece) =>
    reader.write(piece),
  );
  if (failed) throw unreadable({ what: 'The word list', path: name }, failed);
  return reader.end();
}
