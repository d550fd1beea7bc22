// Classes: which one `this` means, and what its fields are declared to be. Instances are named `Class#`, so that
// `this.secret` in any method and `new Class().secret` outside are the same name.
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { type Reading, textOf } from './reading.ts';

/** Nodes that are classes. */
export const classTypes: ReadonlySet<string> = new Set([
  'class_declaration',
  'abstract_class_declaration',
  'class',
]);

/** A field, or a constructor parameter that is one. */
export interface ClassMember {
  readonly node: SyntaxNode;
  readonly type?: SyntaxNode;
  readonly value?: SyntaxNode;
}

/** Whether a node is a class, declared or as an expression. */
export function isClass(node: SyntaxNode): boolean {
  return classTypes.has(node.type);
}

/** The class whose instance (or, in a static method, itself) `this` is; `undefined` outside of classes. */
export function classOfThis(node: SyntaxNode): SyntaxNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isClass(current)) return current;
    const isOwnThis =
      current.type === 'function_declaration' ||
      current.type === 'function_expression' ||
      (current.type === 'method_definition' && current.parent?.type !== 'class_body');
    if (isOwnThis) return undefined;
  }
  return undefined;
}

/** What a class extends: a name, or the call of a mixin. */
export function baseOf(owner: SyntaxNode | undefined): SyntaxNode | undefined {
  const heritage = owner?.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.children[0];
  return clause?.type === 'extends_clause' ? childOf(clause, 'value') : clause;
}

/** The binding key that stands for the class: its name, or `class@offset`. */
export function classKey(reading: Reading, node: SyntaxNode): string {
  const name = childOf(node, 'name');
  const binding = name && reading.scopes.lookUp(node, textOf(reading, name));
  if (binding?.declaration === node) return binding.key;
  const declarator =
    node.parent?.type === 'variable_declarator' ? childOf(node.parent, 'name') : undefined;
  const holder = declarator && reading.scopes.lookUp(node, textOf(reading, declarator));
  return holder?.key ?? `class@${node.start}`;
}

/** The path that `this` stands for at `node`. */
export function pathOfThis(reading: Reading, node: SyntaxNode): readonly string[] | undefined {
  const owner = classOfThis(node);
  if (!owner) return undefined;
  const method = closest(
    node.parent,
    (current) => current.type === 'method_definition' || isClass(current),
  );
  const key = classKey(reading, owner);
  return [method?.type === 'method_definition' && isStatic(reading, method) ? key : `${key}#`];
}

/** Words before the name of a class member: `static`, `get`, `async`, `private`. */
export function modifiersOf(reading: Reading, member: SyntaxNode): string {
  const name = childOf(member, 'name') ?? childOf(member, 'property') ?? childOf(member, 'pattern');
  return name ? reading.text.slice(member.start, name.start) : '';
}

/** Whether a member belongs to the class itself. */
export function isStatic(reading: Reading, member: SyntaxNode): boolean {
  return /\bstatic\b/.test(modifiersOf(reading, member));
}

/** The declaration of a field: in the class body or as a parameter property of its constructor. */
export function memberOfClass(
  reading: Reading,
  owner: SyntaxNode,
  property: string,
): ClassMember | undefined {
  for (const node of childOf(owner, 'body')?.children ?? []) {
    const name = childOf(node, 'name') ?? childOf(node, 'property');
    const isField = node.type === 'public_field_definition' || node.type === 'field_definition';
    if (isField && name && textOf(reading, name) === property) return memberOf(node);
    if (node.type !== 'method_definition' || !name || textOf(reading, name) !== 'constructor')
      continue;
    for (const parameter of parameterProperties(reading, node)) {
      const pattern = childOf(parameter, 'pattern');
      if (pattern && textOf(reading, pattern) === property) return memberOf(parameter);
    }
  }
  return undefined;
}

/** Constructor parameters that are fields too: those with `private`, `readonly` and the like. */
export function parameterProperties(reading: Reading, method: SyntaxNode): readonly SyntaxNode[] {
  return (childOf(method, 'parameters')?.children ?? []).filter(
    (parameter) =>
      childOf(parameter, 'pattern')?.type === 'identifier' &&
      /\b(?:private|protected|public|readonly|override)\s+$/.test(modifiersOf(reading, parameter)),
  );
}

function memberOf(node: SyntaxNode): ClassMember {
  const type = childOf(node, 'type');
  const value = childOf(node, 'value');
  return { node, ...(type && { type }), ...(value && { value }) };
}
