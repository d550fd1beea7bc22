// A file may hold more findings than a plan has time for: the first are planned for, of the others it is said.
import { expect, test } from 'vitest';
import { planTexts } from './plan-texts.ts';

/** Text in lines, as long as that. */
const comment = (length: number): string => `# ${'-'.repeat(197)}\n`.repeat(length / 200);

// Planning may go through 40 million characters, and is made for 20 findings however long their file is.
test.each([
  ['half as long', 1_000_000, 39],
  ['as long', 2_100_000, 20],
])('a file %s as what 20 findings may go through', async (_, length, planned) => {
  const secrets = Array.from({ length: 60 }, (_, n) => `JWT_SECRET_${n}=weak${n}\n`).join('');
  const { fixes, left } = await planTexts(
    { '.env': secrets + comment(length), '.gitignore': '.env\n' },
    { tracked: { '.env': 'ignored' } },
  );
  expect(fixes.length).toBeGreaterThan(5);
  const later = left.filter(({ reason }) => reason.includes('run --fix again'));
  expect(later.length).toBe(
    fixes.flatMap(({ findings }) => findings).length + left.length - planned,
  );
});

test.each([
  [400_000, false],
  [400_001, true],
])('code of %i characters is left alone: %s', async (length, isLeft) => {
  const code = "const jwt = require('jsonwebtoken');\njwt.sign({}, 'weak');\n";
  const lines = `// ${'-'.repeat(96)}\n`.repeat(3_999);
  const text = `${code}${lines}//${' '.repeat(length - code.length - lines.length - 3)}\n`;
  expect(text).toHaveLength(length);
  const { fixes, left } = await planTexts({ 'a.js': text });
  const tooLong = 'the file is longer than code that keylint edits (400 kB): change it by hand';
  expect(left.some(({ reason }) => reason === tooLong)).toBe(isLeft);
  expect(fixes.length > 0).toBe(!isLeft);
});

test('of more than a thousand findings the first thousand are planned for', async () => {
  const one = Array.from({ length: 30 }, (_, n) => `JWT_SECRET_${n}=weak\n`).join('');
  const paths = Array.from({ length: 18 }, (_, n) => `p${n}/.env`);
  const { left } = await planTexts(Object.fromEntries(paths.map((path) => [path, one])));
  const later = left.filter(({ reason }) => reason.startsWith('there are more findings'));
  expect(later.length).toBeGreaterThan(0);
  expect(later.every(({ finding }) => finding.path > 'p8/')).toBe(true);
});

test('code of 400 kB in all is edited at once', async () => {
  const code = "const jwt = require('jsonwebtoken');\n";
  const file = (n: number): string =>
    `${code}jwt.sign({}, 'weak${n}');\n${`// ${'-'.repeat(96)}\n`.repeat(1_500)}`;
  const { fixes, left } = await planTexts({ 'a.js': file(1), 'b.js': file(2), 'c.js': file(3) });
  const waiting = left.filter(({ reason }) => reason.startsWith('there is more code'));
  expect([...new Set(waiting.map(({ finding }) => finding.path))]).toEqual(['c.js']);
  expect(fixes.length).toBeGreaterThan(0);
});
