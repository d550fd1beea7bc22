// Applies rows of values: what a call or member of a library is, as an Expression.
import type { Expression, Generated } from '../../model/expression.ts';
import { fileSetting } from '../../model/file-setting.ts';
import { spanWritten } from '../libraries/span-from-now.ts';
import type { CallPart, ValueMeaning } from '../libraries/value-row.ts';
import { slotOf, type ValueCall } from './call-part.ts';
import { dottedName } from './dotted-name.ts';
import { withFallback } from './fallback.ts';
import { fileNamed } from './file-names.ts';
import { lowerMade } from './made-values.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
import type { Slot } from './shape.ts';

/** What the row of a callee or member says; the exact origin first, then the method's name on anything. */
export function meaningOf(reading: ValueReading, slot: Slot): ValueMeaning | undefined {
  const { values } = reading.rows;
  const origin = reading.originOf(slot);
  const exact =
    origin === undefined ? undefined : (values.get(origin) ?? ofModule(reading, origin));
  if (exact) return exact;
  const member = shapeAs(reading, slot, 'member');
  if (!member) {
    const name = origin === undefined && shapeAs(reading, slot, 'name')?.name;
    const any = name ? values.get(`*.${name}`) : undefined;
    return any?.onlyUnknown ? any : undefined;
  }
  const open = reading.rows.openValues.get(`*.${member.property}`);
  const receiver = open && dottedName(reading, member.of);
  const named = receiver && open.find((row) => row.receiver?.test(receiver));
  const any = values.get(`*.${member.property}`);
  return named || (any?.onlyUnknown && origin !== undefined ? undefined : any);
}

/** The row of a module, whatever is below it. */
function ofModule({ rows: { modules } }: ValueReading, origin: string): ValueMeaning | undefined {
  if (modules.size === 0) return undefined;
  for (let end = origin.indexOf('.'); end > 0; end = origin.indexOf('.', end + 1)) {
    const row = modules.get(origin.slice(0, end));
    if (row) return row;
  }
  return undefined;
}

/** Characters of a file in which the constants of a span are looked for. */
const maxSearched = 200_000;

/** The value of a call by its row; `undefined` where a part that the row needs is not there. */
export function lowerValueCall(
  reading: ValueReading,
  slot: Slot,
  call: ValueCall,
): Expression | undefined {
  const { meaning } = call;
  const where = at(reading, slot);
  const part = (which: CallPart): Expression | undefined => {
    const found = slotOf(reading, call, which);
    return found && reading.lower(found);
  };
  switch (meaning.is) {
    case 'text':
      return { kind: 'text', value: meaning.text, at: where };
    case 'env':
    case 'setting': {
      const called = part(meaning.name);
      const name = textOf(reading, called);
      const other = meaning.fallback === undefined ? undefined : part(meaning.fallback);
      if (name === undefined && meaning.is === 'env') return namedRead(called, where, other);
      if (name === undefined || !/^[\w.:/@${}-]{1,200}$/.test(name)) return undefined;
      const section =
        meaning.is === 'setting' && meaning.section !== undefined
          ? textOf(reading, part(meaning.section))
          : undefined;
      const read: Expression =
        meaning.is === 'env'
          ? { kind: 'env', name, at: where }
          : {
              kind: 'setting',
              path: settingPath(name, section ?? belowSetting(reading, call) ?? meaning.prefix),
              at: where,
            };
      return isValue(other) ? withFallback(read, valueOfFunction(other), where) : read;
    }
    case 'decoded':
    case 'encoded': {
      const of = part(meaning.of);
      return of && { kind: meaning.is, encoding: meaning.encoding, of, at: where };
    }
    case 'hashed': {
      const of = part(meaning.of);
      const by =
        typeof meaning.by === 'string' ? meaning.by : textOf(reading, part(meaning.by.argument));
      return of && { kind: 'hashed', by: (by ?? 'hash').toLowerCase(), of, at: where };
    }
    case 'generated': {
      const given = meaning.given === undefined ? undefined : part(meaning.given);
      if (given?.kind === 'concat') return given;
      return {
        kind: 'generated',
        by: meaning.by,
        isCryptographic: meaning.isCryptographic,
        ...amountOf(reading, call, meaning),
        ...(meaning.from && { from: meaning.from }),
        at: where,
      };
    }
    case 'file': {
      const name = fileNamed(reading, slotOf(reading, call, meaning.name));
      return name === undefined
        ? undefined
        : { kind: 'setting', path: fileSetting(name), at: where };
    }
    case 'same': {
      const of = part(meaning.of);
      return of?.kind === 'unknown' ? undefined : of;
    }
    case 'fallback': {
      const [first, second] = [part(meaning.first), part(meaning.second)];
      if (!first || !second) return first;
      return withFallback(first, valueOfFunction(second), where);
    }
    case 'span': {
      const written = reading.text.slice(where.start, where.end);
      const { memory, text } = reading;
      // Each constant that is looked for costs what is read for it.
      const file = (): string =>
        memory.budget.take(1 + Math.ceil(text.length / 2000)) ? text.slice(0, maxSearched) : '';
      const value = spanWritten(written, file);
      if (value === undefined) return undefined;
      return { kind: 'unknown', number: { value, isFromNow: true }, at: where };
    }
    case 'joined': {
      const parts = meaning.parts.flatMap((which) => part(which) ?? []);
      return parts.length > 1 ? { kind: 'concat', parts, at: where } : parts[0];
    }
    case 'formatted':
    case 'map':
    case 'repeated':
    case 'padded':
    case 'cut':
    case 'bytes':
    case 'letters':
    case 'filled':
      return lowerMade(reading, slot, call, meaning);
    default:
      return undefined;
  }
}

