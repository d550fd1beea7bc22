// A text is rated once for what it is used with, however many values hold it.
import { expect, test } from 'vitest';
import { createRater } from '../../src/engine/rater.ts';
import type { Secret, SecretValue } from '../../src/model/secret.ts';
import type { Strength } from '../../src/model/strength.ts';

test('a text is rated once for each use', () => {
  const asked: string[] = [];
  const rate = createRater({
    assess(text, { algorithm, minBytes }) {
      asked.push(`${text} ${algorithm} ${minBytes}`);
      return { bits: asked.length } as unknown as Strength;
    },
    assessOptions: {},
  });
  const secret = (algorithm: string, requiredBytes = 32) =>
    ({ algorithm, requiredBytes }) as unknown as Secret;
  const value = (text: string | undefined, hashedBy?: string) =>
    ({ text, encoding: 'utf8', hashedBy }) as unknown as SecretValue;
  const one = value('your_secret');
  const first = rate(secret('HS256'), one);
  expect(rate(secret('HS256'), one)).toBe(first);
  expect(rate(secret('HS256'), value('your_secret'))).toBe(first);
  rate(secret('HS512', 64), value('your_secret'));
  rate(secret('HS256'), value('your_secret', 'sha256'));
  rate(secret('HS256', 48), value('your_secret'));
  expect(rate(secret('HS256'), value(undefined))).toBeUndefined();
  expect(asked).toEqual([
    'your_secret HS256 undefined',
    'your_secret HS512 undefined',
    'your_secret HS256 0',
    'your_secret HS256 48',
  ]);
});
