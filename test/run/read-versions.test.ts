// Which versions of which files are read, and which of these are taken for what may matter.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createCollector } from '../../src/run/history/collect-changes.ts';
import type { Present } from '../../src/run/history/present.ts';
import { readVersions } from '../../src/run/history/read-versions.ts';
import { createContentTests } from '../../src/run/history/survey.ts';
import { memoryHistory } from '../memory-history.ts';

const hash = (text: string): string => createHash('sha1').update(text).digest('hex');
const present = { names: [], unique: [], files: new Set() } as unknown as Present;
const padding = 'work();\n'.repeat(2_000);

/** Versions of each path, oldest first; `missing`: those that git does not have. */
async function read(
  files: Readonly<Record<string, readonly string[]>>,
  missing: readonly string[] = [],
) {
  const collector = createCollector({ toRunPath: (path) => path, isScanned: () => true, present });
  const all = Object.entries(files).flatMap(([path, texts]) =>
    texts.map((text, at) => ({ path, before: texts[at - 1] ?? '', text, at })),
  );
  for (const { path, before, text, at } of all.toReversed()) {
    const id = before === '' ? '0'.repeat(40) : hash(before);
    const change = { path, before: [id], after: hash(text), isFile: true };
    collector.takes(false)({ id: String(at), time: at }, change);
  }
  for (const { text } of all) collector.meet(hash(text));
  const texts = all.map(({ text }) => text).filter((text) => !missing.includes(text));
  const source = memoryHistory({ commits: [{ files: Object.fromEntries(texts.entries()) }] });
  const asked: string[] = [];
  const taken: string[] = [];
  const survey = { collector, versions: collector.versions() };
  const options = { source, survey, tests: createContentTests(present), onVersion: () => {} };
  const unreadable = await readVersions(
    {
      ...options,
      source: {
        ...source,
        read: (ids) =>
          source.read(
            (function* () {
              for (const id of ids) {
                asked.push(id);
                yield id;
              }
            })(),
          ),
      },
    },
    {
      take: (path, bytes) => void taken.push(`${path} ${bytes.toString().replaceAll(padding, '')}`),
      finish: () => {},
    },
  );
  return { taken, asked: asked.length, unreadable };
}

test('a version may matter by what is new, by what stays, and by what comes together', async () => {
  const versions = ['a', 'b secret', 'c secret', 'd', 'e sec#ret', 'f secret'];
  const { taken } = await read({ 'a.js': versions.map((text) => padding + text + padding) });
  expect(taken).toEqual(['a.js b secret', 'a.js c secret', 'a.js f secret']);
});

test('what says nothing is not read again under another name; what says something is', async () => {
  const { taken, asked } = await read({
    'a.js': ['one', 'two', 'secret'],
    'b.js': ['two', 'one'],
    'c.js': ['secret'],
  });
  expect(taken).toEqual(['a.js secret', 'c.js secret']);
  expect(asked).toBe(4);
});

test('what cannot be read is counted once', async () => {
  const files = { 'a.js': ['secret 1', 'secret 2', 'secret 3'], 'b.js': ['secret 2'] };
  expect(await read(files, ['secret 2'])).toMatchObject({
    taken: ['a.js secret 1', 'a.js secret 3'],
    unreadable: 1,
  });
});
