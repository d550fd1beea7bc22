// PHP's literals: single and double quotes, heredoc, nowdoc.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Shape, type Slot, type TextShape } from '../../code/shape.ts';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  e: '\x1b',
  f: '\f',
};

export function stringShape(node: SyntaxNode, text: string): Shape {
  if (node.type === 'heredoc' || node.type === 'nowdoc') return documentShape(node, text);
  const [start, end] = [node.start + 1, Math.max(node.start + 1, node.end - 1)];
  if (node.type === 'string') {
    const raw = text.slice(start, end);
    return { kind: 'text', value: raw.replace(/\\(['\\])/g, '$1'), start, end };
  }
  return filled(node, text, start, end);
}

function documentShape(node: SyntaxNode, text: string): Shape {
  const body = childOf(node, 'value');
  if (!body) return { kind: 'text', value: '', start: node.start, end: node.start };
  if (node.type === 'nowdoc') {
    return {
      kind: 'text',
      value: text.slice(body.start, body.end).replace(/^\r?\n/, ''),
      start: body.start,
      end: body.end,
    };
  }
  return filled(body, text, body.start, body.end);
}

/** A text in which variables are filled in. */
function filled(node: SyntaxNode, text: string, start: number, end: number): Shape {
  const inside = (from: number, to: number): TextShape => ({
    kind: 'text',
    value: unescaped(text.slice(from, to)),
    start: from,
    end: to,
  });
  const values = node.children.filter(
    ({ type }) => !/^(?:string_content|escape_sequence|string_value)$/.test(type),
  );
  if (values.length === 0) return inside(start, end);
  const parts: Slot[] = [];
  let from = start;
  for (const one of values) {
    const before = text[one.start - 1] === '{' ? one.start - 1 : one.start;
    if (before > from) parts.push(place(inside(from, before), node));
    parts.push(one);
    from = text[one.end] === '}' && before < one.start ? one.end + 1 : one.end;
  }
  if (from < end) parts.push(place(inside(from, end), node));
  return { kind: 'joined', parts };
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:x([\da-fA-F]{1,2})|u\{([\da-fA-F]{1,6})\}|([0-7]{1,3})|([\s\S]))/g,
    (all, hex, unicode, octal, one) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (unicode !== undefined) return codePoint(Number.parseInt(unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      return escapes[one] ?? (/["\\$]/.test(one) ? one : all);
    },
  );
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
