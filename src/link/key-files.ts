// Files of private keys, as settings and constants name them: `classpath:keys/signing.key`, `./keys/private.pem`.
import type { Expression } from '../model/expression.ts';
import type { Definition, Facts } from '../model/facts.ts';
import { fileSetting } from '../model/file-setting.ts';
import { memoByObject } from '../model/memo.ts';
import { startOfText } from '../model/place.ts';
import { ownerOf } from './expressions.ts';
import type { FactIndex, PlacedDefinition } from './fact-index.ts';
import { readOf } from './scopes.ts';

/** The path in what names a file of a key, wherever the program looks for it. */
const keyFile =
  /^(?:(?:classpath|file):\/{0,3}|%[\w.]{1,40}%\/|\$\{?\w{1,40}\}?\/|\.{0,2}\/)?(?<path>(?:[\w.@-]{1,100}\/){0,10}[\w.@-]{1,100}\.(?:pem|key|p8|priv))$/;

/** What the files of the repository hold that such a text may mean. */
export function keysOfFile(index: FactIndex, text: string): readonly PlacedDefinition[] {
  const path = text.length < 300 ? keyFile.exec(text)?.groups?.path : undefined;
  if (path === undefined) return [];
  const name = fileSetting(path.slice(path.lastIndexOf('/') + 1));
  const at = { path: '', ...startOfText };
  return readOf(index, { kind: 'setting', path: name, at }).definitions.filter(({ file }) =>
    `/${file.path}`.endsWith(`/${path}`),
  );
}

/** `publicKey = 'keys/public.pem'` beside `privateKey = 'keys/private.pem'`: certificates have no such pair. */
export function standsBesidePublicKey(facts: Facts, { name, value }: Definition): boolean {
  return isKeyFile(value) && ownersOfPublicKeys(facts).has(ownerOf(name));
}

/** Found once: a repository decides how many private keys stand beside none. */
const ownersOfPublicKeys = memoByObject(
  ({ definitions }: Facts) =>
    new Set(
      definitions.flatMap(({ name, value }) => {
        const owner = ownerOf(name);
        return /^public_?key$/i.test(name.slice(owner.length)) && isKeyFile(value) ? owner : [];
      }),
    ),
);

function isKeyFile(value: Expression): boolean {
  return value.kind === 'text' && keyFile.test(value.value);
}
