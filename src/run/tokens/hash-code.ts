// Machine code for hashing several keys side by side: the rounds of SHA-256 on four lanes of 32 bits, or of SHA-512 on
// two of 64 (FIPS 180-4, section 6), put together as a WebAssembly module. A call of `createHmac` costs as much as ten
// rounds of hashing; a word list has millions of lines.
import { Buffer } from 'node:buffer';

/** What is needed of WebAssembly here: its types come with those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What differs between the two. Numbers are bits to rotate by; `shift` is the last of a small sigma. */
export interface HashShape {
  readonly wordBytes: 4 | 8;
  readonly rounds: 64 | 80;
  readonly bigSigma0: readonly [number, number, number];
  readonly bigSigma1: readonly [number, number, number];
  readonly smallSigma0: readonly [number, number, number];
  readonly smallSigma1: readonly [number, number, number];
}

export const sha256Shape: HashShape = {
  wordBytes: 4,
  rounds: 64,
  bigSigma0: [2, 13, 22],
  bigSigma1: [6, 11, 25],
  smallSigma0: [7, 18, 3],
  smallSigma1: [17, 19, 10],
};

export const sha512Shape: HashShape = {
  wordBytes: 8,
  rounds: 80,
  bigSigma0: [28, 34, 39],
  bigSigma1: [14, 18, 41],
  smallSigma0: [1, 8, 7],
  smallSigma1: [19, 61, 6],
};

/** A vector has all lanes of one word. Addresses are of vectors, 16 bytes each. */
export const vectorBytes = 16;

/** Where the constants of the rounds have to lie, one vector each. */
export const roundsAt = 0;

export interface HashCode {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** `out` = `state` after the block of 16 vectors at `block`, each of them mixed with the vector at `pad`. */
  compress(out: number, state: number, block: number, pad: number): void;
  /** The same for a block whose schedule is known: a vector a round, its constant added. */
  compressKnown(out: number, state: number, schedule: number): void;
}

const compiled = new Map<HashShape, object>();

/** The code with a memory of its own of so many bytes. Throws where WebAssembly has no vectors. */
export function createHashCode(shape: HashShape, memoryBytes: number): HashCode {
  const module = compiled.get(shape) ?? new WebAssembly.Module(Uint8Array.from(assemble(shape)));
  compiled.set(shape, module);
  // The cast: what `assemble` exports.
  const code = new WebAssembly.Instance(module).exports as HashCode;
  code.memory.grow(Math.ceil(memoryBytes / 65_536) - 1);
  return code;
}

type Code = readonly number[];

const local = { get: 0x20, set: 0x21 } as const;
const and = [0xfd, 0x4e];
const or = [0xfd, 0x50];
const xor = [0xfd, 0x51];

function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left >>>= 7) {
    if (left < 0x80) return [...bytes, left];
    bytes.push((left & 0x7f) | 0x80);
  }
}

const get = (index: number): Code => [local.get, index];
const set = (index: number): Code => [local.set, index];
/** Shifts are below 64: one byte. */
const constant = (value: number): Code => [0x41, value];
const load = (address: Code, offset: number): Code => [...address, 0xfd, 0x00, 4, ...leb(offset)];
const store = (address: Code, value: Code, offset: number): Code => [
  ...address,
  ...value,
  ...[0xfd, 0x0b, 4],
  ...leb(offset),
];

function operationsOf({ wordBytes }: HashShape) {
  const [shl, shrU, addition] = wordBytes === 4 ? [0xab, 0xad, 0xae] : [0xcb, 0xcd, 0xce];
  const right = (value: Code, by: number): Code => [...value, ...constant(by), 0xfd, shrU, 1];
  const left = (value: Code, by: number): Code => [...value, ...constant(by), 0xfd, shl, 1];
  const rotate = (value: Code, by: number): Code => [
    ...right(value, by),
    ...left(value, wordBytes * 8 - by),
    ...or,
  ];
  const add = [0xfd, addition, 1];
  return {
    add,
    big: (value: Code, [a, b, c]: HashShape['bigSigma0']): Code => [
      ...rotate(value, a),
      ...rotate(value, b),
      ...xor,
      ...rotate(value, c),
      ...xor,
    ],
    small: (value: Code, [a, b, shift]: HashShape['smallSigma0']): Code => [
      ...rotate(value, a),
      ...rotate(value, b),
      ...xor,
      ...right(value, shift),
      ...xor,
    ],
  };
}

