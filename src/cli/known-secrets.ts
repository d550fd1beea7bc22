// Values that settings and --wordlist declare public, as the lookup that ratings ask.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { Settings } from '../model/settings.ts';
import type { KnownSecretLookup } from '../model/strength.ts';
import { errorCode } from './files.ts';

/** `undefined` where neither names a value. Word lists have one value a line; empty lines are skipped. */
export function readKnownSecrets(
  wordlists: readonly string[],
  settings: Settings,
  cwd: string,
): KnownSecretLookup | undefined {
  const sources = new Map<string, string>();
  for (const path of wordlists) {
    const name = relative(cwd, resolve(cwd, path)).replaceAll('\\', '/');
    for (const line of readText(resolve(cwd, path), name).split(/\r?\n/)) {
      if (line !== '') sources.set(line, `listed in ${name}`);
    }
  }
  for (const value of settings.knownSecrets) sources.set(value, 'listed in the settings file');
  return sources.size === 0 ? undefined : { find: (text) => sources.get(text) };
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError(`The word list ${name} cannot be read (${errorCode(error)}).`, {
      cause: error,
    });
  }
}
