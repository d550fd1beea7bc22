// A file may hold more findings than a plan has time for: the first are planned for, of the others it is said.
import { expect, test } from 'vitest';
import { planTexts } from './plan-texts.ts';

test('a long file with many findings', async () => {
  const pad = `# ${'-'.repeat(200)}\n`.repeat(5_000);
  const secrets = Array.from({ length: 100 }, (_, n) => `JWT_SECRET_${n}=weak${n}\n`).join('');
  const { fixes, left } = await planTexts(
    { '.env': secrets + pad, '.gitignore': '.env\n' },
    { tracked: { '.env': 'ignored' } },
  );
  expect(fixes.length).toBeGreaterThan(5);
  const later = left.filter(({ reason }) => reason.includes('run --fix again'));
  expect(later.length).toBeGreaterThan(20);
});

test('code that no hand has written is left alone', async () => {
  const text = `const jwt = require('jsonwebtoken');\n${"f(a, 'b', [1]);\n".repeat(26_000)}jwt.sign({}, 'weak');\n`;
  const { fixes, left } = await planTexts({ 'a.js': text });
  expect(fixes).toEqual([]);
  expect(left.map(({ reason }) => reason)).toContain(
    'the file is longer than code that keylint edits (400 kB): change it by hand',
  );
});
