// Texts and bytes that code makes of what is written down or drawn: repeated, padded, cut, lists of numbers.
import type { Encoded, Expression, Generated, Hashed, Text } from '../../model/expression.ts';
import type { MadeMeaning } from '../libraries/value-row.ts';
import { slotOf, type ValueCall } from './call-part.ts';
import { at, shapeAs, type ValueReading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';

/** A key of more bytes is no key, and one of fewer numbers is none either. */
const maximumBytes = 1_024;
const minimumBytes = 4;

/** Most times that a text is written out. */
const maximumTimes = 256;

/** `undefined` where a part is not written down. */
export function lowerMade(
  reading: ValueReading,
  slot: Slot,
  call: ValueCall,
  meaning: MadeMeaning,
): Expression | undefined {
  const where = at(reading, slot);
  const of = 'of' in meaning ? slotOf(reading, call, meaning.of) : undefined;
  switch (meaning.is) {
    case 'formatted':
      return formatted(
        reading,
        call,
        { format: slotOf(reading, call, meaning.format), holes: meaning.holes },
        where,
      );
    case 'map':
      return mapOf(reading, call, meaning.given, where);
    case 'repeated': {
      const times = countOf(reading, slotOf(reading, call, meaning.times)) ?? 0;
      const text = textOf(reading, of);
      if (!text || !Number.isInteger(times) || times < 1 || times > maximumTimes) return undefined;
      return { kind: 'concat', parts: Array.from({ length: times }, () => text), at: where };
    }
    case 'padded':
      return padded(reading, call, meaning, where);
    case 'cut':
      return of && cut(reading, call, meaning, reading.lower(of), where);
    case 'bytes':
    case 'letters': {
      const items = meaning.of === 'all' ? itemsOf(reading, call) : of && listOf(reading, of);
      const value = items && lettersOf(reading, items, meaning.is === 'bytes' ? 0xff : 0xffff);
      if (value === undefined) return undefined;
      const text: Text = { kind: 'text', value, at: where };
      return meaning.is === 'letters' ? text : bytesOf(text);
    }
    case 'filled': {
      const size = countOf(reading, slotOf(reading, call, meaning.size)) ?? 0;
      const fill = slotOf(reading, call, meaning.fill);
      const unit = fill ? unitOf(reading, fill) : '\0';
      if (!fill && isWrittenTo(reading.text, nodeOf(slot))) return undefined;
      if (!unit || !Number.isInteger(size) || size < 1 || size > maximumBytes) return undefined;
      return bytesOf({ kind: 'text', value: filledTo(size, unit), at: where });
    }
  }
}

/** `Map.of("access", a, "refresh", b)`, `mapOf("access" to a)` */
function mapOf(
  reading: ValueReading,
  call: ValueCall,
  given: 'turns' | 'pairs',
  where: Expression['at'],
): Expression | undefined {
  const values = call.arguments.map(({ value }) => reading.lower(value));
  const [only] = values;
  const items = only?.kind === 'list' && values.length === 1 ? only.items : values;
  const properties: Record<string, Expression> = Object.create(null);
  for (const [index, item] of items.entries()) {
    const isPair = given === 'pairs' && item.kind === 'list';
    const [key, value] = isPair ? item.items : index % 2 === 0 ? [item, items[index + 1]] : [];
    if (key?.kind === 'text' && value) properties[key.value] = value;
  }
  const isEmpty = Object.keys(properties).length === 0;
  return isEmpty ? undefined : { kind: 'object', properties, spreads: [], at: where };
}

/** `fmt.Sprintf("%s-%d", a, b)`: what stands between the places, and what takes them. */
function formatted(
  reading: ValueReading,
  call: ValueCall,
  { format, holes }: { readonly format: Slot | undefined; readonly holes: 'braces' | undefined },
  where: Expression['at'],
): Expression | undefined {
  const text = textOf(reading, format);
  const values = call.arguments.filter(({ value }) => value !== format && value !== call.receiver);
  // Whoever says which value comes where, or how wide it is, makes another text of it.
  const pieces = text?.value.split(holes ? /\{\d?\}/ : /%[sdvu]/) ?? [];
  const other = holes ? /[{}]/ : /%/;
  if (pieces.length !== values.length + 1 || pieces.some((piece) => other.test(piece))) return;
  const parts = pieces.flatMap((piece, index): readonly Expression[] => {
    const value = values[index - 1]?.value;
    const between: readonly Expression[] =
      piece === '' ? [] : [{ kind: 'text', value: piece, at: where }];
    return value ? [reading.lower(value), ...between] : between;
  });
  return parts.length > 1 ? { kind: 'concat', parts, at: where } : parts[0];
}

function bytesOf(of: Text): Expression {
  return { kind: 'decoded', encoding: 'latin1', of, at: of.at };
}

/** Bytes that are only made room for: what is behind their name, or hands it to a call of its own, writes into them. */
function isWrittenTo(text: string, { start, end }: { start: number; end: number }): boolean {
  const name = /([\w$]+)\s*(?::[^=;{}]{0,60})?=\s*$/.exec(
    text.slice(Math.max(0, start - 120), start),
  );
  if (!name?.[1]) return false;
  const given = name[1];
  const called = given.replaceAll('$', '\\$');
  const writes = new RegExp(
    `(?<![\\w$])${called}(?:\\[|\\.(?:set|write\\w*|fill|swap\\w*)\\()|^[ \\t]*(?:await[ \\t]+)?[\\w$.]{1,60}\\([^()\\r\\n]{0,80}(?<![\\w$])${called}\\b[^()\\r\\n]{0,80}\\);?[ \\t]*$`,
    'm',
  );
  const behind = text.slice(end, end + reach);
  return (
    behind.split('\n').some((line) => line.includes(given) && writes.test(line)) ||
    new RegExp(`\\.copy\\(\\s*${called}\\b`).test(behind)
  );
}

/** As far behind bytes as what fills them stands. */
const reach = 4_000;

function filledTo(size: number, unit: string): string {
  return unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
}

/** A text, or the number of one byte. */
function unitOf(reading: ValueReading, fill: Slot): string | undefined {
  const text = textOf(reading, fill);
  if (text) return text.value;
  const code = countOf(reading, fill);
  return code !== undefined && code < 256 ? String.fromCharCode(code) : undefined;
}

function textOf(reading: ValueReading, slot: Slot | undefined): Text | undefined {
  const value = slot && reading.resolve(reading.lower(slot));
  return value?.kind === 'text' && !value.isNumber ? value : undefined;
}

function countOf(reading: ValueReading, slot: Slot | undefined): number | undefined {
  return slot && reading.countOf(slot);
}

/** `'secret'.padEnd(32, '0')`: the text, and before or behind it what fills it up. */
function padded(
  reading: ValueReading,
  call: ValueCall,
  meaning: Extract<MadeMeaning, { is: 'padded' }>,
  where: Expression['at'],
): Expression | undefined {
  const of = textOf(reading, slotOf(reading, call, meaning.of));
  const length = countOf(reading, slotOf(reading, call, meaning.length));
  const filler = slotOf(reading, call, meaning.fill);
  const unit = filler ? unitOf(reading, filler) : ' ';
  if (!of || length === undefined || !unit || length > maximumBytes) return undefined;
  const value = filledTo(Math.max(0, length - of.value.length), unit);
  if (value === '') return of;
  const pad: Text = { kind: 'text', value, at: where };
  return { kind: 'concat', parts: meaning.side === 'end' ? [of, pad] : [pad, of], at: where };
}

type Cut = Extract<MadeMeaning, { is: 'cut' }>;

/** What is left of a literal, which stands where the whole does; of what is drawn, how much that is. */
function cut(
  reading: ValueReading,
  call: ValueCall,
  { from, to, how }: Cut,
  of: Expression,
  where: Expression['at'],
): Expression | undefined {
  const end = slotOf(reading, call, to);
  const start = countOf(reading, slotOf(reading, call, from));
  const last = countOf(reading, end);
  const isKnown = start !== undefined && (end === undefined || last !== undefined);
  const cutting = (text: string): string =>
    how === 'length' ? text.substr(start ?? 0, last) : text[how](start ?? 0, last);
  if (of.kind === 'text') return isKnown ? { ...of, value: cutting(of.value) } : undefined;
  if (of.kind !== 'generated' && of.kind !== 'hashed' && of.kind !== 'encoded') return undefined;
  return isKnown ? drawnPart(of, (total) => cutting('x'.repeat(total)).length, where) : of;
}

const letterBits: ReadonlyMap<string, number> = new Map([
  ['hex', 4],
  ['base64', 6],
  ['base64url', 6],
]);

/** Most letters of which a part is counted. */
const maximumDrawn = 65_536;

/** `randomBytes(32).toString('hex').slice(0, 16)`: 16 letters of 4 bits each are left. */
function drawnPart(
  of: Generated | Hashed | Encoded,
  left: (total: number) => number,
  where: Expression['at'],
): Expression {
  const drawn = of.kind === 'encoded' ? of.of : of;
  if (drawn.kind !== 'generated' || drawn.bytes === undefined) return of;
  const bitsEach = of.kind === 'encoded' ? letterBits.get(of.encoding) : 8;
  if (bitsEach === undefined) return of;
  const total = Math.ceil((drawn.bytes * 8) / bitsEach);
  if (total > maximumDrawn) return of;
  return { ...drawn, bits: Math.min(drawn.bytes * 8, left(total) * bitsEach), at: where };
}

/** All that a call is given; a list that is spread out stands for its items. */
function itemsOf(reading: ValueReading, call: ValueCall): readonly Slot[] {
  return call.arguments.flatMap(({ value, isSpread }) =>
    isSpread ? (shapeAs(reading, value, 'list')?.items ?? [value]) : [value],
  );
}

function listOf(reading: ValueReading, slot: Slot): readonly Slot[] | undefined {
  return shapeAs(reading, reading.unwrap(slot), 'list')?.items;
}

function lettersOf(
  reading: ValueReading,
  items: readonly Slot[],
  most: number,
): string | undefined {
  if (items.length < minimumBytes || items.length > maximumBytes) return undefined;
  const codes: number[] = [];
  for (const item of items) {
    const code = reading.countOf(item);
    if (code === undefined || !Number.isInteger(code) || code < 0 || code > most) return undefined;
    codes.push(code);
  }
  return String.fromCharCode(...codes);
}
