// Keeps the old value of an entry beside the new one, as `NAME_PREVIOUS`, written exactly as it stood: a copy of the
// lines of the entry with another name.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';
import { encodeValue } from '../encode-value.ts';
import { maskOf } from '../mask-file.ts';
import { findEntry } from './env-files.ts';

/** What the copy of `name` is called, in the spelling of the original. */
export function previousName(name: string): string {
  if (/^[A-Z\d_]+$/.test(name)) return `${name}_PREVIOUS`;
  if (name.includes('-')) return `${name}-previous`;
  return name.includes('_') ? `${name}_previous` : `${name}Previous`;
}

/** The edit that keeps the old value, and whether it takes the place of one from an earlier rotation. */
export interface Kept {
  readonly edit: Edit;
  readonly replacesEarlier: boolean;
}

/** `undefined` where the old value cannot be kept. `others`: all values of the file. */
export function keepPrevious(
  text: string,
  value: SecretValue,
  others: readonly SecretValue[],
): Kept | undefined {
  const earlier = earlierPrevious(value, others);
  const edit = earlier ? overwrite(text, value, earlier) : addEntry(text, value, others);
  return edit && { edit, replacesEarlier: earlier !== undefined };
}

/** A second entry of one name would be an error, or decide which of the two counts. */
function addEntry(text: string, value: SecretValue, others: readonly SecretValue[]) {
  const name = previousName((value.name ?? '').split('.').at(-1) ?? '');
  if (value.file.language === 'dotenv') {
    const { state, offset } = findEntry(text, name);
    if (state === 'empty') return fill(text, value, offset);
  }
  const entries = text.match(new RegExp(`^[^#\\n]*(?<![\\w-])${name}["']?\\s*[:=]`, 'gm')) ?? [];
  const known = others.filter((other) => other.name?.split('.').at(-1) === name);
  return entries.length > known.length ? undefined : insertBehind(text, value);
}

/** `NAME_PREVIOUS=` waits for a value. */
function fill(text: string, { at, file, storedAs, text: old }: SecretValue, offset: number) {
  const slot = { text, start: offset, end: offset, language: file.language, storedAs };
  const written = encodeValue(old ?? '', slot);
  if (written === undefined) return undefined;
  const gap = text[offset] === '#' ? ' ' : '';
  return {
    path: at.path,
    start: offset,
    end: offset,
    text: `${written}${gap}`,
    maskedText: `${maskOf(written.length)}${gap}`,
  };
}

/** The entry that keeps the value before `value`: the next of that name, with no other `value` between. */
function earlierPrevious(
  { at, name }: SecretValue,
  others: readonly SecretValue[],
): SecretValue | undefined {
  if (name === null) return undefined;
  const parts = name.split('.');
  const wanted = [...parts.slice(0, -1), previousName(parts.at(-1) ?? '')].join('.');
  return others
    .filter((other) => other.at.start > at.start && !other.isCommentedOut)
    .filter((other) => other.name === wanted || other.name === name)
    .sort((a, b) => a.at.start - b.at.start)
    .slice(0, 1)
    .find((other) => other.name === wanted);
}

/** As it stands, where both are quoted alike; else only what no format gives a meaning to. */
function overwrite(text: string, value: SecretValue, { at, file, storedAs }: SecretValue) {
  const old = text.slice(value.at.start, value.at.end);
  const isAlike = quoteAt(text, at.start) === quoteAt(text, value.at.start);
  const slot = { text, start: at.start, end: at.end, language: file.language, storedAs };
  const written =
    isAlike && storedAs === value.storedAs ? old : encodeValue(value.text ?? '', slot);
  return written === undefined
    ? undefined
    : {
        path: at.path,
        start: at.start,
        end: at.end,
        text: written,
        maskedText: maskOf(old.length),
      };
}

function quoteAt(text: string, start: number): string {
  const before = text[start - 1] ?? '';
  return /["'`]/.test(before) ? before : '';
}

/**
 * The insertion behind the entry; `undefined` where the entry does not have its lines for itself. `value.entry`
 * covers the entry; its last name part stands in it once before the value.
 */
function insertBehind(text: string, value: SecretValue): Edit | undefined {
  const { at, entry } = value;
  const inline = keepInline(text, value) ?? keepInMap(text, value);
  if (inline) return inline;
  const lineStart = text.lastIndexOf('\n', entry.start - 1) + 1;
  const name = (value.name ?? '').split('.').at(-1) ?? '';
  if (name === '' || at.start < entry.start) return undefined;
  const head = text.slice(lineStart, at.start);
  const nameAt = head.lastIndexOf(name);
  if (nameAt === -1 || !/^[\s\w.\-"'{:=]*$/.test(head.slice(0, nameAt))) return undefined;
  const isJson = /\.(?:json|jsonc|json5)$/.test(at.path);
  const lineEnd = text.indexOf('\n', Math.max(at.end, entry.end));
  const stop = lineEnd === -1 ? text.length : lineEnd - (text[lineEnd - 1] === '\r' ? 1 : 0);
  const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  const copied = `${head.slice(0, nameAt)}${previousName(name)}${head.slice(nameAt + name.length)}`;
  const old = text.slice(at.start, at.end);
  const closing = text.slice(at.end, isJson ? entry.end : stop);
  if (head.includes('{')) return undefined;
  const glue = isJson ? ',' : '';
  const offset = isJson ? entry.end : stop;
  const make = (shown: string): string => `${glue}${newline}${copied}${shown}${closing}`;
  return insertion(at.path, offset, make, old);
}

/** `{ "secret": "value", "ttl": 1 }` in one line: the copy goes behind the entry, in the same map. */
function keepInMap(text: string, { at, entry, name }: SecretValue): Edit | undefined {
  const key = (name ?? '').split('.').at(-1) ?? '';
  const head = text.slice(entry.start, at.start);
  const isMap = /\.(?:json5?|jsonc|ya?ml)$/.test(at.path);
  const line = text.slice(text.lastIndexOf('\n', entry.start - 1) + 1, entry.start);
  if (!isMap || !line.includes('{') || key === '') return undefined;
  const quote = /^["']/.exec(head)?.[0] ?? '';
  if (!head.startsWith(`${quote}${key}`)) return undefined;
  const rest = head.slice(quote.length + key.length);
  const make = (shown: string): string =>
    `, ${quote}${previousName(key)}${rest}${shown}${text.slice(at.end, entry.end)}`;
  const old = text.slice(at.start, at.end);
  return insertion(at.path, entry.end, make, old);
}

/** `ENV PORT=1 NAME=value`: the copy goes behind the entry in the same instruction. */
function keepInline(text: string, { at, entry, name, carrier }: SecretValue): Edit | undefined {
  const head = text.slice(entry.start, at.start);
  if (carrier !== 'dockerfile' || name === null || !head.startsWith(`${name}=`)) return undefined;
  const make = (shown: string): string =>
    ` ${previousName(name)}${head.slice(name.length)}${shown}${text.slice(at.end, entry.end)}`;
  const old = text.slice(at.start, at.end);
  return insertion(at.path, entry.end, make, old);
}

/** What `make` gives around the old text, which nobody is shown. */
function insertion(
  path: string,
  offset: number,
  make: (shown: string) => string,
  old: string,
): Edit {
  const [text, maskedText] = [make(old), make(maskOf(old.length))];
  return { path, start: offset, end: offset, text, maskedText };
}
