// Names of a file: who declares them, where, and what they are declared to be. Built in one walk, before anything is
// lowered. A function is a scope; the blocks in it are not.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Language } from './language.ts';
import type { Shapes } from './reading.ts';
import { shapeAs, sourceOf } from './reading.ts';
import { nodeOf, type ParameterShape, type ShapeOf, type Slot } from './shape.ts';

/** Which parameter of which function a name is. */
export interface ParameterPlace {
  readonly function: SyntaxNode;
  readonly index: number;
}

/** One declared name. */
export interface Binding {
  readonly name: string;
  /** Unique in the file: as written at its top level, else `name@offset`. */
  readonly key: string;
  readonly declaration: SyntaxNode;
  /** What it is given first. */
  readonly value?: Slot | undefined;
  readonly type?: string | undefined;
  readonly parameter?: (ParameterPlace & { readonly shape: ParameterShape }) | undefined;
  readonly import?: { readonly from: string; readonly imported: string } | undefined;
  /** It names a class; so does its key with `#`, for an instance. */
  readonly isClass?: boolean | undefined;
  /** No other file sees it. */
  readonly isPrivate?: boolean | undefined;
  /** How often it is given a value. */
  assignments: number;
}

/** A class and what is known of it before lowering. */
export interface ClassInfo {
  readonly node: SyntaxNode;
  readonly key: string;
  readonly bases: readonly string[];
  /** Names of fields, properties and methods, with the declared type and first value of fields. */
  readonly members: Map<
    string,
    { readonly type?: string; readonly value?: Slot; readonly isMethod?: boolean }
  >;
}

export interface Scopes {
  readonly top: ReadonlyMap<string, Binding>;
  /** Modules of which everything is visible. */
  readonly wildcards: readonly string[];
  readonly classes: ReadonlyMap<string, ClassInfo>;
  readonly functions: readonly SyntaxNode[];
  all(): Iterable<Binding>;
  lookUp(node: SyntaxNode, name: string): Binding | undefined;
  /** The class whose member a node is or stands in, `self` in its methods. */
  classAround(node: SyntaxNode): ClassInfo | undefined;
  functionAround(node: SyntaxNode): SyntaxNode | undefined;
  /** `FunctionOf.id`: `issue`, `Service#.issue`, `function@120`; a second one of a name has `~2`. */
  idOf(functionNode: SyntaxNode): string;
  /** The callee of the call that a function is handed to, and its place there. */
  handedTo(functionNode: SyntaxNode): Slot | undefined;
  /** Whether the function is a member of its class and not a function within a method. */
  isMember(functionNode: SyntaxNode): boolean;
}

