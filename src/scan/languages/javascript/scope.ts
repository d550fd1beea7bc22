// Bindings of a JavaScript file: who declares a name, where, and what it is declared to be. Built in one walk before
// anything is lowered, and then told of what changes them.
import type { ParameterPlace } from '../../code/scopes.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { declareImports, patternParts } from './patterns.ts';

/** One declared name. */
export interface Binding {
  readonly name: string;
  /** Unique in the file: as written at module level, else `name@offset`. */
  readonly key: string;
  readonly at: SyntaxNode;
  readonly kind: 'import' | 'variable' | 'parameter' | 'function' | 'class' | 'enum' | 'other';
  /** The declaration a reader would point at. */
  readonly declaration: SyntaxNode;
  /** Initializer; for destructuring that of the whole pattern, `path` leads to this name's part. */
  readonly value?: SyntaxNode | undefined;
  readonly path: readonly string[];
  /** Default of a destructured name or parameter. */
  readonly fallback?: SyntaxNode | undefined;
  readonly type?: SyntaxNode | undefined;
  /** `isRest`: it is the list of this and all later arguments. */
  readonly parameter?: (ParameterPlace & { readonly isRest?: boolean }) | undefined;
  readonly import?: { readonly module: string; readonly imported: string } | undefined;
  /** How often it is given a value, its declaration included. */
  assignments: number;
  /** Right sides of later assignments; non-empty means the initializer is not the whole truth. */
  readonly assigned: SyntaxNode[];
  /** Properties assigned to it anywhere (`payload.exp = ...`); few names have any, and a set takes more than all else here. */
  assignedProperties: Set<string> | undefined;
  /** It is compared with literals, or switched on: it chooses, it is not the value that is chosen. */
  isSelector: boolean;
  /** Calls of its methods, in source order (`builder.setExpirationTime('1h')`). */
  readonly methodCalls: SyntaxNode[];
}

/** The scopes of a file. */
export interface Scopes {
  /** The binding that `name` means at `node`; `undefined` for globals. */
  lookUp(node: SyntaxNode, name: string): Binding | undefined;
  /** All bindings, in order of declaration. */
  readonly all: readonly Binding[];
}

/** Nodes that are functions: they have parameters and a body of their own. */
export const functionTypes: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

const scopeTypes: ReadonlySet<string> = new Set([
  ...functionTypes,
  'program',
  'statement_block',
  'class_static_block',
  'for_statement',
  'for_in_statement',
  'catch_clause',
  'switch_body',
]);

