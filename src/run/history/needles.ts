// How a value is recognized in another version of its file: by the line it stands on. A line that holds it was parsed
// in one version at least; where the same line stands in another version, nothing needs to be parsed again.
import { createRangeFinder, type Place } from '../../model/place.ts';
import { gistOf } from './read-line.ts';

/** A value as one version of a file writes it. */
export interface Needle {
  /** The line without the white space around it, or the value alone where the line is very long. */
  readonly line: string;
  /** Where in `line` the value is. */
  readonly start: number;
  readonly length: number;
  /** It is no whole line: what stands around it has to be no part of a word. */
  readonly isValue?: true;
}

/** Lines of bundles; the value alone tells there. */
const maxLineLength = 500;

/** The needle of a value that stands at `at` in `text`. */
export function needleOf(
  text: string,
  at: { readonly start: number; readonly end: number },
): Needle {
  const before = text.lastIndexOf('\n', at.start - 1) + 1;
  const next = text.indexOf('\n', at.start);
  const full = text.slice(before, next === -1 ? text.length : next);
  const line = full.trim();
  const indent = full.length - full.trimStart().length;
  const start = at.start - before - indent;
  if (line.length > maxLineLength || start < 0) {
    const value = text.slice(at.start, at.end);
    return { line: value, start: 0, length: value.length };
  }
  // A value of several lines is known by its first.
  return { line, start, length: Math.min(at.end - at.start, line.length - start) };
}

/** A text that is no word: in the file where it was a secret it is that secret on any line, a comma more or less. */
const distinctive = /^(?=.*[\d\W_])[^\s'"`\\]{6,500}$/;

/** The value itself as a needle, for the files that had it; none where it may stand there by chance. */
export function needlesOf(value: string): Needle[] {
  if (!distinctive.test(value)) return [];
  return [{ line: value, start: 0, length: value.length, isValue: true }];
}

/** Where a text holds the needle; `undefined` where it does not. */
export function findNeedle(text: string, needle: Needle): number | undefined {
  const { line } = needle;
  const isWhole = line.length <= maxLineLength;
  for (let at = text.indexOf(line); at !== -1; at = text.indexOf(line, at + 1)) {
    const end = at + line.length;
    if (needle.isValue ? isApart(text, at, end) : !isWhole || isLine(text, at, end)) {
      return at + needle.start;
    }
  }
  return needle.isValue || !isWhole ? undefined : findInOtherLayout(text, needle);
}

/** The same line in another style. */
function findInOtherLayout(text: string, { line, start, length }: Needle): number | undefined {
  const value = line.slice(start, start + length);
  const plain = gistOf(line);
  const inner = value.replace(/^["'`]|["'`]$/g, '');
  if (inner === '' || plain === '') return undefined;
  for (let at = text.indexOf(inner); at !== -1; at = text.indexOf(inner, at + 1)) {
    const from = text.lastIndexOf('\n', at) + 1;
    const next = text.indexOf('\n', at);
    const full = text.slice(from, next === -1 ? text.length : next);
    if (full.length <= 2 * maxLineLength && gistOf(full.trim()) === plain) {
      return at - (value.length > inner.length && /["'`]/.test(value.charAt(0)) ? 1 : 0);
    }
    if (next === -1) return undefined;
    at = next;
  }
  return undefined;
}

function isLine(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && isBlank(text.charCodeAt(from - 1))) from--;
  let to = end;
  while (to < text.length && isBlank(text.charCodeAt(to))) to++;
  return (
    (from === 0 || isEnd(text.charCodeAt(from - 1))) &&
    (to === text.length || isEnd(text.charCodeAt(to)))
  );
}

function isApart(text: string, start: number, end: number): boolean {
  return !/[\w+/=-]/.test(text.charAt(start - 1)) && !/[\w+/-]/.test(text.charAt(end));
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** The place of `length` units at `start` of a text. */
export function placeAt(path: string, text: string, start: number, length: number): Place {
  return { path, ...createRangeFinder(text)(start, start + length) };
}
