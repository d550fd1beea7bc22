// Names of a file: who declares them, where, and what they are declared to be. Built in one walk, before anything is
// lowered. A function is a scope; the blocks in it are where the language says so.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Binding, ClassInfo, Scopes } from './binding.ts';
import type { Language } from './language.ts';
import type { Shapes } from './reading.ts';
import { shapeAs, sourceOf } from './reading.ts';
import {
  type AssignedPair,
  nodeOf,
  type ParameterShape,
  type ShapeOf,
  type Slot,
} from './shape.ts';

export type { Binding, ClassInfo, ParameterPlace, Scopes } from './binding.ts';

const whole: readonly string[] = [];

interface Here {
  readonly scope: SyntaxNode;
  /** The function around, or the file. */
  readonly function: SyntaxNode;
  readonly owner: ClassInfo | undefined;
  /** Directly in the body of the class. */
  readonly isInClass: boolean;
}

function blockIn({ function: around, owner }: Here, node: SyntaxNode): Here {
  return { scope: node, function: around, owner, isInClass: false };
}

function memberOf({ type, value }: AssignedPair) {
  return { ...(type !== undefined && { type }), ...(value && { value }) };
}

/** Declares every name of the tree. */
export function buildScopes(
  root: SyntaxNode,
  shapes: Shapes,
  language: Pick<Language, 'words' | 'blocks' | 'declaring'>,
): Scopes {
  const { blocks, declaring } = language;
  const top = new Map<string, Binding>();
  root.names = top;
  const classes = new Map<string, ClassInfo>();
  /** The class that each node which is one, or is a function of one, belongs to. */
  const owners = new Map<SyntaxNode, ClassInfo | undefined>();
  const ids = new Map<SyntaxNode, string>();
  const handed = new Map<SyntaxNode, Slot>();
  /** Keys of the bindings that functions and classes without a name are given to. */
  const givenTo = new Map<SyntaxNode, string>();
  const members = new Set<SyntaxNode>();
  const taken = new Map<string, number>();
  const functions: SyntaxNode[] = [];
  const all: Binding[] = [];
  const wildcards: string[] = [];

  type Details = Partial<
    Omit<Binding, 'name' | 'key' | 'at' | 'declaration' | 'path' | 'assignments'>
  > &
    Pick<AssignedPair, 'path'>;

  const declare = (
    where: SyntaxNode,
    at: SyntaxNode,
    name: string,
    details: Details,
    declaration: SyntaxNode = at,
  ): Binding => {
    const scope = (where.names as Map<string, Binding> | undefined) ?? new Map<string, Binding>();
    if (scope.size === 0) where.names = scope;
    const known = scope.get(name);
    if (known) {
      known.assignments++;
      return known;
    }
    // Field by field: a file has tens of thousands of names, and copies of what some have and others have not are slow.
    const binding: Binding = {
      name,
      key: where === root ? name : `${name}@${at.start}`,
      at,
      declaration,
      value: details.value,
      path: details.path ?? whole,
      fallback: details.fallback,
      type: details.type,
      parameter: details.parameter,
      import: details.import,
      isClass: details.isClass,
      isPrivate: details.isPrivate,
      assignments: 1,
    };
    scope.set(name, binding);
    all.push(binding);
    return binding;
  };

  const classInfo = (node: SyntaxNode, name: string, bases: readonly string[]): ClassInfo => {
    const known = classes.get(name);
    if (known) return known;
    const info: ClassInfo = { node, key: name, bases, members: new Map() };
    classes.set(name, info);
    return info;
  };

  const declareParameters = (node: SyntaxNode, parameters: readonly ParameterShape[]): void => {
    let index = 0;
    for (const shape of parameters) {
      if (shape.isReceiver) continue;
      const { name, called, type, fallback, whole: declaration } = shape;
      const parameter = { function: node, index, shape };
      index++;
      if (!shape.parts) {
        const own = called ?? sourceOf(shapes, name);
        declare(node, name, own, { parameter, type, fallback }, declaration);
      }
      for (const { at, path, fallback } of shape.parts ?? [])
        declare(node, at, sourceOf(shapes, at), { parameter, type, path, fallback }, declaration);
    }
  };

  const declareFunction = (node: SyntaxNode, shape: ShapeOf<'function'>, here: Here): Here => {
    functions.push(node);
    const name = shape.called ?? (shape.name && sourceOf(shapes, shape.name));
    let owner = here.owner;
    if (shape.receiver) owner = classInfo(node, shape.receiver.type, []);
    const isMember =
      name !== undefined &&
      !shape.hasOwnSelf &&
      (shape.receiver !== undefined || (here.isInClass && owner !== undefined));
    if (shape.hasOwnSelf) owner = undefined;
    if (isMember && owner && name !== undefined) {
      members.add(node);
      owner.members.set(name, { isMethod: !shape.isProperty });
      const isConstructor =
        language.words.constructor === ''
          ? name === owner.key
          : name === language.words.constructor;
      ids.set(node, unique(`${owner.key}#.${isConstructor ? 'constructor' : name}`));
    } else if (name !== undefined && shape.name) {
      declare(here.scope, shape.name, name, {}, node);
      ids.set(node, unique(here.scope === root ? name : `${name}@${shape.name.start}`));
    } else {
      const given = blocks && givenTo.get(node);
      ids.set(node, given ? unique(given) : `${name ?? 'function'}@${node.start}`);
    }
    if (shape.receiver?.name) {
      const self = shape.receiver.name;
      declare(node, self, sourceOf(shapes, self), { type: shape.receiver.type });
    }
    declareParameters(node, shape.parameters);
    owners.set(node, owner);
    return { scope: node, function: node, owner, isInClass: false };
  };

  const unique = (id: string): string => {
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };

  const declareClass = (node: SyntaxNode, shape: ShapeOf<'class'>, here: Here): Here => {
    const given = blocks && givenTo.get(node);
    const name = given ?? shape.called ?? (shape.name && sourceOf(shapes, shape.name));
    const binding =
      name !== undefined && shape.name
        ? declare(blocks ? here.scope : root, shape.name, name, { isClass: true }, node)
        : undefined;
    const key = blocks && binding ? binding.key : name;
    const owner = key === undefined ? here.owner : classInfo(node, key, shape.bases ?? []);
    if (name !== undefined && here.owner && here.isInClass) here.owner.members.set(name, {});
    owners.set(node, owner);
    if (shape.parameters && owner) {
      node.names = new Map();
      ids.set(node, unique(`${owner.key}#.constructor`));
      declareParameters(node, shape.parameters);
      for (const { name: parameter, called, isProperty, type } of shape.parameters) {
        if (isProperty)
          owner.members.set(
            called ?? sourceOf(shapes, parameter),
            type === undefined ? {} : { type },
          );
      }
    }
    const scope = shape.parameters && owner ? node : here.scope;
    return { ...here, scope, owner, isInClass: true };
  };

  const visit = (node: SyntaxNode, here: Here): void => {
    const mayDeclare = !declaring || declaring.has(node.type);
    const shape = mayDeclare ? shapes.of(node) : undefined;
    let inside = mayDeclare && blocks?.has(node.type) ? blockIn(here, node) : here;
    switch (shape?.kind) {
      case 'import':
        for (const { at, local, from, imported } of shape.bindings) {
          if (local === '*') wildcards.push(from);
          else declare(root, at, local, { import: { from, imported } }, node);
        }
        break;
      case 'assign':
        if (shape.adds) break;
        for (const pair of shape.pairs) {
          const { target, value } = pair;
          const name = shapeAs(shapes, target, 'name')?.name;
          if (name === undefined) continue;
          if (inside.isInClass && inside.owner) {
            const { members } = inside.owner;
            if (!members.has(name)) members.set(name, memberOf(pair));
          } else if (shape.declares) {
            const where = shape.isHoisted ? here.function : inside.scope;
            const binding = declare(where, nodeOf(target), name, pair, node);
            const given = blocks && value && !pair.path ? nodeOf(value) : undefined;
            if (given && declaring?.has(given.type)) givenTo.set(given, binding.key);
          }
        }
        break;
      case 'call':
        for (const { value } of shape.arguments) {
          if (shapes.of(value)?.kind === 'function') handed.set(nodeOf(value), shape.callee);
        }
        break;
      case 'function':
        inside = declareFunction(node, shape, here);
        break;
      case 'class':
        inside = declareClass(node, shape, here);
        break;
      default:
    }
    for (const child of node.children) visit(child, inside);
  };
  visit(root, { scope: root, function: root, owner: undefined, isInClass: false });

  const lookUp = (node: SyntaxNode, name: string): Binding | undefined => {
    for (let current: SyntaxNode | null = node; current; current = current.parent) {
      const binding = current.names?.get(name);
      if (binding) return binding as Binding;
    }
    return undefined;
  };
  const classAround = (node: SyntaxNode): ClassInfo | undefined => {
    for (let current: SyntaxNode | null = node; current; current = current.parent) {
      if (owners.has(current)) return owners.get(current) ?? undefined;
    }
    return undefined;
  };
  const functionAround = (node: SyntaxNode): SyntaxNode | undefined => {
    for (let current = node.parent; current; current = current.parent)
      if (ids.has(current)) return current;
    return undefined;
  };
  return {
    top,
    wildcards,
    classes,
    functions,
    all,
    lookUp,
    classAround,
    functionAround,
    idOf: (node) => ids.get(node) ?? `function@${node.start}`,
    handedTo: (node) => handed.get(node),
    isMember: (node) => members.has(node),
  };
}
