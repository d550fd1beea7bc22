// JSON Web Tokens in any text.
import { expect, test } from 'vitest';
import { createRangeFinder } from '../../src/model/place.ts';
import { findTokens } from '../../src/scan/token-literals.ts';
import { processorMs } from '../processor-time.ts';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function find(text: string): (readonly [string, string | undefined])[] {
  return findTokens(text, createRangeFinder(text)).map(({ at, algorithm }) => [
    text.slice(at.start, at.end),
    algorithm,
  ]);
}

const token = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: '1' })}.${'a'.repeat(43)}`;
const unsigned = `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ sub: '1' })}.`;

test('finds tokens with their algorithm and place', () => {
  expect(find(`😀 "${token}"\r\nBearer ${unsigned} x`)).toEqual([
    [token, 'HS256'],
    [unsigned, 'none'],
  ]);
});

test.each([
  ['a header that is no JSON', `eyJ${'x'.repeat(20)}.abc.def`],
  ['JWE', `${encode({ alg: 'dir', enc: 'A128GCM' })}.abc.def`],
  ['one part', encode({ alg: 'HS256', typ: 'JWT' })],
  ['the middle of a word', `x${token}`],
  ['an algorithm that is no name', `${encode({ alg: { a: 1 } })}.abc.def`],
])('%s is none', (_, text) => {
  expect(find(text)).toEqual([]);
});

test('hostile texts take linear time, and tokens are counted', () => {
  const start = processorMs();
  for (const shape of ['eyJ', 'eyJ.', 'eyJaaaaaaaaaaaaa.', 'eyJ-', `${token} `]) {
    expect(find(shape.repeat(300_000 / shape.length)).length).toBeLessThanOrEqual(500);
  }
  expect(processorMs() - start).toBeLessThan(2000);
});
