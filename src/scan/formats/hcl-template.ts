// What stands between the quotes of HCL or in its here documents: literal pieces with their escapes taken back and
// their places kept, and what is filled in between them. Reading an expression is left to the scanner.
import type { HclFilled, HclLiteral, HclPart } from './hcl-tree.ts';

export interface TemplateSyntax {
  /** Whether the template ends at this offset. */
  readonly isEnd: (at: number) => boolean;
  /** Backslashes escape in quotes, and are themselves in a here document. */
  readonly hasEscapes: boolean;
  /** Reads the `${...}`, or the `%{...}` of a directive, that starts at `at`. */
  readonly filledIn: (at: number, isDirective: boolean) => HclFilled;
}

/** The pieces from `start` on, and where they end. */
export function readTemplate(
  text: string,
  start: number,
  { isEnd, hasEscapes, filledIn }: TemplateSyntax,
): { readonly parts: readonly HclPart[]; readonly end: number } {
  const parts: HclPart[] = [];
  let at = start;
  let value = '';
  let offsets: number[] = [];
  const flush = (): void => {
    if (value !== '') parts.push({ kind: 'literal', value, offsets: [...offsets, at] });
    value = '';
    offsets = [];
  };
  const take = (decoded: string, length: number): void => {
    for (let index = 0; index < decoded.length; index++) offsets.push(at);
    value += decoded;
    at += length;
  };
  while (at < text.length && !isEnd(at)) {
    const char = text.charAt(at);
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      take(text.slice(at + 1, at + 3), 3);
    } else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      flush();
      const filled = filledIn(at, char === '%');
      parts.push(filled);
      at = filled.end;
    } else if (char === '\\' && hasEscapes) {
      const [decoded, length] = escapeAt(text, at);
      take(decoded, length);
    } else take(char, 1);
  }
  flush();
  return { parts, end: at };
}

const letters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function escapeAt(text: string, at: number): readonly [string, number] {
  const unicode = /^\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text.slice(at, at + 10));
  const code = Number.parseInt(unicode?.[1] ?? unicode?.[2] ?? '', 16);
  if (unicode && code <= 0x10ffff) return [String.fromCodePoint(code), unicode[0].length];
  const letter = text.charAt(at + 1);
  return [letters.get(letter) ?? letter, 2];
}

/** `<<-` takes the indentation that all lines share off each of them. */
export function withoutIndentation(parts: readonly HclPart[]): HclPart[] {
  let shared = Number.POSITIVE_INFINITY;
  let isLineStart = true;
  for (const part of parts) {
    if (part.kind !== 'literal') {
      if (isLineStart) shared = 0;
      isLineStart = false;
      continue;
    }
    for (const [index, line] of part.value.split('\n').entries()) {
      const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if ((index > 0 || isLineStart) && line.trim() !== '') shared = Math.min(shared, indent);
    }
    isLineStart = /\n[ \t]*$/.test(part.value);
  }
  if (shared === 0 || shared === Number.POSITIVE_INFINITY) return [...parts];
  let atStart = true;
  return parts.map((part) => {
    const wasAtStart = atStart;
    atStart = part.kind === 'literal' && part.value.endsWith('\n');
    return part.kind === 'literal' ? unindented(part, shared, wasAtStart) : part;
  });
}

function unindented(part: HclLiteral, shared: number, isLineStart: boolean): HclLiteral {
  const offsets: number[] = [];
  let value = '';
  let column = isLineStart ? 0 : shared;
  for (let index = 0; index < part.value.length; index++) {
    const char = part.value.charAt(index);
    if (column++ >= shared || char === '\n') {
      value += char;
      offsets.push(part.offsets[index] ?? 0);
    }
    if (char === '\n') column = 0;
  }
  return { kind: 'literal', value, offsets: [...offsets, part.offsets.at(-1) ?? 0] };
}
