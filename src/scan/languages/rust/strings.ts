// Texts of Rust: raw, of bytes, with escapes.

import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { TextShape } from '../../code/shape.ts';

export function stringShape(node: SyntaxNode, text: string): TextShape {
  const source = text.slice(node.start, node.end);
  const raw = /^[bc]?r(#*)"/.exec(source);
  if (raw) {
    const [start, end] = [node.start + raw[0].length, node.end - 1 - (raw[1]?.length ?? 0)];
    return { kind: 'text', value: text.slice(start, end), start, end };
  }
  const [start, end] = [node.start + source.indexOf('"') + 1, node.end - 1];
  return { kind: 'text', value: unescaped(text.slice(start, end)), start, end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

function unescaped(raw: string): string {
  return raw
    .replace(/\\\r?\n\s*/g, '')
    .replace(/\\(?:x([\da-fA-F]{2})|u\{([\da-fA-F]{1,6})\}|(.))/g, (_, hex, unicode, one) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const code = unicode === undefined ? undefined : Number.parseInt(unicode, 16);
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
      return escapes[one] ?? one;
    });
}
