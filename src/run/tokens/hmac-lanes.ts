// HMACs (RFC 2104) of the same few texts under many keys, as many keys at a time as a vector has lanes. Only the first
// word of each result is compared: who asks checks the rest.
import { createHash } from 'node:crypto';
import { createHashCode, roundsAt, sha256Shape, sha512Shape, vectorBytes } from './hash-code.ts';
import { initialState, roundConstants } from './hash-constants.ts';

export type HashName = 'sha256' | 'sha384' | 'sha512';

export interface HmacText {
  readonly text: Uint8Array;
  /** What the HMAC has to be. */
  readonly wanted: Uint8Array;
}

/** Keys are put into lanes; when all are taken, or at `run`, they are tried. */
export interface HmacLanes {
  add(bytes: Uint8Array, from: number, to: number): void;
  run(): void;
}

/** A key may be the one of a text: its number and a copy of the key. */
export type OnLikely = (text: number, key: Uint8Array) => void;

/** Throws where the machine has no vectors for WebAssembly. */
export function createHmacLanes(
  name: HashName,
  texts: readonly HmacText[],
  onLikely: OnLikely,
): HmacLanes {
  const shape = name === 'sha256' ? sha256Shape : sha512Shape;
  const { wordBytes, rounds } = shape;
  const blockBytes = wordBytes * 16;
  const lanes = vectorBytes / wordBytes;
  const schedules = texts.map(({ text }) => schedulesOf(text, shape));
  // In order: constants, first state, three pads, keys, inner and outer state, block of the outer hash, result.
  const initial = roundsAt + rounds * vectorBytes;
  const noPad = initial + 8 * vectorBytes;
  const innerPad = noPad + vectorBytes;
  const outerPad = innerPad + vectorBytes;
  const keys = outerPad + vectorBytes;
  const inner = keys + 16 * vectorBytes;
  const outer = inner + 8 * vectorBytes;
  const digest = outer + 8 * vectorBytes;
  const result = digest + 16 * vectorBytes;
  const known = result + 8 * vectorBytes;
  const knownBytes = schedules.flat().length * rounds * vectorBytes;
  const code = createHashCode(shape, known + knownBytes);
  const memory = new DataView(code.memory.buffer);
  const bytes = new Uint8Array(code.memory.buffer);
  const words = new Int32Array(code.memory.buffer);

  const putWord = (at: number, word: bigint): void => {
    for (let lane = 0; lane < lanes; lane++) {
      if (wordBytes === 4) memory.setUint32(at + lane * 4, Number(word & 0xffff_ffffn), true);
      else memory.setBigUint64(at + lane * 8, word, true);
    }
  };
  const putWords = (at: number, list: readonly bigint[]): void => {
    for (const [index, word] of list.entries()) putWord(at + index * vectorBytes, word);
  };
  putWords(roundsAt, constantsOf(shape));
  putWords(initial, initialState(name));
  bytes.fill(0x36, innerPad, innerPad + vectorBytes);
  bytes.fill(0x5c, outerPad, outerPad + vectorBytes);
  // The outer hash takes a block of key, then the inner digest: a one bit and the length follow.
  const digestWords = name === 'sha384' ? 6 : 8;
  const lengthBits = BigInt((blockBytes + digestWords * wordBytes) * 8);
  const zeros = Array.from({ length: 14 - digestWords }, () => 0n);
  const tail = [1n << BigInt(wordBytes * 8 - 1), ...zeros, lengthBits];
  let end = known;
  const knownAt = schedules.map((blocks) =>
    blocks.map((schedule) => {
      const at = end;
      putWords(at, schedule);
      end += rounds * vectorBytes;
      return at;
    }),
  );
  /** The bytes of a digest's first word as the memory has them, in whole numbers of 32 bits. */
  const firstWords = texts.map(({ wanted }) => {
    const view = new DataView(wanted.buffer, wanted.byteOffset, wanted.byteLength);
    return { high: view.getInt32(0), low: wordBytes === 8 ? view.getInt32(4) : 0 };
  });
  putWords(digest + digestWords * vectorBytes, tail);

  /** Where byte `i` of a key in lane 0 lies: words are big-endian, the memory is not. */
  const placeOf = Uint32Array.from({ length: blockBytes }, (_, i) => {
    const word = Math.floor(i / wordBytes);
    return keys + word * vectorBytes + (wordBytes - 1 - (i % wordBytes));
  });
  const held = Array.from({ length: lanes }, () => new Uint8Array(0));
  const copies = Array.from({ length: lanes }, () => new Uint8Array(blockBytes));
  const lengths = new Uint32Array(lanes);
  let taken = 0;

  const run = (): void => {
    if (taken === 0) return;
    code.compress(inner, initial, keys, innerPad);
    code.compress(outer, initial, keys, outerPad);
    for (let number = 0; number < knownAt.length; number++) {
      const blocks = knownAt[number] as readonly number[];
      let state = inner;
      for (let block = 0; block < blocks.length; block++) {
        const out = block === blocks.length - 1 ? digest : result;
        code.compressKnown(out, state, blocks[block] as number);
        state = out;
      }
      if (name === 'sha384') putWords(digest + digestWords * vectorBytes, tail);
      code.compress(result, outer, digest, noPad);
      const { high, low } = firstWords[number] as (typeof firstWords)[number];
      for (let lane = 0; lane < taken; lane++) {
        const at = (result >> 2) + lane * (wordBytes >> 2);
        if (wordBytes === 4 ? words[at] !== high : words[at + 1] !== high || words[at] !== low)
          continue;
        onLikely(number, keyOf(lane));
      }
    }
    taken = 0;
  };
  const keyOf = (lane: number): Uint8Array => {
    const long = held[lane] as Uint8Array;
    const copy = copies[lane] as Uint8Array;
    return long.length > 0 ? long : copy.slice(0, lengths[lane]);
  };
  return {
    run,
    add(given, from, to) {
      const lane = taken;
      const isLong = to - from > blockBytes;
      // RFC 2104: a longer key is hashed first.
      const key = isLong ? createHash(name).update(given.subarray(from, to)).digest() : given;
      const start = isLong ? 0 : from;
      const length = isLong ? key.length : to - from;
      held[lane] = isLong ? given.slice(from, to) : noBytes;
      const copy = copies[lane] as Uint8Array;
      const shift = lane * wordBytes;
      for (let i = 0; i < length; i++) {
        const byte = key[start + i] as number;
        copy[i] = byte;
        bytes[(placeOf[i] as number) + shift] = byte;
      }
      const before = lengths[lane] as number;
      for (let i = length; i < before; i++) bytes[(placeOf[i] as number) + shift] = 0;
      lengths[lane] = length;
      if (++taken === lanes) run();
    },
  };
}

