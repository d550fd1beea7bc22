// Constants that are called like secrets and say by their own names, or by what stands beside them, that they are something
// else: lists of what is refused, connections to other servers, cookies, stand-ins.
import type { Expression } from '../model/expression.ts';
import type { Definition, Facts } from '../model/facts.ts';
import { wordsOf } from './name-words.ts';
import { deniedWords } from './secret-words.ts';

/** `PLACEHOLDER_SECRETS`, `DEFAULT_SECRETS = [...]`: what a program refuses is not what it signs with. */
export function isDenylist(name: string, value: Expression): boolean {
  const words = wordsOf(name);
  const isDenied = (word: string): boolean =>
    deniedWords.has(word) || (value.kind === 'list' && /^defaults?$/.test(word));
  return words.some(isDenied) && /s$/.test(words.at(-1) ?? '') && words.length > 1;
}

/**
 * What a client reaches another server with: beside the field stand the host and the port of that server, and the class
 * or the path calls it a client. No word of tokens of one's own may be in its name.
 */
export function isOfConnection({ path, definitions }: Facts, { name }: Definition): boolean {
  const at = name.lastIndexOf('.') + 1;
  const [owner, field] = [name.slice(0, at), name.slice(at)];
  if (!owner.endsWith('#.') || /jwt|jws|session|cookie|sign/i.test(field)) return false;
  if (!/client|connection|driver|download|notif/i.test(`${path}.${owner}`)) return false;
  const beside = new Set(
    definitions.flatMap((other) =>
      other.name.startsWith(owner) ? [other.name.slice(at).toLowerCase()] : [],
    ),
  );
  return (
    beside.has('port') && ['host', 'hostname', 'server', 'address'].some((it) => beside.has(it))
  );
}

/** What stands beside the name of a cookie: `key="token", path="/", samesite="lax"`. */
export function namesCookie(beside: readonly string[]): boolean {
  const attributes = new Set(beside.map((name) => name.toLowerCase().replaceAll('_', '')));
  return ['samesite', 'httponly'].some((name) => attributes.has(name)) && attributes.has('path');
}

/** What else the object or class of a field holds. */
export function fieldsBeside({ definitions }: Facts, name: string): readonly string[] {
  const owner = name.slice(0, name.lastIndexOf('.') + 1);
  return definitions.flatMap((other) =>
    other.name.startsWith(owner) ? [other.name.slice(owner.length)] : [],
  );
}

/** `FAKE_PASSWORD`, `maskedSecret`, `SECRET_TOKEN_DUMMY`: the name of a text that is shown in place of a secret. */
export function isStandIn(name: string): boolean {
  const words = wordsOf(name);
  return /^(?:fake|dummy|mask(?:ed)?|redacted)$/.test(words[0] ?? '') || words.at(-1) === 'dummy';
}
