// What following values costs grows with the size of a program, whatever refers to what: programs at random, another 10,000
// in the soak.
import { expect, test } from 'vitest';
import { startCounting } from '../work.ts';

/** Programs at random. */
const numRuns = 300;

const { workOf } = await startCounting();
const { runTexts } = await import('../helpers.ts');
const { runPrograms, maxWorkOfByte } = await import('../programs.ts');

test('programs that choose, call and re-export in circles', async () => {
  const outcome = await runPrograms((files) => runTexts(files, []), workOf, {
    seed: 7,
    numRuns,
    together: numRuns / 6,
  });
  expect(outcome.runs).toBe(numRuns);
  expect(outcome.most).toBeLessThan(maxWorkOfByte);
}, 600_000);

test('a chain of choices is followed to its end, however many ways lead there', async () => {
  const chain = Array.from(
    { length: 6 },
    (_, n) => `const a${n} = x ? a${n + 1} : (y ? a${n + 1} : a${n + 1});`,
  );
  const text = `const jwt = require('jsonwebtoken');\n${chain.join('\n')}\nconst a6 = 'plainly-fake-secret';\njwt.sign({}, a0);`;
  const { project, report } = await runTexts({ 'a.js': text }, []);
  expect(project.secrets.flatMap(({ values }) => values.map((value) => value.at.line))).toEqual([
    8,
  ]);
  expect(report.skipped).toEqual([]);
});

test('modules that pass on each other are asked once', async () => {
  const others = (n: number): string =>
    `export * from './m${(n * 7 + 1) % 40}';\nexport * from './m${(n * 3 + 2) % 40}';`;
  const modules = Array.from({ length: 40 }, (_, n): [string, string] => [
    `m${n}.js`,
    `import { key } from './m${(n + 1) % 40}';\n${others(n)}\nimport jwt from 'jsonwebtoken';\njwt.sign({}, key);`,
  ]);
  const work = await workOf(() => runTexts(Object.fromEntries(modules), []));
  expect(work).toBeLessThan(600 * modules.map(([, text]) => text).join('').length);
});

test('what a file asks too much of is listed, and what was found there counts', async () => {
  // Each step asks for two longer names, so that no two ways meet.
  const grows = 'const o = { a: x ? o.b.a.b : o.a.b.a, b: x ? o.a.a.b : o.b.b.a };';
  const text = `const jwt = require('jsonwebtoken');\n${grows}\njwt.sign({}, o.a);\njwt.sign({}, 'plainly-fake-2');`;
  const { project, report } = await runTexts({ 'a.js': text }, []);
  expect(report.skipped).toMatchObject([{ path: 'a.js', reason: 'budget' }]);
  expect(project.secrets).toHaveLength(1);
});

test('what only a log asks too much of leaves nothing out', async () => {
  const grows = 'const o = { a: x ? o.b.a.b : o.a.b.a, b: x ? o.a.a.b : o.b.b.a };';
  const text = `const jwt = require('jsonwebtoken');\n${grows}\nconsole.log(o.a);\njwt.sign({}, 'plainly-fake-2');`;
  const { project, report } = await runTexts({ 'a.js': text }, []);
  expect(report.skipped).toEqual([]);
  expect(project.secrets).toHaveLength(1);
});
