// Facts that are kept between runs: with the file they are the same again, and without it they tell nothing of it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.ts';
import { decodeFacts } from '../../src/run/known-facts/decode-facts.ts';
import { encodeFacts } from '../../src/run/known-facts/encode-facts.ts';
import { keys } from '../../src/run/known-facts/words.ts';
import { scanText } from '../../src/scan/scan.ts';

const files = ['fixtures/demo', 'fixtures/services', 'fixtures/languages'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => `${root}/${path}`)
    .filter((path) => statSync(path).isFile()),
);

/** With line feeds and escapes in its values, names of every object, and one object in two places. */
const odd: readonly (readonly [string, string])[] = [
  [
    'names.js',
    "const keys = { constructor: 'a', __proto__: 'x', secret: 'plainly-fake-1' }; sign(keys);",
  ],
  ['escapes.js', String.raw`const secret = 'one\r\ntwo\u0000three'; jwt.sign({}, secret);`],
  ['bom.env', '\uFEFFJWT_SECRET=plainly-fake-2\r\nOTHER=1\r'],
  ['spans.ts', 'const hour = 60 * 60; jwt.sign({}, k, { expiresIn: hour });'],
  ['numbers.ts', 'jwt.sign({}, k, { expiresIn: 1.5e300 }); jwt.sign({}, k, { expiresIn: -7 });'],
  ['.env', 'JWT_SECRET=\n'],
];

async function scanned(path: string, text: string): Promise<Facts | undefined> {
  return (await scanText(path, text, { isDemanded: true }))?.facts;
}

/** Objects that others are reached through as well, by the order in which they are come upon. */
function sharing(value: unknown, seen = new Map<unknown, number>(), found: number[] = []) {
  if (typeof value !== 'object' || value === null) return found;
  const before = seen.get(value);
  if (before !== undefined) {
    found.push(before);
    return found;
  }
  seen.set(value, seen.size);
  for (const inner of Object.values(value)) sharing(inner, seen, found);
  return found;
}

/** Names of the repository are looked up in objects that inherit nothing. */
function inheriting(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const isTable = (key === 'properties' || key === 'keywords') && typeof inner === 'object';
    const inherits = isTable && Object.getPrototypeOf(inner) !== null ? 1 : 0;
    return sum + inherits + inheriting(inner, seen);
  }, 0);
}

const all = [...files.map((path) => [path, readFileSync(path, 'utf8')] as const), ...odd];

test('nearly all Facts can be kept, and are the same when they come back', async () => {
  let asked = 0;
  let kept = 0;
  for (const [path, text] of all) {
    const facts = await scanned(path, text);
    if (!facts) continue;
    asked++;
    const bytes = encodeFacts(facts, path, text);
    if (!bytes) continue;
    kept++;
    const again = decodeFacts(Buffer.from(bytes), path, text);
    expect(again, path).toEqual(facts);
    // The order of properties, which reports and linking may follow.
    expect(JSON.stringify(again), path).toBe(JSON.stringify(facts));
    expect(sharing(again), path).toEqual(sharing(facts));
    expect(inheriting(again), path).toBe(0);
  }
  expect(asked).toBeGreaterThan(50);
  expect(kept / asked).toBeGreaterThan(0.95);
});

test.each(odd)('%s is kept', async (path, text) => {
  const facts = await scanned(path, text);
  expect(facts && encodeFacts(facts, path, text)).toBeDefined();
});

describe('of the file nothing is in what is kept', () => {
  /** Runs of letters that somebody could read. */
  const wordsIn = (bytes: Uint8Array): string[] =>
    Buffer.from(bytes)
      .toString('latin1')
      .match(/[\x20-\x7e]{8,}/g) ?? [];

  test('no text of eight letters, whatever it is', async () => {
    for (const [path, text] of all) {
      const facts = await scanned(path, text);
      const bytes = facts && encodeFacts(facts, path, text);
      for (const word of wordsIn(bytes ?? Buffer.alloc(0))) {
        expect(text.includes(word) || path.includes(word), path).toBe(false);
      }
    }
  });

  test('and the same bytes for a value of the same length', async () => {
    const [one, other] = await Promise.all(
      ['plainly-fake-one', 'obviously-made-1'].map(async (secret) => {
        const text = `const secret = '${secret}'; jwt.sign({}, secret, { expiresIn: 3600 });`;
        const facts = await scanned('a.js', text);
        return facts && encodeFacts(facts, 'a.js', text);
      }),
    );
    expect(one).toBeDefined();
    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? [0]))).toBe(true);
  });

  test('nor for a number, though it stands where a text is expected', async () => {
    const [one, other] = await Promise.all(
      [8_675_309, 5_550_123].map(async (secret) => {
        const text = `const secret = ${secret}; jwt.sign({}, secret, { expiresIn: ${secret} });`;
        const facts = await scanned('a.js', text);
        return facts && encodeFacts(facts, 'a.js', text);
      }),
    );
    expect(one).toBeDefined();
    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? [0]))).toBe(true);
  });
});

