// Ratings of a session: each text once, and anew where what ratings depend on is another.
import { expect, test } from 'vitest';
import { rememberRatings } from '../../src/run/remember-ratings.ts';
import { createRunMemory } from '../../src/run/run-memory.ts';
import { assess } from '../../src/strength/assess.ts';

test('a text is rated once for each use of it, as long as nothing else has changed', () => {
  const memory = createRunMemory().whole;
  const rated: string[] = [];
  const counting: typeof assess = (text, options) => {
    rated.push(text);
    return assess(text, options);
  };
  const lookup = {};
  const first = rememberRatings(counting, memory, ['names', lookup]);
  expect(first('plainly-fake', { algorithm: 'HS256' })).toEqual(
    assess('plainly-fake', { algorithm: 'HS256' }),
  );
  const again = rememberRatings(counting, memory, ['names', lookup]);
  again('plainly-fake', { algorithm: 'HS256' });
  expect(rated).toHaveLength(1);
  again('plainly-fake', { algorithm: 'HS512' });
  again('plainly-fake', { algorithm: 'HS256', encoding: 'base64' });
  again('plainly-fake', { algorithm: 'HS256', minBytes: 0 });
  expect(rated).toHaveLength(4);
  for (const about of [
    ['other names', lookup],
    ['names', {}],
  ]) {
    rememberRatings(counting, memory, about)('plainly-fake', { algorithm: 'HS256' });
  }
  expect(rated).toHaveLength(6);
});
