// Calls that set a variable or a setting for what runs after them: `os.Setenv("JWT_SECRET", "dev")`,
// `viper.SetDefault("jwt.secret", "dev")`.
import type { Expression } from '../../model/expression.ts';
import type { Definition } from '../../model/facts.ts';
import type { Entries } from './entries.ts';
import type { SetRow } from './language.ts';
import { at, type Reading, shapeAs } from './reading.ts';
import type { ShapeOf } from './shape.ts';

/** What such calls define, in source order. */
export function collectSet(reading: Reading, entries: Entries): Definition[] {
  const rows = reading.language.sets ?? [];
  if (rows.length === 0) return [];
  return entries.calls.flatMap(({ node, shape }): Definition[] => {
    const row = rowOf(reading, shape, rows);
    const [name, value] = [row?.name ?? 0, row?.value ?? 1].map(
      (index) => shape.arguments[index]?.value,
    );
    if (!row || !name || !value) return [];
    const called = reading.resolve(reading.lower(name));
    const given = reading.lower(value);
    if (called.kind !== 'text' || !/^[\w.:-]{2,200}$/.test(called.value)) return [];
    if (given.kind === 'unknown') return [];
    const where = at(reading, node);
    const path = called.value.replace(/:|__/g, '.');
    const read: Expression =
      row.space === 'env'
        ? { kind: 'env', name: called.value, fallback: given, at: where }
        : { kind: 'setting', path, fallback: given, at: where };
    return [
      {
        space: row.space,
        name: row.space === 'env' ? called.value : path,
        value: row.isDefault ? read : given,
        at: where,
        carrier: 'code',
      },
    ];
  });
}

function rowOf(
  reading: Reading,
  shape: ShapeOf<'call'>,
  rows: readonly SetRow[],
): SetRow | undefined {
  const callee = reading.unwrap(shape.callee);
  const method = shapeAs(reading, callee, 'member')?.property;
  // Most calls end here: their last name is none of these.
  const last = method ?? shapeAs(reading, callee, 'name')?.name ?? '';
  const near = rows.filter(({ path }) => path === last || path.endsWith(`.${last}`));
  if (near.length === 0) return undefined;
  const origin = reading.originOf(callee);
  return near.find(({ path }) => path === origin || path === `*.${method}`);
}
