// Says which stretches of a file must not appear in a printed diff: every value of every known secret, all values
// of configuration files, and what code sets a password-like name to.
import type { Project } from '../model/secret.ts';
import type { MaskRange } from './masked-text.ts';

const hidden = '‹hidden›';

/** What stands for an old value. */
export function maskOf(length: number): string {
  return `‹old value, ${length} ${length === 1 ? 'character' : 'characters'}›`;
}

const keyed =
  /^[ \t]*(?:(?:export|ENV|ARG|-)[ \t]+)?(?:["']?[\w.$/-]{1,200}["']?[ \t]{0,20}(?:=|:(?=[ \t"'])|:$)|(?<=(?:ENV|ARG)[ \t])[\w.-]{1,200}[ \t])[ \t]*/;
const structural =
  /^[ \t]*(?:[[\]{}(),-]{0,4}[ \t]*|\[[^\]]{0,200}\][ \t]*|#[^=:]{0,500}|\/\/[^=:]{0,500})$/;
const reference = /^["']?(?:\$\{?\w{1,100}(?::?\?[^}]{0,200})?\}?|[[{|>]?)["']?,?[ \t]*$/;
/** What may stand behind a value: its quote, a comma, a comment that sets nothing. */
const harmless = /^["'`]?,?[ \t]*(?:#[^=:]{0,500})?$/;
const sensitive =
  /(?:pass(?:wd|word|phrase)?|secret|token|key|credentials?|dsn|ur[il])["']?[ \t]{0,20}[:=][ \t]{0,20}(["'`])/gi;
const credentials = /\/\/[^/\s:@"']{1,200}:([^/\s@"']{1,200})@/g;

/** Ranges of one file. `isConfiguration`: everything right of a key is hidden, and lines without one. */
export function maskFile(
  path: string,
  text: string,
  project: Project,
  isConfiguration: boolean,
): MaskRange[] {
  const values = project.secrets
    .flatMap((secret) => secret.values)
    .filter((value) => value.at.path === path && value.text !== undefined)
    .map(({ at }) => ({ start: at.start, end: at.end, shown: maskOf(at.end - at.start) }));
  // Secrets first: of two ranges that begin together the first one's words are kept.
  if (!isConfiguration) return [...values, ...maskCode(text)];
  const ends = new Map(values.map(({ start, end }) => [start, end]));
  const lines = maskLines(text).filter(({ start, end }) => {
    const secretEnd = ends.get(start);
    return secretEnd === undefined || !harmless.test(text.slice(secretEnd, end));
  });
  return [...values, ...lines];
}

function maskLines(text: string): MaskRange[] {
  const ranges: MaskRange[] = [];
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    if (structural.test(line)) continue;
    const from = keyed.exec(line)?.[0].length ?? 0;
    const rest = line.slice(from);
    if (reference.test(rest)) continue;
    const quote = /^["'`]/.test(rest) ? 1 : 0;
    const tail = /["'`]?,?[ \t]*$/.exec(rest)?.[0].length ?? 0;
    const last = end - Math.min(tail, rest.length - quote);
    if (last > start + from + quote) {
      ranges.push({ start: start + from + quote, end: last, shown: hidden });
    }
  }
  return ranges;
}

function maskCode(text: string): MaskRange[] {
  const ranges: MaskRange[] = [];
  for (const match of text.matchAll(sensitive)) {
    const start = match.index + match[0].length;
    const end = closingQuote(text, start, match[1] ?? '"');
    if (end > start) ranges.push({ start, end, shown: hidden });
  }
  for (const match of text.matchAll(credentials)) {
    const end = match.index + match[0].length - 1;
    ranges.push({ start: end - (match[1] ?? '').length, end, shown: hidden });
  }
  return ranges;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length && at - from < 10_000; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote || (quote !== '`' && text[at] === '\n')) return at;
  }
  return from;
}

function* linesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  while (start <= text.length) {
    let end = text.indexOf('\n', start);
    if (end === -1) end = text.length;
    yield { start, end: text[end - 1] === '\r' ? end - 1 : end };
    start = end + 1;
  }
}
