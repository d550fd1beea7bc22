// Word lists of millions of lines (`--wordlist`): lines go into a table of hashes as the file streams by, so that
// a list of fourteen million passwords takes 256 MB and not two gigabytes.
import type { KnownSecretLookup } from '../model/strength.ts';
import { coreOf, normaliseSecret } from './known-secrets.ts';

/** Takes a list in chunks of bytes, then answers. */
export interface WordlistReader {
  /** The next bytes of the file; lines and characters may be cut anywhere. */
  write(chunk: Uint8Array): void;
  /** The last line needs no line end. Values match whatever their case, separators and digits at the ends. */
  end(): KnownSecretLookup;
}

/** Longest line that can be a secret; the rest of a longer one is dropped, so no file can fill the memory. */
const longestLine = 1024;

/** A reader for one list; `source` is what `find` answers. */
export function createWordlist(source: string): WordlistReader {
  const decoder = new TextDecoder('utf-8');
  let table = new Float64Array(1 << 12);
  let count = 0;
  let rest = '';

  const place = (values: Float64Array, hash: number): number => {
    let slot = hash % values.length;
    while (values[slot] !== 0 && values[slot] !== hash) slot = (slot + 1) % values.length;
    return slot;
  };
  const has = (form: string): boolean => {
    const hash = hashOf(form);
    return table[place(table, hash)] === hash;
  };
  const add = (line: string): void => {
    const form = normaliseSecret(line.length > longestLine ? line.slice(0, longestLine) : line);
    if (form === '') return;
    const hash = hashOf(form);
    const slot = place(table, hash);
    if (table[slot] === hash) return;
    table[slot] = hash;
    count++;
    if (count * 2 < table.length) return;
    const larger = new Float64Array(table.length * 2);
    for (const value of table) if (value !== 0) larger[place(larger, value)] = value;
    table = larger;
  };
  const take = (text: string): void => {
    const joined = rest + text;
    let start = 0;
    for (let end = joined.indexOf('\n'); end >= 0; end = joined.indexOf('\n', start)) {
      add(joined.slice(start, end));
      start = end + 1;
    }
    rest = joined.slice(start, start + longestLine);
  };
  return {
    write: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end: () => {
      take(decoder.decode());
      add(rest);
      rest = '';
      return {
        find: (text) => {
          if (count === 0 || text.length > longestLine) return undefined;
          const form = normaliseSecret(text);
          if (form === '') return undefined;
          return has(form) || has(coreOf(form)) ? source : undefined;
        },
      };
    },
  };
}

/** Several lookups as one; the first that knows a text answers. */
export function combineKnownSecrets(lookups: readonly KnownSecretLookup[]): KnownSecretLookup {
  return {
    find: (text) => {
      for (const lookup of lookups) {
        const source = lookup.find(text);
        if (source !== undefined) return source;
      }
      return undefined;
    },
  };
}

/**
 * 52 bits, never 0: with 2^24 lines a chance hit has odds of 2^-28. Two multiplicative hashes side by side; it
 * need not resist anybody, since a list that collides only makes its own owner's rating stricter.
 */
function hashOf(text: string): number {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0xcc9e2d51);
    high ^= high >>> 15;
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b);
  high = Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  low ^= low >>> 13;
  high ^= high >>> 16;
  return ((high >>> 0) & 0xfffff) * 0x100000000 + (low >>> 0) + 1;
}
