// Keys that are written byte by byte: `113, 77, 0x55`, `'a', 'b', 'c'`, `0x71.toByte(), 0x4d.toByte()`,
// `chr(113) . chr(77)`, `k[0] = 113; k[1] = 77`.
import { type Span, spansOfLines } from './span.ts';
import type { Token } from './tokens.ts';

/** Bytes with nothing but commas between. */
const longList = 3;
/** Bytes with the same signs and calls between: two or three may be arguments. */
const longChain = 4;
const longestJoint = 40;

/** Numbers and single characters that stand in a row, the first and the last of them included. */
export function byteLists(text: string, tokens: readonly Token[]): Span[] {
  const shown = tokens.filter(({ kind }) => kind !== 'comment');
  const joints = shown.map((token, index) => jointBetween(text, shown[index - 1], token));
  const spans: Span[] = [];
  let start = 0;
  let isList = true;
  for (let index = 1; index <= shown.length; index++) {
    const joint = joints[index];
    const isComma = joint !== undefined && isBetween(joint);
    if (joint !== undefined && (isComma || isRepeated(joints, index))) {
      isList &&= isComma;
      continue;
    }
    const [first, last] = [shown[start], shown[index - 1]];
    if (first && last && index - start >= (isList ? longList : longChain)) {
      // One by one: a list may be as long as a file.
      for (const span of spansOfLines(text, first.start, last.end)) spans.push(span);
    }
    start = index;
    isList = true;
  }
  return spans;
}

/** What stands between two bytes, without blanks and comments; `undefined` where one of them is none, or they are far apart. */
function jointBetween(text: string, before: Token | undefined, after: Token): string | undefined {
  if (!before || !isByte(before) || !isByte(after)) return undefined;
  const gap = text.slice(before.end, Math.min(after.start, before.end + 200));
  if (gap.length < after.start - before.end) return undefined;
  const joint = withoutComments(gap).replace(/\s+/g, '');
  return joint.length <= longestJoint ? joint : undefined;
}

/** The one beside it, or the one beside that, is the same: `k[0] = 1; k[1] = 2` has two by turns. */
function isRepeated(joints: readonly (string | undefined)[], index: number): boolean {
  const joint = joints[index];
  return [-2, -1, 1, 2].some((step) => joints[index + step] === joint);
}

function isByte({ kind, from, to }: Token): boolean {
  return kind === 'number' || (kind === 'text' && to - from <= 4);
}

function isBetween(joint: string): boolean {
  return /^,{1,4}(?:\((?:byte|char|uint8|u8)\))?[-+~!]{0,2}[bB]?$/.test(joint);
}

function withoutComments(gap: string): string {
  return gap.includes('/') || gap.includes('#')
    ? gap.replace(/\/\*.*?\*\/|(?:\/\/|#)[^\n]*/gs, '')
    : gap;
}
