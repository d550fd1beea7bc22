// Python's literals: quoted, triple, raw, bytes, formatted.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\n': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** `'a'`, `r"\d"`, `f"{a}b"`, `b'bytes'`, `"""text"""`. */
export function stringShape(node: SyntaxNode, text: string): Shape | undefined {
  const [start, ...rest] = node.children;
  const end = node.children.at(-1);
  if (!start || !end || start === end) return undefined;
  const isRaw = /r/i.test(text.slice(start.start, start.end));
  const inside = (from: number, to: number): TextShape => {
    const raw = text.slice(from, to);
    return { kind: 'text', value: isRaw ? raw : unescaped(raw), start: from, end: to };
  };
  if (!rest.some(({ type }) => type === 'interpolation')) return inside(start.end, end.start);
  const parts = rest.slice(0, -1).flatMap((part): readonly Slot[] => {
    if (part.type !== 'interpolation') return [place(inside(part.start, part.end), part)];
    return part.children.slice(0, 1);
  });
  return { kind: 'joined', parts };
}

/** The text that escapes stand for; what is no escape stays as it is written. */
function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([0-7]{1,3})|([\s\S]))/g,
    (all, hex, unicode, octal, one) => {
      if (hex !== undefined || unicode !== undefined)
        return String.fromCharCode(Number.parseInt(hex ?? unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return escapes[one] ?? (/[\\'"]/.test(one) ? one : all);
    },
  );
}
