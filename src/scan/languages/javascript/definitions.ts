// Definitions of a JavaScript file: what its constants, variables, properties, fields and functions are given.

import type { Expression } from '../../../model/expression.ts';
import { withFallback } from '../../code/fallback.ts';
import { shapeAs } from '../../code/reading.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { type Binding, isFunction } from './bindings.ts';
import { classKey, isStatic } from './classes.ts';
import { add, addDefinition, type Collector, define, whenWanted } from './collector.ts';
import { baseOf, classTypes, typeOf } from './declarations.ts';
import { isEnvironment, isSettingsModule } from './environment.ts';
import { drawsFrom } from './generators.ts';
import { lower } from './lower.ts';
import { partOf } from './lower-call.ts';
import { instanceOf, parameterOf, promised } from './names.ts';
import { enumObject, namespaceObject } from './namespaces.ts';
import { defineEntry } from './object-values.ts';
import { dottedName, requiredModule } from './origin.ts';
import { at, instanceName, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, keyText, propertyName, unwrap } from './shapes.ts';

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
  const isValidated = importsValidator(reading);
  for (const type of classTypes) {
    for (const node of nodesOf(reading, type)) {
      defineClass(reading, collector, node, isValidated);
    }
  }
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
    if (!variable.test(name) || value.kind === 'unknown' || isItself) continue;
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

function defineClass(
  reading: Reading,
  collector: Collector,
  node: SyntaxNode,
  isValidated: boolean,
): void {
  const key = classKey(reading, node);
  const base = baseClass(reading, node);
  // An instance has what its base class has.
  if (base) define(collector, `${key}#`, base, at(reading, node));
  for (const member of childOf(node, 'body')?.children ?? []) {
    const nameNode = childOf(member, 'name') ?? childOf(member, 'property');
    const name = nameNode && keyText(nameNode, reading.text);
    if (name === undefined) continue;
    const full = `${key}${isStatic(reading, member) ? '' : '#'}.${name}`;
    if (name === 'constructor') defineParameterProperties(reading, collector, key, member);
    const isVariable = isValidated && variable.test(name);
    const make = (): void =>
      defineMember(reading, collector, { member, nameNode, name, full, isVariable });
    if (isVariable) make();
    else whenWanted(collector, full, make);
  }
}

interface ClassMember {
  readonly member: SyntaxNode;
  readonly nameNode: SyntaxNode | undefined;
  readonly name: string;
  /** With the class before it. */
  readonly full: string;
  /** It stands for the variable of its name. */
  readonly isVariable: boolean;
}

function defineMember(
  reading: Reading,
  collector: Collector,
  { member, nameNode, name, full, isVariable }: ClassMember,
): void {
  if (member.type === 'method_definition') {
    define(collector, full, lower(reading, member), at(reading, nameNode ?? member));
    return;
  }
  const value = childOf(member, 'value');
  const type = typeOf(member, reading.text) ?? '';
  const given = value ? lower(reading, value) : instanceOf(reading, type, member);
  const declared = isVariable ? variableOf(name, given) : undefined;
  const where = at(reading, member);
  if (declared) {
    const read: Expression = { ...declared, at: where };
    define(collector, full, read, where);
    addDefinition(collector, { space: 'env', name, value: read, at: where, carrier: 'schema' });
  } else if (given) define(collector, full, given, where);
}

const variable = /^[A-Z][A-Z0-9_]{2,}$/;

/** Classes of `class-validator` with fields in capitals describe the environment: NestJS' `validate`. */
function importsValidator(reading: Reading): boolean {
  return reading.scopes.all.some((binding) => binding.import?.from === 'class-validator');
}

/** The variable that such a field stands for; what it is initialized with is its default. */
function variableOf(name: string, given: Expression | undefined) {
  const fallback = given && given.kind !== 'unknown' ? { fallback: given } : {};
  return { kind: 'env', name, ...fallback } as const;
}

function baseClass(reading: Reading, node: SyntaxNode): Expression | undefined {
  const value = baseOf(node);
  if (value?.type !== 'identifier') return undefined;
  const binding = reading.scopes.lookUp(node, textOf(reading, value));
  const instance = binding && instanceName(reading, binding);
  return instance === undefined
    ? undefined
    : { kind: 'name', path: [instance], at: at(reading, value) };
}

function defineParameterProperties(
  reading: Reading,
  collector: Collector,
  key: string,
  method: SyntaxNode,
): void {
  for (const { name, isProperty } of shapeAs(reading, method, 'function')?.parameters ?? []) {
    const binding = isProperty && reading.scopes.lookUp(name, textOf(reading, name));
    if (!binding) continue;
    const value = injected(reading, binding) ?? parameterOf(reading, binding, name);
    const where = at(reading, binding.declaration);
    if (value) define(collector, `${key}#.${binding.name}`, value, where);
  }
}

/** What `@Inject('JWT_SECRET')` asks for; `private config: ConfigType<typeof jwtConfig>` is what the function `jwtConfig` returns. */
function injected(reading: Reading, binding: Binding): Expression | undefined {
  const where = at(reading, binding.at);
  const declared = textOf(reading, binding.declaration).slice(0, 200);
  const token = /@Inject\(\s*['"`]([\w.:-]{2,80})['"`]\s*\)/.exec(declared)?.[1];
  if (token) return { kind: 'setting', path: token, at: where };
  const name = /^ConfigType\s*<\s*typeof\s+([\w$]+)\s*>$/.exec(binding.type ?? '')?.[1];
  const source = name ? reading.scopes.lookUp(binding.at, name) : undefined;
  if (!source) return undefined;
  const callee = { kind: 'name', path: [source.key], at: where } as const;
  return { kind: 'call', callee, arguments: [], at: where };
}
