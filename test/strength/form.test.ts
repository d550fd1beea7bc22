// A text is not read as one of a narrower alphabet where chance may have put it there: no random key is called thin for
// the letters that it happens to have.
import { describe, expect, test } from 'vitest';
import { hmacAlgorithmNames, hmacAlgorithms } from '../../src/model/algorithms.ts';
import { assess } from '../../src/strength/assess.ts';
import { formOf } from '../../src/strength/form.ts';
import { randomSource } from './cells.ts';

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const alphabets: Readonly<Record<string, string>> = {
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  base32: `${upper}234567`,
  'base32 in lower case': `${lower}234567`,
  'base32 of Crockford': `${digits}ABCDEFGHJKMNPQRSTVWXYZ`,
  'lower case': lower,
  'upper case': upper,
  'lower case and digits': `${lower}${digits}`,
  'upper case and digits': `${upper}${digits}`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: `${lower}${upper}${digits}`,
  base64: `${lower}${upper}${digits}+/`,
  base64url: `${lower}${upper}${digits}-_`,
  printable: String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i)),
};
const random = randomSource('forms');

function draw(alphabet: string, length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = random(1)[0] ?? 0;
    if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length];
  }
  return text;
}

/** Bits of the chance that `length` characters of one alphabet all lie in the other; infinite where they cannot. */
function chanceBits(wide: string, narrow: string, length: number): number {
  const isPart = [...narrow].every((char) => wide.includes(char));
  return isPart ? length * Math.log2(wide.length / narrow.length) : Number.POSITIVE_INFINITY;
}

/** Lengths at which `alphabet` carries just what an algorithm needs, and some more. */
function lengthsFor(alphabet: string): number[] {
  return hmacAlgorithmNames.flatMap((algorithm) => {
    const least = Math.ceil(hmacAlgorithms[algorithm].minBits / Math.log2(alphabet.length));
    return Array.from({ length: 12 }, (_, more) => least + more);
  });
}

describe.each(Object.keys(alphabets))('random keys of %s', (name) => {
  const wide = alphabets[name] ?? '';

  test.each(Object.entries(alphabets))('that lie within %s are not thin for it', (_, narrow) => {
    for (const length of lengthsFor(wide)) {
      if (chanceBits(wide, narrow, length) >= 24) continue;
      // What is base64 of 30 bytes to the letter is hardly ever anything else: 2^-22.8 for 40 printable characters.
      if (length % 4 === 0 && narrow.length === 64) continue;
      for (const algorithm of hmacAlgorithmNames) {
        const { minBits, minBytes } = hmacAlgorithms[algorithm];
        if (length * Math.log2(wide.length) < minBits || length < minBytes) continue;
        // The last one of the alphabet is among them: without its signs, base64 is the narrower base62.
        const text = draw(narrow, length - 1) + narrow.charAt(narrow.length - 1);
        const { isThin, capacityBits } = assess(text, { algorithm });
        expect({ length, algorithm, isThin, capacityBits }).toMatchObject({ isThin: false });
      }
    }
  });
});

test.each([
  [26, 128],
  [39, 192],
  [52, 256],
  [77, 384],
  [103, 512],
])('base32 of %i characters carries %i bits', (length, bits) => {
  expect(formOf(draw(alphabets.base32 ?? '', length))).toEqual({
    form: 'base32',
    capacityBits: bits,
  });
});
