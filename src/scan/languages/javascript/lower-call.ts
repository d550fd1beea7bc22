// Lowers calls and `new`: conversions between text and bytes, digests, generators, reads of environment and
// settings; whatever is left becomes a `call` that link may look into.
import type { Expression, Parameter } from '../../../model/expression.ts';
import { lowerArguments } from '../../code/lower.ts';
import { lowerValueCall, meaningOf } from '../../code/lower-value.ts';
import { lowerMade } from '../../code/made-values.ts';
import { readerCall } from '../../code/reader-functions.ts';
import { valueOfCommand } from '../../formats/command-values.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { givenOptions } from './command-lines.ts';
import { conversion, encodingOf } from './conversions.ts';
import { customAlphabet } from './custom-alphabet.ts';
import { functionTypes } from './declarations.ts';
import { digest } from './digests.ts';
import { environmentCall, settingCall } from './environment.ts';
import { fileRead } from './file-reads.ts';
import { oneOf } from './functions.ts';
import { generatedAs, isClock } from './generators.ts';
import { literalText } from './literals.ts';
import { lookThrough } from './look-through.ts';
import { lower } from './lower.ts';
import { propertyOf } from './members.ts';
import { mergedValue } from './merged-objects.ts';
import { mapValue, objectValue } from './object-values.ts';
import { originOf, requiredModule } from './origin.ts';
import { at, instanceName, type Reading, requireBinding, textOf, unknown } from './reading.ts';
import { schemaValues } from './schemas.ts';
import { argumentShapes, argumentsOf, propertyName, unwrap } from './shapes.ts';

/** What a call gives, by the first of the readers below that knows it. */
export function lowerCall(reading: Reading, node: SyntaxNode): Expression {
  const module = requiredModule(reading, node);
  if (module !== undefined) {
    return { kind: 'name', path: [requireBinding(reading, module)], at: at(reading, node) };
  }
  const wrappedCallee = childOf(node, 'function');
  if (!wrappedCallee) return unknown(reading, node);
  const callee = unwrap(wrappedCallee);
  const raw = rawText(reading, node, callee);
  if (raw) return raw;
  const isMember = callee.type === 'member_expression' || callee.type === 'subscript_expression';
  const call: CallParts = {
    node,
    callee,
    arguments: argumentsOf(node),
    method: (isMember ? propertyName(callee, reading.text) : textOf(reading, callee)) ?? '',
    meaning: meaningOf(reading, callee),
    object: isMember ? childOf(callee, 'object') : undefined,
  };
  return (
    immediate(reading, call) ??
    settingCall(reading, node) ??
    (reading.readsByName()
      ? readerCall(reading, node, argumentShapes(node), () => idOf(reading, callee))
      : undefined) ??
    environmentCall(reading, node) ??
    generatedAs(reading, node, call.meaning) ??
    customAlphabet(reading, call) ??
    schemaValues(reading, node) ??
    ofRow(reading, call) ??
    ofMappedCodes(reading, call) ??
    conversion(reading, call) ??
    digest(reading, call) ??
    fileRead(reading, call) ??
    commandCall(reading, call) ??
    objectValue(reading, call) ??
    mergedValue(reading, call) ??
    givenOptions(reading, node) ??
    lookThrough(reading, call) ??
    plainCall(reading, call)
  );
}

/** `String.raw` of a text that nothing is filled into: what stands there. */
function rawText(reading: Reading, node: SyntaxNode, callee: SyntaxNode): Expression | undefined {
  const template = childOf(node, 'arguments');
  if (template?.type !== 'template_string' || textOf(reading, callee) !== 'String.raw') return;
  if (template.children.some(({ type }) => type === 'template_substitution')) {
    return lower(reading, template);
  }
  const [start, end] = [template.start + 1, template.end - 1];
  const value = reading.text.slice(start, end);
  return { kind: 'text', value, at: reading.rangeOf(start, end) };
}

/** `execSync('openssl rand -hex 8')`: what the command gives. */
function commandCall(reading: Reading, { callee, method, arguments: given }: CallParts) {
  const [first] = given;
  if (first?.type !== 'string' || !/exec/i.test(method)) return;
  const { module, path } = originOf(reading, callee) ?? {};
  const command = literalText(first, reading.text);
  if (module !== 'child_process' || path?.join() !== 'execSync' || command === undefined) return;
  const value = valueOfCommand(command, first.start + 1, at(reading, first), reading.rangeOf);
  return value.kind === 'generated' ? value : undefined;
}

/** What the row of a callee says, but for generators. */
function ofRow(reading: Reading, { node, object, meaning }: CallParts): Expression | undefined {
  if (!meaning || meaning.is === 'generated') return undefined;
  const given = argumentShapes(node);
  return lowerValueCall(reading, node, { meaning, receiver: object, arguments: given });
}

const ofBytes = { is: 'bytes', of: 0 } as const;

