// Definitions of a JavaScript file: what its constants, variables, properties and functions are given.

import { type Expression, nameOfParameter } from '../../../model/expression.ts';
import { withFallback } from '../../code/fallback.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { type Binding, isFunction } from './bindings.ts';
import { defineClasses } from './class-definitions.ts';
import { add, addDefinition, type Collector, define, whenWanted } from './collector.ts';
import { isEnvironment, isSettingsModule, looseVariableName } from './environment.ts';
import { drawsFrom } from './generators.ts';
import { lower } from './lower.ts';
import { partOf } from './lower-call.ts';
import { parameterOf, promised } from './names.ts';
import { enumObject, namespaceObject } from './namespaces.ts';
import { defineEntry } from './object-values.ts';
import { dottedName, requiredModule } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

/** Everything that is given a value, in no particular order. */
export function collectDefinitions(reading: Reading, collector: Collector): void {
  for (const binding of reading.scopes.all) defineBinding(reading, collector, binding);
  for (const type of ['assignment_expression', 'augmented_assignment_expression']) {
    for (const node of nodesOf(reading, type)) defineAssignment(reading, collector, node);
  }
  if (reading.text.includes('Object.assign')) {
    for (const node of nodesOf(reading, 'call_expression'))
      defineAssigned(reading, collector, node);
  }
  if (/new\s+Map\b/.test(reading.text)) {
    for (const node of nodesOf(reading, 'call_expression')) defineEntry(reading, collector, node);
  }
  defineClasses(reading, collector);
}

function defineBinding(reading: Reading, collector: Collector, binding: Binding): void {
  if (binding.import) {
    add(collector.imports, { local: binding.key, ...binding.import });
    return;
  }
  const isImport = importRequired(reading, collector, binding);
  whenWanted(collector, binding.key, () => {
    if (!isImport) defineInitial(reading, collector, binding);
    defineChanges(reading, collector, binding);
  });
}

function defineInitial(reading: Reading, collector: Collector, binding: Binding): void {
  const { key, declaration, value } = binding;
  const where = at(reading, declaration);
  if (isFunction(binding)) {
    const lowered = lower(reading, declaration);
    define(collector, key, lowered, lowered.at);
  }
  if (declaration.type === 'enum_declaration')
    define(collector, key, enumObject(reading, declaration), where);
  if (declaration.type === 'internal_module')
    define(collector, key, namespaceObject(reading, declaration), where);
  if (value) define(collector, key, initialValue(reading, binding, value), where);
}

/** What a name is given later, if anything. */
function defineChanges(reading: Reading, collector: Collector, binding: Binding): void {
  const { assigned, isSelector } = reading.scopes.changesOf(binding);
  if (assigned.length === 0) return;
  // A parameter that is switched on and then overwritten names a kind of key, as `tokenType` does.
  const parameter = isSelector ? undefined : parameterOf(reading, binding, binding.at);
  if (parameter) define(collector, binding.key, parameter, at(reading, binding.declaration));
  for (const right of assigned) {
    const assignment = right.parent ?? right;
    const value = assignedValue(reading, assignment, right);
    if (value) define(collector, binding.key, value, at(reading, assignment));
  }
}

/** `const x = require('./y')` and `const { a } = require('./y')` are imports. */
function importRequired(reading: Reading, collector: Collector, binding: Binding): boolean {
  if (!binding.value) return false;
  const from = requiredModule(reading, unwrap(binding.value));
  if (from === undefined) return false;
  if (isSettingsModule(from) && binding.path.length > 0) {
    const where = at(reading, binding.at);
    const value: Expression = { kind: 'setting', path: binding.path.join('.'), at: where };
    define(collector, binding.key, value, at(reading, binding.declaration));
    return true;
  }
  if (binding.path.length > 1) return false;
  const imported = binding.path[0] ?? '*';
  add(collector.imports, { local: binding.key, imported, from });
  return true;
}

function initialValue(reading: Reading, binding: Binding, node: SyntaxNode): Expression {
  const where = at(reading, binding.at);
  const [name, ...deeper] = binding.path;
  const isVariable = name !== undefined && deeper.length === 0 && isEnvironment(reading, node);
  const value: Expression = isVariable
    ? { kind: 'env', name, at: where }
    : partOf(reading, lower(reading, node), binding.path, where);
  return binding.fallback
    ? withFallback(value, lower(reading, binding.fallback), where, true)
    : value;
}

/** The value of `x = y`, `x ||= y`, `x += y`; `undefined` where it adds nothing to what is known. */
function assignedValue(
  reading: Reading,
  assignment: SyntaxNode,
  right: SyntaxNode,
): Expression | undefined {
  const left = childOf(assignment, 'left');
  const operator = left ? reading.text.slice(left.end, right.start) : '';
  if (/^\s*\+=/.test(operator)) return drawsFrom(reading, right);
  return /^\s*(?:\|\||\?\?)?=/.test(operator) ? lower(reading, right) : undefined;
}

