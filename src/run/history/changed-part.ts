// Where two versions of a file differ. Works on raw bytes: most versions differ in a few lines.
import type { Buffer } from 'node:buffer';

/** Lines after a telling one, and before it, that belong to it: a call over several lines, a name above its value. */
export const linesAfter = 5;
export const linesBefore = 2;

export function linesOf(bytes: Buffer, from: number, to: number): string[] {
  return bytes.toString('latin1', from, to).split('\n');
}

/** Sizes of the pieces that are compared at once: a call costs as much as comparing a thousand bytes. */
const blocks = [8192, 1024, 128];

/** Where two texts begin to differ, and where each of them ends to. */
export type ChangedPart = readonly [from: number, to: number, toOld: number];

export function changedPart(before: Buffer, now: Buffer): ChangedPart {
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  for (const size of blocks) {
    while (from + size <= shorter && isSame(before, from, now, from, size)) from += size;
  }
  while (from < shorter && before[from] === now[from]) from++;
  let tail = 0;
  const most = shorter - from;
  const [end, endOld] = [now.length, before.length];
  for (const size of blocks) {
    while (
      tail + size <= most &&
      isSame(before, endOld - tail - size, now, end - tail - size, size)
    ) {
      tail += size;
    }
  }
  while (tail < most && before[endOld - tail - 1] === now[end - tail - 1]) tail++;
  return [from, end - tail, endOld - tail];
}

function isSame(a: Buffer, atA: number, b: Buffer, atB: number, size: number): boolean {
  return a.compare(b, atB, atB + size, atA, atA + size) === 0;
}

/** Whole lines, with those above that a changed line may belong to. */
export function withContext(
  bytes: Buffer,
  from: number,
  to: number,
  above = linesAfter,
  below = linesBefore,
): [from: number, to: number] {
  let start = from;
  for (let line = 0; line <= above && start > 0; line++) {
    start = bytes.lastIndexOf(10, start - 1 - (line === 0 ? 0 : 1)) + 1;
    if (start === 0) break;
  }
  let end = to;
  for (let line = 0; line <= below; line++) {
    const next = bytes.indexOf(10, end);
    if (next === -1) return [start, bytes.length];
    end = next + 1;
  }
  return [start, end];
}
