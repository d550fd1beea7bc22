// Long texts of all sorts, and whether rating them takes a time that grows like their length: 256 KiB in `npm test`,
// 1 MiB in the soak.
import { assess } from '../../src/strength/assess.ts';
import { processorMs } from '../processor-time.ts';
import { randomSource } from './cells.ts';

type MakeText = (length: number) => string;

/** By what they are made of; lengths may fall a few characters short. */
export const longTexts: readonly (readonly [string, MakeText])[] = [
  ['one letter', (length) => 'a'.repeat(length)],
  ['random base64', (length) => randomSource('long')(length).toString('base64').slice(0, length)],
  ['words', (length) => 'secret-password '.repeat(length / 16)],
  ['leet signs', (length) => '1l!|0o4@'.repeat(length / 8)],
  ['digits', (length) => '2024'.repeat(length / 4)],
  ['dots', (length) => '1.'.repeat(length / 2)],
  ['hex', (length) => '0123456789abcdef'.repeat(length / 16)],
  ['percent signs', (length) => '%41'.repeat(length / 4)],
  ['braces', (length) => '{'.repeat(length)],
  ['host names', (length) => 'a1.io '.repeat(length / 6)],
  ['mailboxes', (length) => '_a%a+a.a@'.repeat(length / 9)],
  ['schemes', (length) => 'https://a:80'.repeat(length / 12)],
  ['a fixed cycle', (length) => '2r4t6v8x!z$B&E(G+KaNcQeSgUjWmYp'.repeat(length / 31)],
  ['two ways of taking turns', (length) => '`${'.repeat(length / 6) + '}`'.repeat(length / 4)],
  ['a doubled word', (length) => 'falcon'.repeat(length / 6)],
];

/**
 * Whether a text of `length` characters takes no more than ten times as long as a quarter of it. Quadratic work would
 * take sixteen times as long. Three tries, since caches warm up and memory is tidied.
 */
export function growsLikeItsLength(make: MakeText, length: number): boolean {
  const short = make(length / 4);
  const long = make(length);
  assess(short.slice(0, 4096));
  const timeOf = (secret: string): number => {
    const start = processorMs();
    assess(secret);
    return processorMs() - start;
  };
  const grows = (): boolean => timeOf(long) < 10 * Math.max(5, timeOf(short));
  return grows() || grows() || grows();
}
