// Texts that nanoid draws from letters of one's own: `customAlphabet('0123456789', 12)()` carries 39 bits.
import type { Generated } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { constantText } from './environment.ts';
import { literalText } from './literals.ts';
import { numberOf } from './numbers.ts';
import { originOf } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';
import { argumentsOf, unwrap } from './shapes.ts';

/** Letters that it draws where nobody says how many. */
const usualLength = 21;

/** What a generator of letters that are written down draws; `undefined` for any other call. */
export function customAlphabet(reading: Reading, call: CallParts): Generated | undefined {
  const origin = originOf(reading, call.callee);
  if (origin?.module !== 'nanoid' || origin.path.join('.') !== 'customAlphabet.()')
    return undefined;
  const making = makingOf(reading, call.callee);
  const [letters, size] = making ? argumentsOf(making) : [];
  const alphabet =
    letters && (literalText(letters, reading.text) ?? constantText(reading, letters));
  const wanted = call.arguments[0] ?? size;
  const count = wanted ? numberOf(reading, wanted)?.value : usualLength;
  const known = { kind: 'generated', by: 'nanoid', isCryptographic: true } as const;
  const where = at(reading, call.node);
  if (!alphabet || count === undefined) return { ...known, at: where };
  const bits = Math.floor(count * Math.log2(new Set(alphabet).size));
  return { ...known, bytes: Math.ceil(bits / 8), bits, at: where };
}

/** The call that made the generator: the callee itself, or what the name of it is given. */
function makingOf(reading: Reading, wrapped: SyntaxNode): SyntaxNode | undefined {
  const callee = unwrap(wrapped);
  const binding =
    callee.type === 'identifier'
      ? reading.scopes.lookUp(callee, textOf(reading, callee))
      : undefined;
  const node = binding?.value ? unwrap(binding.value) : callee;
  return node.type === 'call_expression' && childOf(node, 'function') ? node : undefined;
}