/** Declares every name of the tree, then notes assignments to them. */
export function buildScopes(root: SyntaxNode, text: string, nodes: NodesByType): Scopes {
  /** The names that one function, block or module declares. */
  const scopes = new Map<SyntaxNode, Map<string, Binding>>();
  const all: Binding[] = [];

  const scopeAt = (node: SyntaxNode): Map<string, Binding> => {
    const scope = scopes.get(node) ?? new Map<string, Binding>();
    scopes.set(node, scope);
    return scope;
  };
  const scopeNode = (node: SyntaxNode | null, isVar = false): SyntaxNode => {
    for (let current = node; current; current = current.parent) {
      if (isVar ? functionTypes.has(current.type) : scopeTypes.has(current.type)) return current;
    }
    return root;
  };
  type Details = Omit<
    Binding,
    | 'name'
    | 'key'
    | 'at'
    | 'assignments'
    | 'assigned'
    | 'assignedProperties'
    | 'isSelector'
    | 'methodCalls'
  >;
  const declare = (
    where: SyntaxNode,
    at: SyntaxNode,
    details: Details,
    { path, fallback }: Pick<Binding, 'path' | 'fallback'> = details,
  ): void => {
    const name = text.slice(at.start, at.end);
    const scope = scopeAt(where);
    if (scope.has(name)) return;
    // Field by field: a file has tens of thousands of names, and copies of what some have and others have not are slow.
    const binding: Binding = {
      kind: details.kind,
      declaration: details.declaration,
      value: details.value,
      path,
      fallback,
      type: details.type,
      parameter: details.parameter,
      import: details.import,
      name,
      key: where === root ? name : `${name}@${at.start}`,
      at,
      assignments: 1,
      assigned: [],
      assignedProperties: undefined,
      isSelector: false,
      methodCalls: [],
    };
    scope.set(name, binding);
    all.push(binding);
  };
  const declarePattern = (where: SyntaxNode, pattern: SyntaxNode, details: Details): void => {
    for (const { at, path, fallback } of patternParts(pattern, text, details.path)) {
      const own = path === details.path ? details.fallback : undefined;
      declare(where, at, details, { path, fallback: fallback ?? own });
    }
  };
  const declareParameters = (node: SyntaxNode): void => {
    const single = childOf(node, 'parameter');
    if (single) {
      declare(node, single, {
        kind: 'parameter',
        declaration: single,
        path: [],
        parameter: { function: node, index: 0 },
      });
    }
    const list = childOf(node, 'parameters')?.children ?? [];
    list.forEach((parameter, index) => {
      const pattern = childOf(parameter, 'pattern') ?? childOf(parameter, 'left') ?? parameter;
      const fallback = childOf(parameter, 'value') ?? childOf(parameter, 'right');
      const type = childOf(parameter, 'type');
      declarePattern(node, pattern, {
        kind: 'parameter',
        declaration: parameter,
        path: [],
        parameter: { function: node, index, isRest: pattern.type === 'rest_pattern' },
        ...(fallback && pattern.type === 'identifier' && { fallback }),
        ...(type && { type }),
      });
    });
  };
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'import_statement':
        declareImports(node, text, (at, imported, from) =>
          declare(root, at, {
            kind: 'import',
            declaration: node,
            path: [],
            import: { module: from, imported },
          }),
        );
        return;
      case 'variable_declarator': {
        const name = childOf(node, 'name');
        const value = childOf(node, 'value');
        const type = childOf(node, 'type');
        const isVar = node.parent?.type === 'variable_declaration';
        if (name) {
          declarePattern(scopeNode(node.parent, isVar), name, {
            kind: 'variable',
            declaration: node,
            path: [],
            ...(value && { value }),
            ...(type && { type }),
          });
        }
        break;
      }
      case 'for_in_statement': {
        const left = childOf(node, 'left');
        if (left) declarePattern(node, left, { kind: 'other', declaration: node, path: [] });
        break;
      }
      case 'catch_clause': {
        const parameter = childOf(node, 'parameter');
        if (parameter)
          declarePattern(node, parameter, { kind: 'other', declaration: node, path: [] });
        break;
      }
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'enum_declaration':
      case 'function_declaration':
      case 'generator_function_declaration': {
        const name = childOf(node, 'name');
        const kind = node.type.startsWith('enum')
          ? 'enum'
          : node.type.includes('class')
            ? 'class'
            : 'function';
        if (name) declare(scopeNode(node.parent), name, { kind, declaration: node, path: [] });
        break;
      }
      default:
    }
    if (functionTypes.has(node.type)) declareParameters(node);
    for (const child of node.children) visit(child);
  };
  visit(root);

  const lookUp = (node: SyntaxNode, name: string): Binding | undefined => {
    for (let current: SyntaxNode | null = node; current; current = current.parent) {
      const binding = scopes.get(current)?.get(name);
      if (binding) return binding;
    }
    return undefined;
  };
  noteChanges(nodes, text, lookUp);
  return { lookUp, all };
}

/** Nodes of a file by their types, parents first. */
export type NodesByType = ReadonlyMap<string, readonly SyntaxNode[]>;

/** Assignments, method calls and comparisons, once all names are declared. */
function noteChanges(
  nodes: NodesByType,
  text: string,
  lookUp: (node: SyntaxNode, name: string) => Binding | undefined,
): void {
  const bindingOf = (node: SyntaxNode | undefined): Binding | undefined =>
    node?.type === 'identifier' ? lookUp(node, text.slice(node.start, node.end)) : undefined;
  const of = (type: string): readonly SyntaxNode[] => nodes.get(type) ?? [];
  const assignments = [...of('assignment_expression'), ...of('augmented_assignment_expression')];
  for (const node of assignments.sort((a, b) => a.start - b.start)) {
    const left = childOf(node, 'left');
    const right = childOf(node, 'right');
    const given = right && bindingOf(left);
    if (given) {
      given.assignments++;
      given.assigned.push(right);
    }
    if (left?.type === 'member_expression') {
      const property = childOf(left, 'property');
      const binding = property && bindingOf(childOf(left, 'object'));
      if (binding) {
        binding.assignedProperties ??= new Set();
        binding.assignedProperties.add(text.slice(property.start, property.end));
      }
    }
  }
  for (const node of of('call_expression')) {
    const callee = childOf(node, 'function');
    if (callee?.type === 'member_expression')
      bindingOf(childOf(callee, 'object'))?.methodCalls.push(node);
  }
  // `switch (name)` and `name === 'literal'` decide by a name.
  const compared = of('binary_expression').map((node) =>
    childOf(node, 'right')?.type === 'string' ? childOf(node, 'left') : undefined,
  );
  const switched = of('switch_statement').map((node) => childOf(node, 'value')?.children[0]);
  for (const node of [...compared, ...switched]) {
    const selector = bindingOf(node);
    if (selector) selector.isSelector = true;
  }
}
