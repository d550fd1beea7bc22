// Finds the calls and assignments that library rows describe and shows each to its row.
import type { Use } from '../../model/facts.ts';
import { useOf } from '../libraries/apply.ts';
import type { CallView } from '../libraries/call-view.ts';
import type { LibraryRow } from '../libraries/row.ts';
import { assignedView, dottedName, viewOf } from './call-view.ts';
import type { Entries } from './entries.ts';
import type { Reading } from './reading.ts';
import { shapeAs } from './reading.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';

/** Every use of a file. */
export function collectUses(reading: Reading, entries: Entries): Use[] {
  const uses: Use[] = [];
  for (const { node, shape } of entries.calls) uses.push(...usesOfCall(reading, node, shape));
  for (const { target, value } of [...entries.members, ...entries.values.map(asMember)]) {
    if (!target) continue;
    const origin = reading.originOf(target);
    const rows = (origin === undefined ? undefined : reading.rows.uses.get(origin)) ?? [];
    const assigned = rows.filter(({ shape }) => shape.kind === 'assigned');
    if (assigned.length > 0) uses.push(...usesBy(assigned, assignedView(reading, target, value)));
  }
  return uses;
}

/** Top-level names are assigned where they are defined: rows of settings files ask for these by name. */
function asMember({ path, value, at }: Entries['values'][number]): {
  target: Slot | undefined;
  value: Slot;
} {
  const [name = '', ...rest] = path;
  const isPlain = rest.length === 0 && !name.includes('@') && !name.includes('#');
  return { target: isPlain ? { kind: 'name', name, at } : undefined, value };
}

function usesOfCall(reading: Reading, node: Slot, shape: ShapeOf<'call'>): readonly Use[] {
  const origin = reading.originOf(shape.callee);
  const described = (origin === undefined ? undefined : reading.rows.uses.get(origin)) ?? [];
  const rows = described.filter((row) => row.shape.kind !== 'assigned');
  if (rows.length > 0)
    return usesBy(
      rows.filter((row) => isTaken(reading, row, node)),
      viewOf(reading, node, shape),
    );
  return openUse(reading, node, shape);
}

/** One use per call name: rows of the same name are different forms of one call. */
function usesBy(rows: readonly LibraryRow[], view: CallView): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const row of rows) {
    if (uses.has(row.call)) continue;
    const use = useOf(row, view);
    if (use)
      uses.set(row.call, row.onlyDecodes && !use.hazard ? { ...use, hazard: 'decode-only' } : use);
  }
  return [...uses.values()];
}

/** Receivers that come from injection: a row's own pattern of the dotted name says what they are. */
function openUse(reading: Reading, node: Slot, shape: ShapeOf<'call'>): readonly Use[] {
  if (reading.rows.openUses.length === 0) return [];
  const dotted = dottedName(reading, shape.callee);
  if (dotted === undefined) return [];
  const rows = reading.rows.openUses.filter(
    (row) =>
      row.unresolved?.test(dotted) &&
      shape.arguments.length >= (row.minArguments ?? 1) &&
      isTaken(reading, row, node),
  );
  return rows.length === 0 ? [] : usesBy(rows, viewOf(reading, node, shape));
}

const checking =
  /auth|verif|valid|check|login|current_?user|get_?user|permission|middleware|filter|guard|protect|identity/i;

/** A decode without a check is a use only where the function around it decides by it and nothing else verifies. */
function isTaken(reading: Reading, row: LibraryRow, node: Slot): boolean {
  if (!row.onlyDecodes) return true;
  const around = reading.scopes.functionAround(nodeOf(node));
  if (!around) return false;
  const name = shapeAs(reading, around, 'function');
  const called =
    name?.called ?? (name?.name && reading.text.slice(name.name.start, name.name.end)) ?? '';
  const body = reading.text.slice(around.start, Math.min(around.end, around.start + 20_000));
  return (
    checking.test(called) &&
    !/verif(?:y|ied)\w*\s*[(!]|\.verify\b|validate\w*\s*\(/i.test(body.replace(called, ''))
  );
}