function defineAssignment(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (!left || !right) return;
  if (left.type !== 'member_expression' && left.type !== 'subscript_expression') return;
  const object = childOf(left, 'object');
  if (isEnvironment(reading, left)) {
    const value = assignedValue(reading, node, right);
    if (value?.kind === 'object') {
      defineVariables(reading, collector, node, value);
      return;
    }
  }
  const property = propertyName(left, reading.text);
  if (!object || property === undefined) return;
  if (isEnvironment(reading, object)) {
    const value = assignedValue(reading, node, right);
    if (value) defineVariable(reading, collector, { name: property, value, left, right });
    return;
  }
  const named = nameOfMember(reading, left);
  const given = (): void => {
    const value = assignedValue(reading, node, right);
    const target = value && lower(reading, left);
    const isParameter = target?.kind === 'parameter';
    const name = isParameter ? named?.name : target?.kind === 'name' && target.path.join('.');
    if (value && name) define(collector, name, value, at(reading, node));
  };
  if (named && isOwn(reading, named.binding)) whenWanted(collector, named.name, given);
  else given();
  if (/^exp(?:$|ir)/i.test(property)) defineExpiry(reading, collector, left, right);
}

/** `payload.exp = ...` of a parameter: whoever has passed it, a token made of it ends. */
function defineExpiry(
  reading: Reading,
  collector: Collector,
  left: SyntaxNode,
  right: SyntaxNode,
): void {
  const target = lower(reading, left);
  if (target.kind !== 'parameter' || target.path.length !== 1) return;
  const name = `${nameOfParameter(target)}.${target.path[0]}`;
  const value = lower(reading, right);
  addDefinition(collector, { space: 'code', name, value, at: value.at, carrier: 'code' });
}

/** Whether members of a name are its own, and not those of an instance or of what a promise gives. */
function isOwn(reading: Reading, binding: Binding): boolean {
  return !binding.parameter || (!binding.type && !promised(reading, binding));
}

/** `Object.assign(process.env, { JWT_SECRET: 'x' })`: each variable, as if it were assigned. */
function defineAssigned(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const callee = childOf(node, 'function');
  const [target, ...sources] = argumentsOf(node);
  if (!callee || !target || dottedName(reading, callee) !== 'Object.assign') return;
  if (!isEnvironment(reading, target)) return;
  for (const source of sources) {
    const value = lower(reading, source);
    if (value.kind === 'object') defineVariables(reading, collector, node, value);
  }
}

/** `process.env = { ...process.env, JWT_SECRET: 'x' }`, as tests write it. */
function defineVariables(
  reading: Reading,
  collector: Collector,
  node: SyntaxNode,
  { properties }: Extract<Expression, { kind: 'object' }>,
): void {
  for (const [name, value] of Object.entries(properties)) {
    const isItself = value.kind === 'env' && value.name === name;
    if (!looseVariableName.test(name) || value.kind === 'unknown' || isItself) continue;
    const where = at(reading, node);
    addDefinition(collector, { space: 'env', name, value, at: where, carrier: 'code' });
  }
}

interface VariableAssignment {
  readonly name: string;
  readonly value: Expression;
  readonly left: SyntaxNode;
  readonly right: SyntaxNode;
}

function defineVariable(reading: Reading, collector: Collector, given: VariableAssignment): void {
  const value = assignedVariable(reading, given);
  if (!value || value.kind === 'unknown') return;
  const where = reading.rangeOf(given.left.start, given.right.end);
  const { name } = given;
  addDefinition(collector, { space: 'env', name, value, at: where, carrier: 'code' });
}

/** `process.env.X ||= 'dev'` and `process.env.X = process.env.X || 'dev'` set nothing but the fallback. */
function assignedVariable(
  reading: Reading,
  { name, value, left, right }: VariableAssignment,
): Expression | undefined {
  if (value.kind === 'env' && value.name === name) return value.fallback && value;
  const operator = reading.text.slice(left.end, right.start).trim();
  if (!/^(?:\|\||\?\?)=/.test(operator) || value.kind === 'unknown') return value;
  const keepsEmpty = operator.startsWith('?') ? { keepsEmpty: true as const } : {};
  return { kind: 'env', name, fallback: value, ...keepsEmpty, at: at(reading, left) };
}

/** `options.secret`, named after the binding of `options`. */
function nameOfMember(
  reading: Reading,
  member: SyntaxNode,
): { readonly binding: Binding; readonly name: string } | undefined {
  const path: string[] = [];
  for (let node = member; ; ) {
    const property = propertyName(node, reading.text);
    const object = childOf(node, 'object');
    if (property === undefined || !object) return undefined;
    path.unshift(property);
    node = unwrap(object);
    if (node.type === 'identifier') {
      const binding = reading.scopes.lookUp(node, textOf(reading, node));
      return binding && { binding, name: [binding.key, ...path].join('.') };
    }
  }
}
