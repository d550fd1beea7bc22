// Lowers names: bindings, parameters, instances of classes.
import type { Expression, Name, Parameter } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { Binding } from './bindings.ts';
import { handedOptions } from './command-lines.ts';
import { environmentRead, settingRead } from './environment.ts';
import { filledArray } from './generators.ts';
import { lower } from './lower.ts';
import { partOf } from './lower-call.ts';
import { at, instanceName, isChanged, type Reading, textOf, unknown } from './reading.ts';

/** A name in an expression; globals are names without a definition. */
export function lowerIdentifier(reading: Reading, node: SyntaxNode): Expression {
  const name = textOf(reading, node);
  if (name === 'undefined') return unknown(reading, node);
  const binding = reading.scopes.lookUp(node, name);
  if (!binding) {
    const path = [name === 'exports' ? 'module.exports' : name];
    return { kind: 'name', path, at: at(reading, node) };
  }
  return readBinding(reading, binding, node);
}

/** A name as it is read at `node`; parameters that are never reassigned stand for themselves. */
function readBinding(reading: Reading, binding: Binding, node: SyntaxNode): Expression {
  if (binding.import) {
    const read = environmentRead(reading, node) ?? settingRead(reading, node);
    if (read) return read;
  }
  const filled = binding.value && filledArray(reading, node);
  if (filled) return { ...filled, at: at(reading, node) };
  if (binding.parameter?.shape.isRest) return restOf(reading, binding, node);
  if (binding.parameter && !isChanged(reading, binding)) {
    const awaited = promised(reading, binding);
    if (awaited) return partOf(reading, lower(reading, awaited), binding.path, at(reading, node));
    const passed = parameterOf(reading, binding, node) ?? unknown(reading, node);
    const handed = handedOptions(reading, binding);
    if (!handed) return passed;
    // Whether a parser calls it, or the project itself does, only its name tells.
    const option = partOf(reading, handed, binding.path, at(reading, node));
    return { kind: 'choice', how: 'either', options: [passed, option], at: at(reading, node) };
  }
  return { kind: 'name', path: [binding.key], at: at(reading, node) };
}

/** `importJWK(jwk).then((key) => ...)`: the promise whose value is the parameter, as `await` would give it. */
export function promised(reading: Reading, { parameter }: Binding): SyntaxNode | undefined {
  const list = parameter?.function.parent;
  if (parameter?.index !== 0 || list?.type !== 'arguments') return undefined;
  if (list.children[0] !== parameter.function) return undefined;
  const callee = childOf(list.parent ?? undefined, 'function');
  if (callee?.type !== 'member_expression') return undefined;
  const property = childOf(callee, 'property');
  return property && textOf(reading, property) === 'then' ? childOf(callee, 'object') : undefined;
}

/** What a caller passes for a parameter; a parameter declared to be a class of the project is its instance. */
export function parameterOf(
  reading: Reading,
  binding: Binding,
  node: SyntaxNode,
): Parameter | Name | undefined {
  if (!binding.parameter) return undefined;
  const instance =
    binding.path.length === 0 && binding.type && instanceOf(reading, binding.type, binding.at);
  if (instance) return { ...instance, at: at(reading, node) };
  return {
    kind: 'parameter',
    function: reading.scopes.idOf(binding.parameter.function),
    index: binding.parameter.index,
    path: binding.path,
    name: binding.name,
    ...(binding.fallback && { fallback: lower(reading, binding.fallback) }),
    at: at(reading, node),
  };
}

/** More arguments than this in the place of a rest parameter are data. */
const maximumRest = 6;

/** `...parts`: a list of what callers pass from there on. */
function restOf(reading: Reading, binding: Binding, node: SyntaxNode): Expression {
  const first = parameterOf(reading, binding, node);
  if (first?.kind !== 'parameter') return unknown(reading, node);
  const items = Array.from({ length: maximumRest }, (_, n) => ({
    ...first,
    index: first.index + n,
  }));
  return { kind: 'list', items, at: first.at };
}

/** `Class#` for something declared `: Class`, where the class is of this file or imported. */
export function instanceOf(reading: Reading, type: string, node: SyntaxNode): Name | undefined {
  const binding = /^[A-Z][\w$]*$/.test(type) ? reading.scopes.lookUp(node, type) : undefined;
  const instance = binding && instanceName(reading, binding);
  return instance === undefined
    ? undefined
    : { kind: 'name', path: [instance], at: at(reading, node) };
}
