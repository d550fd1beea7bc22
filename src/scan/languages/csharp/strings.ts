// C#'s literals: quoted, verbatim, raw, interpolated.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

export function stringShape(node: SyntaxNode, text: string): Shape {
  const source = text.slice(node.start, node.end);
  const prefix = /^[$@]*/.exec(source)?.[0] ?? '';
  const quotes = /^"+/.exec(source.slice(prefix.length))?.[0].length ?? 1;
  const isRaw = quotes >= 3;
  const quote = isRaw ? quotes : 1;
  const isVerbatim = prefix.includes('@');
  const suffix = /"[uU]8$/.test(source) ? 2 : 0;
  const [start, end] = [node.start + prefix.length + quote, node.end - quote - suffix];
  const inside = (from: number, to: number): TextShape => {
    const raw = text.slice(from, to);
    const value = isRaw ? raw : isVerbatim ? raw.replaceAll('""', '"') : unescaped(raw);
    return { kind: 'text', value, start: from, end: to };
  };
  if (source === '""')
    return { kind: 'text', value: '', start: node.start + 1, end: node.start + 1 };
  const filled = node.children.filter(({ type }) => type === 'interpolation');
  if (filled.length === 0) return inside(start, Math.max(start, end));
  const parts: Slot[] = [];
  let from = start;
  for (const one of filled) {
    if (one.start > from) parts.push(place(inside(from, one.start), node));
    const value = one.children.find(({ type }) => type !== 'interpolation_brace');
    if (value) parts.push(value);
    from = one.end;
  }
  if (from < end) parts.push(place(inside(from, end), node));
  return { kind: 'joined', parts };
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{1,4})|([\s\S]))/g,
    (_, unicode, hex, one) =>
      unicode === undefined && hex === undefined
        ? (escapes[one] ?? one)
        : String.fromCharCode(Number.parseInt(unicode ?? hex, 16)),
  );
}