function isValue(given: Expression | undefined): given is Expression {
  return given !== undefined && given.kind !== 'unknown' && given.kind !== 'object';
}

/** A read of the variable that a parameter names. */
export function namedRead(
  name: Expression | undefined,
  at: Expression['at'],
  fallback?: Expression,
): Expression | undefined {
  if (name?.kind !== 'parameter' || name.path.length > 0) return undefined;
  return { kind: 'named', of: name, ...(isValue(fallback) && { fallback }), at };
}

/** How much a generator draws, as far as the call says it. */
function amountOf(
  reading: ValueReading,
  call: ValueCall,
  { bytes: which, unit, bitsEach = 8, drawn }: Extract<ValueMeaning, { is: 'generated' }>,
): Pick<Generated, 'bytes' | 'bits'> {
  const slot = which === undefined ? undefined : slotOf(reading, call, which);
  const found = slot && reading.countOf(slot);
  if (unit === 'range') {
    const second = slotOf(reading, call, 1);
    const end = second && reading.countOf(second);
    const range = end === undefined ? (found ?? 0) : end - (found ?? 0);
    return range < 2 ? {} : { bits: Math.log2(range) };
  }
  const count = found !== undefined && Number.isSafeInteger(found) && found > 0 ? found : undefined;
  if (unit === 'letters') {
    const letters = slot ? count : drawn;
    return letters === undefined ? {} : { bits: letters * bitsEach };
  }
  const bytes = count === undefined ? drawn : unit === 'bits' ? count / 8 : count;
  return bytes === undefined ? {} : { bytes };
}

/** `config.getConfig("jwt").getString("secret")` is a setting below a setting. */
function belowSetting(reading: ValueReading, { receiver }: ValueCall): string | undefined {
  const of = receiver && reading.resolve(reading.lower(receiver));
  return of?.kind === 'setting' && of.path !== '' ? of.path : undefined;
}

/** `orElseGet(() -> "dev")`, `fetch('X') { 'dev' }`: a function in the place of a fallback is what it returns. */
function valueOfFunction(value: Expression): Expression {
  if (value.kind !== 'function') return value;
  const [first] = value.returns;
  return first ?? { kind: 'unknown', at: value.at };
}

/** A text, or a constant of the file that is one. */
function textOf(reading: ValueReading, value: Expression | undefined): string | undefined {
  const resolved = value && reading.resolve(value);
  return resolved?.kind === 'text' ? resolved.value : undefined;
}

/** `Jwt:Key`, `jwt__key` and `jwt.key` are one setting. */
function settingPath(name: string, prefix: string | undefined): string {
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(name);
  const path = isVariable ? name : name.replace(/:|__/g, '.');
  return prefix === undefined || prefix === '' ? path : `${prefix}.${path}`;
}
