// Finds the entries of line formats with their exact places.
import { isTelling } from './limits.ts';
import type { StoredText } from './stored-text.ts';

/** One `key=value`. */
export interface LineEntry {
  readonly key: string;
  /** The section or the blocks around it, dotted; for properties the number of the document. */
  readonly section: string;
  readonly value: StoredText;
  readonly start: number;
  readonly end: number;
}

/** Beyond so many only entries are read whose keys speak of secrets, and beyond twice as many none. */
const maxEntries = 20_000;
const maxLine = 1_000_000;

/** Called where an entry is left out. */
export type OnCut = (name: string) => void;

function addTo(entries: LineEntry[], entry: LineEntry | undefined, onCut: OnCut | undefined): void {
  if (!entry) return;
  const { length } = entries;
  const isKept =
    length < maxEntries || (length < 2 * maxEntries && isTelling(`${entry.section}.${entry.key}`));
  if (isKept) entries.push(entry);
  else onCut?.(entry.key);
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function* linesOf(text: string): Generator<Line> {
  let start = 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    yield { start, end };
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
}

/** Java properties: continuations, escapes, `=`, `:` or space after the key. */
export function scanProperties(text: string, onCut?: OnCut): readonly LineEntry[] {
  const entries: LineEntry[] = [];
  let section = 0;
  let pending: Line[] = [];
  for (const line of linesOf(text)) {
    const first = /[^ \t\f]/.exec(text.slice(line.start, line.end))?.[0];
    if (pending.length === 0 && (first === '#' || first === '!' || first === undefined)) {
      if (/^[#!]---\s*$/.test(text.slice(line.start, Math.min(line.end, line.start + 20))))
        section++;
      continue;
    }
    pending.push(line);
    if (isContinued(text, line)) continue;
    const entry = readProperty(text, pending, String(section));
    addTo(entries, entry, onCut);
    pending = [];
  }
  const last = pending.length > 0 ? readProperty(text, pending, String(section)) : undefined;
  if (last) addTo(entries, last, onCut);
  return entries;
}

/** An odd number of backslashes at the end. */
function isContinued(text: string, { start, end }: Line): boolean {
  let backslashes = 0;
  while (end - 1 - backslashes >= start && text[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function readProperty(
  text: string,
  lines: readonly Line[],
  section: string,
): LineEntry | undefined {
  const joined = joinContinued(text, lines);
  const head = /^((?:[^\\=:\s]|\\.){1,500})[ \t\f]*[=:]?[ \t\f]*/.exec(joined.text.slice(0, 2000));
  const key = head?.[1];
  if (!head || key === undefined) return undefined;
  const from = head[0].length;
  const decoded = decodeEscapes(joined, from);
  const start = joined.offsets[0] ?? 0;
  return { key: key.replace(/\\(.)/g, '$1'), section, value: decoded, start, end: decoded.end };
}

/** One logical line without its indentations, each character with its place. */
function joinContinued(text: string, lines: readonly Line[]): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  let joined = '';
  for (const [index, { start, end }] of lines.entries()) {
    let from = start;
    while (from < end && /[ \t\f]/.test(text.charAt(from))) from++;
    const to =
      index < lines.length - 1 || isContinued(text, { start, end }) ? Math.max(from, end - 1) : end;
    joined += text.slice(from, to);
    for (let offset = from; offset < to; offset++) offsets.push(offset);
    if (index === lines.length - 1) offsets.push(to);
  }
  return { text: joined, offsets };
}

const letters: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function decodeEscapes(
  joined: { readonly text: string; readonly offsets: readonly number[] },
  from: number,
): StoredText {
  const raw = joined.text.slice(from);
  const offsets: number[] = [];
  let value = '';
  for (let index = 0; index < raw.length; index++) {
    offsets.push(joined.offsets[from + index] ?? 0);
    if (raw[index] !== '\\') {
      value += raw[index];
      continue;
    }
    const unicode = /^u([0-9a-fA-F]{4})/.exec(raw.slice(index + 1, index + 6))?.[1];
    const letter = raw[index + 1] ?? '';
    value += unicode
      ? String.fromCharCode(Number.parseInt(unicode, 16))
      : (letters.get(letter) ?? letter);
    if (letter === '') offsets.pop();
    index += unicode ? 5 : 1;
  }
  // Space at the end belongs to the value of a property, but never to a secret that someone meant.
  const trimmed = value.trimEnd().length;
  const end = joined.offsets[from + raw.length] ?? 0;
  const to = trimmed < value.length ? (offsets[trimmed] ?? end) : end;
  return {
    text: value.slice(0, trimmed),
    start: joined.offsets[from] ?? end,
    end: to,
    offsets: [...offsets.slice(0, trimmed), to],
  };
}

const sectionLine = /^\s*\[\[?([^\][]{1,200})\]\]?\s*(?:[#;].*)?$/;
const blockLine = /^\s*([A-Za-z_][\w.-]{0,100}(?:\s{1,10}"[^"]{0,100}"){0,3})\s*[=:]?\s*\{\s*$/;
const pairLine = /^\s*("?)([A-Za-z_][\w.\-:]{0,200}(?:\[[\w.-]{1,100}\])?)\1\s*(\+?[=:])\s*/;

/** INI with sections and quotes, and the braces of HOCON and Terraform. */
export function scanIni(text: string, onCut?: OnCut): readonly LineEntry[] {
  const entries: LineEntry[] = [];
  const blocks: string[] = [];
  let section = '';
  for (const { start, end } of linesOf(text)) {
    if (end - start > maxLine) {
      onCut?.(text.slice(start, start + 300));
      continue;
    }
    const line = text.slice(start, end);
    const opened = blockLine.exec(line)?.[1];
    const named = sectionLine.exec(line)?.[1];
    if (/^\s*(?:[#;!]|\/\/|--)/.test(line)) continue;
    if (named !== undefined && blocks.length === 0) section = named.trim().replace(/^"|"$/g, '');
    else if (opened !== undefined) {
      if (blocks.length < 50) blocks.push(opened.replace(/"/g, '').replace(/\s+/g, '.'));
    } else if (/^\s*\}/.test(line)) blocks.pop();
    else {
      const path = [section, ...blocks].filter((part) => part !== '').join('.');
      const entry = readPairLine(line, start, path);
      addTo(entries, entry, onCut);
    }
  }
  return entries;
}

function readPairLine(line: string, start: number, section: string): LineEntry | undefined {
  const match = pairLine.exec(line);
  const key = match?.[2];
  if (!match || key === undefined) return undefined;
  const entryStart = start + line.length - line.trimStart().length;
  const from = match[0].length;
  const quote = line[from];
  if (quote === '"' || quote === "'") {
    const close = line.indexOf(quote, from + 1);
    const after = close === -1 ? '' : line.slice(close + 1);
    if (close !== -1 && /^\s*(?:[,;#]|\/\/|$)/.test(after)) {
      const value = line.slice(from + 1, close);
      const stored: StoredText = {
        text: value,
        start: start + from + 1,
        end: start + close,
        quote: quote === '"' ? 'double' : 'single',
      };
      return { key, section, value: stored, start: entryStart, end: start + close + 1 };
    }
  }
  let value = line.slice(from);
  const comment = /[ \t][#;]/.exec(value);
  if (comment) value = value.slice(0, comment.index);
  value = value.trimEnd();
  if (value === '' || value === '{' || value === '[') return undefined;
  const stored = { text: value, start: start + from, end: start + from + value.length };
  return { key, section, value: stored, start: entryStart, end: stored.end };
}
