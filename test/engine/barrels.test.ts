// A name is followed through modules that only hand it on, though none of them holds a word of signing.
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts, runTexts } from '../helpers.ts';

const steps = 9;
const signing =
  "import { of } from './m1.js';\nimport { sign } from 'jsonwebtoken';\nsign({}, of);\n";

/** Modules `m1.js` to `m9.js`, each of which names the next one. */
const chain = (handOn: (next: string) => string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: steps }, (_, at) => [`m${at + 1}.js`, handOn(`./m${at + 2}.js`)]),
  );

const placesOf = async (files: Record<string, string>): Promise<string[]> =>
  (await auditTexts({ 'a.js': signing, ...files }, rules))
    .filter(({ rule }) => rule === 'hardcoded-secret')
    .map(({ path }) => path);

const value = { [`m${steps + 1}.js`]: "export const of = 'plainly-fake-1';\n" };

describe(`nine modules that hand a name on`, () => {
  test.each([
    ['by its name', (next: string) => `export { of } from '${next}';\n`],
    ['whole', (next: string) => `export * from '${next}';\n`],
    ['imported first', (next: string) => `import { of } from '${next}';\nexport { of };\n`],
    [
      'of CommonJS',
      (next: string) => `const { of } = require('${next}');\nmodule.exports = { of };\n`,
    ],
    ['of CommonJS, whole', (next: string) => `module.exports = require('${next}');\n`],
    [
      'of CommonJS by way of a binding',
      (next: string) => `const all = require('${next}');\nmodule.exports = all;\n`,
    ],
    ['spread', (next: string) => `const all = require('${next}');\nmodule.exports = { ...all };\n`],
  ])('%s', async (_, handOn) => {
    expect(await placesOf({ ...chain(handOn), ...value })).toEqual([`m${steps + 1}.js`]);
  });

  test('under other names', async () => {
    const other = chain((next) => `export { default } from '${next}';\n`);
    const files = {
      ...other,
      'm1.js': "export { default as of } from './m2.js';\n",
      [`m${steps + 1}.js`]: "const of = 'plainly-fake-1';\nexport default of;\n",
    };
    expect(await placesOf(files)).toEqual([`m${steps + 1}.js`]);
  });

  test('as the default, from one that has a name', async () => {
    const files = {
      'm1.js': "export { default as of } from './m2.js';\n",
      'm2.js': "export { key as default } from './m3.js';\n",
      'm3.js': "import { default as key } from './m4.js';\nexport { key };\n",
      'm4.js': "export default 'plainly-fake-1';\n",
    };
    expect(await placesOf(files)).toEqual(['m4.js']);
  });

  test('in a circle end', async () => {
    const files = chain((next) => `export * from '${next}';\nexport * from './m1.js';\n`);
    expect(await placesOf({ ...files, ...value })).toEqual([`m${steps + 1}.js`]);
  });

  test('two of which lead to one module, which is read once', async () => {
    const files = {
      'a.js': `${signing}import { other } from './o1.js';\nsign({}, other);\n`,
      'm1.js': "export * from './both.js';\n",
      'o1.js': "export * from './both.js';\n",
      'both.js': "export const of = 'plainly-fake-1';\nexport const other = 'plainly-fake-2';\n",
    };
    const { report } = await runTexts(files, rules);
    expect(report.summary.files.parsed).toBe(4);
    const found = report.findings.filter(({ rule }) => rule === 'hardcoded-secret');
    expect(found.map(({ path, line }) => [path, line])).toEqual([
      ['both.js', 1],
      ['both.js', 2],
    ]);
  });
});

test('what a module says itself hides what it passes on, wherever that stands', async () => {
  const files = {
    'm1.js': "export * from './m2.js';\nexport const of = 'plainly-fake-1';\n",
    'm2.js': "export const of = 'plainly-fake-2';\n",
  };
  expect(await placesOf(files)).toEqual(['m1.js']);
});
