// Values made at run time: what fills an array of bytes, what a piece of code draws from.

import type { Generated } from '../../../model/expression.ts';
import { groupsBy } from '../../../model/group-by.ts';
import { memoByObject } from '../../../model/memo.ts';
import { lowerValueCall, meaningOf } from '../../code/lower-value.ts';
import type { ValueMeaning } from '../../libraries/value-row.ts';
import { childOf, type SyntaxNode, walk } from '../syntax.ts';
import { numberOf } from './numbers.ts';
import { originOf } from './origin.ts';
import { nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

/** The generator that a call runs, if it is one. */
function generatedBy(reading: Reading, call: SyntaxNode): Generated | undefined {
  const callee = childOf(call, 'function') ?? childOf(call, 'constructor');
  return callee && generatedAs(reading, call, meaningOf(reading, unwrap(callee)));
}

/** The same where it is known what the callee means. */
export function generatedAs(
  reading: Reading,
  call: SyntaxNode,
  meaning: ValueMeaning | undefined,
): Generated | undefined {
  if (meaning?.is !== 'generated') return undefined;
  const list = argumentsOf(call).map((value) => ({ value }));
  const value = lowerValueCall(reading, call, { meaning, receiver: undefined, arguments: list });
  return value?.kind === 'generated' ? value : undefined;
}

/** An array of bytes that the file fills with random ones: `crypto.getRandomValues(array)`. */
export function filledArray(reading: Reading, node: SyntaxNode): Generated | undefined {
  const bytes = lengthOfArray(reading, node);
  if (bytes === undefined || node.type !== 'identifier') return undefined;
  const [fill] = fillsByName(reading).get(textOf(reading, node)) ?? [];
  return fill && generatedBy(reading, fill);
}

/** Calls that fill an array, by the name that they are handed; looked for once in a file. */
const fillsByName = memoByObject((reading: Reading) =>
  groupsBy(
    nodesOf(reading, 'call_expression').filter((call) => {
      const callee = childOf(call, 'function');
      const name = callee && (propertyName(callee, reading.text) ?? textOf(reading, callee));
      return name !== undefined && /^(?:getRandomValues|randomFillSync|randomFill)$/.test(name);
    }),
    (call) => {
      const [first] = argumentsOf(call);
      return first?.type === 'identifier' ? textOf(reading, first) : undefined;
    },
  ),
);

/** `new Date()` and what is made of it. */
export function isClock(reading: Reading, node: SyntaxNode): boolean {
  const type = childOf(node, 'constructor');
  const origin = type && originOf(reading, type);
  return (
    origin?.module === '' &&
    origin.path.join('.') === 'Date' &&
    (childOf(node, 'arguments')?.children.length ?? 0) === 0
  );
}

/**
 * The generator that a piece of code draws from to build a text: `Math.random` in a loop or in `map`. Looks at
 * calls only; a piece that draws from several is as weak as the weakest.
 */
export function drawsFrom(reading: Reading, node: SyntaxNode): Generated | undefined {
  let found: Generated | undefined;
  walk(node, (inner) => {
    if (inner.type !== 'call_expression') return;
    const generated = generatedBy(reading, inner);
    if (generated && (!found || (found.isCryptographic && !generated.isCryptographic))) {
      found = generated;
    }
  });
  return found;
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
  const count = made && length ? numberOf(reading, length)?.value : undefined;
  return count === undefined ? undefined : (count * Number(made?.groups?.bits ?? 8)) / 8;
}
