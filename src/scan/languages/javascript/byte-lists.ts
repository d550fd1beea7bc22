// Keys that are written down as numbers: lists of bytes, codes of characters, and bytes that are all the same.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { literalText } from './literals.ts';
import { dottedName } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';
import { unwrap } from './shapes.ts';

/** A key of more bytes is no key. */
const maxBytes = 1_024;

/** `Buffer.from([119, 101])`, `String.fromCharCode(119, 101)`, `Buffer.alloc(32)`, `[119, 101].map(toChar).join('')`. */
export function writtenBytes(reading: Reading, call: CallParts): Expression | undefined {
  const [first, second] = call.arguments;
  const dotted = dottedName(reading, call.callee) ?? '';
  if (/^(?:Buffer|Uint8Array)\.(?:from|of)$/.test(dotted) && first) {
    return /of$/.test(dotted)
      ? bytes(reading, call.node, call.arguments)
      : byteList(reading, first);
  }
  if (/^String\.from(?:CharCode|CodePoint)$/.test(dotted)) {
    return codes(reading, call.node, spreadOf(call.arguments));
  }
  if (/^Buffer\.alloc(?:Unsafe)?$/.test(dotted) && first?.type === 'number') {
    return filled(reading, call.node, first, second);
  }
  if (call.method === 'join' && call.object && first && literalText(first, reading.text) === '') {
    const mapped = unwrap(call.object);
    const callee = childOf(mapped, 'function');
    const list = callee && childOf(callee, 'object');
    const isOfCodes = /\bfromC(?:harCode|odePoint)\b/.test(textOf(reading, mapped).slice(-120));
    if (list && isOfCodes && unwrap(list).type === 'array') {
      return codes(reading, call.node, unwrap(list).children);
    }
  }
  return undefined;
}

/** The bytes of a list of numbers. */
export function byteList(reading: Reading, wrapped: SyntaxNode): Expression | undefined {
  const node = unwrap(wrapped);
  return node.type === 'array' ? bytes(reading, node, node.children) : undefined;
}

function bytes(
  reading: Reading,
  node: SyntaxNode,
  items: readonly SyntaxNode[],
): Expression | undefined {
  const numbers = numbersOf(reading, items, 255);
  if (!numbers) return undefined;
  const where = at(reading, node);
  const value = String.fromCharCode(...numbers);
  return { kind: 'decoded', encoding: 'latin1', of: { kind: 'text', value, at: where }, at: where };
}

function codes(
  reading: Reading,
  node: SyntaxNode,
  items: readonly SyntaxNode[],
): Expression | undefined {
  const numbers = numbersOf(reading, items, 0xffff);
  return numbers && { kind: 'text', value: String.fromCharCode(...numbers), at: at(reading, node) };
}

/** `String.fromCharCode(...[119, 101])` */
function spreadOf(items: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const [first] = items;
  const list = first?.type === 'spread_element' ? first.children[0] : undefined;
  return list?.type === 'array' ? list.children : items;
}

function numbersOf(
  reading: Reading,
  items: readonly SyntaxNode[],
  most: number,
): readonly number[] | undefined {
  if (items.length < 4 || items.length > maxBytes) return undefined;
  const numbers = items.map((item) =>
    item.type === 'number' ? Number(textOf(reading, item)) : Number.NaN,
  );
  return numbers.every((number) => Number.isInteger(number) && number >= 0 && number <= most)
    ? numbers
    : undefined;
}

/** Bytes that are all the same: zero, or what they are filled with. */
function filled(
  reading: Reading,
  node: SyntaxNode,
  size: SyntaxNode,
  fill: SyntaxNode | undefined,
): Expression | undefined {
  const count = Number(textOf(reading, size));
  if (!Number.isInteger(count) || count < 1 || count > maxBytes) return undefined;
  const text = fill ? literalText(fill, reading.text) : '\0';
  const isNumber = fill?.type === 'number' && Number(textOf(reading, fill)) < 256;
  const unit = isNumber && fill ? String.fromCharCode(Number(textOf(reading, fill))) : text;
  if (!unit) return undefined;
  const where = at(reading, node);
  const value = unit.repeat(Math.ceil(count / unit.length)).slice(0, count);
  return { kind: 'decoded', encoding: 'latin1', of: { kind: 'text', value, at: where }, at: where };
}
