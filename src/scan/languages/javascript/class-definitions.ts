// Definitions of classes of JavaScript: fields, methods, what constructors are handed and injected with.
import type { Expression } from '../../../model/expression.ts';
import { shapeAs } from '../../code/reading.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { Binding } from './bindings.ts';
import { classKey, isStatic } from './classes.ts';
import { addDefinition, type Collector, define, whenWanted } from './collector.ts';
import { baseOf, classTypes, implementedBy, typeOf } from './declarations.ts';
import { looseVariableName } from './environment.ts';
import { lower } from './lower.ts';
import { instanceOf, parameterOf } from './names.ts';
import { at, instanceName, nodesOf, type Reading, textOf } from './reading.ts';
import { keyText } from './shapes.ts';

/** What the members of all classes are given. */
export function defineClasses(reading: Reading, collector: Collector): void {
  const isValidated = importsValidator(reading);
  for (const type of classTypes) {
    for (const node of nodesOf(reading, type)) {
      defineClass(reading, collector, node, isValidated);
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
  for (const type of implementedBy(node)) {
    const name = textOf(reading, type);
    const binding = reading.scopes.lookUp(node, name);
    const path = [(binding && instanceName(reading, binding)) ?? `${name}#`];
    define(collector, `${key}#`, { kind: 'name', path, at: at(reading, type) }, at(reading, node));
  }
  for (const member of childOf(node, 'body')?.children ?? []) {
    const nameNode = childOf(member, 'name') ?? childOf(member, 'property');
    const name = nameNode && keyText(nameNode, reading.text);
    if (name === undefined) continue;
    const full = `${key}${isStatic(reading, member) ? '' : '#'}.${name}`;
    if (name === 'constructor') defineParameterProperties(reading, collector, key, member);
    const isVariable = isValidated && looseVariableName.test(name);
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
    const value = handedValue(reading, binding, name);
    const where = at(reading, binding.declaration);
    if (value) define(collector, `${key}#.${binding.name}`, value, where);
  }
}

/** What the parameter is: of a type of the project that is injected, an instance or what is provided in its place. */
function handedValue(reading: Reading, binding: Binding, node: SyntaxNode): Expression | undefined {
  const asked = injected(reading, binding);
  const declared = parameterOf(reading, binding, node);
  if (!asked || declared?.kind !== 'name') return asked ?? declared;
  return { kind: 'choice', how: 'either', options: [asked, declared], at: asked.at };
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
