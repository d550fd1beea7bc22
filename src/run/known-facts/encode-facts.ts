// Facts of a file as bytes that say nothing without it: texts and numbers of the repository are kept as places in it.
import { type ByteWriter, createByteWriter } from '../../input/bytes.ts';
import type { Facts } from '../../model/facts.ts';
import { createRangeFinder, type Range } from '../../model/place.ts';
import { createTextKeeper, placesOf } from './keep-texts.ts';
import { tags } from './tags.ts';
import { keys } from './words.ts';

const numberOf = new Map(keys.map((key, number) => [key, number]));

const rangeKeys = 'start end line column endLine endColumn';

/** Thrown where something cannot be kept. */
const notKept = Symbol('not kept');

/** `undefined` where something in them does not come from the file in a way that we know. */
export function encodeFacts(facts: Facts, path: string, text: string): Uint8Array | undefined {
  try {
    return encode(facts, path, text);
  } catch (error) {
    if (error === notKept) return undefined;
    throw error;
  }
}

function encode(facts: Facts, path: string, text: string): Uint8Array {
  const values = createByteWriter();
  const texts = createTextKeeper(placesOf(path, text));
  const rangeOf = createRangeFinder(text);
  const seen = new Map<object, number>();
  const shapes = new Map<string, number>();
  const shapeKeys: (readonly number[])[] = [];
  const hasOtherBases = /\b0[xob]/i.test(text);

  const putText = (value: string, own: boolean): void => {
    values.number(texts.keep(value, own) ?? refuse());
  };
  const putNumber = (value: number, key: string): void => {
    // `1e+21` is mostly written `1e21`.
    const written = key === 'value' ? texts.keep(String(value).replace('+', ''), false) : undefined;
    if (written !== undefined) {
      values.number(tags.written);
      values.number(written);
    } else if (key === 'value' && (hasOtherBases || !isSpan(value))) {
      refuse();
    } else if (Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0)) {
      values.number(tags.whole);
      values.number(value);
    } else {
      values.number(tags.float);
      values.float(value);
    }
  };
  const putObject = (value: object): void => {
    const before = seen.get(value);
    if (before !== undefined) {
      values.number(tags.again);
      values.number(before);
      return;
    }
    seen.set(value, seen.size);
    if (Array.isArray(value)) {
      values.number(tags.list);
      values.number(value.length);
      for (const one of value) put(one, '');
      return;
    }
    const names = Object.keys(value);
    // The cast: its own names are what is asked for below.
    const own = value as Readonly<Record<string, unknown>>;
    if (Object.getPrototypeOf(value) === null) {
      putNames(names, own);
      return;
    }
    const signature = names.join(' ');
    if (signature !== rangeKeys || !putRange(value as Range)) putShape(signature, names, own);
  };
  const putNames = (names: readonly string[], own: Readonly<Record<string, unknown>>): void => {
    values.number(tags.names);
    values.number(names.length);
    for (const name of names) {
      putText(name, true);
      put(own[name], '');
    }
  };
  const putRange = (range: Range): boolean => {
    if (!isSame(range, rangeOf(range.start, range.end))) return false;
    values.number(tags.range);
    values.number(range.start);
    values.number(range.end - range.start);
    return true;
  };
  const putShape = (
    signature: string,
    names: readonly string[],
    own: Readonly<Record<string, unknown>>,
  ): void => {
    let number = shapes.get(signature);
    if (number === undefined) {
      number = shapeKeys.push(names.map((key) => numberOf.get(key) ?? refuse())) - 1;
      shapes.set(signature, number);
    }
    values.number(tags.object);
    values.number(number);
    for (const name of names) put(own[name], name);
  };
  const put = (value: unknown, key: string): void => {
    switch (typeof value) {
      case 'string':
        values.number(tags.text);
        putText(value, key !== 'value');
        return;
      case 'number':
        putNumber(value, key);
        return;
      case 'object':
        if (value === null) values.number(tags.null);
        else putObject(value);
        return;
      case 'boolean':
        values.number(value ? tags.true : tags.false);
        return;
      case 'undefined':
        values.number(tags.undefined);
        return;
      default:
        refuse();
    }
  };

  put(facts, '');
  const all = createByteWriter();
  texts.write(all);
  writeShapes(shapeKeys, all);
  all.bytes(values.written());
  return all.written();
}

function writeShapes(shapes: readonly (readonly number[])[], writer: ByteWriter): void {
  writer.number(shapes.length);
  for (const shape of shapes) {
    writer.number(shape.length);
    for (const key of shape) writer.number(key);
  }
}

/**
 * A span of time that was worked out, `60 * 60`. Any other number that stands nowhere may be bytes of a key, `0x8f22`, and in
 * a file that holds such numbers so may this one.
 */
function isSpan(value: number): boolean {
  return value > 255 && value % 60 === 0;
}

function isSame(one: Range, other: Range): boolean {
  return (
    one.start >= 0 &&
    one.end >= one.start &&
    one.line === other.line &&
    one.column === other.column &&
    one.endLine === other.endLine &&
    one.endColumn === other.endColumn
  );
}

function refuse(): never {
  throw notKept;
}