/** The bytes of a list of numbers. */
function bytesOf(reading: Reading, list: SyntaxNode): Expression | undefined {
  const call = { meaning: ofBytes, receiver: undefined, arguments: [{ value: list }] };
  return lowerMade(reading, list, call, ofBytes);
}

const ofZeros = { is: 'filled', size: 0, fill: 1 } as const;

/** `new Uint8Array(32)` */
function zeros(reading: Reading, node: SyntaxNode, size: SyntaxNode): Expression | undefined {
  if (reading.countOf(size) === undefined) return undefined;
  const call = { meaning: ofZeros, receiver: undefined, arguments: [{ value: size }] };
  return lowerMade(reading, node, call, ofZeros);
}

const ofLetters = { is: 'letters', of: 0 } as const;

/** `[119, 101].map(toChar).join('')` */
function ofMappedCodes(reading: Reading, call: CallParts): Expression | undefined {
  const [first] = call.arguments;
  if (call.method !== 'join' || !call.object || !first) return undefined;
  if (literalText(first, reading.text) !== '') return undefined;
  const mapped = unwrap(call.object);
  const list = childOf(childOf(mapped, 'function'), 'object');
  if (!list || !/\bfromC(?:harCode|odePoint)\b/.test(textOf(reading, mapped).slice(-120))) return;
  const made = { meaning: ofLetters, receiver: undefined, arguments: [{ value: list }] };
  return lowerMade(reading, call.node, made, ofLetters);
}

/** The function that a callee names. */
function idOf(reading: Reading, callee: SyntaxNode): string | undefined {
  const value = lower(reading, callee);
  return value.kind === 'name' ? value.path.join('.') : undefined;
}

/** `(() => {...})()` is what the function returns. */
function immediate(reading: Reading, call: CallParts): Expression | undefined {
  if (!functionTypes.has(call.callee.type)) return undefined;
  const value = lower(reading, call.callee);
  if (value.kind !== 'function') return undefined;
  return oneOf(value.returns, at(reading, call.node));
}

function plainCall(reading: Reading, call: CallParts): Expression {
  const where = at(reading, call.node);
  const callee = lower(reading, call.callee);
  if (callee.kind === 'parameter') return askedOf(callee, call.method, where);
  if (callee.kind !== 'name' && callee.kind !== 'member') return unknown(reading, call.node);
  // Calls of globals say nothing; what they are handed is not what they return.
  if (callee.kind === 'name' && isGlobal(reading, callee.path[0] ?? ''))
    return unknown(reading, call.node);
  return {
    kind: 'call',
    callee,
    ...lowerArguments(reading, argumentShapes(call.node)),
    at: where,
  };
}

/** `req.get('x-key')`: what a function is handed is asked for a part of it. */
function askedOf(callee: Parameter, method: string, where: Expression['at']): Expression {
  const of = { ...callee, path: callee.path.slice(0, -1) };
  const asked = of.path.at(-1) ?? of.name ?? '';
  if (!/^(?:get|header)$/.test(method) || !/^(?:req|request|headers)$/.test(asked)) {
    return { kind: 'unknown', at: where };
  }
  return { kind: 'member', of, property: `${method}()`, at: where };
}

function isGlobal(reading: Reading, root: string): boolean {
  return !root.includes('#') && !root.startsWith('require:') && !reading.bindingOfKey(root);
}

/** What `new` gives: bytes, a clock reading, an instance of a class of the project. */
export function lowerNew(reading: Reading, node: SyntaxNode): Expression {
  const type = childOf(node, 'constructor');
  const [first, second] = argumentsOf(node);
  if (!type) return unknown(reading, node);
  const name = textOf(reading, type);
  const where = at(reading, node);
  if (isClock(reading, node)) {
    return { kind: 'generated', by: 'Date.now', isCryptographic: false, at: where };
  }
  if (first && name === 'Buffer') {
    return {
      kind: 'decoded',
      encoding: encodingOf(reading, second) ?? 'utf8',
      of: lower(reading, first),
      at: where,
    };
  }
  if (first && name === 'Uint8Array') {
    return bytesOf(reading, first) ?? zeros(reading, node, first) ?? lower(reading, first);
  }
  if (first && name === 'String') return lower(reading, first);
  if (name === 'Map') return mapValue(reading, node) ?? unknown(reading, node);
  // Adonis keeps its key from being printed.
  if (first && name === 'Secret' && originOf(reading, type)?.module.startsWith('@adonisjs/')) {
    return lower(reading, first);
  }
  const binding = type.type === 'identifier' ? reading.scopes.lookUp(type, name) : undefined;
  const instance = binding && instanceName(reading, binding);
  return instance === undefined
    ? unknown(reading, node)
    : { kind: 'name', path: [instance], at: where };
}

/** What one property of a call's result is, for destructuring. */
export function partOf(
  reading: Reading,
  of: Expression,
  path: readonly string[],
  where: Expression['at'],
): Expression {
  return path.reduce((value, property) => propertyOf(reading, value, property, where), of);
}
