// What is known while one JavaScript file is read: its text, tree and bindings, and what was lowered so far.
import type { Budget } from '../../../model/budget.ts';
import type { Expression, Unknown } from '../../../model/expression.ts';
import type { Import } from '../../../model/facts.ts';
import type { Range } from '../../../model/place.ts';
import type { ViewReading } from '../../code/call-view.ts';
import type { PlaceMemory } from '../../libraries/place-memory.ts';
import { type SyntaxNode, walk } from '../syntax.ts';
import type { Binding, Changes, NodesByType, Scopes } from './bindings.ts';
import type { Origin } from './origin.ts';

/** One file being read. */
export interface Reading extends ViewReading {
  readonly path: string;
  readonly root: SyntaxNode;
  /** All nodes by type, parents first: one walk serves every collector. */
  readonly nodes: NodesByType;
  readonly scopes: Scopes;
  /** Values of names that are being followed into their properties. */
  readonly following: Set<SyntaxNode>;
  /** Each node is lowered once; the shared result keeps work and memory linear. */
  readonly lowered: Map<SyntaxNode, Expression>;
  /** Origins that were asked for; `null` where a node has none. */
  readonly origins: Map<SyntaxNode, Origin | null>;
  /** Whether it reads a variable by a name that it does not write there: `process.env[name]`. */
  readonly readsByName: () => boolean;
  readonly bindingOfKey: (key: string) => Binding | undefined;
  /** What values that are followed through the file take their steps from. */
  readonly budget: Budget;
  readonly memory: PlaceMemory;
  /** Modules read in place: `require('./x').secret`; they become imports of the file. */
  readonly requiredModules: Set<string>;
  /** Instances of imported classes that were met: `Config#` of `./config`. */
  readonly importedInstances: Map<string, Import>;
}

/** Lowered nodes of one file; 5 MB of hand-written code have 200,000, of minified code 500,000. */
export const maximumLowered = 600_000;

/** Separates a module specifier from `require:` in the binding that stands for it. */
export function requireBinding(reading: Reading, module: string): string {
  reading.requiredModules.add(module);
  return `require:${module}`;
}

/**
 * The name of an instance of a class that `binding` stands for; `undefined` where it is no class. Instances cross
 * files under names of their own: `Config#` is imported from where `Config` is.
 */
export function instanceName(reading: Reading, binding: Binding): string | undefined {
  if (binding.isClass) return `${binding.key}#`;
  const source = importOf(reading, binding);
  if (!source) return undefined;
  const local = `${binding.key}#`;
  const imported = source.imported === '*' ? '=#' : `${source.imported}#`;
  reading.importedInstances.set(local, { local, imported, from: source.from });
  return local;
}

/** Where a binding is imported from, by `import` or by `require`. */
export function importOf(
  reading: Reading,
  binding: Binding,
): NonNullable<Binding['import']> | undefined {
  if (binding.import) return binding.import;
  // `const Config = require('./config')` and `const { Config } = require('./config')`.
  const required =
    binding.value &&
    /^require\(\s*['"]([^'"\n]{1,300})['"]\s*\)$/.exec(textOf(reading, binding.value));
  const from = required?.[1];
  if (from === undefined || binding.path.length > 1) return undefined;
  return { from, imported: binding.path[0] ?? '*' };
}

/** Whether it is given another value later. */
export function isChanged({ scopes }: Reading, binding: Binding): boolean {
  return scopes.changesOf(binding).assigned.length > 0;
}

/** All nodes of a type, parents first. */
export function nodesOf(reading: Reading, type: string): readonly SyntaxNode[] {
  return reading.nodes.get(type) ?? [];
}

/** Groups the nodes of a tree by type. */
export function groupNodes(root: SyntaxNode): NodesByType {
  const groups = new Map<string, SyntaxNode[]>();
  walk(root, (node) => {
    const group = groups.get(node.type);
    if (group) group.push(node);
    else groups.set(node.type, [node]);
  });
  return groups;
}

/** The same with no more to go through than `isKept` says is looked at: what is no definition counts by its place alone. */
export function readingWithin(
  reading: Reading,
  isKept: (start: number, name?: string) => boolean,
): Reading {
  const isNear = (node: SyntaxNode): boolean => isKept(node.start);
  const namesSecret = (node: SyntaxNode): boolean =>
    isKept(node.start, reading.text.slice(node.start, Math.min(node.end, node.start + 80)));
  const nodes = [...reading.nodes].map(([type, all]) => {
    const defines = type === 'assignment_expression' || type.startsWith('class');
    return [type, all.filter(defines ? namesSecret : isNear)] as const;
  });
  const all = reading.scopes.all.filter(({ declaration, name }) => isKept(declaration.start, name));
  const changesOf = (binding: Binding): Changes => {
    const changes = reading.scopes.changesOf(binding);
    return { ...changes, assigned: changes.assigned.filter(isNear) };
  };
  return { ...reading, nodes: new Map(nodes), scopes: { ...reading.scopes, all, changesOf } };
}

/** The source of a node. */
export function textOf(reading: Reading, node: SyntaxNode): string {
  return reading.text.slice(node.start, node.end);
}

/** The range of a node. */
export function at(reading: Reading, node: SyntaxNode): Range {
  return reading.rangeOf(node.start, node.end);
}

/** What nothing is known of. */
export function unknown(reading: Reading, node: SyntaxNode): Unknown {
  return { kind: 'unknown', at: at(reading, node) };
}
