// Values that would get one name are told apart by their file, then by numbers, from 2 on.
import { expect, test } from 'vitest';
import { planTexts } from './plan-texts.ts';

test('four keys of one file, none of which has a name', async () => {
  const calls = ['first', 'second', 'third', 'fourth'].map(
    (key) => `jwt.sign({}, 'plainly-fake-${key}');\n`,
  );
  const { after } = await planTexts({
    'a.js': `const jwt = require('jsonwebtoken');\n${calls.join('')}`,
    '.env': '',
    '.gitignore': '.env\n',
  });
  expect(after['a.js']?.match(/process\.env\.\w+/g)).toEqual([
    'process.env.JWT_SECRET',
    'process.env.A_JWT_SECRET',
    'process.env.JWT_SECRET_2',
    'process.env.JWT_SECRET_3',
  ]);
});
