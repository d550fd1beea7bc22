// How much a call of a generator draws: bytes, letters of an alphabet, the range of a number.
import type { Generated } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { numberOf } from './numbers.ts';
import { unwrap } from './origin.ts';
import { type Reading, textOf } from './reading.ts';
import { pairOf } from './schema-constraints.ts';
import { argumentsOf } from './shapes.ts';

/** Bytes or bits, as the code says it; neither where it does not. */
export type Drawn = Pick<Generated, 'bytes' | 'bits'>;

/** As many bytes as an argument says, or as are in it. */
export const bytesAt =
  (index: number) =>
  (reading: Reading, call: SyntaxNode): Drawn => {
    const argument = argumentsOf(call)[index];
    const bytes = argument && (wholeNumber(reading, argument) ?? lengthOfArray(reading, argument));
    return bytes === undefined ? {} : { bytes };
  };

/** Letters drawn from an alphabet: as many as an argument or its `length` says. */
export const letters =
  (bitsEach: number, otherwise: number, index = 0) =>
  (reading: Reading, call: SyntaxNode): Drawn => {
    const argument = argumentsOf(call)[index];
    const count = argument ? lettersIn(reading, argument) : otherwise;
    return count === undefined ? {} : { bits: count * bitsEach };
  };

function lettersIn(reading: Reading, argument: SyntaxNode): number | undefined {
  const length = argument.type === 'object' ? pairOf(reading, argument, 'length') : argument;
  return length && wholeNumber(reading, length);
}

/** `generateKeySync('hmac', { length: 64 })`: its length is in bits. */
export function bitsOfKey(reading: Reading, call: SyntaxNode): Drawn {
  for (const argument of argumentsOf(call)) {
    const length = argument.type === 'object' ? pairOf(reading, argument, 'length') : undefined;
    const bits = length && wholeNumber(reading, length);
    if (bits !== undefined) return { bits };
  }
  return {};
}

/** `randomInt(max)`, `randomInt(min, max)`. */
export function bitsOfNumber(reading: Reading, call: SyntaxNode): Drawn {
  const [first, second] = argumentsOf(call).map((node) => numberOf(reading, node)?.value);
  const range = second === undefined ? first : second - (first ?? 0);
  return range === undefined || range < 2 ? {} : { bits: Math.log2(range) };
}

/** Bytes of `new Uint8Array(8)`, `Buffer.alloc(8)`, or of a name for one. */
export function lengthOfArray(
  reading: Reading,
  wrapped: SyntaxNode,
  depth = 0,
): number | undefined {
  const node = unwrap(wrapped);
  if (node.type === 'identifier') {
    const value = reading.scopes.lookUp(node, textOf(reading, node))?.value;
    // `let a = b, b = a`.
    return value && depth < 8 ? lengthOfArray(reading, value, depth + 1) : undefined;
  }
  const callee = childOf(node, 'constructor') ?? childOf(node, 'function');
  const [length] = argumentsOf(node);
  const made =
    callee &&
    /^(?:Uint(?<bits>8|16|32)(?:Clamped)?Array|Buffer(?:\.alloc(?:Unsafe)?)?)$/.exec(
      textOf(reading, callee),
    );
  const count = made && length ? wholeNumber(reading, length) : undefined;
  return count === undefined ? undefined : (count * Number(made?.groups?.bits ?? 8)) / 8;
}

function wholeNumber(reading: Reading, node: SyntaxNode): number | undefined {
  const value = numberOf(reading, node)?.value;
  return value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
