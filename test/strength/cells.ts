// Random keys in all the spellings that generators give them: the cells of the promise that a CSPRNG key is never
// called predictable. Seeded, so that a run can be repeated.
import { createCipheriv, createHash } from 'node:crypto';
import {
  type HmacAlgorithm,
  hmacAlgorithmNames,
  hmacAlgorithms,
} from '../../src/model/algorithms.ts';
import { assess } from '../../src/strength/assess.ts';

/** A source of random bytes: AES-128 in counter mode, keyed by the seed. */
export function randomSource(seed: string): (length: number) => Buffer {
  const key = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  const zeros = Buffer.alloc(1 << 16);
  let pool = Buffer.alloc(0);
  return (length) => {
    if (pool.length < length) pool = cipher.update(zeros);
    const bytes = pool.subarray(0, length);
    pool = pool.subarray(length);
    return bytes;
  };
}

type Spell = (random: (length: number) => Buffer, bytes: number) => string;

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const alphanumericAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const printableAlphabet = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));

function base32(bytes: Buffer): string {
  let text = '';
  let value = 0;
  let bits = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += base32Alphabet[(value >>> (bits - 5)) & 31];
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + base32Alphabet[(value << (5 - bits)) & 31] : text;
}

/** As many characters as carry the bits of `bytes`, each drawn without bias. */
function drawn(alphabet: string): Spell {
  const fair = 256 - (256 % alphabet.length);
  return (random, bytes) => {
    const wanted = Math.ceil((bytes * 8) / Math.log2(alphabet.length));
    let text = '';
    while (text.length < wanted) {
      for (const byte of random(wanted - text.length)) {
        if (byte < fair) text += alphabet[byte % alphabet.length];
      }
    }
    return text;
  };
}

const spellings: Readonly<Record<string, Spell>> = {
  hex: (random, bytes) => random(bytes).toString('hex'),
  HEX: (random, bytes) => random(bytes).toString('hex').toUpperCase(),
  base64: (random, bytes) => random(bytes).toString('base64'),
  'base64 unpadded': (random, bytes) => random(bytes).toString('base64').replace(/=+$/, ''),
  base64url: (random, bytes) => random(bytes).toString('base64url'),
  base32: (random, bytes) => base32(random(bytes)),
  alphanumeric: drawn(alphanumericAlphabet),
  'printable ASCII': drawn(printableAlphabet),
};

export interface Cell {
  readonly format: string;
  readonly bytes: number;
  readonly spell: Spell;
}

/** Every length in every spelling. */
export const cells: readonly Cell[] = [16, 24, 32, 48, 64].flatMap((bytes) =>
  Object.entries(spellings).map(([format, spell]) => ({ format, bytes, spell })),
);

export interface CellResult {
  readonly predictable: number;
  /** Verdicts on length or capacity that are not what the bytes drawn say, over the three algorithms. */
  readonly wrongVerdicts: number;
  /** Mean of bits over true entropy. */
  readonly meanShare: number;
  readonly leastShare: number;
}

function expectedVerdict(cell: Cell, length: number, algorithm: HmacAlgorithm): string {
  const { minBytes } = hmacAlgorithms[algorithm];
  if (length < minBytes) return 'short';
  return cell.bytes < minBytes ? 'thin' : 'fine';
}

/** Rates `count` keys of a cell. */
export function runCell(cell: Cell, count: number, seed: string): CellResult {
  const random = randomSource(`${seed} ${cell.format} ${cell.bytes}`);
  let predictable = 0;
  let wrongVerdicts = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const text = cell.spell(random, cell.bytes);
    const strength = assess(text);
    if (strength.predictable !== null) predictable++;
    for (const algorithm of hmacAlgorithmNames) {
      const { minBytes, minBits } = hmacAlgorithms[algorithm];
      const verdict =
        strength.bytes < minBytes ? 'short' : strength.capacityBits < minBits ? 'thin' : 'fine';
      if (verdict !== expectedVerdict(cell, text.length, algorithm)) wrongVerdicts++;
    }
    const share = strength.bits / (cell.bytes * 8);
    sum += share;
    least = Math.min(least, share);
  }
  return { predictable, wrongVerdicts, meanShare: sum / count, leastShare: least };
}
