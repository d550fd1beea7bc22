// Keeps the old value of an entry beside the new one, as `NAME_PREVIOUS`, written exactly as it stood: a copy of the
// lines of the entry with another name.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';
import { maskOf } from '../mask-file.ts';

/** What the copy of `name` is called, in the spelling of the original. */
export function previousName(name: string): string {
  if (/^[A-Z\d_]+$/.test(name)) return `${name}_PREVIOUS`;
  if (name.includes('-')) return `${name}-previous`;
  return name.includes('_') ? `${name}_previous` : `${name}Previous`;
}

/**
 * The insertion behind the entry; `undefined` where the entry does not have its lines for itself. `value.entry`
 * covers the entry; its last name part stands in it once before the value.
 */
export function keepPrevious(text: string, value: SecretValue): Edit | undefined {
  const { at, entry } = value;
  const inline = keepInline(text, value);
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
  if (isJson && head.includes('{')) return undefined;
  const glue = isJson ? ',' : '';
  const offset = isJson ? entry.end : stop;
  const make = (shown: string): string => `${glue}${newline}${copied}${shown}${closing}`;
  return {
    path: at.path,
    start: offset,
    end: offset,
    text: make(old),
    maskedText: make(maskOf(old.length)),
  };
}

/** `ENV PORT=1 NAME=value`: the copy goes behind the entry in the same instruction. */
function keepInline(text: string, { at, entry, name, carrier }: SecretValue): Edit | undefined {
  const head = text.slice(entry.start, at.start);
  if (carrier !== 'dockerfile' || name === null || !head.startsWith(`${name}=`)) return undefined;
  const make = (shown: string): string =>
    ` ${previousName(name)}${head.slice(name.length)}${shown}${text.slice(at.end, entry.end)}`;
  const old = text.slice(at.start, at.end);
  return {
    path: at.path,
    start: entry.end,
    end: entry.end,
    text: make(old),
    maskedText: make(maskOf(old.length)),
  };
}
