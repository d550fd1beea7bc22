// Ruby's literals: quotes of all kinds, interpolation, heredocs.
import { indexInParent, type SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  s: ' ',
  '0': '\0',
  e: '\x1b',
};

export function stringShape(node: SyntaxNode, text: string): Shape {
  const [first] = node.children;
  const last = node.children.at(-1);
  if (!first || !last) {
    const quote = node.type === 'bare_string' ? 0 : 1;
    return { kind: 'text', value: '', start: node.start + quote, end: node.start + quote };
  }
  const isPlain =
    /^(?:'|%q\b|%q\W)/.test(text.slice(node.start, node.start + 3)) || node.type === 'bare_string';
  return filled(node, text, { start: first.start, end: last.end, isPlain });
}

interface Inside {
  readonly start: number;
  readonly end: number;
  readonly isPlain: boolean;
}

function filled(node: SyntaxNode, text: string, { start, end, isPlain }: Inside): Shape {
  const inside = (from: number, to: number): TextShape => {
    const raw = text.slice(from, to);
    return {
      kind: 'text',
      value: isPlain ? raw.replace(/\\(['\\])/g, '$1') : unescaped(raw),
      start: from,
      end: to,
    };
  };
  const values = node.children.filter(({ type }) => type === 'interpolation');
  if (values.length === 0) return inside(start, end);
  const parts: Slot[] = [];
  let from = start;
  for (const one of values) {
    if (one.start > from) parts.push(place(inside(from, one.start), node));
    const value = one.children[0];
    if (value) parts.push(value);
    from = one.end;
  }
  if (from < end) parts.push(place(inside(from, end), node));
  return { kind: 'joined', parts };
}

/** The body stands behind the line that the heredoc begins on. */
export function heredocShape(node: SyntaxNode, text: string): Shape | undefined {
  const tag = /[A-Za-z_]\w*/.exec(text.slice(node.start, node.end))?.[0];
  for (let above: SyntaxNode | null = node; above; above = above.parent) {
    const siblings = above.parent?.children ?? [];
    for (let index = indexInParent(above) + 1; index < siblings.length; index++) {
      const one = siblings[index];
      if (one?.type !== 'heredoc_body') continue;
      const end = one.children.at(-1);
      if (end?.type !== 'heredoc_end' || text.slice(end.start, end.end).trim() !== tag) continue;
      const raw = text.slice(one.start, end.start);
      const start = one.start + (/^\r?\n/.exec(raw)?.[0].length ?? 0);
      const value = text.slice(start, end.start).replace(/\r?\n[ \t]*$/, '');
      return {
        kind: 'text',
        value: /<<~/.test(text.slice(node.start, node.end)) ? dedented(value) : value,
        start,
        end: start + value.length,
      };
    }
  }
  return undefined;
}

function dedented(value: string): string {
  const lines = value.split('\n');
  const filledLines = lines.filter((line) => line.trim() !== '');
  const indent = Math.min(...filledLines.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  return filledLines.length === 0 ? value : lines.map((line) => line.slice(indent)).join('\n');
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{4})|([\s\S]))/g,
    (_, hex, unicode, one) =>
      hex === undefined && unicode === undefined
        ? (escapes[one] ?? one)
        : String.fromCharCode(Number.parseInt(hex ?? unicode, 16)),
  );
}
