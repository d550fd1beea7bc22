// Digests of common words are random bytes, which nothing compresses: most are made on the page, from words that are there
// anyway. What it has no hash for is shipped (lists.ts).
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Automaton } from '../../../src/strength/lists/build-automaton.ts';
import {
  digestedTexts,
  digestedWords,
  type HashReach,
  type KnownEntry,
} from '../../../src/strength/lists/digests.ts';
import { symbolCount } from '../../../src/strength/lists/symbols.ts';
import { finalBit, root, symbolIn, targetMask } from './edges.ts';

/** The first eight bytes of digests, ascending, as high and low halves; and what their texts cost. */
export interface Digests {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly costs: Uint8Array;
}

/** Those that the page has, of `hashesOf`. */
const first = [md5, sha256];
const usual = [...first, sha1, sha512];
const hashes: Readonly<Record<HashReach, typeof usual>> = { first, usual, all: usual };

/** Of all that is digested ahead, what the page can make itself. Takes most of a second. */
export function makeDigests(automaton: Automaton, known: string): Digests {
  const costs: number[] = [];
  const [high, low]: [number[], number[]] = [[], []];
  const seen = new Set<string>();
  const encoder = new TextEncoder();
  // The cast: the build writes it.
  for (const [text, cost, reach] of digestedTexts(
    commonWords(automaton),
    JSON.parse(known) as KnownEntry[],
  )) {
    const bytes = encoder.encode(text);
    for (const [index, hash] of hashes[reach].entries()) {
      const name = `${index} ${text}`;
      if (seen.has(name)) continue;
      seen.add(name);
      const digest = hash(bytes);
      const view = new DataView(digest.buffer, digest.byteOffset);
      high.push(view.getUint32(0));
      low.push(view.getUint32(4));
      costs.push(Math.min(255, cost));
    }
  }
  return sorted(Uint32Array.from(high), Uint32Array.from(low), Uint8Array.from(costs));
}

export function sorted(high: Uint32Array, low: Uint32Array, costs: Uint8Array): Digests {
  const order = Uint32Array.from(high.keys()).sort(
    (a, b) => (high[a] ?? 0) - (high[b] ?? 0) || (low[a] ?? 0) - (low[b] ?? 0),
  );
  return {
    high: order.map((index) => high[index] ?? 0),
    low: order.map((index) => low[index] ?? 0),
    costs: Uint8Array.from(order, (index) => costs[index] ?? 0),
  };
}

/** Words that cost no more than the last one that is digested, by code unit. */
function commonWords({ edges, costs }: Automaton) {
  const dearest = [...costs].sort((a, b) => a - b)[digestedWords - 1] ?? 255;
  const words: { word: string; cost: number }[] = [];
  let index = 0;
  const visit = (base: number, start: string): void => {
    for (let symbol = 1; symbol <= symbolCount; symbol++) {
      const edge = edges[2 * (base + symbol)] ?? 0;
      if (edge === 0 || symbolIn(edge) !== symbol) continue;
      const word = start + characters[symbol - 1];
      if (edge & finalBit) {
        const cost = costs[index++] ?? 0;
        if (cost <= dearest) words.push({ word, cost });
      }
      const target = edge & targetMask;
      if (target !== 0) visit(target, word);
    }
  };
  visit(root, '');
  return words.sort((a, b) => (a.word < b.word ? -1 : 1));
}

/** `symbolOf`, the other way round. */
const characters = 'abcdefghijklmnopqrstuvwxyz0123456789';
