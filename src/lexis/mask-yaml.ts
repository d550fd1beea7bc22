// YAML, block by block: the name before a colon stays, all behind it goes.
import { hideValue } from './mask-entries.ts';
import { maskFlow } from './mask-flow.ts';
import { hide, hideComment, holdsPairs, type MaskedLine, type MaskState } from './mask-line.ts';
import { maskWords } from './mask-words.ts';
import { isPlausibleName } from './words.ts';

const dashes = /^(?:[ \t]*-[ \t]+)*[ \t]*/;
const key =
  /^(?:(["'])([\w .$/@<>*-]{1,80})\1|([\w$<][\w .$/@<>*()-]{0,79}?))[ \t]*:(?=\s|$)[ \t]*/;

/** One line of YAML outside of block scalars. */
export function maskYaml(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  if (from > 0) {
    maskFlow(line, from, state);
    return;
  }
  if (text.startsWith('%')) {
    maskFlow(line, 1, state);
    return;
  }
  // A document may begin on the line that opens it.
  const opened = /^(?:---|\.\.\.)(?=\s|$)[ \t]*/.exec(text)?.[0].length;
  if (opened !== undefined) {
    if (opened < text.length) maskValue(line, opened, 0, state);
    return;
  }
  const indent = dashes.exec(text)?.[0].length ?? 0;
  const match = key.exec(text.slice(indent));
  const isNamed = match !== null && isPlausibleName(match[2] ?? match[3] ?? '');
  // What a dash introduces may hold a block whose lines stand right below the dash's own content.
  if (isNamed) maskValue(line, indent + match[0].length, indent, state);
  else maskValue(line, indent, Math.max(0, indent - 1), state);
}

function maskValue(line: MaskedLine, at: number, indent: number, state: MaskState): void {
  const { text } = line;
  const from = at + (/^(?:[&!][\w.:/-]{0,60}[ \t]+)*/.exec(text.slice(at))?.[0].length ?? 0);
  const rest = text.slice(from);
  if (/^[|>][+\-\d]{0,2}[ \t]*(?:#.*)?$/.test(rest)) {
    state.open = { kind: 'block', indent };
    const comment = text.indexOf('#', from);
    if (comment !== -1) hideComment(line, comment, state);
    return;
  }
  // A reference of a template opens like a list of entries.
  if (state.isWord(rest.trim())) return;
  if (/^[[{]/.test(rest)) {
    maskFlow(line, from, state);
    return;
  }
  if (rest.startsWith('#')) {
    hideComment(line, from, state);
    return;
  }
  if (/^\*[\w-]{1,60}\s*$/.test(rest)) return;
  if (holdsPairs(rest)) {
    maskWords(line, { from, to: text.length, isBare: false }, state);
    return;
  }
  const quote = /^["']/.exec(rest)?.[0];
  if (quote !== undefined && !rest.slice(1).includes(quote)) {
    state.open = { kind: 'quote', close: quote };
    hide(line, from + 1, text.length, state);
    return;
  }
  hideValue(line, from, state, false);
}
