// Lines as formats with continuations mean them: a backslash at the end joins the next one. Places stay exact.
import type { StoredText } from './stored-text.ts';

/** Logical lines in order, without their ends; comments (`#`, `;`) and empty ones are left out. */
export function* joinedLines(text: string): Generator<StoredText> {
  let pending: { readonly from: number; readonly to: number }[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    const isComment = /^[ \t]*(?:[#;]|$)/.test(text.slice(start, Math.min(end, start + 200)));
    const isContinued = text[end - 1] === '\\' && end > start;
    if (!isComment || (pending.length > 0 && isContinued)) {
      pending.push({ from: start, to: isContinued ? end - 1 : end });
    }
    if (!isContinued && pending.length > 0) {
      yield joined(text, pending);
      pending = [];
    }
    start = next;
  }
  if (pending.length > 0) yield joined(text, pending);
}

function joined(
  text: string,
  lines: readonly { readonly from: number; readonly to: number }[],
): StoredText {
  const [first] = lines;
  const start = first?.from ?? 0;
  const end = lines.at(-1)?.to ?? start;
  if (lines.length === 1) return { text: text.slice(start, end), start, end };
  const offsets: number[] = [];
  let whole = '';
  for (const { from, to } of lines) {
    whole += text.slice(from, to);
    for (let offset = from; offset < to; offset++) offsets.push(offset);
  }
  offsets.push(end);
  return { text: whole, start, end, offsets };
}
