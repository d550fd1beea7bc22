// Looks for configuration that sets a variable which the code signs with, under a name that says nothing of signing:
// `SIGN_IN_KEY` in a Compose file. The first pass left such a file out, since no word of signing stands in it.

import type { Tree } from '../input/tree.ts';
import { compactPath } from '../link/name-words.ts';
import { decodeText } from '../model/decode.ts';
import { isInCapitals } from '../model/variable-names.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { isCode, isConfigurationCode, readerFor } from '../scan/scan.ts';
import { configurationSearch, prefilterWords } from '../scan/searches.ts';
import { askOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** Names that are looked for in one run; a prefilter of more takes its time for each file. */
const maxNames = 2_000;
/** And files that are scanned for them in one round. */
const maxFiles = 2_000;

const tooManyFiles = `more than ${maxFiles} files set what keys are read from`;

/** Asked once a round for the names that uses have led to by then; gives the files that set one of the new ones. */
export interface ConfigurationSearch {
  next(names: ReadonlySet<string>): Promise<string[]>;
}

export function createConfigurationSearch(
  tree: Tree,
  scanned: ScannedTree,
  secretNames: readonly string[],
): ConfigurationSearch {
  const asked = new Set<string>();
  // What the settings call a secret is one whoever reads it.
  const stated = secretNames.filter((name) => !name.includes('*'));
  return {
    async next(names) {
      const isNew = (name: string): boolean => !asked.has(name) && isHidden(name);
      const wanted = [...new Set([...names, ...stated])].filter(isNew).sort();
      const chosen = wanted.slice(0, maxNames - asked.size);
      if (chosen.length === 0) return [];
      for (const name of chosen) asked.add(name);
      return findConfiguration(tree, scanned, chosen);
    },
  };
}

/** Whether a file may say a name without passing the prefilter. */
function isHidden(name: string): boolean {
  const folded = name.toLowerCase();
  const isLong = /[\w-]{4,}$/.test(name);
  // What stands before the last element of a setting may be the name of its file.
  const own = folded.split(/[.:]|__/).at(-1) ?? folded;
  return (
    isLong && /^[\w.:-]{4,200}$/.test(name) && !prefilterWords.some((word) => own.includes(word))
  );
}

async function findConfiguration(
  tree: Tree,
  scanned: ScannedTree,
  names: readonly string[],
): Promise<string[]> {
  const { facts, isIgnored } = scanned;
  // Settings are nested in any way and spelled in any way; git can only look for a variable.
  const variables = names.filter(isInCapitals).flatMap((name) => [name, name.toLowerCase()]);
  const settings = names.filter((name) => !isInCapitals(name)).map(compactPath);
  const { otherThan } = configurationSearch;
  const found =
    settings.length === 0
      ? await tree.search?.({ words: variables, isExact: true, otherThan })
      : undefined;
  const paths = tree.sources
    .map(({ path }) => path)
    .filter(
      (path) =>
        found?.has(path) !== false &&
        !facts.has(path) &&
        (!isCode(path) || isConfigurationCode(path)) &&
        !isIgnored(path) &&
        readerFor(path) !== undefined,
    );
  await tree.load?.(paths);
  const holdsVariable = variables.length > 0 ? createPrefilter(variables) : () => false;
  const saying: string[] = [];
  const key = `sets\0${[...variables, '', ...settings].join('\0')}`;
  for (const path of paths) {
    const says = (): boolean | undefined => {
      const read = tree.read(path);
      if (!('bytes' in read)) return undefined;
      return holdsVariable(read.bytes) || holdsSetting(path, read.bytes, settings);
    };
    if (askOnce(scanned, path, { question: key, ask: says })) saying.push(path);
  }
  for (const path of saying.splice(maxFiles))
    scanned.skipped.push({ path, reason: 'too-many', isFailure: true, detail: tooManyFiles });
  return saying;
}

/** Whether all the elements of one of the settings stand in a text, in any spelling; the first may be its file's name. */
function holdsSetting(path: string, bytes: Uint8Array, settings: readonly string[]): boolean {
  if (settings.length === 0) return false;
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) return false;
  const text = compactPath(decoded.text);
  const name = compactPath(path.split('/').at(-1) ?? '').split('.')[0];
  return settings.some((setting) =>
    setting
      .split('.')
      .every((element, index) => text.includes(element) || (index === 0 && name === element)),
  );
}
