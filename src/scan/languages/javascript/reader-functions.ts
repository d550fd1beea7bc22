// Functions of a file that read the variable they are handed the name of: `const get = (key, fallback) =>
// process.env[key] || fallback`. A call of one with a literal is a read of that variable.
import type { EnvRead } from '../../../model/expression.ts';
import { childOf, type SyntaxNode, walk } from '../syntax.ts';
import { classOfThis } from './classes.ts';
import { isEnvironment } from './environment.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { unwrap } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';
import { functionTypes } from './scope.ts';
import { argumentsOf, propertyName } from './shapes.ts';

/** Which parameters of a reader are the variable's name and its fallback. */
export interface Reader {
  readonly nameIndex: number;
  readonly fallbackIndex?: number;
  /** A literal that the reader itself falls back to. */
  readonly fallback?: SyntaxNode;
}

/** The read that a call of such a function is. */
export function readerCall(reading: Reading, node: SyntaxNode): EnvRead | undefined {
  const list = argumentsOf(node);
  const name = list.map((argument) => literalText(argument, reading.text)).find(isVariable);
  const callee = childOf(node, 'function');
  const target = name === undefined || !callee ? undefined : functionOf(reading, unwrap(callee));
  const reader = target && readerOf(reading, target);
  const nameNode = reader && list[reader.nameIndex];
  const variable = nameNode && literalText(nameNode, reading.text);
  if (!reader || variable === undefined || !isVariable(variable)) return undefined;
  const given = reader.fallbackIndex === undefined ? undefined : list[reader.fallbackIndex];
  const fallback = given ?? reader.fallback;
  const value = fallback && lower(reading, fallback);
  return {
    kind: 'env',
    name: variable,
    ...(value && value.kind !== 'unknown' && value.kind !== 'object' && { fallback: value }),
    at: at(reading, node),
  };
}

function isVariable(name: string | undefined): name is string {
  return name !== undefined && /^[A-Za-z_][A-Za-z0-9_]{1,100}$/.test(name);
}

/** The function of this file that a callee names. */
function functionOf(reading: Reading, callee: SyntaxNode): SyntaxNode | undefined {
  if (callee.type === 'identifier') {
    const binding = reading.scopes.lookUp(callee, textOf(reading, callee));
    if (binding?.kind === 'function') return binding.declaration;
    const value = binding?.value && unwrap(binding.value);
    return value && functionTypes.has(value.type) ? value : undefined;
  }
  const object = childOf(callee, 'object');
  const owner = object?.type === 'this' ? classOfThis(object) : undefined;
  const method = owner && propertyName(callee, reading.text);
  return childOf(owner ?? callee, 'body')?.children.find((member) => {
    const name = childOf(member, 'name');
    return member.type === 'method_definition' && name && textOf(reading, name) === method;
  });
}

function readerOf(reading: Reading, target: SyntaxNode): Reader | undefined {
  const known = reading.readers.get(target);
  if (known !== undefined) return known ?? undefined;
  const reader = findReader(reading, target);
  reading.readers.set(target, reader ?? null);
  return reader;
}

function findReader(reading: Reading, target: SyntaxNode): Reader | undefined {
  let nameIndex: number | undefined;
  let fallback: SyntaxNode | undefined;
  const body = childOf(target, 'body');
  if (!body) return undefined;
  walk(body, (node) => {
    if (node.type !== 'subscript_expression') return;
    const object = childOf(node, 'object');
    const index = childOf(node, 'index');
    const parameter =
      index?.type === 'identifier' ? parameterIndex(reading, index, target) : undefined;
    if (parameter === undefined || !object || !isEnvironment(reading, object)) return;
    nameIndex ??= parameter;
    fallback ??= alternativeTo(reading, node);
  });
  if (nameIndex === undefined) return undefined;
  const fallbackIndex =
    fallback?.type === 'identifier'
      ? parameterIndex(reading, fallback, target)
      : namedFallback(reading, target);
  return {
    nameIndex,
    ...(fallbackIndex !== undefined && { fallbackIndex }),
    ...(fallback && fallback.type !== 'identifier' && { fallback }),
  };
}

function parameterIndex(
  reading: Reading,
  node: SyntaxNode,
  target: SyntaxNode,
): number | undefined {
  const parameter = reading.scopes.lookUp(node, textOf(reading, node))?.parameter;
  return parameter?.function === target ? parameter.index : undefined;
}

/** `b` of `process.env[key] || b`. */
function alternativeTo(reading: Reading, node: SyntaxNode): SyntaxNode | undefined {
  const parent = node.parent;
  const right = parent?.type === 'binary_expression' ? childOf(parent, 'right') : undefined;
  if (!parent || !right || right === node) return undefined;
  const isFallback = /^\s*(?:\|\||\?\?)/.test(reading.text.slice(node.end, right.start));
  return isFallback ? right : undefined;
}

/** A parameter that says it is the fallback: `defaultValue`, `fallback`. */
function namedFallback(reading: Reading, target: SyntaxNode): number | undefined {
  const parameters = childOf(target, 'parameters')?.children ?? [];
  const index = parameters.findIndex((parameter) =>
    /^(?:default|fallback|otherwise)/i.test(textOf(reading, parameter)),
  );
  return index < 0 ? undefined : index;
}
