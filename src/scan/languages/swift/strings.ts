// Swift's literals: one line, several lines without their indentation, raw with any number of signs, interpolated.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

export function stringShape(node: SyntaxNode, text: string): Shape | undefined {
  const opening = /^(#{0,8})("""|")/.exec(text.slice(node.start, node.start + 20));
  if (!opening) return undefined;
  const [whole, signs = '', quote = '"'] = opening;
  const [start, end] = [node.start + whole.length, node.end - whole.length];
  if (end < start) return undefined;
  const holes = node.children.filter(({ type }) => type === 'interpolated_expression');
  if (quote === '"""' && holes.length === 0) return lines(text, start, end, signs !== '');
  const inside = (from: number, to: number): TextShape => {
    const raw = text.slice(from, to);
    return { kind: 'text', value: signs === '' ? unescaped(raw) : raw, start: from, end: to };
  };
  if (holes.length === 0) return inside(start, end);
  const parts: Slot[] = [];
  let from = start;
  for (const hole of holes) {
    const before = text.lastIndexOf('\\', hole.start);
    if (before > from) parts.push(place(inside(from, before), node));
    parts.push(hole);
    from = text[hole.end] === ')' ? hole.end + 1 : hole.end;
  }
  if (from < end) parts.push(place(inside(from, end), node));
  return { kind: 'joined', parts };
}

/** The first and the last line end belong to the quotes, and so does the indentation of the last line. */
function lines(text: string, start: number, end: number, isRaw: boolean): TextShape {
  const raw = text.slice(start, end);
  const first = /^[ \t]*\r?\n/.exec(raw)?.[0].length ?? 0;
  const last = /\r?\n([ \t]*)$/.exec(raw);
  const from = start + first;
  const to = last && last.index >= first ? start + last.index : end;
  const indent = last?.[1] ?? '';
  const body = text.slice(from, Math.max(from, to)).split('\n');
  const plain = body.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  const value = plain.join('\n');
  const [line = ''] = body;
  // Of one line alone the place can be told to the letter.
  const begin = body.length === 1 && line.startsWith(indent) ? from + indent.length : from;
  return {
    kind: 'text',
    value: isRaw ? value : unescaped(value),
    start: begin,
    end: Math.max(begin, to),
  };
}

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u\{([\da-fA-F]{1,8})\}|([\s\S]))/g, (_, hex, one) => {
    if (hex === undefined) return escapes[one] ?? one;
    const point = Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}
