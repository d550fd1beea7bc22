// Finds the calls that library rows describe and shows each to its row.

import type { Use } from '../../../model/facts.ts';
import { usesBy } from '../../code/uses.ts';
import { maxUses } from '../../fullness.ts';
import type { CallShape, LibraryRow } from '../../libraries/row.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { objectView, viewOf } from './call-view.ts';
import { add, type Collector } from './collector.ts';
import { baseOf } from './declarations.ts';
import { isTakenForCheck } from './decoding.ts';
import { handmadeDecodes } from './handmade-decoding.ts';
import { mayUse } from './may-use.ts';
import { dottedName, type Origin, originOf, textOfOrigin } from './origin.ts';
import { nodesOf, type Reading, textOf } from './reading.ts';
import { pairOf } from './schema-constraints.ts';
import { argumentsOf, propertyName } from './shapes.ts';

const usingTypes = [
  'call_expression',
  'new_expression',
  'assignment_expression',
  'object',
  'method_definition',
] as const;

/** Every call, constructor and options object that a row describes. */
export function collectUses(reading: Reading, collector: Collector): void {
  // Most files are read for what they define.
  for (const type of mayUse(reading.text) ? usingTypes : []) {
    for (const node of nodesOf(reading, type)) {
      if (collector.uses.length > maxUses) return;
      for (const use of usesAt(reading, node)) add(collector.uses, use);
    }
  }
  for (const use of handmadeDecodes(reading)) add(collector.uses, use);
}

function usesAt(reading: Reading, node: SyntaxNode): readonly Use[] {
  switch (node.type) {
    case 'call_expression':
      return callUse(reading, node);
    case 'new_expression': {
      const type = childOf(node, 'constructor');
      const origin = type && originOf(reading, type);
      const rows = rowsAt(reading, origin, 'new');
      if (type && rows.length > 0) return usesBy(rows, viewOf(reading, node, type));
      return type ? unresolvedUse(reading, node, type, origin) : [];
    }
    case 'assignment_expression':
      return assignedUse(reading, node);
    case 'object':
      return typedUse(reading, node);
    case 'method_definition':
      return returnedUse(reading, node);
    default:
      return [];
  }
}

/** Rows of what a callee leads to. */
function rowsAt(
  { rows }: Reading,
  origin: Origin | undefined,
  ...kinds: readonly CallShape['kind'][]
): readonly LibraryRow[] {
  const found = origin && rows.uses.get(textOfOrigin(origin));
  return found?.filter(({ shape }) => kinds.includes(shape.kind)) ?? [];
}

function callUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const callee = childOf(node, 'function');
  if (!callee) return [];
  if (callee.type === 'super') return superUse(reading, node, callee);
  const origin = originOf(reading, callee);
  const rows = rowsAt(reading, origin, 'call', 'method');
  if (rows.some((row) => row.onlyDecodes)) return decodedUse(reading, node, callee, rows);
  if (rows.length > 0) return usesBy(rows, viewOf(reading, node, callee));
  const plugged = pluginUse(reading, node, callee);
  return plugged.length > 0 ? plugged : unresolvedUse(reading, node, callee, origin);
}

/** A receiver that an import leads elsewhere is another library or a wrapper; only open ones are guessed at. */
function unresolvedUse(
  reading: Reading,
  node: SyntaxNode,
  callee: SyntaxNode,
  origin: Origin | undefined,
): readonly Use[] {
  const isOpen =
    !origin || origin.module === '' || origin.path.includes('()') || origin.path.includes('#');
  const dotted = isOpen ? dottedName(reading, callee) : undefined;
  if (dotted === undefined) return [];
  const count = argumentsOf(node).length;
  const rows = reading.rows.openUses.filter(
    (row) =>
      row.unresolved?.test(dotted) &&
      count >= (row.minArguments ?? 1) &&
      (row.shape.kind === 'new') === (node.type === 'new_expression'),
  );
  if (rows.length === 0) return [];
  const view = viewOf(reading, node, callee);
  // An object in the place of the key is the options of some other library.
  return usesBy(rows, view).filter(
    (use) =>
      !use.key || !['object', 'function'].includes(view.resolve(use.key).kind) || use.consumes,
  );
}

