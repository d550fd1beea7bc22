// Searches bytes for any of a few words, pair by pair. Wherever a word stands, some pair of its letters begins at
// an even offset; for both cases the rarest such pair is its mark, and only where a table knows a pair as a mark are
// the letters around it compared. Time is linear in the bytes: a pair marks a bounded number of words.

/** A word that a pair gives away: it would start `before` bytes before the pair. */
interface Candidate {
  readonly word: Uint8Array;
  readonly before: number;
}

/** Letters of program text, frequent ones first; anything else is taken for rare. */
const byFrequency = 'etraisnoldcpmufhgbvywkxqjz';

/** Bytes looked at in one turn of the loop: few enough that most turns see no mark, and enough to pay for the turn. */
const strideBytes = 8;

/** Whether any of `words` (ASCII, three bytes or more, case folded) stands in the bytes given. */
export function createWordSearch(words: readonly string[]): (bytes: Uint8Array) => boolean {
  const { marks, candidates } = indexPairs(words.map((word) => foldBytes(word)));

  const hasWordNear = (bytes: Uint8Array, from: number, end: number): boolean => {
    for (let at = from; at + 1 < end; at += 2) {
      const mark = marks[toPair(bytes[at] as number, bytes[at + 1] as number)] as number;
      if (mark !== 0 && standsAround(bytes, at, candidates[mark] ?? [])) return true;
    }
    return false;
  };

  return (given) => {
    // Two pairs are read as one number, which must lie at an address that four divides.
    const bytes = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
    const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    const count = numbers.length & ~1;
    for (let at = 0; at < count; at += 2) {
      // The indexes are in range, and the table covers every pair: the casts say what holds.
      const one = numbers[at] as number;
      const two = numbers[at + 1] as number;
      const mark =
        (marks[one & 0xffff] as number) |
        (marks[one >>> 16] as number) |
        (marks[two & 0xffff] as number) |
        (marks[two >>> 16] as number);
      if (mark !== 0 && hasWordNear(bytes, at * 4, at * 4 + strideBytes)) return true;
    }
    return hasWordNear(bytes, count * 4, bytes.length);
  };
}

function standsAround(bytes: Uint8Array, at: number, candidates: readonly Candidate[]): boolean {
  for (const { word, before } of candidates) {
    const start = at - before;
    if (start < 0 || start + word.length > bytes.length) continue;
    let length = 0;
    while (length < word.length && foldByte(bytes[start + length] as number) === word[length]) {
      length++;
    }
    if (length === word.length) return true;
  }
  return false;
}

/** The table from a pair to the number of its list of candidates; 0 is "none". */
function indexPairs(words: readonly Uint8Array[]) {
  const byPair = new Map<string, Candidate[]>();
  for (const word of words) {
    for (const parity of [0, 1]) {
      const before = rarestPair(word, parity);
      const key = `${word[before]} ${word[before + 1]}`;
      byPair.set(key, [...(byPair.get(key) ?? []), { word, before }]);
    }
  }
  const marks = new Uint8Array(1 << 16);
  const candidates: Candidate[][] = [];
  let count = 0;
  for (const [key, list] of byPair) {
    // Where there are more pairs than a byte can number, some share a list: the comparison sorts it out.
    const mark = 1 + (count++ % 255);
    const [first = 0, second = 0] = key.split(' ').map(Number);
    for (const one of casesOf(first)) {
      for (const other of casesOf(second)) marks[toPair(one, other)] = mark;
    }
    candidates[mark] = [...(candidates[mark] ?? []), ...list];
  }
  return { marks, candidates };
}

/** Offset, even or odd as `parity` says, of the pair of a word that text holds least often. */
function rarestPair(word: Uint8Array, parity: number): number {
  let best = parity;
  for (let offset = parity; offset + 1 < word.length; offset += 2) {
    if (rarity(word, offset) > rarity(word, best)) best = offset;
  }
  return best;
}

function rarity(word: Uint8Array, offset: number): number {
  return rankOf(word[offset]) + rankOf(word[offset + 1]);
}

function rankOf(byte = 0): number {
  const rank = byFrequency.indexOf(String.fromCharCode(byte));
  return rank === -1 ? byFrequency.length : rank;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The number that the machine sees where two bytes follow each other. */
function toPair(first: number, second: number): number {
  return isLittleEndian ? first | (second << 8) : (first << 8) | second;
}

function foldBytes(word: string): Uint8Array {
  if (!/^[\x21-\x7e]{3,}$/.test(word)) {
    throw new TypeError('a prefilter word is ASCII and has three bytes or more');
  }
  return Uint8Array.from(word.toLowerCase(), (letter) => letter.charCodeAt(0));
}

function foldByte(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function casesOf(byte: number): number[] {
  return byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte];
}
