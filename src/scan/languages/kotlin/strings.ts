// Kotlin's literals: quoted with escapes and templates, raw.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b' };

export function stringShape(node: SyntaxNode, text: string): Shape {
  const isRaw = text.startsWith('"""', node.start);
  const quote = isRaw ? 3 : 1;
  const inside = (start: number, end: number): TextShape => {
    const raw = text.slice(start, end);
    return { kind: 'text', value: isRaw ? raw : unescaped(raw), start, end };
  };
  const filled = node.children.filter(({ type }) => type.startsWith('interpolated'));
  if (filled.length === 0) return inside(node.start + quote, node.end - quote);
  const parts: Slot[] = [];
  let from = node.start + quote;
  for (const one of filled) {
    // `$name` and `${expression}` begin with signs that no node holds.
    const start = text.lastIndexOf('$', one.start);
    if (start > from) parts.push(place(inside(from, start), node));
    parts.push(one);
    from = text[one.end] === '}' ? one.end + 1 : one.end;
  }
  if (from < node.end - quote) parts.push(place(inside(from, node.end - quote), node));
  return { kind: 'joined', parts };
}

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_, hex, one) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
