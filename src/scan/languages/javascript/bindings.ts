// Names of a JavaScript file as its collectors ask for them, and what changes them after they are declared.
import { type Shapes, shapeAs, sourceOf } from '../../code/reading.ts';
import { buildScopes, type Binding as SharedBinding } from '../../code/scopes.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { functionTypes } from './declarations.ts';
import { javascript } from './language.ts';

/** One declared name; what it is given is always a node. */
export interface Binding extends SharedBinding {
  readonly value?: SyntaxNode | undefined;
  readonly fallback?: SyntaxNode | undefined;
}

/** What happens to a name once it is declared. */
export interface Changes {
  /** Right sides of later assignments; non-empty means the initializer is not the whole truth. */
  readonly assigned: readonly SyntaxNode[];
  /** Properties assigned to it anywhere (`payload.exp = ...`). */
  readonly assignedProperties: ReadonlySet<string>;
  /** It is compared with literals, or switched on: it chooses, it is not the value that is chosen. */
  readonly isSelector: boolean;
  /** Calls of its methods, in source order (`builder.setExpirationTime('1h')`). */
  readonly methodCalls: readonly SyntaxNode[];
}

type BindingLookUp = (node: SyntaxNode, name: string) => Binding | undefined;

/** The scopes of a file. */
export type Scopes = ReturnType<typeof bindNames>;

/** Declares every name of the tree, and the fields that constructors declare as parameters; then notes what changes them. */
export function bindNames(root: SyntaxNode, shapes: Shapes, nodes: NodesByType) {
  const scopes = buildScopes(root, shapes, javascript);
  // The shapes of this language have no values but nodes.
  const lookUp = scopes.lookUp as BindingLookUp;
  const all = scopes.all as readonly Binding[];
  for (const node of scopes.functions) {
    if (!scopes.isMember(node)) continue;
    const owner = scopes.classAround(node);
    for (const { name, type, isProperty } of shapeAs(shapes, node, 'function')?.parameters ?? []) {
      if (isProperty)
        owner?.members.set(sourceOf(shapes, name), type === undefined ? {} : { type });
    }
  }
  const changes = changesOf(nodes, shapes.text, lookUp);
  return {
    ...scopes,
    lookUp,
    all,
    changesOf: (binding: Binding): Changes => changes.get(binding.key) ?? unchanged,
  };
}

/** Whether it is declared as a function. */
export function isFunction({ declaration }: Binding): boolean {
  return functionTypes.has(declaration.type);
}

/** Whether it is a variable, no loop's nor one of an error that is caught. */
export function isVariable({ declaration }: Binding): boolean {
  return declaration.type === 'variable_declarator';
}

const unchanged: Changes = {
  assigned: [],
  assignedProperties: new Set(),
  isSelector: false,
  methodCalls: [],
};

/** Nodes of a file by their types, parents first. */
export type NodesByType = ReadonlyMap<string, readonly SyntaxNode[]>;

/** Assignments, method calls and comparisons of names, by the keys of these. */
function changesOf(
  nodes: NodesByType,
  text: string,
  lookUp: BindingLookUp,
): ReadonlyMap<string, Changes> {
  const changes = new Map<string, ReturnType<typeof noChanges>>();
  const bindingOf = (node: SyntaxNode | undefined): Binding | undefined =>
    node?.type === 'identifier' ? lookUp(node, text.slice(node.start, node.end)) : undefined;
  const of = (type: string): readonly SyntaxNode[] => nodes.get(type) ?? [];
  const changing = ({ key }: Binding) => {
    let known = changes.get(key);
    if (!known) {
      known = noChanges();
      changes.set(key, known);
    }
    return known;
  };
  const assignments = [...of('assignment_expression'), ...of('augmented_assignment_expression')];
  for (const node of assignments.sort((a, b) => a.start - b.start)) {
    const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
    const given = right && bindingOf(left);
    if (given) {
      given.assignments++;
      changing(given).assigned.push(right);
    }
    const property = left?.type === 'member_expression' ? childOf(left, 'property') : undefined;
    const owner = property && bindingOf(childOf(left, 'object'));
    if (owner) changing(owner).assignedProperties.add(text.slice(property.start, property.end));
  }
  for (const node of of('call_expression')) {
    const callee = childOf(node, 'function');
    const owner =
      callee?.type === 'member_expression' ? bindingOf(childOf(callee, 'object')) : undefined;
    if (owner) changing(owner).methodCalls.push(node);
  }
  // `switch (name)` and `name === 'literal'` decide by a name.
  const compared = of('binary_expression').map((node) =>
    childOf(node, 'right')?.type === 'string' ? childOf(node, 'left') : undefined,
  );
  const switched = of('switch_statement').map((node) => childOf(node, 'value')?.children[0]);
  for (const node of [...compared, ...switched]) {
    const selector = bindingOf(node);
    if (selector) changing(selector).isSelector = true;
  }
  return changes;
}

function noChanges() {
  const assigned: SyntaxNode[] = [];
  const methodCalls: SyntaxNode[] = [];
  return { assigned, assignedProperties: new Set<string>(), isSelector: false, methodCalls };
}
