// Dart's literals: single and double quotes, three of them, raw, several side by side, `$name` and `${expression}`.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** Most texts that stand side by side. */
const maximumTexts = 100;

export function stringShape(node: SyntaxNode, text: string): Shape | undefined {
  const parts: Slot[] = [];
  let at = node.start;
  for (let count = 0; count < maximumTexts && at < node.end; count++) {
    const opening = /^\s*(r?)('''|"""|'|")/.exec(text.slice(at, Math.min(node.end, at + 1000)));
    if (!opening) break;
    const start = at + opening[0].length;
    const quote = opening[2] ?? "'";
    const holes = node.children.filter((child) => child.start >= start);
    const end = closing(text, { start, quote, isRaw: opening[1] === 'r', holes, end: node.end });
    parts.push(...partsOf(node, text, { start, end, isRaw: opening[1] === 'r', holes }));
    at = end + quote.length;
  }
  const [only] = parts;
  if (parts.length === 1 && only && 'kind' in only && only.kind === 'text') return { ...only };
  return parts.length > 0 ? { kind: 'joined', parts } : undefined;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly isRaw: boolean;
  readonly holes: readonly SyntaxNode[];
}

/** Where the text ends that begins at `start`; quotes within its holes do not count. */
function closing(
  text: string,
  { start, quote, isRaw, holes, end }: Piece & { readonly quote: string },
): number {
  let hole = 0;
  for (let at = start; at < end; at++) {
    while ((holes[hole]?.end ?? end) <= at) hole++;
    const inside = holes[hole];
    if (inside && inside.start <= at && at < inside.end) {
      at = inside.end - 1;
      continue;
    }
    if (text[at] === '\\' && !isRaw) at++;
    else if (text.startsWith(quote, at)) return at;
  }
  return end;
}

function partsOf(node: SyntaxNode, text: string, { start, end, isRaw, holes }: Piece): Slot[] {
  const inside = (from: number, to: number): TextShape => {
    const raw = text.slice(from, to);
    return { kind: 'text', value: isRaw ? raw : unescaped(raw), start: from, end: to };
  };
  const own = holes.filter((hole) => hole.end <= end);
  if (own.length === 0) return [place(inside(start, end), node)];
  const parts: Slot[] = [];
  let from = start;
  for (const hole of own) {
    const before =
      text.lastIndexOf('$', hole.start) >= from && text[hole.start] !== '$'
        ? text.lastIndexOf('$', hole.start)
        : hole.start;
    if (before > from) parts.push(place(inside(from, before), node));
    parts.push(hole);
    from = hole.end;
  }
  if (from < end) parts.push(place(inside(from, end), node));
  return parts;
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|([\s\S]))/g,
    (_, hex, unicode, long, one) => {
      const code = hex ?? unicode ?? long;
      if (code === undefined) return escapes[one] ?? one;
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    },
  );
}
