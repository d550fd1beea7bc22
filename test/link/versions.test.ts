import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { allowsBefore } from '../../src/link/versions.ts';
import { auditTexts } from '../helpers.ts';

test.each([
  ['^4.1.0', '4.2.2', true],
  ['~4.2.1', '4.2.2', true],
  ['3', '4.2.2', true],
  ['^4.2.2', '4.2.2', false],
  ['>=9.0.2 <10', '4.2.2', false],
  ['npm:other@1.0.0', '0', false],
  ['latest', '4.2.2', false],
  ['', '4.2.2', false],
  [undefined, '4.2.2', false],
])('%s allows versions before %s: %s', (range, since, expected) => {
  expect(allowsBefore(range, since)).toBe(expected);
});

test.each([
  ['PyJWT==1.7.1', 'medium'],
  ['other==1\npyjwt [crypto] >= 1.7, < 3 # why', 'medium'],
  ['PyJWT~=2.8', 'low'],
  ['pyjwt-extras==1.0', 'low'],
  ['', 'low'],
])('%j: a check by PyJWT without a list is %s', async (requirements, severity) => {
  const text =
    "import jwt, os\ndef check(token):\n    return jwt.decode(token, os.environ['JWT_SECRET'])\n";
  const found = await auditTexts(
    { 'requirements.txt': requirements, 'app/check.py': text },
    rules.filter(({ id }) => id === 'verify-without-algorithms'),
  );
  expect(found.map((finding) => finding.severity)).toEqual([severity]);
});
