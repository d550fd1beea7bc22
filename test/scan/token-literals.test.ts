// JSON Web Tokens with an HMAC in any text.
import { expect, test } from 'vitest';
import { createRangeFinder } from '../../src/model/place.ts';
import { findTokens } from '../../src/scan/token-literals.ts';
import { processorMs } from '../processor-time.ts';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function find(text: string): (readonly [string, string])[] {
  return findTokens(text, createRangeFinder(text)).map(({ at, algorithm }) => [
    text.slice(at.start, at.end),
    algorithm,
  ]);
}

function make(algorithm: unknown, length: number): string {
  return `${encode({ alg: algorithm, typ: 'JWT' })}.${encode({ sub: '1' })}.${'a'.repeat(length)}`;
}

const token = make('HS256', 43);
const longest = make('HS512', 86);

test('finds tokens with their algorithm and place', () => {
  expect(find(`😀 "${token}"\r\nBearer ${longest} x, ${token}.`)).toEqual([
    [token, 'HS256'],
    [longest, 'HS512'],
    [token, 'HS256'],
  ]);
});

test.each([
  ['an address', `https://example.com/?a=1&token=${token}&b=2`],
  ['an escaped address', `token%3D${token}%26`],
  ['JSON within JSON', `{"body":"{\\n\\"token\\":\\"${token}\\"}"}`],
  ['an escaped line end', `"Authorization:\\n${token}\\n"`],
  ['an escaped quote', `\\u0022${token}\\u0022`],
  ['a dump', `(1,'${token}',NULL)`],
])('in %s', (_, text) => {
  expect(find(text)).toEqual([[token, 'HS256']]);
});

test.each([
  ['a header that is no JSON', `eyJ${'x'.repeat(20)}.abc.${'a'.repeat(43)}`],
  ['JWE', `${encode({ alg: 'HS256', enc: 'A128GCM' })}.abc.${'a'.repeat(43)}`],
  ['one part', encode({ alg: 'HS256', typ: 'JWT' })],
  ['the middle of a word', `x${token}`],
  ['an algorithm of key pairs', make('ES256', 86)],
  ['no signature', make('none', 0)],
  ['an algorithm that is no name', make({ a: 1 }, 43)],
  ['a signature of another length', make('HS512', 43)],
  ['a signature that goes on', `${token}b`],
  ['more parts', `${token}.abc`],
])('%s is none', (_, text) => {
  expect(find(text)).toEqual([]);
});

test('hostile texts take linear time, and tokens are counted', () => {
  const start = processorMs();
  for (const shape of ['eyJ', 'eyJ.', 'eyJaaaaaaaaaaaaa.', 'eyJ-', '\\neyJ', `${token} `]) {
    expect(find(shape.repeat(300_000 / shape.length)).length).toBeLessThanOrEqual(500);
  }
  expect(processorMs() - start).toBeLessThan(2000);
});
