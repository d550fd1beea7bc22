// Every reader meets every hostile unit, and ends in time; the soak does it with a megabyte of each.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { optimiseLater } from '../src/cli/engine.ts';
import { formatReaders } from '../src/scan/formats/index.ts';
import { languageAdapters } from '../src/scan/languages/index.ts';
import { readerFor } from '../src/scan/scan.ts';
import { runTexts } from './helpers.ts';
import { callInputs } from './hostile-calls.ts';
import { formatInputs } from './hostile-formats.ts';
import { filledWith, type HostileInput, inputs, paths, units } from './hostile-inputs.ts';
import { languageInputs } from './hostile-languages.ts';
import { piecesOf } from './hostile-pieces.ts';
import { longKeys, towerPaths, towersAt } from './hostile-towers.ts';
import { treeInputs } from './hostile-trees.ts';
import { processorMs } from './processor-time.ts';
import { amount, sampleOf } from './thorough.ts';

// As the program does: of what is measured here, half is otherwise V8's second thread.
optimiseLater(process.versions);

/** Far more than any takes, and far less than what grows with the square. */
const maxMs = 2_000;

function sized(length: number) {
  return (input: HostileInput) => ({ ...input, length });
}

test('no reader is left out', () => {
  const met = new Set(paths.map((path) => readerFor(path)?.id));
  const all = [...formatReaders, ...languageAdapters].map(({ id }) => id);
  expect(all.filter((id) => !met.has(id))).toEqual([]);
});

test.each(paths)('%s full of anything', async (path) => {
  // Readers take turns: each unit meets some of them in `npm test`.
  for (const [name, unit] of sampleOf(units, 3, paths.indexOf(path))) {
    const before = processorMs();
    const { report } = await runTexts(filledWith(path, unit, 3_000), rules);
    expect(processorMs() - before, name).toBeLessThan(maxMs);
    const faults = report.skipped.filter(({ detail }) => detail?.startsWith('internal'));
    expect(faults, name).toEqual([]);
    expect(report.notices.filter(({ kind }) => kind === 'error')).toEqual([]);
  }
});

test.each(inputs)('$name', async ({ files }) => {
  const before = processorMs();
  const { report } = await runTexts(files(amount(2_500, 10_000)), rules);
  expect(processorMs() - before).toBeLessThan(maxMs);
  expect(report.skipped.filter(({ detail }) => detail?.startsWith('internal'))).toEqual([]);
});

// Languages and formats take turns, and each program meets some of them.
test.each(sampleOf([...languageInputs, ...formatInputs, ...treeInputs], 30))(
  '$name',
  async ({ files }) => {
    const before = processorMs();
    const { report } = await runTexts(files(amount(4_000, 20_000)), rules);
    expect(processorMs() - before).toBeLessThan(maxMs);
    expect(report.skipped.filter(({ detail }) => detail?.startsWith('internal'))).toEqual([]);
    expect(report.notices.filter(({ kind }) => kind === 'error')).toEqual([]);
  },
);

// As large as it takes for what is asked again and again to be felt.
test.each([
  ...sampleOf(callInputs, 1).map(sized(30_000)),
  ...callInputs.filter(({ name }) => name.endsWith('of schemas')).map(sized(80_000)),
  ...formatInputs.filter(({ name }) => name.endsWith('never end')).map(sized(600_000)),
])('$name, $length characters', async ({ files, length }) => {
  const before = processorMs();
  await runTexts(files(length), rules);
  expect(processorMs() - before).toBeLessThan(maxMs);
});

test('every language has programs', () => {
  const met = new Set(Object.keys(piecesOf).map((path) => readerFor(path)?.id));
  const missed = languageAdapters.map(({ id }) => id).filter((id) => !met.has(id));
  expect(missed).toEqual(['notebook']);
});

test.each(towerPaths)('towers in %s', async (path) => {
  for (const { name, files } of sampleOf(towersAt(path), 2, towerPaths.indexOf(path))) {
    const before = processorMs();
    const { report } = await runTexts(files(amount(20_000, 60_000)), rules);
    expect(processorMs() - before, name).toBeLessThan(maxMs);
    expect(report.notices.filter(({ kind }) => kind === 'error')).toEqual([]);
  }
});

test.each(sampleOf(longKeys, 4))('$name', async ({ files }) => {
  const before = processorMs();
  await runTexts(files(100_000), rules);
  expect(processorMs() - before).toBeLessThan(maxMs);
});

test('every language has towers', () => {
  const met = new Set(towerPaths.map((path) => readerFor(path)?.id));
  // Cells of notebooks are Python.
  const missed = languageAdapters.map(({ id }) => id).filter((id) => !met.has(id));
  expect(missed).toEqual(['notebook']);
});

test.each(['package.json', 'tsconfig.json', '.babelrc'])(
  'a tower of brackets in %s, beside code that imports',
  async (path) => {
    const { report } = await runTexts(
      { [path]: '{"a":'.repeat(100_000), 'src/a.ts': `import { jwtSecret } from '~/keys';\n` },
      rules,
    );
    expect(report.notices.filter(({ kind }) => kind === 'error')).toEqual([]);
  },
);

test('half of a manifest of many dependencies', async () => {
  const names = Array.from({ length: 20_000 }, (_, n) => `"jsonwebtoken${n}":"^1",`);
  const before = processorMs();
  await runTexts({ 'package.json': `{"dependencies":{${names.join('')}` }, rules);
  expect(processorMs() - before).toBeLessThan(maxMs);
});
