// Texts as places of the file that they come from: nothing of the repository is kept but where it stands.
import type { ByteWriter } from '../../input/bytes.ts';
import { pieces } from './tags.ts';
import { words } from './words.ts';

/** A text of more pieces, or a file that is searched for longer, costs more than reading it again. */
const most = { pieces: 1_000, searched: 30_000_000 };

/** So much of the beginning of a text is looked for at once: an escape in it stands nowhere. */
const longestSearched = 32;

/** Behind an escape a text goes on, and behind a value the next one follows. */
const nearby = 256;
const fewestNear = 8;

/** What escapes in readable texts stand for: `\0`, `\t`, `\r`. Others without a letter are bytes, such as those of a key. */
const control = /[\0\b-\r\x1b]/;

const numberOf = new Map(words.map((word, number) => [word, number]));

/** `own`: it may be one of our words. A value of the repository never is. */
export interface TextKeeper {
  /** The number of a text; `undefined` where the file does not hold what it is made of. */
  keep(text: string, own: boolean): number | undefined;
  write(writer: ByteWriter): void;
}

type Piece = readonly [kind: number, value: number, length?: number];

/** `file`: path and text of a file, as `placesOf` joins them. */
export function createTextKeeper(file: string): TextKeeper {
  const numbers = {
    ours: new Map<string, number | undefined>(),
    theirs: new Map<string, number | undefined>(),
  };
  const kept: (readonly Piece[])[] = [];
  let searched = 0;
  let last = 0;

  /** Where a text stands: behind the one that was found last, as a rule. */
  const find = (text: string): number => {
    if (searched > most.searched) return -1;
    let at = file.indexOf(text, last);
    searched += (at === -1 ? file.length : at) - last;
    if (at === -1) {
      at = file.indexOf(text);
      searched += at === -1 ? file.length : at;
    }
    if (at !== -1) last = at;
    return at;
  };

  /** As much of the beginning of a text as stands where its first characters are found. */
  const findBeginning = (text: string, isFirst: boolean): Piece | undefined => {
    const from = last;
    const near = file.slice(from, from + nearby);
    const findNear = (start: string): number => {
      // Where a text may begin anywhere, a few letters are not yet it.
      if (isFirst && start.length < fewestNear) return -1;
      const at = near.indexOf(start);
      return at === -1 ? -1 : from + at;
    };
    for (const look of [findNear, find]) {
      for (let length = Math.min(longestSearched, text.length); length > 0; length >>= 1) {
        const at = look(text.slice(0, length));
        if (at === -1) continue;
        let end = length;
        while (end < text.length && file[at + end] === text[end]) end++;
        last = at + end;
        return [pieces.place, at, end];
      }
    }
    return undefined;
  };

  const split = (text: string): readonly Piece[] | undefined => {
    const found: Piece[] = [];
    for (let rest = text; rest !== ''; ) {
      if (found.length >= most.pieces) return undefined;
      // What an escape stands for need not be there itself, and is not looked for together with what follows it.
      const end = rest.search(control);
      const piece =
        end === 0
          ? undefined
          : findBeginning(end === -1 ? rest : rest.slice(0, end), found.length === 0);
      if (!piece && end !== 0) return undefined;
      found.push(piece ?? [pieces.control, rest.charCodeAt(0)]);
      rest = rest.slice(piece?.[2] ?? 1);
    }
    return found;
  };

  const splitPart = (part: string, before: string | undefined): readonly Piece[] | undefined => {
    const word = numberOf.get(part);
    if (word !== undefined) return [[pieces.word, word]];
    const isNumber = /^(?:0|[1-9]\d{0,8})$/.test(part);
    // Where a binding is declared, which makes its name unique.
    if (isNumber && before === '@') return [[pieces.number, Number(part)]];
    const found = split(part);
    // The index of an entry is written nowhere.
    return !found && isNumber && part.length <= 4 ? [[pieces.number, Number(part)]] : found;
  };

  /** Names are made of the same parts again and again. */
  const parts = new Map<string, readonly Piece[] | undefined>();

  const splitName = (text: string): readonly Piece[] | undefined => {
    const found: Piece[] = [];
    let before: string | undefined;
    for (const part of text.match(/[.@#:]|[^.@#:]+/g) ?? []) {
      const key = before === '@' ? `@${part}` : part;
      if (!parts.has(key)) parts.set(key, splitPart(part, before));
      const own = parts.get(key);
      if (!own || found.length > most.pieces) return undefined;
      found.push(...own);
      before = part;
    }
    return found;
  };

  const piecesOf = (text: string, own: boolean): readonly Piece[] | undefined => {
    if (!own) return split(text);
    const word = numberOf.get(text);
    if (word !== undefined) return [[pieces.word, word]];
    const counted = splitCounted(text);
    if (counted) return counted;
    // A name that is made of others stands nowhere as it is, mostly.
    const at = text === '' || /[.@#:]/.test(text) ? -1 : find(text);
    return at === -1 ? splitName(text) : [[pieces.place, at, text.length]];
  };

  return {
    keep(text, own) {
      const known = own ? numbers.ours : numbers.theirs;
      const before = known.get(text);
      if (before !== undefined) return before;
      const found = piecesOf(text, own);
      const number = found && kept.push(found) - 1;
      known.set(text, number);
      return number;
    },
    write(writer) {
      writer.number(kept.length);
      for (const text of kept) {
        writer.number(text.length);
        for (const [kind, value, length] of text) {
          writer.number(kind);
          writer.number(value);
          if (length !== undefined) writer.number(length);
        }
      }
    },
  };
}

/** How many there are of something, in our words. */
function splitCounted(text: string): readonly Piece[] | undefined {
  const { count, what = '' } = /^(?<count>[1-9]\d{0,8})(?<what> .+)$/s.exec(text)?.groups ?? {};
  const word = count === undefined ? undefined : numberOf.get(what);
  return word === undefined
    ? undefined
    : [
        [pieces.number, Number(count)],
        [pieces.word, word],
      ];
}

/** What places are counted in: of some names the path tells. */
export function placesOf(path: string, text: string): string {
  return `${path}\n${text}`;
}
