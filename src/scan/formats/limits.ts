// What a file of configuration may cost, and what is kept of one that costs more: whatever names a secret. A file that
// is data in truth has thousands of entries; a secret among them is one all the same.
import type { Facts } from '../../model/facts.ts';
import { isFileSetting } from '../../model/file-setting.ts';

/** Names that may hold a signing secret, or lead to one. Errs towards true, but not for every `key` of a catalogue. */
const telling =
  /secret|jwt|jws|hmac|salt|pepper|passphrase|keylint:|(?:token|session|cookie|sign|auth|app|api|access|refresh|security|server|identity|user|master|base|crypt|private)[\w.-]{0,16}key|(?:session|cookie|seal|iron)[\w.-]{0,20}password/i;

/** Longer texts are not looked through for a name: nothing is called so. */
const longestName = 300;

/** Whether a name, or a line with a name in it, is kept beyond a limit. */
export function isTelling(text: string): boolean {
  // What a whole file holds is a key.
  return (
    isFileSetting(text) ||
    telling.test(text.length > longestName ? text.slice(0, longestName) : text)
  );
}

/** Whether such a name stands anywhere in a text. */
export function holdsTelling(text: string): boolean {
  return telling.test(text);
}

/** What a reader has to say of a file that it did not read in full. */
export type Problem = NonNullable<Facts['problem']>;

/** The one that says more is missing: what was lost for good is worse than what was left out. */
export function worseOf<P extends Problem | undefined>(a: P, b: P): P {
  if (!a || !b) return a ?? b;
  return a.isPartial && !b.isPartial ? b : a;
}

/** More entries than a limit: those whose names speak of secrets were read. */
export function tooMany(what: string): Problem {
  return {
    reason: 'too-many',
    detail: `${what}: only those whose names speak of secrets were read`,
    isPartial: true,
  };
}

/** More than can be read at all. */
export function tooLarge(what: string): Problem {
  return { reason: 'too-large', detail: what };
}

/** What was left out because of a limit: harmless, unless its name speaks of secrets. */
export function cutAt(name: string, what: string): Problem {
  return isTelling(name) ? tooLarge(what) : tooMany(what);
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Column of its first character. */
  readonly indent: number;
}

/** Lines kept below and beside one that is kept. */
const keptBelow = 200;
const keptBeside = 20;
/** A longer line is no neighbour that could complete a secret. */
const longestNeighbour = 4_000;

/**
 * A text of lines that belong together by their indentation, of which only what speaks of secrets is left: such lines,
 * those they stand below, what stands below them and their neighbours. All else is one comment (`#`), so that offsets
 * stay.
 * `isHeading`: lines that are kept whatever they say. `undefined` where more than `limit` characters would be left.
 */
export function keepTelling(
  text: string,
  limit: number,
  isHeading: (line: string) => boolean,
): string | undefined {
  const lines = linesOf(text);
  const kept = new Uint8Array(lines.length);
  const above: number[] = [];
  let below = { indent: -1, left: 0 };
  for (const [index, { start, end, indent }] of lines.entries()) {
    if (start + indent >= end) continue;
    while (above.length > 0 && (lines[above.at(-1) ?? 0]?.indent ?? 0) >= indent) above.pop();
    const line = text.slice(start, end);
    if (below.left > 0 && indent > below.indent) {
      if (end - start <= longestNeighbour) kept[index] = 1;
      below.left--;
    } else below = { indent: -1, left: 0 };
    if (isHeading(line)) kept[index] = 1;
    // Far in, or behind much else on its line, a name is one all the same.
    if (holdsTelling(line)) {
      for (const parent of above) kept[parent] = 1;
      keepBeside(lines, index, kept);
      below = { indent, left: keptBelow };
    }
    above.push(index);
  }
  return blankOthers(text, lines, kept, limit);
}

/** Neighbours at the same or a deeper level, `- name:` above `value:` included. */
function keepBeside(lines: readonly Line[], index: number, kept: Uint8Array): void {
  const indent = lines[index]?.indent ?? 0;
  kept[index] = 1;
  for (const step of [-1, 1]) {
    for (let at = index + step; Math.abs(at - index) <= keptBeside; at += step) {
      const line = lines[at];
      if (!line || line.indent < indent) break;
      if (line.end - line.start <= longestNeighbour) kept[at] = 1;
    }
  }
}

/** What is not kept becomes one comment, from line to line: thousands of blank lines cost as much as others. */
function blankOthers(
  text: string,
  lines: readonly Line[],
  kept: Uint8Array,
  limit: number,
): string | undefined {
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  const blankUpTo = (end: number): void => {
    // Right behind a text the sign opens no comment.
    const sign = at === 0 || text[at - 1] === '\n' ? '#' : ' #';
    if (end > at) parts.push(sign.slice(0, end - at).padEnd(end - at));
    at = end;
  };
  for (const [index, { start, end }] of lines.entries()) {
    if (kept[index] !== 1) continue;
    // The line feed before it stays.
    blankUpTo(Math.max(at, start - 1));
    parts.push(text.slice(at, end));
    length += end - start;
    at = end;
    if (length > limit) return undefined;
  }
  if (at < text.length) {
    parts.push(text.slice(at, at + 1));
    at++;
  }
  blankUpTo(text.length);
  return parts.join('');
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    let indent = 0;
    // A dash indents what it introduces.
    while (start + indent < end && /[ \t-]/.test(text.charAt(start + indent))) indent++;
    lines.push({ start, end, indent });
    start = end + 1;
  }
  return lines;
}
