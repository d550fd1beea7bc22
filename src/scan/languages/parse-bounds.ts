// When parsing is given up: by what it has done, which is counted and never timed, so that a file is read or not read at
// every load and on every machine alike (what was parsed before changes the count by less than a thousandth). What is worth
// giving up is an error that every step makes longer, operators in operators, scanners that look ahead to the end at every
// token.
import { parserBytes, parserWork } from './parser.ts';

/**
 * Calls back for any text, and how many characters take one: it calls back every hundred steps. Hand-written code takes one
 * per 140 characters, minified code one per 50.
 */
const callsAnyway = 1_000;
const charactersPerCall = 30;
/**
 * Turns of loops for any text and for each of its characters (`parserWork`), some 10 ns each. Of 2,400 files in thirteen
 * languages, the largest ones of 224 repositories among them, none takes more than 85 a character: bundles take 50 to
 * 80, hand-written code 20 to 45.
 */
const workAnyway = 25_000_000;
const workEach = 120;
/** How many characters' worth may be spent on what has not been got past yet. */
const ahead = 240_000;
/**
 * Characters that tree-sitter is given at once. Scanners of Swift, Scala and others go back before every token, and what
 * they are given is copied each time: ten kilobytes at once made a file of hard ones take nine times as long.
 */
const readLength = 128;
/**
 * Characters that it may ask for, for each of the text and for any text: a scanner that looks for the end of a comment,
 * and finds none, asks for all that is left at every token. Of 4,000 files in fourteen languages hand-written ones ask
 * for twice what they hold, those of Scala 16 times, of Swift 24 times, and a small one of Python with a long list 43
 * times. A million take some 20 ms.
 */
const readEach = 32;
const readAnyway = 4_000_000;
/**
 * Brackets that are open at once. What is too deep for the tree (300 levels) says nothing, and of a hundred thousand
 * tree-sitter does all that is left in one step, of which no call back knows.
 */
const maximumOpen = 20_000;
/** Of tree-sitter's memory, which never shrinks and breaks at 2 GB; 5 MB of minified code take 290 MB. */
const maximumBytes = 512 << 20;

/** `(`, `[` and `{`, each of which has its counterpart one or two behind it. */
const round = 0x28;
const square = 0x5b;
const curly = 0x7b;

/** Where tree-sitter is when it calls back; the offset counts bytes of UTF-16. */
interface Progress {
  readonly currentOffset: number;
}

export interface Bounds {
  /** The next characters from `index` on. What has asked for too much is told that the text ends there. */
  read(index: number): string;
  /** Whether it has asked for too much: what it made of that is no tree of this text. */
  isReadOut(): boolean;
  /** Asked at each call back, and not before. */
  isOver(progress: Progress): boolean;
}

/** Whether so many brackets open in a text before others close that it is not worth a tree; texts in it count as well. */
export function isTooDeep(text: string): boolean {
  // As many as open have to stand there.
  if (text.length <= maximumOpen) return false;
  let open = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === round || code === square || code === curly) {
      open++;
      if (open > maximumOpen) return true;
    } else if (open > 0 && (code === round + 1 || code === square + 2 || code === curly + 2))
      open--;
  }
  return false;
}

/** Bounds for one text, which is parsed next. */
export function createBounds(text: string): Bounds {
  let calls = 0;
  let mayRead = readAnyway + readEach * text.length;
  const bytesBefore = parserBytes();
  const workBefore = parserWork();
  const isReadOut = (): boolean => mayRead <= 0;
  return {
    read: (index) => {
      const part = isReadOut() ? '' : text.slice(index, index + readLength);
      mayRead -= part.length;
      return part;
    },
    isReadOut,
    isOver: ({ currentOffset }) => {
      calls++;
      const characters = Math.min(text.length, currentOffset / 2 + ahead);
      const bytes = parserBytes();
      return (
        isReadOut() ||
        calls > callsAnyway + characters / charactersPerCall ||
        // The counter has 32 bits.
        (parserWork() - workBefore) >>> 0 > workAnyway + workEach * characters ||
        (bytes > maximumBytes && bytes > bytesBefore)
      );
    },
  };
}