test.each([
  ['bytes in hexadecimal', 'Buffer.from([0x11, 0x22, 0x33])'],
  ['many bytes', 'Buffer.from([0x11, 0x12, 0x0e, 0x0f, 0x10, 0x13, 0x14, 0x15])'],
  ['a number in hexadecimal', '0x845fed'],
  ['a number in hexadecimal that could be a span of time', '0x845fd0'],
  ['bytes that no letter stands for', String.raw`'\x01\x02\x03\x04\x0e\x0f\x10\x11'`],
  ['such bytes among letters', String.raw`'one\x01two\x1fthree'`],
])('a secret that is written as %s is not kept', async (_, secret) => {
  const text = `const secret = ${secret}; jwt.sign({}, secret);`;
  const facts = await scanned('a.js', text);
  expect(facts?.uses).toHaveLength(1);
  expect(facts && encodeFacts(facts, 'a.js', text)).toBeUndefined();
});

test('values with an escape in every line, however long, are kept as places', async () => {
  const long = Array.from({ length: 40 }, (_, n) => `line ${n} says "${n * 37}"\t\\n`).join('\n');
  const entries = Array.from({ length: 200 }, (_, n) => [`note${n}`, `${n} ${long}`]);
  const text = JSON.stringify({ jwtSecret: 'plainly-fake-4', ...Object.fromEntries(entries) });
  const facts = await scanned('config/notes.json', text);
  expect(facts?.definitions).toHaveLength(201);
  const bytes = facts && encodeFacts(facts, 'config/notes.json', text);
  expect(bytes).toBeDefined();
  expect(decodeFacts(Buffer.from(bytes ?? []), 'config/notes.json', text)).toEqual(facts);
});

test('what a reader says of a file of too many settings is kept', async () => {
  const entries = Array.from({ length: 6_000 }, (_, n) => [`name${n}`, `value ${n}`]);
  const text = JSON.stringify({ jwtSecret: 'plainly-fake-5', ...Object.fromEntries(entries) });
  const facts = await scanned('config/names.json', text);
  expect(facts?.problem).toMatchObject({ reason: 'too-many' });
  const bytes = facts && encodeFacts(facts, 'config/names.json', text);
  expect(bytes).toBeDefined();
  expect(decodeFacts(Buffer.from(bytes ?? []), 'config/names.json', text)).toEqual(facts);
});

test('what is not in the file is not kept', async () => {
  const text = "const secret = 'plainly-fake-3'; jwt.sign({}, secret);";
  const facts = await scanned('a.js', text);
  expect(facts && encodeFacts(facts, 'a.js', text)).toBeDefined();
  expect(facts && encodeFacts(facts, 'a.js', text.replaceAll('fake', '----'))).toBeUndefined();
});

test('Facts with what nobody knows are not kept', async () => {
  const text = "const secret = 'plainly-fake-3';";
  const facts = await scanned('a.js', text);
  expect(
    encodeFacts({ ...facts, surprise: true } as unknown as Facts, 'a.js', text),
  ).toBeUndefined();
});

test('every property of Facts is one that can be kept', () => {
  const fields = ['facts', 'expression', 'place'].flatMap((name) => {
    const source = readFileSync(`src/model/${name}.ts`, 'utf8');
    return [...source.matchAll(/^\s{2}readonly (\w+)\??:/gm)].map(([, field = '']) => field);
  });
  expect(fields.length).toBeGreaterThan(100);
  expect(fields.filter((field) => !keys.includes(field))).toEqual([]);
});