/** Declares every name of the tree. */
export function buildScopes(root: SyntaxNode, shapes: Shapes, language: Language): Scopes {
  const scopes = new Map<SyntaxNode, Map<string, Binding>>([[root, new Map()]]);
  const classes = new Map<string, ClassInfo>();
  const classOfNode = new Map<SyntaxNode, ClassInfo>();
  /** The class that each node which is one, or is a function of one, belongs to. */
  const owners = new Map<SyntaxNode, ClassInfo | undefined>();
  const around = new Map<SyntaxNode, SyntaxNode | undefined>();
  const ids = new Map<SyntaxNode, string>();
  const handed = new Map<SyntaxNode, Slot>();
  const members = new Set<SyntaxNode>();
  const taken = new Map<string, number>();
  const functions: SyntaxNode[] = [];
  const wildcards: string[] = [];

  interface Here {
    readonly scope: SyntaxNode;
    readonly owner: ClassInfo | undefined;
    /** Directly in the body of the class. */
    readonly isInClass: boolean;
  }

  const declare = (
    where: SyntaxNode,
    node: SyntaxNode,
    name: string,
    details: Omit<Binding, 'name' | 'key' | 'declaration' | 'assignments'>,
  ): void => {
    const scope = scopes.get(where);
    const known = scope?.get(name);
    if (known) {
      known.assignments++;
      return;
    }
    const key = where === root ? name : `${name}@${node.start}`;
    // Field by field: a file has tens of thousands of names, and copies of what some have and others have not are slow.
    scope?.set(name, {
      name,
      key,
      declaration: node,
      value: details.value,
      type: details.type,
      parameter: details.parameter,
      import: details.import,
      isClass: details.isClass,
      isPrivate: details.isPrivate,
      assignments: 1,
    });
  };

  const classInfo = (node: SyntaxNode, name: string, bases: readonly string[]): ClassInfo => {
    const known = classes.get(name);
    if (known) return known;
    const info: ClassInfo = { node, key: name, bases, members: new Map() };
    classes.set(name, info);
    return info;
  };

  const declareParameters = (node: SyntaxNode, parameters: readonly ParameterShape[]): void => {
    const own = parameters.filter(({ isReceiver }) => !isReceiver);
    for (const [index, shape] of own.entries()) {
      const { name, called, type } = shape;
      declare(node, name, called ?? sourceOf(shapes, name), {
        parameter: { function: node, index, shape },
        ...(type !== undefined && { type }),
      });
    }
  };

  const declareFunction = (node: SyntaxNode, shape: ShapeOf<'function'>, here: Here): Here => {
    functions.push(node);
    around.set(node, here.scope === root ? undefined : here.scope);
    const name = shape.called ?? (shape.name && sourceOf(shapes, shape.name));
    let owner = here.owner;
    if (shape.receiver) owner = classInfo(node, shape.receiver.type, []);
    const isMember =
      name !== undefined &&
      (shape.receiver !== undefined || (here.isInClass && owner !== undefined));
    if (isMember && owner && name !== undefined) {
      members.add(node);
      owner.members.set(name, { isMethod: !shape.isProperty });
      const isConstructor =
        language.words.constructor === ''
          ? name === owner.key
          : name === language.words.constructor;
      ids.set(node, unique(`${owner.key}#.${isConstructor ? 'constructor' : name}`));
    } else if (name !== undefined && shape.name) {
      declare(here.scope, shape.name, name, {});
      ids.set(node, unique(here.scope === root ? name : `${name}@${shape.name.start}`));
    } else ids.set(node, `function@${node.start}`);
    scopes.set(node, new Map());
    if (shape.receiver?.name) {
      const self = shape.receiver.name;
      declare(node, self, sourceOf(shapes, self), { type: shape.receiver.type });
    }
    declareParameters(node, shape.parameters);
    owners.set(node, owner);
    return { scope: node, owner, isInClass: false };
  };

  const unique = (id: string): string => {
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  };

  const declareClass = (node: SyntaxNode, shape: ShapeOf<'class'>, here: Here): Here => {
    const name = shape.called ?? (shape.name && sourceOf(shapes, shape.name));
    const owner = name === undefined ? here.owner : classInfo(node, name, shape.bases ?? []);
    if (owner) classOfNode.set(node, owner);
    if (name !== undefined && shape.name) declare(root, shape.name, name, { isClass: true });
    if (name !== undefined && here.owner && here.isInClass) here.owner.members.set(name, {});
    owners.set(node, owner);
    if (shape.parameters && owner) {
      scopes.set(node, new Map());
      around.set(node, here.scope === root ? undefined : here.scope);
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
    return { scope: shape.parameters && owner ? node : here.scope, owner, isInClass: true };
  };

  const visit = (node: SyntaxNode, here: Here): void => {
    const shape = shapes.of(node);
    let inside = here;
    switch (shape?.kind) {
      case 'import':
        for (const { at, local, from, imported } of shape.bindings) {
          if (local === '*') wildcards.push(from);
          else declare(root, at, local, { import: { from, imported } });
        }
        break;
      case 'assign':
        if (shape.adds) break;
        for (const { target, value, type, isPrivate } of shape.pairs) {
          const name = shapeAs(shapes, target, 'name')?.name;
          if (name === undefined) continue;
          const details = {
            ...(value && { value }),
            ...(type !== undefined && { type }),
            ...(isPrivate && { isPrivate }),
          };
          if (here.isInClass && here.owner) {
            if (!here.owner.members.has(name)) here.owner.members.set(name, details);
          } else if (shape.declares)
            declare(here.scope, 'at' in target ? target.at : target, name, details);
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
  visit(root, { scope: root, owner: undefined, isInClass: false });

  const lookUp = (node: SyntaxNode, name: string): Binding | undefined => {
    for (let current: SyntaxNode | null = node; current; current = current.parent) {
      const binding = scopes.get(current)?.get(name);
      if (binding) return binding;
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
    top: scopes.get(root) ?? new Map(),
    wildcards,
    classes,
    functions,
    all: () => [...scopes.values()].flatMap((scope) => [...scope.values()]),
    lookUp,
    classAround,
    functionAround,
    idOf: (node) => ids.get(node) ?? `function@${node.start}`,
    handedTo: (node) => handed.get(node),
    isMember: (node) => members.has(node),
  };
}
