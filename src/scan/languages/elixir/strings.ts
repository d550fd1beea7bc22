// Texts of Elixir: strings, charlists, sigils and heredocs, with what is interpolated.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot } from '../../code/shape.ts';

/** `"a#{x}b"`, `~s(a)`, heredocs without the indentation of their end. */
export function stringShape(node: SyntaxNode, text: string): Shape | undefined {
  const parts = node.children.filter(
    ({ type }) => type !== 'sigil_name' && type !== 'sigil_modifiers',
  );
  if (node.type === 'sigil' && !/^~[sScC]/.test(text.slice(node.start, node.start + 2)))
    return undefined;
  const [only] = parts;
  if (!only) return { kind: 'text', value: '', start: node.start + 1, end: node.start + 1 };
  if (parts.every(({ type }) => type === 'quoted_content' || type === 'escape_sequence')) {
    const end = parts.at(-1)?.end ?? only.end;
    return {
      kind: 'text',
      value: withoutEscapes(text.slice(only.start, end)),
      start: only.start,
      end,
    };
  }
  return {
    kind: 'joined',
    parts: parts.flatMap((part): Slot[] => {
      if (part.type === 'interpolation') return part.children.slice(0, 1);
      const { start, end } = part;
      return [
        place({ kind: 'text', value: withoutEscapes(text.slice(start, end)), start, end }, part),
      ];
    }),
  };
}

function withoutEscapes(raw: string): string {
  const indentation = /^\n([ \t]*)/.exec(raw)?.[1];
  const lines =
    indentation === undefined
      ? raw
      : raw.slice(1).replaceAll(`\n${indentation}`, '\n').slice(indentation.length);
  return lines.replace(/\\([nrts"'\\0])/g, (_, sign: string) => escapes[sign] ?? sign);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', s: ' ', 0: '\0' };
