// Finds the calls that library rows describe and shows each to its row.
import type { Expression } from '../../../model/expression.ts';
import type { Use } from '../../../model/facts.ts';
import type { Range } from '../../../model/place.ts';
import { type CallView, useOf } from '../../libraries/apply.ts';
import { rowsOf } from '../../libraries/index.ts';
import type { LibraryRow } from '../../libraries/row.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { classOfThis } from './classes.ts';
import { add, type Collector } from './collector.ts';
import { isTakenForCheck } from './decoding.ts';
import { functionAround, lower, resolveLocally } from './lower.ts';
import { argumentsOf } from './lower-call.ts';
import { dottedName, type Origin, originOf, propertyName, unwrap } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';

interface RowIndex {
  /** By module and path below it: `jsonwebtoken sign`. */
  readonly byOrigin: ReadonlyMap<string, readonly LibraryRow[]>;
  readonly unresolved: readonly LibraryRow[];
  readonly plugins: readonly LibraryRow[];
  readonly typed: ReadonlyMap<string, readonly LibraryRow[]>;
  readonly returned: ReadonlyMap<string, readonly LibraryRow[]>;
}

const index = indexRows(rowsOf('javascript'));

function indexRows(rows: readonly LibraryRow[]): RowIndex {
  const byOrigin = new Map<string, LibraryRow[]>();
  const typed = new Map<string, LibraryRow[]>();
  const returned = new Map<string, LibraryRow[]>();
  const into = (map: Map<string, LibraryRow[]>, key: string, row: LibraryRow): void => {
    map.set(key, [...(map.get(key) ?? []), row]);
  };
  for (const row of rows) {
    const path = pathOfShape(row);
    if (path !== undefined) {
      for (const module of row.modules)
        into(byOrigin, `${row.shape.kind === 'new' ? 'new ' : ''}${module} ${path}`, row);
    }
    if (row.shape.kind === 'typed') into(typed, row.shape.type, row);
    if (row.shape.kind === 'returned') into(returned, row.shape.method, row);
  }
  return {
    byOrigin,
    unresolved: rows.filter((row) => row.unresolved),
    plugins: rows.filter((row) => row.shape.kind === 'plugin'),
    typed,
    returned,
  };
}

/** The origin path that a shape stands for, as `originOf` writes it. */
function pathOfShape({ shape }: LibraryRow): string | undefined {
  switch (shape.kind) {
    case 'call':
      return shape.callee;
    case 'new':
      return shape.type;
    case 'assigned':
      return [...(shape.type ? [shape.type] : []), '#', shape.property, '='].join('.');
    case 'method': {
      const made = shape.type.endsWith('()') ? `${shape.type.slice(0, -2)}.()` : `${shape.type}.#`;
      return `${made.replace(/^\./, '')}.${shape.method}`;
    }
    default:
      return undefined;
  }
}

const usingTypes = [
  'call_expression',
  'new_expression',
  'assignment_expression',
  'object',
  'method_definition',
] as const;

export function collectUses(reading: Reading, collector: Collector): void {
  for (const type of usingTypes) {
    for (const node of nodesOf(reading, type)) {
      for (const use of usesAt(reading, node)) add(collector.uses, use);
    }
  }
}

