// The index of a file: every place where a name is given a value, every call. Made in one walk without lowering
// anything; what is asked for is lowered afterwards.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { isSetWhereAbsent } from './absence.ts';
import type { Branch } from './branches.ts';
import { type Shapes, shapeAs } from './reading.ts';
import type { Scopes } from './scopes.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';

/** A name is given a value; `path` as `Name.path` has it. */
export interface ValueEntry {
  readonly path: readonly string[];
  readonly value: Slot;
  readonly at: SyntaxNode;
  /** At the file's top level or in a class: other files may ask for it. */
  readonly isShared: boolean;
  readonly isFallback: boolean;
}

/** A member of something that is given a value: which name that is shows when it is lowered. */
export interface MemberEntry {
  readonly target: Slot;
  readonly value: Slot;
  readonly at: SyntaxNode;
  readonly isFallback: boolean;
}

export interface Entries {
  readonly values: readonly ValueEntry[];
  readonly members: readonly MemberEntry[];
  readonly calls: readonly { readonly node: SyntaxNode; readonly shape: ShapeOf<'call'> }[];
  /** Instances written as literals: `&Service{Secret: key}`. */
  readonly objects: readonly { readonly node: SyntaxNode; readonly shape: ShapeOf<'object'> }[];
  readonly functions: readonly { readonly node: SyntaxNode; readonly shape: ShapeOf<'function'> }[];
  readonly classes: readonly { readonly node: SyntaxNode; readonly shape: ShapeOf<'class'> }[];
  readonly branches: readonly Branch[];
  /** What goes behind what a name holds already, piece by piece: `key += letter`, `key.append(letter)`. */
  readonly additions: readonly Addition[];
  /** There are more of some sort. */
  readonly isCut: boolean;
}

/** The entries that `isKept` says are looked at; what is no definition counts by its place alone. */
export function entriesWithin(
  entries: Entries,
  text: string,
  isKept: (start: number, name?: string) => boolean,
): Entries {
  const isNear = ({ node }: { readonly node: SyntaxNode }): boolean => isKept(node.start);
  const sourceOf = (slot: Slot): string => text.slice(nodeOf(slot).start, nodeOf(slot).end);
  return {
    values: entries.values.filter(({ path, at }) => isKept(at.start, path.join('.'))),
    members: entries.members.filter(({ target, at }) => isKept(at.start, sourceOf(target))),
    calls: entries.calls.filter(isNear),
    objects: entries.objects.filter(isNear),
    functions: entries.functions.filter(({ node, shape }) =>
      isKept(node.start, shape.name && sourceOf(shape.name)),
    ),
    classes: entries.classes.filter(isNear),
    branches: entries.branches.filter(({ test }) => isKept(test.start)),
    additions: entries.additions.filter(({ value }) => isKept(nodeOf(value).start)),
    isCut: entries.isCut,
  };
}

export interface Addition {
  readonly target: Slot;
  readonly value: Slot;
}

/** Methods that put their argument behind what they are called on. */
const adding =
  /^(?:append|Append|push|push_str|add|Add|concat|write|WriteByte|WriteRune|WriteString|<<)$/;

/** Most entries of each sort: a file of nothing but assignments is data. */
const maximum = 60_000;

/** Walks the tree once. */
export function collectEntries(
  root: SyntaxNode,
  shapes: Shapes,
  scopes: Scopes,
  branchOf: (node: SyntaxNode) => Branch | undefined,
): Entries {
  const values: ValueEntry[] = [];
  const members: MemberEntry[] = [];
  const calls: { node: SyntaxNode; shape: ShapeOf<'call'> }[] = [];
  const objects: { node: SyntaxNode; shape: ShapeOf<'object'> }[] = [];
  const functions: { node: SyntaxNode; shape: ShapeOf<'function'> }[] = [];
  const classes: { node: SyntaxNode; shape: ShapeOf<'class'> }[] = [];
  const branches: Branch[] = [];
  const additions: Addition[] = [];

  const assign = (node: SyntaxNode, shape: ShapeOf<'assign'>, isInClass: boolean): void => {
    for (const { target, value } of shape.pairs) {
      if (shape.adds) {
        if (value && additions.length < maximum) additions.push({ target, value });
        continue;
      }
      if (!value || values.length + members.length >= maximum) continue;
      const inner = shapes.unwrap(target);
      const { start, end } = nodeOf(inner);
      const isFallback =
        shape.isFallback === true ||
        ((!shape.declares || !isInClass) &&
          isSetWhereAbsent(node, shapes.text.slice(start, end), shapes.text));
      const name = shapeAs(shapes, inner, 'name')?.name;
      if (name === undefined) {
        if (shapes.of(inner)?.kind === 'member')
          members.push({ target: inner, value, at: node, isFallback });
        continue;
      }
      const owner = isInClass ? scopes.classAround(node) : undefined;
      if (owner) {
        values.push({ path: [`${owner.key}#`, name], value, at: node, isShared: true, isFallback });
        continue;
      }
      const binding = scopes.lookUp(nodeOf(inner), name);
      if (!binding) members.push({ target: inner, value, at: node, isFallback });
      else if (!binding.import) {
        const isShared = binding.key === name;
        values.push({ path: [binding.key], value, at: node, isShared, isFallback });
      }
    }
  };

  const visit = (node: SyntaxNode, isInClass: boolean): void => {
    const shape = shapes.of(node);
    let inside = isInClass;
    const branch = branches.length < maximum ? branchOf(node) : undefined;
    if (branch) branches.push(branch);
    switch (shape?.kind) {
      case 'assign':
        assign(node, shape, isInClass);
        break;
      case 'function':
        functions.push({ node, shape });
        inside = false;
        break;
      case 'class':
        classes.push({ node, shape });
        inside = true;
        break;
      case 'call':
        if (calls.length < maximum) {
          calls.push({ node, shape });
          const member = shapeAs(shapes, shapes.unwrap(shape.callee), 'member');
          const value = shape.arguments[0]?.value;
          if (member && value && adding.test(member.property))
            additions.push({ target: member.of, value });
        }
        break;
      case 'object':
        if (shape.type !== undefined && objects.length < maximum) objects.push({ node, shape });
        break;
      default:
    }
    for (const child of node.children) visit(child, inside);
  };
  visit(root, false);
  const isCut = [calls.length, objects.length, values.length + members.length].some(
    (count) => count >= maximum,
  );
  return { values, members, calls, objects, functions, classes, branches, additions, isCut };
}
