// EBCDIC, the encoding of mainframes, as far as its code pages agree: enough to tell that a text is in it, and what it
// speaks of.
import { isUtf8 } from 'node:buffer';

/** What a byte stands for, from the first of a run of characters on. */
const runs: readonly (readonly [first: number, characters: string])[] = [
  [0x15, '\n'],
  [0x25, '\n'],
  [0x40, ' '],
  [0x4b, '.<(+'],
  [0x5c, '*);'],
  [0x60, '-/'],
  [0x6b, ',%_>?'],
  [0x7a, ':'],
  [0x7d, '\'="'],
  [0x81, 'abcdefghi'],
  [0x91, 'jklmnopqr'],
  [0xa2, 'stuvwxyz'],
  [0xc0, '{ABCDEFGHI'],
  [0xd0, '}JKLMNOPQR'],
  [0xe2, 'STUVWXYZ'],
  [0xf0, '0123456789'],
];

const characters: readonly string[] = runs.reduce((all: string[], [first, text]) => {
  for (const [n, character] of [...text].entries()) all[first + n] = character;
  return all;
}, Array<string>(256).fill(''));

/** Enough to tell. */
const sampleBytes = 4096;

/** The characters of a text in EBCDIC that are the same in all code pages; `undefined`: it is none. */
export function ebcdicText(bytes: Uint8Array): string | undefined {
  // Neither a blank nor the end of a line is what it is in ASCII.
  if (bytes.length < 8 || bytes.includes(0x20) || bytes.includes(0x0a) || isUtf8(bytes)) return;
  const sample = bytes.subarray(0, sampleBytes);
  return toText(sample).length >= 0.9 * sample.length ? toText(bytes) : undefined;
}

function toText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += characters[byte];
  return text;
}