function usesAt(reading: Reading, node: SyntaxNode): readonly Use[] {
  switch (node.type) {
    case 'call_expression':
      return callUse(reading, node);
    case 'new_expression': {
      const type = childOf(node, 'constructor');
      const rows = type ? rowsAt(originOf(reading, type), 'new ') : [];
      return type && rows.length > 0 ? usesBy(rows, viewOf(reading, node, type)) : [];
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

function rowsAt(origin: Origin | undefined, prefix = ''): readonly LibraryRow[] {
  if (!origin) return [];
  return index.byOrigin.get(`${prefix}${origin.module} ${origin.path.join('.')}`) ?? [];
}

/** One use per call name: rows of the same name are different forms of one call, others take a further key. */
function usesBy(rows: readonly LibraryRow[], view: CallView): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const row of rows) {
    const use = uses.has(row.call) ? undefined : useOf(row, view);
    if (use) uses.set(row.call, use);
  }
  return [...uses.values()];
}

function callUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const callee = childOf(node, 'function');
  if (!callee) return [];
  if (callee.type === 'super') return superUse(reading, node, callee);
  const origin = originOf(reading, callee);
  const rows = rowsAt(origin);
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
  const rows = index.unresolved.filter(
    (row) => row.unresolved?.test(dotted) && count >= (row.minArguments ?? 1),
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
  const property = propertyName(reading, left);
  if (origin?.path.at(-1) !== '#' || property === undefined) return [];
  const rows = rowsAt({ ...origin, path: [...origin.path, property, '='] });
  return rows.length === 0
    ? []
    : usesBy(rows, objectView(reading, node, lower(reading, right), at(reading, left)));
}

function pluginUse(reading: Reading, node: SyntaxNode, callee: SyntaxNode): readonly Use[] {
  const method = callee.type === 'member_expression' ? propertyName(reading, callee) : undefined;
  const plugin = argumentsOf(node)[0];
  if (method === undefined || !plugin) return [];
  const rows = index.plugins.filter(
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
  if (!isTakenForCheck(reading, node)) return [];
  return usesBy(rows, viewOf(reading, node, callee)).map((use) => ({
    ...use,
    hazard: 'decode-only',
  }));
}

/** `super({...})` of a class that extends a library's, directly or through a mixin such as PassportStrategy. */
function superUse(reading: Reading, node: SyntaxNode, callee: SyntaxNode): readonly Use[] {
  const owner = classOfThis(node);
  const heritage = owner?.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.children[0];
  const base = clause?.type === 'extends_clause' ? childOf(clause, 'value') : clause;
  if (!base) return [];
  const candidates = base.type === 'call_expression' ? argumentsOf(base) : [base];
  for (const candidate of candidates) {
    const rows = rowsAt(originOf(reading, candidate), 'new ');
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
  const rows = name ? index.typed.get(name) : undefined;
  if (!rows || !annotation || name === undefined) return [];
  const binding = reading.scopes.lookup(annotation, name);
  const module = binding?.import?.module;
  const fitting = rows.filter((row) => module !== undefined && row.modules.includes(module));
  if (fitting.length === 0) return [];
  return usesBy(fitting, objectView(reading, node, lower(reading, node), at(reading, annotation)));
}

function returnedUse(reading: Reading, node: SyntaxNode): readonly Use[] {
  const name = childOf(node, 'name');
  const rows = name && index.returned.get(textOf(reading, name));
  if (!rows || !name) return [];
  return usesBy(rows, objectView(reading, node, lower(reading, node), at(reading, name)));
}

function objectView(reading: Reading, node: SyntaxNode, only: Expression, where: Range): CallView {
  return { ...baseView(reading, node), at: where, arguments: [only] };
}

function viewOf(reading: Reading, node: SyntaxNode, callee: SyntaxNode): CallView {
  const list = argumentsOf(node);
  return {
    ...baseView(reading, node),
    at: calleeRange(reading, callee),
    arguments: list.map((argument) => lower(reading, argument)),
    hasSpread: list.some((argument) => argument.type === 'spread_element'),
    chain: (method) => chainedArguments(reading, callee, method),
  };
}

function baseView(
  reading: Reading,
  node: SyntaxNode,
): Pick<CallView, 'resolve' | 'hasAssigned' | 'sourceOf' | 'inside'> {
  const inside = functionAround(reading, node);
  return {
    resolve: (expression) => resolveLocally(reading, expression),
    hasAssigned: (expression, property) =>
      expression.kind === 'name' &&
      expression.path.length === 1 &&
      (reading.bindingOfKey(expression.path[0] ?? '')?.assignedProperties.has(property) ?? false),
    sourceOf: (range) => reading.text.slice(range.start, range.end),
    ...(inside !== undefined && { inside }),
  };
}

/** The callee where it stands on one line, else its last name. */
function calleeRange(reading: Reading, wrapped: SyntaxNode): Range {
  const callee = unwrap(wrapped);
  const whole = at(reading, callee);
  const property = childOf(callee, 'property');
  return whole.line === whole.endLine || !property ? whole : at(reading, property);
}

/** Arguments of a call made on the same object; `new` are those of its constructor. */
function chainedArguments(
  reading: Reading,
  callee: SyntaxNode,
  method: string,
): readonly Expression[] | undefined {
  let found: SyntaxNode | undefined;
  let current: SyntaxNode | undefined = childOf(callee, 'object');
  for (let steps = 0; current && !found && steps < 40; steps++) {
    const node: SyntaxNode = unwrap(current);
    current = undefined;
    if (node.type === 'new_expression') {
      if (method === 'new') found = node;
    } else if (node.type === 'call_expression') {
      const inner = childOf(node, 'function');
      if (inner && propertyName(reading, inner) === method) found = node;
      else current = inner && childOf(inner, 'object');
    } else if (node.type === 'identifier') {
      const binding = reading.scopes.lookup(node, textOf(reading, node));
      found = binding?.methodCalls.find((call) => {
        const inner = childOf(call, 'function');
        return inner && propertyName(reading, inner) === method;
      });
      current = binding?.value;
    }
  }
  return found && argumentsOf(found).map((argument) => lower(reading, argument));
}