/** `app.keys = [...]` of an instance that a library made. */
function assignedUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  const object = left && childOf(left, 'object');
  if (!left || !right || !object) return [];
  const origin = originOf(reading, object);
  const property = propertyName(left, reading.text);
  if (origin?.path.at(-1) !== '#' || property === undefined) return [];
  const rows = rowsAt(reading, { ...origin, path: [...origin.path, property] }, 'assigned');
  return rows.length === 0 ? [] : usesBy(rows, objectView(reading, node, left, right));
}

function pluginUse(reading: Reading, node: SyntaxNode, callee: SyntaxNode): readonly Use[] {
  const method =
    callee.type === 'member_expression' ? propertyName(callee, reading.text) : undefined;
  const first = argumentsOf(node)[0];
  // Hapi: `{ plugin, options }`.
  const plugin = first?.type === 'object' ? pairOf(reading, first, 'plugin') : first;
  if (method === undefined || !plugin) return [];
  const rows = reading.rows.otherUses.filter(
    (row) => row.shape.kind === 'plugin' && row.shape.by.includes(method),
  );
  const origin = rows.length > 0 ? originOf(reading, plugin) : undefined;
  if (!origin) return [];
  const fitting = rows.filter((row) => row.modules.includes(origin.module));
  return fitting.length === 0 ? [] : usesBy(fitting, viewOf(reading, node, callee));
}

/** Decoding is no use of a key; it is a hazard where its result is plainly trusted. */
function decodedUse(
  reading: Reading,
  node: SyntaxNode,
  callee: SyntaxNode,
  rows: readonly LibraryRow[],
): readonly Use[] {
  const runsInBrowsers = rows.some((row) => row.runsInBrowsers);
  if (!isTakenForCheck(reading, node, { runsInBrowsers })) return [];
  return usesBy(rows, viewOf(reading, node, callee));
}

/** `super({...})` of a class that extends a library's, directly or through a mixin such as PassportStrategy. */
function superUse(reading: Reading, node: SyntaxNode, callee: SyntaxNode): readonly Use[] {
  const base = baseOf(reading.scopes.classAround(node)?.node);
  if (!base) return [];
  const candidates = base.type === 'call_expression' ? argumentsOf(base) : [base];
  for (const candidate of candidates) {
    const rows = rowsAt(reading, originOf(reading, candidate), 'new');
    if (rows.length > 0) return usesBy(rows, viewOf(reading, node, callee));
  }
  return [];
}

/** `const options: NextAuthOptions = {...}`, `{...} satisfies NextAuthOptions`. */
function typedUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const holder = closest(
    node.parent,
    (current) => !/^(?:as|satisfies|parenthesized)_expression$/.test(current.type),
  );
  const annotation =
    node.parent?.type === 'as_expression' || node.parent?.type === 'satisfies_expression'
      ? node.parent.children[1]
      : holder?.type === 'variable_declarator'
        ? childOf(holder, 'type')
        : undefined;
  const name = annotation && /^:?\s*([\w$]+)/.exec(textOf(reading, annotation))?.[1];
  if (!annotation || name === undefined) return [];
  const { from, imported = '' } = reading.scopes.lookUp(annotation, name)?.import ?? {};
  const origin = from === undefined ? undefined : { module: from, path: [imported, '{}'] };
  const rows = rowsAt(reading, origin, 'typed');
  if (rows.length === 0) return [];
  return usesBy(rows, objectView(reading, node, annotation, node));
}

function returnedUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const name = childOf(node, 'name');
  const rows = reading.rows.otherUses.filter(
    ({ shape }) => shape.kind === 'returned' && name && shape.method === textOf(reading, name),
  );
  if (rows.length === 0 || !name) return [];
  return usesBy(rows, objectView(reading, node, name, node));
}
