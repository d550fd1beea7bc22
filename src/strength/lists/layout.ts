// The binary layout of strength.bin, written by the compiler and read by the loader: little-endian 32-bit words,
// so that loading is one read and a few views.
import type { Automaton } from './build-automaton.ts';

const magic = 0x32424c4b; // "KLB2"

/** What the binary holds. */
export interface Bundle {
  readonly automaton: Automaton;
  /** First eight bytes of the digests of common words, ascending, as high and low halves. */
  readonly digestHigh: Uint32Array;
  readonly digestLow: Uint32Array;
  /** Bits in eighths that the hashed word costs, by digest. */
  readonly digestCosts: Uint8Array;
  /** known-secrets.json. */
  readonly known: string;
}

interface BundleParts {
  readonly automaton: Automaton;
  readonly digests: readonly (readonly [prefix: bigint, cost: number])[];
  readonly known: string;
}

/** The bytes of the file. */
export function encodeBundle({ automaton, digests, known }: BundleParts): Uint8Array {
  const sections = [
    bytesOf(automaton.edges),
    automaton.costs,
    automaton.kinds,
    bytesOf(Uint32Array.from(digests, ([prefix]) => Number(prefix >> 32n))),
    bytesOf(Uint32Array.from(digests, ([prefix]) => Number(prefix & 0xffffffffn))),
    Uint8Array.from(digests, ([, cost]) => Math.min(255, cost)),
    Buffer.from(known),
  ];
  const header = new Uint32Array(1 + sections.length);
  header[0] = magic;
  sections.forEach((section, i) => {
    header[i + 1] = section.length;
  });
  const parts: Uint8Array[] = [bytesOf(header)];
  for (const section of sections) {
    parts.push(section, new Uint8Array((4 - (section.length % 4)) % 4));
  }
  return Buffer.concat(parts);
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Views into the bytes of the file, or `undefined` where they are something else. */
export function decodeBundle(file: Uint8Array): Bundle | undefined {
  const bytes = file.byteOffset % 4 === 0 ? file : new Uint8Array(file);
  const sectionCount = 7;
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, 1 + sectionCount);
  if (header[0] !== magic) return undefined;
  let at = header.byteLength;
  const next = (): Uint8Array => {
    const index = sections.length + 1;
    const section = bytes.subarray(at, at + (header[index] ?? 0));
    at += Math.ceil(section.length / 4) * 4;
    return section;
  };
  const sections: Uint8Array[] = [];
  while (sections.length < sectionCount) sections.push(next());
  const section = (index: number): Uint8Array => sections[index] ?? new Uint8Array();
  return {
    automaton: { edges: wordsOf(section(0)), costs: section(1), kinds: section(2) },
    digestHigh: wordsOf(section(3)),
    digestLow: wordsOf(section(4)),
    digestCosts: section(5),
    known: Buffer.from(section(6)).toString('utf8'),
  };
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
