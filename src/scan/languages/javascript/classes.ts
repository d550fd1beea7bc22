// Classes: what `this` stands for. Instances are named `Class#`, so that `this.secret` in any method and
// `new Class().secret` outside are the same name.
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { classTypes } from './declarations.ts';
import type { Reading } from './reading.ts';

/** Whether a node is a class, declared or as an expression. */
export function isClass(node: SyntaxNode): boolean {
  return classTypes.has(node.type);
}

/** The key that stands for the class which a node is, or stands in. */
export function classKey({ scopes }: Reading, node: SyntaxNode): string {
  return scopes.classAround(node)?.key ?? `class@${node.start}`;
}

/** The path that `this` stands for at `node`. */
export function pathOfThis(reading: Reading, node: SyntaxNode): readonly string[] | undefined {
  const key = reading.scopes.classAround(node)?.key;
  if (key === undefined) return undefined;
  const method = closest(
    node.parent,
    (current) => current.type === 'method_definition' || isClass(current),
  );
  return [method && isStatic(reading, method) ? key : `${key}#`];
}

/** Words before the name of a class member: `static`, `get`, `async`, `private`. */
export function modifiersOf({ text }: Pick<Reading, 'text'>, member: SyntaxNode): string {
  const name = childOf(member, 'name') ?? childOf(member, 'property') ?? childOf(member, 'pattern');
  return name ? text.slice(member.start, name.start) : '';
}

/** Whether a member belongs to the class itself. */
export function isStatic(reading: Pick<Reading, 'text'>, member: SyntaxNode): boolean {
  return /\bstatic\b/.test(modifiersOf(reading, member));
}
