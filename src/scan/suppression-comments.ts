// Reads marks that silence findings out of the comments of any language: our own, and those of other scanners,
// which the engine heeds only when told to. What a comment is the caller says: a mark in a text, in an address or in a
// value is none, whoever wrote it.
import type { Suppression } from '../model/facts.ts';
import type { RangeFinder } from '../model/place.ts';

/** Half-open offsets of a comment, its opener included. */
export interface CommentSpan {
  readonly start: number;
  readonly end: number;
}

const marks =
  /keylint:|gitleaks:allow|pragma:[ \t]{0,5}(?:allow|white)list[ \t]{1,5}(?:nextline[ \t]{1,5})?secret|secretlint-disable-(?:next-)?line/gi;

const ownMark = /^keylint:[ \t]{0,10}ignore(?![\w-])(?:[ \t]{0,5}\[([^\]\n]{0,1000})\])?(.*)$/i;

// What may open a comment: shells and YAML, C, HTML, INI and Lisp, SQL and Lua, TeX, templates; `*` goes on with one.
const opener =
  /(?:#+|\/\/+|\/\*+|<!--|<%--|<#|\{#|\{-+|#\||--\[\[|;+|--+|%+|\*|^[ \t]*rem)[ \t!]*$/i;
const onlyComment = /^[ \t]*(?:#|\/\/|\/\*|\*|<!--|;|--|\{\/\*|\{#)/;

const maxSuppressions = 5000;
// Only the text of the line before the mark is looked at; lines beyond this are no source.
const maxPrefix = 5000;
const maxMarksOfLine = 5;
const maxOpener = 60;

/** Whether a text holds anything that may be a mark: only then its comments have to be known. */
export function holdsMarks(text: string): boolean {
  return text.search(marks) !== -1;
}

/**
 * Every mark, in order. `lines` are 1-based and hold the comment's own line; one that looks like a mark and stands in
 * none of `comments` (in order) is stray.
 */
export function findSuppressions(
  text: string,
  rangeOf: RangeFinder,
  comments: readonly CommentSpan[],
): readonly Suppression[] {
  const found: Suppression[] = [];
  let next = 0;
  const isInComment = (offset: number): boolean => {
    while (next < comments.length && (comments[next]?.end ?? 0) <= offset) next++;
    return (comments[next]?.start ?? text.length) < offset;
  };
  const closings = createClosingFinder(text);
  let line = { lineStart: 0, lineEnd: -1 };
  let marksOfLine = 0;
  for (const match of text.matchAll(marks)) {
    if (found.length >= maxSuppressions) break;
    // A line is measured once, and no line needs more than a few marks.
    if (match.index >= line.lineEnd) {
      line = lineAround(text, match.index);
      marksOfLine = 0;
    }
    const { lineStart, lineEnd } = line;
    if (marksOfLine++ >= maxMarksOfLine || match.index - lineStart > maxPrefix) continue;
    const prefix = text.slice(lineStart, match.index);
    const tail = text.slice(match.index, lineEnd);
    const isOwn = match[0].toLowerCase() === 'keylint:';
    const isStray = !isInComment(match.index);
    if (isStray && !isOwn) continue;
    const suppression = isOwn
      ? readOwn(text, match.index, prefix, tail, closings, rangeOf)
      : readForeign(match[0].toLowerCase(), match.index, rangeOf);
    if (suppression) found.push(isStray ? { ...suppression, isStray } : suppression);
  }
  return found;
}

function readOwn(
  text: string,
  offset: number,
  prefix: string,
  tail: string,
  closings: ClosingFinder,
  rangeOf: RangeFinder,
): Suppression | undefined {
  const nearest = prefix.slice(-maxOpener);
  const opened = opener.exec(nearest);
  const parsed = opened && ownMark.exec(tail.slice(0, 2000));
  if (!parsed) return undefined;
  const [whole, list, rest = ''] = parsed;
  const said = rest.replace(/(?:\*\/|-->|--%>|#\}|-\}|\|#|#>|\]\])[\s\S]*$/, '');
  const end = offset + whole.length - (rest.length - said.trimEnd().length);
  const at = rangeOf(offset, end);
  const before = prefix.slice(0, prefix.length - opened[0].length).trim();
  const isAlone = before === '' || before === '{' || before === '{{';
  return {
    at,
    rules: (list ?? '')
      .split(',')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== ''),
    reason: said.replace(/^[\s:,-]+/, '').trim(),
    lines: isAlone ? linesBelow(text, offset, opened[0], closings, at.line, rangeOf) : [at.line],
    dialect: 'keylint',
  };
}

/** The comment's own lines and the first line below that is no comment: marks may stand one above the other. */
function linesBelow(
  text: string,
  offset: number,
  open: string,
  closings: ClosingFinder,
  line: number,
  rangeOf: RangeFinder,
): readonly number[] {
  const isBlock = /[/*]\*|<!--|^[ \t]*\*/.test(open);
  const close = isBlock ? closings.after(open.includes('<') ? '-->' : '*/', offset) : undefined;
  let { lineEnd } = lineAround(text, close ?? offset);
  let last = close === undefined ? line : rangeOf(close, close).line;
  for (let skipped = 0; skipped < 20 && lineEnd < text.length; skipped++) {
    last++;
    const next = text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : lineEnd + 1;
    lineEnd = lineAround(text, next).lineEnd;
    if (!onlyComment.test(text.slice(next, Math.min(lineEnd, next + 200)))) break;
  }
  // A block comment of hundreds of lines is a licence text, not a mark for one line.
  const first = Math.max(line, last - 200);
  return [line, ...Array.from({ length: last - first }, (_, index) => first + 1 + index)];
}

function readForeign(mark: string, offset: number, rangeOf: RangeFinder): Suppression {
  const at = rangeOf(offset, offset + mark.length);
  const isNext = mark.includes('next');
  const dialect = mark.startsWith('gitleaks')
    ? 'gitleaks'
    : mark.startsWith('pragma')
      ? 'detect-secrets'
      : 'secretlint';
  return { at, rules: [], reason: '', lines: [isNext ? at.line + 1 : at.line], dialect };
}

function lineAround(text: string, offset: number): { lineStart: number; lineEnd: number } {
  let lineStart = offset;
  while (lineStart > 0 && offset - lineStart <= maxPrefix && !isLineEnd(text, lineStart - 1)) {
    lineStart--;
  }
  let lineEnd = offset;
  while (lineEnd < text.length && !isLineEnd(text, lineEnd)) {
    lineEnd++;
  }
  return { lineStart, lineEnd };
}

function isLineEnd(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit === 10 || unit === 13;
}

interface ClosingFinder {
  /** Where the next `mark` at or after `offset` starts. */
  after(mark: string, offset: number): number | undefined;
}

/** Remembers what it found, so that marks without an end do not search the file again and again. */
function createClosingFinder(text: string): ClosingFinder {
  const known = new Map<string, { readonly from: number; readonly at: number }>();
  return {
    after(mark, offset) {
      const last = known.get(mark);
      if (last && last.from <= offset && (last.at === -1 || last.at >= offset)) {
        return last.at === -1 ? undefined : last.at;
      }
      const at = text.indexOf(mark, offset);
      known.set(mark, { from: offset, at });
      return at === -1 ? undefined : at;
    },
  };
}