/** The rounds on the state at parameter 1, the result at parameter 0. `word` gives what each round takes in. */
function rounds(shape: HashShape, firstLocal: number, word: (round: number) => Code): number[] {
  const { add, big } = operationsOf(shape);
  const code: number[] = [];
  const locals = Array.from({ length: 8 }, (_, index) => firstLocal + index);
  for (const [index, at] of locals.entries()) {
    code.push(...load(get(1), index * vectorBytes), ...set(at));
  }
  for (let round = 0; round < shape.rounds; round++) {
    // Instead of moving eight words along, each round calls them by other names.
    const [a, b, c, d, e, f, g, h] = Array.from({ length: 8 }, (_, index) =>
      get(firstLocal + ((index - round + 800) % 8)),
    ) as [Code, Code, Code, Code, Code, Code, Code, Code];
    const numberOf = (name: Code): number => name[1] as number;
    code.push(...h, ...big(e, shape.bigSigma1), ...add);
    code.push(...g, ...f, ...g, ...xor, ...e, ...and, ...xor, ...add);
    code.push(...word(round), ...add, ...set(numberOf(h)));
    code.push(...d, ...h, ...add, ...set(numberOf(d)));
    code.push(...h, ...big(a, shape.bigSigma0), ...add);
    code.push(...a, ...b, ...or, ...c, ...and, ...a, ...b, ...and, ...or, ...add);
    code.push(...set(numberOf(h)));
  }
  for (const [index, at] of locals.entries()) {
    const sum = [...load(get(1), index * vectorBytes), ...get(at), ...add];
    code.push(...store(get(0), sum, index * vectorBytes));
  }
  return code;
}

function assemble(shape: HashShape): number[] {
  const { add, small } = operationsOf(shape);
  const stateLocals = 8;
  const wordsFrom = 4 + stateLocals;
  const w = (round: number): Code => get(wordsFrom + (round & 15));
  const mixed: number[] = [];
  for (let word = 0; word < 16; word++) {
    mixed.push(...load(get(2), word * vectorBytes), ...load(get(3), 0), ...xor);
    mixed.push(...set(wordsFrom + word));
  }
  const scheduled = rounds(shape, 4, (round) => {
    const key = load(constant(roundsAt), round * vectorBytes);
    if (round < 16) return [...w(round), ...key, ...add];
    const next = [
      ...[...w(round), ...small(w(round + 1), shape.smallSigma0), ...add],
      ...[...w(round + 9), ...add, ...small(w(round + 14), shape.smallSigma1), ...add],
    ];
    return [...next, ...set(wordsFrom + (round & 15)), ...w(round), ...key, ...add];
  });
  const known = rounds(shape, 3, (round) => load(get(2), round * vectorBytes));
  const section = (id: number, content: Code): number[] => [id, ...leb(content.length), ...content];
  const list = (items: readonly Code[]): number[] => [...leb(items.length), ...items.flat()];
  const type = (parameters: number): number[] => [0x60, ...list(Array(parameters).fill([0x7f])), 0];
  const body = (locals: number, code: Code): number[] => {
    // One group of locals, vectors all; then the code and its end.
    const content = [1, ...leb(locals), 0x7b, ...code, 0x0b];
    return [...leb(content.length), ...content];
  };
  const name = (text: string, kind: number, index: number): number[] => [
    text.length,
    ...Buffer.from(text),
    kind,
    index,
  ];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([type(4), type(3)])),
    ...section(3, list([[0], [1]])),
    ...section(5, list([[0, 1]])),
    ...section(
      7,
      list([name('compress', 0, 0), name('compressKnown', 0, 1), name('memory', 2, 0)]),
    ),
    ...section(
      10,
      list([body(stateLocals + 16, [...mixed, ...scheduled]), body(stateLocals, known)]),
    ),
  ];
}
