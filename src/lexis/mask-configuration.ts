// Which stretches of a configuration file must not be shown: every value and every comment, whatever is set beside it on
// the line. Names stay, and so do signs and commands. Works line by line; texts of several lines are followed.
import { maskEmbedded, maskEntryLine } from './mask-entries.ts';
import { maskBraces, maskFlow } from './mask-flow.ts';
import {
  closingQuote,
  hide,
  hideComment,
  isContinued,
  type MaskedLine,
  type MaskState,
  type Open,
  type Style,
} from './mask-line.ts';
import { maskOther } from './mask-other.ts';
import { maskBatch } from './mask-windows.ts';
import { maskWords } from './mask-words.ts';
import { maskYaml } from './mask-yaml.ts';
import { mergeSpans, type Span } from './span.ts';
import type { IsWord } from './words.ts';

const styles: Readonly<Record<string, Style>> = {
  dotenv: 'lines',
  variables: 'lines',
  properties: 'lines',
  systemd: 'lines',
  hocon: 'braces',
  yaml: 'yaml',
  json: 'json',
  notebook: 'json',
  shell: 'shell',
  makefile: 'shell',
  batch: 'batch',
  dockerfile: 'dockerfile',
};

/** Sorted, without overlaps. `language` is the id of the reader. */
export function maskConfiguration(text: string, language: string, isWord: IsWord): Span[] {
  const style = Object.hasOwn(styles, language) ? styles[language] : undefined;
  const state: MaskState = {
    style: style ?? 'other',
    mayOmitSign: language === 'properties',
    isWord,
    spans: [],
    open: undefined,
  };
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    maskLine({ text: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start }, state);
    start = end + 1;
  }
  return mergeSpans(state.spans);
}

/** Longer lines are no lines of configuration: nothing of them is shown. */
const longestLine = 20_000;

function maskLine(line: MaskedLine, state: MaskState): void {
  const { text } = line;
  if (text.trim() === '') return;
  if (text.length > longestLine) {
    hide(line, 0, text.length, state);
    return;
  }
  hideLists(line, state);
  const from = state.open ? goOn(line, state.open, state) : 0;
  if (from < text.length) maskFrom(line, from, state);
}

const byte = '(?:0x[\\da-f]{1,2}|\\d{1,3})';
const byteList = new RegExp(`(?<![\\w.])${byte}(?:\\s{0,4},\\s{0,4}${byte}){2,}(?![\\w.])`, 'gi');

/** A key that is written byte by byte. */
function hideLists(line: MaskedLine, state: MaskState): void {
  for (const { index, 0: list } of line.text.matchAll(byteList)) {
    hide(line, index, index + list.length, state);
  }
}

/** Hides the part of a line that belongs to a text from above, and gives the offset behind it. */
function goOn(line: MaskedLine, open: Open, state: MaskState): number {
  const { text } = line;
  switch (open.kind) {
    case 'quote':
    case 'comment': {
      const sign = open.kind === 'quote' ? open.close : '*/';
      const close = open.kind === 'quote' ? closingQuote(text, 0, sign) : text.indexOf(sign);
      hide(line, 0, close === -1 ? text.length : close, state);
      if (close === -1) return text.length;
      state.open = undefined;
      return close + sign.length;
    }
    case 'continued':
      if (!isContinued(text)) state.open = undefined;
      hide(line, 0, text.length, state);
      return text.length;
    case 'heredoc':
      if (text.trim() === open.name) state.open = undefined;
      else maskEmbedded(line, state);
      return text.length;
    case 'block': {
      const indent = text.length - text.trimStart().length;
      if (indent > open.indent) {
        maskEmbedded(line, state);
        return text.length;
      }
      state.open = undefined;
      return 0;
    }
  }
}

function maskFrom(line: MaskedLine, from: number, state: MaskState): void {
  switch (state.style) {
    case 'lines':
      maskEntryLine(line, from, state);
      return;
    case 'yaml':
      maskYaml(line, from, state);
      return;
    case 'json':
      maskFlow(line, from, state);
      return;
    case 'braces':
      maskBraces(line, from, state);
      return;
    case 'shell':
      maskWords(line, { from, to: line.text.length, isBare: true }, state);
      return;
    case 'batch':
      maskBatch(line, from, state);
      return;
    case 'dockerfile':
      maskDockerfile(line, from, state);
      return;
    case 'other':
      maskOther(line, from, state);
      return;
  }
}

const instruction = /^\s*(?:ONBUILD\s+)?([A-Za-z]{3,12})\s+/;
/** `ENV KEY rest of the line`, quotes and all. */
const legacyPair = /^[\w.-]{1,80}[ \t]+(?=[^=\s])/;

function maskDockerfile(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  if (/^\s*#/.test(text)) {
    hideComment(line, text.indexOf('#'), state);
    return;
  }
  const match = from === 0 ? instruction.exec(text) : null;
  const body = match?.[0].length ?? from;
  const rest = text.slice(body);
  const legacy = match?.[1]?.toUpperCase() === 'ENV' ? legacyPair.exec(rest) : null;
  if (legacy) {
    hide(line, body + legacy[0].length, text.length, state);
    return;
  }
  if (rest.startsWith('[')) {
    maskFlow(line, body, state);
    return;
  }
  maskWords(line, { from: body, to: text.length, isBare: true }, state);
}
