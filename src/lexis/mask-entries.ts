// Lines of names and values: `.env`, properties, INI, and such lines inside of a value.
import { closingQuote, hide, isContinued, type MaskedLine, type MaskState } from './mask-line.ts';
import { isPlausibleName } from './words.ts';

const embedded = /^[ \t]*(?:export[ \t]+)?["']?([\w.$-]{1,80})["']?[ \t]*[=:][ \t]*["']?(?=[^=\s])/;

/** A line of a file inside of a value: only what is plainly a name is shown. */
export function maskEmbedded(line: MaskedLine, state: MaskState): void {
  const match = embedded.exec(line.text);
  const isNamed = match !== null && isPlausibleName(match[1] ?? '');
  hide(line, isNamed ? match[0].length : 0, line.text.length, state);
}

const entry =
  /^[ \t]*(?:export[ \t]+)?(?<quote>["']?)(?<name>[\w.$:/[\]-]{1,80}?)\k<quote>(?<sign>[ \t]*(?:[+?:]?=|:(?=\s|$))[ \t]*|[ \t]+(?=[^=:\s]))/;

/** `NAME=value`, `name: value`, `name value`, `[section]`, and whatever is none. */
export function maskEntryLine(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  if (from > 0) {
    hide(line, from, text.length, state);
    return;
  }
  if (/^\s*\[\[?[\w.: "-]{1,80}\]\]?\s*$/.test(text)) return;
  const comment = /^\s*(?:[#;!]+|\/\/)\s*/.exec(text);
  const mark = comment && /^keylint:/.test(text.slice(comment[0].length));
  const body = comment?.[0].length ?? 0;
  const match = mark ? null : entry.exec(text.slice(body));
  // In a comment only what looks like an entry that was switched off has a name.
  const isNamed =
    match !== null &&
    isPlausibleName(match.groups?.name ?? '') &&
    (!comment || /^[ \t]*=/.test(match.groups?.sign ?? '')) &&
    // What is indented below an entry may be more of its value.
    (/[=:]/.test(match.groups?.sign ?? '') || (state.mayOmitSign && /^\S/.test(text)));
  const value = body + (isNamed ? match[0].length : 0);
  // Base64 ends like an entry without a value.
  if (isNamed && /^=+\s*$/.test(text.slice(value))) {
    hide(line, body, text.length, state);
    return;
  }
  if (comment === null && isContinued(text)) state.open = { kind: 'continued' };
  hideValue(line, value, state, comment === null);
}

/**
 * Everything to the end of the line; the quotes around it are shown, and an open one goes on below where it may. A
 * value that is a word, or names a variable, is shown.
 */
export function hideValue(
  line: MaskedLine,
  from: number,
  state: MaskState,
  mayGoOn: boolean,
): void {
  const { text } = line;
  const value = text.slice(from).trim();
  if (state.isWord(value.replace(/^(["'`])(.*)\1$/, '$2'))) return;
  const quote = /^["'`]/.exec(text.slice(from))?.[0];
  if (quote === undefined) {
    hide(line, from, text.length, state);
    return;
  }
  const close = closingQuote(text, from + 1, quote);
  if (close === -1 && mayGoOn) state.open = { kind: 'quote', close: quote };
  const isLast = close !== -1 && close === text.trimEnd().length - 1;
  hide(line, from + 1, isLast ? close : text.length, state);
}