const noBytes = new Uint8Array(0);

function constantsOf({ wordBytes, rounds }: typeof sha256Shape | typeof sha512Shape): bigint[] {
  const all = roundConstants().slice(0, rounds);
  return wordBytes === 4 ? all.map((word) => word >> 32n) : all;
}

/** What each round takes in of each block of a text that follows a block of key, constants added. */
function schedulesOf(text: Uint8Array, shape: typeof sha256Shape): bigint[][] {
  const { wordBytes, rounds, smallSigma0, smallSigma1 } = shape;
  const blockBytes = wordBytes * 16;
  const bits = BigInt(wordBytes * 8);
  const mask = (1n << bits) - 1n;
  const padded = new Uint8Array(
    Math.ceil((text.length + 1 + wordBytes * 2) / blockBytes) * blockBytes,
  );
  padded.set(text);
  padded[text.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, (blockBytes + text.length) * 8);
  const rotate = (word: bigint, by: number): bigint =>
    ((word >> BigInt(by)) | (word << (bits - BigInt(by)))) & mask;
  const sigma = (word: bigint, [a, b, shift]: readonly [number, number, number]): bigint =>
    rotate(word, a) ^ rotate(word, b) ^ (word >> BigInt(shift));
  const constants = constantsOf(shape);
  return Array.from({ length: padded.length / blockBytes }, (_, block) => {
    const w = Array.from({ length: 16 }, (_, word) => {
      const at = block * blockBytes + word * wordBytes;
      return wordBytes === 4 ? BigInt(view.getUint32(at)) : view.getBigUint64(at);
    });
    for (let t = 16; t < rounds; t++) {
      const sum =
        sigma(w[t - 2] ?? 0n, smallSigma1) +
        (w[t - 7] ?? 0n) +
        sigma(w[t - 15] ?? 0n, smallSigma0) +
        (w[t - 16] ?? 0n);
      w.push(sum & mask);
    }
    return w.map((word, t) => (word + (constants[t] ?? 0n)) & mask);
  });
}
