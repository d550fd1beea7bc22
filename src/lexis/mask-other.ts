// Files of which nobody has told us how they are written: XML, templates, requests, documents. Names of elements and
// attributes stay, and short words.
import { closingQuote, hide, type MaskedLine, type MaskState } from './mask-line.ts';
import { isPlausibleName } from './words.ts';

const token =
  /(<!--|(?<![^\s])(?:[#;]+|\/\/|--)(?=\s))|(["'`])|<\/?[\w:.-]{1,60}|[<>=,;(){}[\]:]|[^\s"'`<>=,;(){}[\]:]{1,400}/g;
const longWord = 8;

export function maskOther(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  token.lastIndex = from;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found, comment, quote] = match;
    const at = match.index;
    let end = at + found.length;
    if (comment !== undefined) {
      const close = comment === '<!--' ? text.indexOf('-->', end) : -1;
      const to = close === -1 ? text.length : close;
      hide(line, end, to, state);
      end = to;
    } else if (quote !== undefined) end = maskText(line, at, quote, state);
    else if (
      !found.startsWith('<') &&
      /[\p{L}\p{N}]/u.test(found) &&
      !isShown(text, at, found, state)
    ) {
      hide(line, at, end, state);
    }
    token.lastIndex = end;
  }
}

function maskText(line: MaskedLine, at: number, quote: string, state: MaskState): number {
  const { text } = line;
  const close = closingQuote(text, at + 1, quote);
  const to = close === -1 ? text.length : close;
  const inner = text.slice(at + 1, to);
  const before = text.slice(Math.max(0, at - 40), at);
  const isName =
    /(?:\b(?:key|name|id)\s*=\s*|[[(]\s*)$/i.test(before) || /^\s*[:=]/.test(text.slice(to + 1));
  const isShownName = isName && /^[\w.:$-]+$/.test(inner) && isPlausibleName(inner);
  if (!isShownName && !state.isWord(inner)) hide(line, at + 1, to, state);
  return to + 1;
}

function isShown(text: string, at: number, word: string, state: MaskState): boolean {
  if (/^\s{0,20}[=:]/.test(text.slice(at + word.length)) && isPlausibleName(word)) return true;
  // What follows a sign is a value, however short.
  const isValue = /[=:>]\s{0,20}$/.test(text.slice(Math.max(0, at - 25), at));
  return state.isWord(word) || (!isValue && word.length < longWord);
}
