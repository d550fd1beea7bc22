// Looks through calls that hand on what they are given, or a piece of it.
import type { Expression, Text } from '../../../model/expression.ts';
import { asText } from '../../code/lower-shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { refinedRead } from './environment.ts';
import { drawsFrom, filledArray } from './generators.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { dottedName, originOf } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';

/** Methods that hand on the text they are called on. */
const keepingMethods: ReadonlySet<string> = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'replace',
  'replaceAll',
  'normalize',
  'valueOf',
  'toLowerCase',
  'toUpperCase',
  'toJSON',
  'unwrap',
  'expose',
  'getValue',
]);

/** Methods that cut a piece out or lengthen: what was generated stays generated, a literal is no longer known. */
const cuttingMethods: ReadonlySet<string> = new Set([
  'slice',
  'substring',
  'substr',
  'padEnd',
  'padStart',
  'toFixed',
  'getTime',
  'getFullYear',
  'getMonth',
  'getDate',
  'toDateString',
  'toLocaleDateString',
  'toISOString',
  'split',
  'reverse',
  'sort',
  'toSorted',
  'join',
  'map',
  'fill',
  'charAt',
  'concat',
  'subarray',
]);

/** Functions that hand on their first argument. */
const keepingFunctions =
  /^(?:String|Object\.freeze|Object\.seal|structuredClone|Promise\.resolve|defineConfig|defineNuxtConfig|Uint8Array\.from|toRaw|JSON\.parse|JSON\.stringify|deepFreeze|Buffer\.concat|encodeURIComponent|decodeURIComponent)$/;

/** Whether a call of this name gives what it is given. */
export function handsOn(name: string): boolean {
  return keepingFunctions.test(name) || /^(?:require|registerAs)$/.test(name);
}

/** What a call hands on of its receiver or first argument; `undefined` where it makes something new. */
export function lookThrough(reading: Reading, call: CallParts): Expression | undefined {
  const [first] = call.arguments;
  const where = at(reading, call.node);
  const dotted = dottedName(reading, call.callee) ?? '';
  if (first && keepingFunctions.test(dotted)) {
    const inner = lower(reading, first);
    if (dotted === 'String') return asText(reading, inner, where);
    return inner.kind === 'unknown' ? (generatedInside(reading, call) ?? inner) : inner;
  }
  if (dotted === 'Object.assign') {
    const parts = call.arguments.map((argument) => lower(reading, argument));
    return { kind: 'object', properties: Object.create(null), spreads: parts.reverse(), at: where };
  }
  if (/^(?:registerAs)$/.test(dotted) && call.arguments[1])
    return lower(reading, call.arguments[1]);
  if (/^(?:Array\.from|Math\.(?:floor|ceil|round|abs|trunc)|Number|parseInt)$/.test(dotted)) {
    return generatedInside(reading, call);
  }
  if (first && isOfNodeConfig(reading, call)) {
    const value = lower(reading, first);
    return value.kind === 'function' ? (value.returns[0] ?? { kind: 'unknown', at: where }) : value;
  }
  if (!call.object) return undefined;
  const of = lower(reading, call.object);
  if (call.method === 'asProvider' && !first) return provider(of, where);
  const refined = refinedRead(of, call.method, first && lower(reading, first));
  if (refined) return refined;
  // A callback may write anything: `'0000'.replace(/0/g, () => ...)` is a template, not the value.
  if (call.arguments[1] && /function/.test(call.arguments[1].type)) {
    return generatedInside(reading, call);
  }
  if (keepingMethods.has(call.method)) return of;
  if (call.method === 'concat' && (of.kind === 'text' || of.kind === 'concat')) {
    const more = call.arguments.map((argument) => lower(reading, argument));
    return {
      kind: 'concat',
      parts: [...(of.kind === 'concat' ? of.parts : [of]), ...more],
      at: where,
    };
  }
  const turned = reversed(reading, call);
  if (turned) return turned;
  if (cuttingMethods.has(call.method)) {
    if (of.kind === 'generated' || of.kind === 'hashed' || of.kind === 'encoded') return of;
    if (call.method === 'join') return joined(reading, of, first, where);
    return generatedInside(reading, call);
  }
  return undefined;
}

/** `deferConfig(() => x)` and `raw(x)`, which files of the `config` package wrap values in. */
function isOfNodeConfig(reading: Reading, { callee }: CallParts): boolean {
  if (callee.type !== 'identifier') return false;
  return /^config\/(?:defer|raw)$/.test(originOf(reading, callee)?.module ?? '');
}

/** `jwtConfig.asProvider()` of NestJS is a factory of what `jwtConfig` returns. */
function provider(of: Expression, where: Expression['at']): Expression {
  const properties: Record<string, Expression> = Object.create(null);
  properties.useFactory = of;
  return { kind: 'object', properties, spreads: [], at: where };
}

function generatedInside(reading: Reading, call: CallParts): Expression | undefined {
  const generated = call.arguments
    .map((argument) => drawsFrom(reading, argument) ?? filledArray(reading, argument))
    .find(Boolean);
  const object = call.object && call.object.end - call.object.start < 400 ? call.object : undefined;
  const found = generated ?? (object && drawsFrom(reading, object));
  return found && { ...found, at: at(reading, call.node) };
}

/** `'terces'.split('').reverse().join('')`: the text from its end. */
function reversed(reading: Reading, call: CallParts): Text | undefined {
  const [separator] = call.arguments;
  if (call.method !== 'join' || !separator || literalText(separator, reading.text) !== '') return;
  const [turn, split] = [call.object, innerCall(call.object)];
  if (methodOf(reading, turn) !== 'reverse' || methodOf(reading, split) !== 'split') return;
  const whole = innerCall(split);
  const of = whole && lower(reading, whole);
  return of?.kind === 'text' ? { ...of, value: [...of.value].reverse().join('') } : undefined;
}

/** What a method is called on. */
function innerCall(call: SyntaxNode | undefined): SyntaxNode | undefined {
  return call && childOf(childOf(call, 'function'), 'object');
}

function methodOf(reading: Reading, call: SyntaxNode | undefined): string | undefined {
  const property = call && childOf(childOf(call, 'function'), 'property');
  return property && textOf(reading, property);
}

function joined(
  reading: Reading,
  of: Expression,
  separator: SyntaxNode | undefined,
  where: Expression['at'],
): Expression | undefined {
  const between = separator ? literalText(separator, reading.text) : ',';
  if (of.kind !== 'list' || between === undefined) return undefined;
  // A rest parameter: most callers pass one text.
  const [first, second] = of.items;
  if (first?.kind === 'parameter' && first.at === second?.at) return first;
  const parts = of.items.flatMap((item, index): readonly Expression[] =>
    index === 0 || between === '' ? [item] : [{ kind: 'text', value: between, at: where }, item],
  );
  return { kind: 'concat', parts, at: where };
}
