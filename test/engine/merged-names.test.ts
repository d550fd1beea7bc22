// One secret of several variables: each line is called what stands on it, and its identity is that of the whole.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runTexts } from '../helpers.ts';

const code = `import jwt from 'jsonwebtoken';
const key = process.env.NEW_JWT_SECRET ?? process.env.OLD_JWT_SECRET;
export const sign = (sub) => jwt.sign({ sub }, key, { algorithm: 'HS256', expiresIn: '5m' });
`;

test('a finding names the variable on its line', async () => {
  const { report } = await runTexts(
    { 'a.js': code, '.env': 'OLD_JWT_SECRET=horsebattery\nNEW_JWT_SECRET=correctstaple\n' },
    rules,
  );
  const named = report.findings
    .filter(({ path }) => path === '.env')
    .map(({ line, secret, message }) => [line, secret?.name, message.split(' ')[0]]);
  expect(named.length).toBeGreaterThan(2);
  for (const [line, name, subject] of named) {
    expect(name).toBe(line === 1 ? 'OLD_JWT_SECRET' : 'NEW_JWT_SECRET');
    expect(subject).toBe(name);
  }
});

test('what is accepted stays accepted whichever of the names comes first', async () => {
  const fingerprintsOf = async (env: string) => {
    const { report } = await runTexts({ 'a.js': code, '.env': env }, rules);
    return report.findings.filter(({ path }) => path === '.env').map((one) => one.fingerprint);
  };
  const old = await fingerprintsOf('OLD_JWT_SECRET=horsebattery\n');
  expect(old.length).toBeGreaterThan(0);
  expect(await fingerprintsOf('PORT=1\nOLD_JWT_SECRET=staplecorrect\n')).toEqual(old);
});

test('one value under several names is compared within its file first', async () => {
  const value = 'c0ffee5e7e1d5a1ad0c0ffee5e7e1d5a1adb0b5c0ffee5e7e1d5a1adb0b5ca1f';
  const { report } = await runTexts(
    {
      'a.js': `${code}import session from 'express-session';\nsession({ secret: process.env.COOKIE_SECRET });\n`,
      'env/.env.ci': `COOKIE_SECRET=${value}\n`,
      'env/.env.local': `NEW_JWT_SECRET=${value}\nCOOKIE_SECRET=${value}\n`,
    },
    rules,
  );
  const shared = report.findings.filter(({ rule }) => rule === 'shared-across-purposes');
  expect(shared.map(({ path, line, message }) => [path, line, message])).toEqual([
    ['env/.env.local', 2, 'COOKIE_SECRET has the same value as NEW_JWT_SECRET (env/.env.local:1)'],
  ]);
});
