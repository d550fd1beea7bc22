// The texts that may be shown of source lines: words of everybody, modules of the libraries that keylint knows, and the
// names of secrets, which every report says anyway.
import { createIsWord, type IsWord, isPlausibleName } from '../lexis/words.ts';
import type { Project } from '../model/secret.ts';
import { libraryRows } from '../scan/libraries/index.ts';

/** What may be shown in this project. */
export function createWordTest({ secrets }: Pick<Project, 'secrets'>): IsWord {
  const names = secrets.flatMap(({ name }) =>
    name !== null && isPlausibleName(name) ? [name] : [],
  );
  const isWord = createIsWord(
    new Set([...libraryRows.flatMap(({ modules }) => modules), ...names]),
  );
  const values = new Set(secrets.flatMap((secret) => secret.values.map(({ text }) => text)));
  // Where `secret` is the secret, a text `secret` is not shown.
  return (text) => isWord(text) && !values.has(text);
}
