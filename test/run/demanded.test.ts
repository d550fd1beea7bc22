// Which of the files that hold no word of signing are parsed all the same: those that a key may come from, and no others.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runTexts } from '../helpers.ts';

type Files = Readonly<Record<string, string>>;

async function parsedIn(files: Files): Promise<readonly string[]> {
  const { facts } = await runTexts(files, rules);
  return [...facts.keys()].sort();
}

const wrapper = (name: string): string =>
  `import jwt from 'jsonwebtoken';\nexport const ${name} = (of) => jwt.sign({}, of);\n`;
const callers = (name: string, count: number): Files =>
  Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `use${String(number).padStart(3, '0')}.js`,
      `import { ${name} } from './issue.js';\n${name}('plainly-fake-${number}');\n`,
    ]),
  );

test('what signs is looked for where a name leads, what is only written out is not', async () => {
  const elsewhere = { 'plain.js': "export const settings = { shown: 'of no interest' };\n" };
  const signing =
    "import { settings } from './plain.js';\nimport { sign } from 'jsonwebtoken';\nsign({}, settings.shown);\n";
  const logging =
    "import { settings } from './plain.js';\nconst jwtSecret = read();\nconsole.log('secret', settings);\n";
  expect(await parsedIn({ ...elsewhere, 'a.js': signing })).toEqual(['a.js', 'plain.js']);
  expect(await parsedIn({ ...elsewhere, 'a.js': logging })).toEqual(['a.js']);
});

test.each([
  ['issue', 3],
  ['issueFor', 100],
])(
  'callers of a function that signs with what it is given are parsed: %s of %i',
  async (name, count) => {
    const found = Object.keys(callers(name, count));
    expect(await parsedIn({ 'issue.js': wrapper(name), ...callers(name, count) })).toEqual([
      'issue.js',
      ...found,
    ]);
  },
);

test('a word that everybody uses tells nothing of files that do not import its module', async () => {
  const others = Object.fromEntries(
    Object.entries(callers('issue', 100)).map(([path, text]) => [
      path,
      text.replace(/^.*$/m, '// nothing to do with issue.js'),
    ]),
  );
  expect(await parsedIn({ 'issue.js': wrapper('issue'), ...others })).toEqual(['issue.js']);
  const imported = callers('issue', 61);
  const parsed = await parsedIn({ 'issue.js': wrapper('issue'), ...imported });
  expect(parsed).toEqual(['issue.js', ...Object.keys(imported)]);
});

test('what more callers say than are followed is told, but where all read one variable', async () => {
  const told = async (files: Files): Promise<readonly (string | undefined)[]> => {
    const { report } = await runTexts({ 'issue.js': wrapper('issueFor'), ...files }, rules);
    return report.skipped.map(({ path, detail }) => `${path}: ${detail}`);
  };
  const tangled = 'issue.js: its values refer to each other too often to follow them all';
  const alike = Object.fromEntries(
    Object.entries(callers('issueFor', 200)).map(([path, text]) => [
      path,
      text.replace(/'plainly.*'/, 'process.env.JWT_SECRET'),
    ]),
  );
  expect(await told(callers('issueFor', 60))).toEqual([]);
  expect(await told(callers('issueFor', 70))).toEqual([tangled]);
  expect(await told(callers('issueFor', 201))).toEqual([tangled]);
  expect(await told(alike)).toEqual([]);
});
