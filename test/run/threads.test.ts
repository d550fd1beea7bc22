// Threads that scan: they answer what a scan here would have answered, whatever becomes of them.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { audit, UserError } from '../../src/index.ts';
import { createTextScanner, type TextScanner } from '../../src/run/text-scanner.ts';
import { startScanThreads } from '../../src/run/threads/scan-threads.ts';
import { withoutPrototypes } from '../../src/run/threads/without-prototypes.ts';
import { type ScanResult, scanText } from '../../src/scan/scan.ts';

const texts: readonly (readonly [string, string])[] = [
  ...listFixtures().map((path) => [path, readFileSync(path, 'utf8')] as const),
  [
    'names.js',
    'const keys = { constructor: 1, __proto__: "x", secret: "plainly-fake-1" }; sign(keys);',
  ],
  ['deep.js', `const secret = ${'['.repeat(20_000)}${']'.repeat(20_000)};`],
  ['nothing.js', 'export const one = 1;'],
];

function listFixtures(): string[] {
  return ['fixtures/languages', 'fixtures/services', 'fixtures/demo'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:[jt]s|py|go|java|kt|cs|php|rb|rs)$/.test(path))
      .sort()
      .map((path) => `${root}/${path}`),
  );
}

function scanAll(scanner: TextScanner): Promise<(ScanResult | undefined)[]> {
  return Promise.all(texts.map(([path, text]) => scanner.scan(path, text, {})));
}

test('what threads answer is what a scan here answers', async () => {
  const here = await scanAll(createTextScanner(1));
  const scanner = createTextScanner(3, 0);
  // The first text is scanned here: it is what tells that the run is a long one.
  await scanner.scan('first.js', "const secret = 'plainly-fake-2';", {});
  const answers = await scanAll(scanner);
  scanner.end();
  expect(texts.length).toBeGreaterThan(20);
  expect(answers).toEqual(here);
  // `toEqual` does not look at prototypes, and names of properties are looked up without them.
  expect(prototypesIn(answers)).toBe(0);
});

/** How many objects that hold names of the repository inherit others. */
function prototypesIn(value: unknown, seen = new Set<unknown>()): number {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  let found = 0;
  for (const [key, inner] of Object.entries(value)) {
    const isTable = (key === 'properties' || key === 'keywords') && typeof inner === 'object';
    if (isTable && Object.getPrototypeOf(inner) !== null) found++;
    found += prototypesIn(inner, seen);
  }
  return found;
}

test('names that a repository writes are no names of every object', async () => {
  const scanned = await scanText('a.js', 'const a = { secret: 1 }; module.exports = { b: a };');
  const facts = withoutPrototypes(structuredClone(scanned?.facts ?? expect.fail('no facts')));
  expect(JSON.stringify(facts)).toContain('"secret"');
  expect(prototypesIn(facts)).toBe(0);
});

test('texts of a thread that ends are scanned all the same', async () => {
  const threads = startScanThreads(1) ?? expect.fail('the program of a thread is not built');
  const [path, text] = texts[0] ?? expect.fail('no fixtures');
  const asked = [1, 2, 3].map(() => threads.scan(path, text, {}));
  threads.end();
  const expected = await scanText(path, text);
  for (const answer of asked) expect(await answer).toEqual(expected);
});

test('a thread that has enough to do takes nothing more', () => {
  const threads = startScanThreads(1) ?? expect.fail('the program of a thread is not built');
  const long = `const a = 1;${' '.repeat(300_000)}`;
  const answers = [1, 2, 3].map(() => threads.scan('long.js', long, {}));
  threads.end();
  expect(answers.map((answer) => answer === undefined)).toEqual([false, false, true]);
});

test('a number of threads that makes no sense is refused', async () => {
  await expect(audit({ threads: 0 })).rejects.toThrow(UserError);
  await expect(audit({ threads: 1.5 })).rejects.toThrow(/threads has to be a whole number from 1/);
});
