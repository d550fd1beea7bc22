// The Facts of a file from what was kept of them and the file itself.
import type { Buffer } from 'node:buffer';
import { type ByteReader, createByteReader } from '../../input/bytes.ts';
import type { Facts } from '../../model/facts.ts';
import { createRangeFinder } from '../../model/place.ts';
import { placesOf } from './keep-texts.ts';
import { pieces, tags } from './tags.ts';
import { keys, words } from './words.ts';

/** What `encodeFacts` was given; path and text must be the same as then. */
export function decodeFacts(bytes: Buffer, path: string, text: string): Facts {
  const reader = createByteReader(bytes);
  const texts = readTexts(reader, placesOf(path, text));
  const shapes = readShapes(reader);
  const rangeOf = createRangeFinder(text);
  const seen: object[] = [];

  const takeText = (): string => {
    const found = texts[reader.number()];
    if (found === undefined) throw new RangeError('there is no such text');
    return found;
  };
  const takeList = (): unknown[] => {
    const list: unknown[] = [];
    seen.push(list);
    for (let left = reader.number(); left > 0; left--) list.push(take());
    return list;
  };
  const takeObject = (): object => {
    const object: Record<string, unknown> = {};
    seen.push(object);
    for (const key of shapes[reader.number()] ?? []) object[key] = take();
    return object;
  };
  const takeNames = (): object => {
    const object: Record<string, unknown> = Object.create(null);
    seen.push(object);
    for (let left = reader.number(); left > 0; left--) {
      const name = takeText();
      object[name] = take();
    }
    return object;
  };
  const takeRange = (): object => {
    const start = reader.number();
    const range = rangeOf(start, start + reader.number());
    seen.push(range);
    return range;
  };
  const take = (): unknown => {
    switch (reader.number()) {
      case tags.undefined:
        return undefined;
      case tags.null:
        return null;
      case tags.true:
        return true;
      case tags.false:
        return false;
      case tags.whole:
        return reader.number();
      case tags.float:
        return reader.float();
      case tags.text:
        return takeText();
      case tags.written:
        return Number(takeText());
      case tags.list:
        return takeList();
      case tags.object:
        return takeObject();
      case tags.names:
        return takeNames();
      case tags.again:
        return seen[reader.number()];
      case tags.range:
        return takeRange();
      default:
        throw new RangeError('there is no such tag');
    }
  };
  // The cast: this build has kept Facts here, and a checksum says that the bytes are still those.
  return take() as Facts;
}

function readTexts(reader: ByteReader, file: string): string[] {
  return Array.from({ length: reader.number() }, () => {
    let text = '';
    for (let left = reader.number(); left > 0; left--) text += readPiece(reader, file);
    return text;
  });
}

function readPiece(reader: ByteReader, file: string): string {
  const kind = reader.number();
  const value = reader.number();
  if (kind === pieces.place) return file.slice(value, value + reader.number());
  if (kind === pieces.word) return words[value] ?? '';
  return kind === pieces.control ? String.fromCharCode(value) : String(value);
}

function readShapes(reader: ByteReader): string[][] {
  return Array.from({ length: reader.number() }, () =>
    Array.from({ length: reader.number() }, () => keys[reader.number()] ?? ''),
  );
}
