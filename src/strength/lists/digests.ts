// Digests of public list words, so that `sha256('password')` in hex or base64 is seen for what it is. Only words
// of public lists are ever hashed ahead; no digest of a user's secret is stored anywhere.
import { createHash } from 'node:crypto';
import type { ListedWord } from './collect-words.ts';

type Hash = (text: string) => Uint8Array;

/** The hash of a text by its name in OpenSSL; of the text and a line end, as `echo` gives it; of its own hexadecimal. */
function plain(name: string): Hash {
  return (text) => createHash(name).update(text).digest();
}

function ofLine(name: string): Hash {
  return (text) => createHash(name).update(`${text}\n`).digest();
}

function ofHex(outer: string, inner: string): Hash {
  return (text) => createHash(outer).update(createHash(inner).update(text).digest('hex')).digest();
}

function ofBytes(name: string): Hash {
  return (text) => createHash(name).update(createHash(name).update(text).digest()).digest();
}

/** What online tools offer first: these reach deepest into the lists. */
const firstHashes: readonly Hash[] = [plain('md5'), plain('sha256')];

/** The hashes people reach for to make a secret look random. */
const usualHashes: readonly Hash[] = [...firstHashes, plain('sha1'), plain('sha512')];

/** All others that a shell or a standard library has at hand, a line end too much, and the hash of a hash. */
const allHashes: readonly Hash[] = [
  ...usualHashes,
  ...['sha224', 'sha384', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'].map(plain),
  ...['blake2b512', 'blake2s256', 'ripemd160'].map(plain),
  ...['md5', 'sha1', 'sha256', 'sha512'].map(ofLine),
  ...['md5', 'sha1', 'sha256', 'sha512'].map((name) => ofHex(name, name)),
  ofHex('sha256', 'md5'),
  ofHex('sha1', 'md5'),
  ofHex('md5', 'sha1'),
  ofBytes('sha256'),
  ofBytes('md5'),
];

export const hashesOf: Readonly<Record<HashReach, readonly Hash[]>> = {
  first: firstHashes,
  usual: usualHashes,
  all: allHashes,
};

const openings =
  'my your the our jwt auth app api test dev super token session access refresh user'.split(' ');
const middles = [
  '',
  ...'jwt secret token auth api app super secure private session access'.split(' '),
];
const endings = ['secret', 'key', 'token', 'password', 'secretkey', 'secret key'];

/** What people type into a hash tool when they need a key for tokens: `my-jwt-secret`, `super secret key`. */
function* phrases(): Generator<readonly [text: string, isShort: boolean]> {
  for (const opening of openings) {
    for (const middle of middles) {
      for (const ending of endings) {
        const words = [opening, middle, ...ending.split(' ')].filter((word) => word !== '');
        for (const sign of ['', '-', '_', ' ']) yield [words.join(sign), middle === ''];
      }
    }
  }
}

/** How many of the hashes a text is put through: `firstHashes`, `usualHashes` or `allHashes`. */
export type HashReach = 'first' | 'usual' | 'all';

/** A published secret as known-secrets.json has it. */
export interface KnownEntry {
  readonly value: string;
  readonly reversed?: boolean;
}

/**
 * What people hash first: nothing, every published secret, the most common words and passwords, and phrases, each with
 * what it costs in eighths of a bit. A text may come twice, and then the first counts. `words` are sorted by code unit.
 */
export function* digestedTexts(
  words: readonly Pick<ListedWord, 'word' | 'cost'>[],
  known: readonly KnownEntry[],
): Generator<readonly [text: string, cost: number, reach: HashReach]> {
  yield ['', 24, 'all'];
  for (const { value, reversed } of known)
    yield [reversed ? [...value].reverse().join('') : value, 48, 'all'];
  const common = [...words].sort((a, b) => a.cost - b.cost).slice(0, digestedWords);
  for (const [rank, { word, cost }] of common.entries())
    yield [word, cost, rank < 2000 ? 'all' : rank < 20_000 ? 'usual' : 'first'];
  for (const [text, isShort] of phrases()) yield [text, 112, isShort ? 'usual' : 'first'];
}

/** Of the words of all lists, by what they cost. */
export const digestedWords = 60_000;

/** Shortest digest that is looked for: what is left of a longer one must still be out of reach of chance. */
export const shortestDigest = 8;
export const longestDigest = 64;

/** The first eight bytes, which a digest cut short still has: 2^64 values against 2^18 entries, so chance hits do not happen. */
export function digestPrefix(digest: Uint8Array): bigint {
  let prefix = 0n;
  for (let i = 0; i < 8; i++) prefix = (prefix << 8n) | BigInt(digest[i] ?? 0);
  return prefix;
}
