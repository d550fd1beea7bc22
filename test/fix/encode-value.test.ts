import { expect, test } from 'vitest';
import { encodeValue } from '../../src/fix/encode-value.ts';
import type { Encoding } from '../../src/model/expression.ts';

const secret = 'k7_k7-k7';

/** `«»` mark the value that is replaced. */
function put(marked: string, language: string, text = secret, storedAs: Encoding = 'utf8') {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const plain = marked.replace(/[«»]/g, '');
  const value = encodeValue(text, { text: plain, start, end, language, storedAs });
  return value === undefined ? undefined : plain.slice(0, start) + value + plain.slice(end);
}

test.each([
  ['dotenv', 'A=«old»', 'A=k7_k7-k7'],
  ['dotenv', 'A="«old»" # why', 'A="k7_k7-k7" # why'],
  ['yaml', 'a: «old»', 'a: k7_k7-k7'],
  ['yaml', "a: '«old»'", "a: 'k7_k7-k7'"],
  ['yaml', '- A=«old»', '- A=k7_k7-k7'],
  ['json', '{"a": "«old»"}', '{"a": "k7_k7-k7"}'],
  ['json', '{"a": «12345»}', '{"a": "k7_k7-k7"}'],
  ['toml', 'a = «12345»', 'a = "k7_k7-k7"'],
  ['properties', 'a.b=«old»', 'a.b=k7_k7-k7'],
  ['dockerfile', 'ENV A «old»', 'ENV A k7_k7-k7'],
] as const)('%s: %s', (language, before, after) => {
  expect(put(before, language)).toBe(after);
});

test('Kubernetes data holds base64 of the secret', () => {
  expect(put('a: «b2xk»', 'yaml', 'k7k7k7k7', 'base64')).toBe('a: azdrN2s3azc=');
});

test.each(['1234567890', '12e34', '0x12ab', '2024-01-01'])(
  'YAML must not read %s as anything but text',
  (text) => {
    expect(put('a: «old»', 'yaml', text)).toBe(`a: "${text}"`);
    expect(put('a: "«old»"', 'yaml', text)).toBe(`a: "${text}"`);
  },
);

test('does not write what would need escapes', () => {
  expect(put('A=«old»', 'dotenv', 'k7 k7')).toBeUndefined();
  expect(put('A="«old»"', 'dotenv', 'k7"k7')).toBeUndefined();
  expect(put('A=«old»', 'compose', 'k7$k7')).toBeUndefined();
});
