// Constants that are called like secrets and say by their own names, or by what stands beside them, that they are something
// else: lists of what is refused, connections to other servers, cookies, stand-ins.
import type { Expression } from '../model/expression.ts';
import type { Definition, Facts } from '../model/facts.ts';
import { groupsBy } from '../model/group-by.ts';
import { memoByObject } from '../model/memo.ts';
import { ownerOf } from './expressions.ts';
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
export function isOfConnection(facts: Facts, { name }: Definition): boolean {
  const owner = ownerOf(name);
  const field = name.slice(owner.length);
  if (!owner.endsWith('#.') || /jwt|jws|session|cookie|sign/i.test(field)) return false;
  if (!/client|connection|driver|download|notif/i.test(`${facts.path}.${owner}`)) return false;
  const beside = fieldsBeside(facts, name);
  return (
    beside.has('port') && ['host', 'hostname', 'server', 'address'].some((it) => beside.has(it))
  );
}

/** What stands beside the name of a cookie: `key="token", path="/", samesite="lax"`. */
export function namesCookie(beside: Iterable<string>): boolean {
  const attributes = new Set(Array.from(beside, (name) => name.toLowerCase().replaceAll('_', '')));
  return ['samesite', 'httponly'].some((name) => attributes.has(name)) && attributes.has('path');
}

/** Whether a field stands beside attributes of a cookie. */
export function isOfCookie(facts: Facts, name: string): boolean {
  return areOfCookie(fieldsBeside(facts, name));
}

const areOfCookie = memoByObject((fields: ReadonlySet<string>) => namesCookie(fields));

/** What else the object or class of a field holds, in small letters. */
function fieldsBeside(facts: Facts, name: string): ReadonlySet<string> {
  return fieldsByOwner(facts).get(ownerOf(name)) ?? none;
}

const none: ReadonlySet<string> = new Set();

/** A repository decides how many fields a file has. */
const fieldsByOwner = memoByObject(({ definitions }: Facts): ReadonlyMap<string, Set<string>> => {
  const fieldOf = ({ name }: Definition): string => name.slice(ownerOf(name).length).toLowerCase();
  const byOwner = groupsBy(definitions, ({ name }) => ownerOf(name));
  return new Map([...byOwner].map(([owner, fields]) => [owner, new Set(fields.map(fieldOf))]));
});

/** `FAKE_PASSWORD`, `maskedSecret`, `SECRET_TOKEN_DUMMY`: the name of a text that is shown in place of a secret. */
export function isStandIn(name: string): boolean {
  const words = wordsOf(name);
  return /^(?:fake|dummy|mask(?:ed)?|redacted)$/.test(words[0] ?? '') || words.at(-1) === 'dummy';
}
