// Values that are written to logs, by the language's rows of loggers.
import { isWholeEnvironment } from '../../model/expression.ts';
import type { Leak } from '../../model/facts.ts';
import { inQueries } from './addresses.ts';
import { dottedName } from './dotted-name.ts';
import type { Entries } from './entries.ts';
import type { LogRow } from './language.ts';
import { at, type Reading, shapeAs, sourceOf } from './reading.ts';
import type { RowIndex } from './row-index.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';

/** Every argument of a logging call. */
export function collectLeaks(reading: Reading, entries: Entries): Leak[] {
  const leaks: Leak[] = [];
  for (const { shape } of entries.calls) {
    if (shape.arguments.length === 0) continue;
    for (const value of inQueries(reading, shape)) {
      const lowered = reading.lower(value);
      if (lowered.kind !== 'unknown')
        leaks.push({ by: 'an address', value: lowered, at: at(reading, value) });
    }
    const row = rowOf(reading, shape);
    if (!row) continue;
    const given = shape.arguments.slice(0, 12).flatMap(({ value }) => writtenIn(reading, value));
    for (const value of given) {
      const lowered = reading.lower(value);
      // A generator of keys writes them out for somebody to keep.
      const resolved = reading.resolve(lowered);
      if (lowered.kind === 'unknown' || resolved.kind === 'generated') continue;
      if (row.isLoose && !isWholeEnvironment(resolved)) continue;
      if (row.isTold && !mayBeSecret.test(sourceOf(reading, nodeOf(value)).slice(0, 200))) continue;
      leaks.push({
        by: row.by ?? sourceOf(reading, nodeOf(shape.callee)),
        value: lowered,
        at: at(reading, value),
      });
    }
  }
  return leaks;
}

/** Calls that put what they are given into a text. */
const formatting =
  /^(?:format!?|formatted|[Ss]printf|Sprint|Sprintln|Format|str|repr|concat|inspect|String|Any|Stringer|json_encode|dumps|to_json|toJson|Serialize)$/;

/** What says how much of it there is, or whether there is any. */
const measure =
  /^(?:length|Length|LongLength|len|size|count|Count|bytesize|byteLength|hash|empty\??|nil\?|blank\?|present\?|is_empty|isEmpty|isBlank|hashCode)$/;

/** What an error is told is a secret by its name, if it is one: following all that errors are told is too much. */
const mayBeSecret = /secret|key|jwt|sign|hmac|pepper|salt|config|settings|options|environ/i;

/** Errors end in logs and answers: `new IllegalStateException("bad secret " + secret)`. */
const thrown = /^\w{0,60}(?:Error|Exception)$/;

/** What of a value is written out: the parts of texts, lists and objects; what a call makes of a secret is not one. */
function writtenIn(reading: Reading, slot: Slot, depth = 0): readonly Slot[] {
  const inner = reading.unwrap(slot);
  const shape = reading.of(inner);
  if (depth > 6) return [];
  const into = (slots: readonly Slot[]): readonly Slot[] =>
    slots.slice(0, 24).flatMap((one) => writtenIn(reading, one, depth + 1));
  switch (shape?.kind) {
    case 'text':
      return [];
    case 'joined':
      return into(shape.parts);
    case 'list':
      return into(shape.items);
    case 'object':
      return into([...shape.entries.map(({ value }) => value), ...shape.spreads]);
    case 'call': {
      const callee = reading.unwrap(shape.callee);
      const member = shapeAs(reading, callee, 'member');
      const name = member?.property ?? shapeAs(reading, callee, 'name')?.name ?? '';
      if (member && measure.test(name)) return [];
      if (!formatting.test(name)) return [inner];
      return into([...(member ? [member.of] : []), ...shape.arguments.map(({ value }) => value)]);
    }
    // `log.info { "key $key" }`: a text that is made only where it is written.
    case 'function':
      return shape.isExpression && shape.parameters.length === 0 ? into([shape.body]) : [];
    case 'member':
      return measure.test(shape.property) ? [] : [inner];
    default:
      return [inner];
  }
}

function rowOf(reading: Reading, shape: ShapeOf<'call'>): LogRow | undefined {
  const origin = reading.originOf(shape.callee);
  const exact = origin === undefined ? undefined : reading.rows.logs.get(origin);
  if (exact) return exact;
  const made = shapeAs(reading, reading.unwrap(shape.callee), 'name')?.name;
  if (made !== undefined && thrown.test(made))
    return { path: made, by: `new ${made}`, isTold: true };
  const method = shapeAs(reading, reading.unwrap(shape.callee), 'member')?.property;
  if (method === undefined || reading.rows.openLogs.length === 0) return undefined;
  return openLogRow(reading.rows, dottedName(reading, shape.callee) ?? `.${method}`);
}

/** The row of a logger that is known by what it is called, dotted. */
export function openLogRow({ openLogs }: RowIndex, dotted: string): LogRow | undefined {
  const dot = dotted.lastIndexOf('.');
  const method = dotted.slice(dot + 1);
  const receiver = dotted.slice(0, Math.max(0, dot));
  return openLogs.find(
    ({ path, receiver: pattern }) =>
      (path === method || (typeof path !== 'string' && path.includes(method))) &&
      pattern?.test(receiver),
  );
}
