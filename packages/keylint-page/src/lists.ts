// The word lists in an order that compresses well, and back. Of the automaton's edges only labels and targets are kept, in
// columns; what stands before each edge is counted anew. Of the digests only those are kept that the page cannot make.
import type { Automaton } from '../../../src/strength/lists/build-automaton.ts';
import { type Bundle, decodeBundle } from '../../../src/strength/lists/layout.ts';
import { finalBit, labelShift, root, symbolIn, symbolMask, targetMask } from './edges.ts';
import { type Digests, makeDigests, sorted } from './made-digests.ts';

/** Of a label. */
const isFinal = 0x40;
const isEdge = 0x80;

/** The bytes of strength.bin, packed: the other way round of `unpackLists`. */
export function packLists(file: Uint8Array): Uint8Array {
  const bundle = decodeBundle(file);
  if (!bundle) throw new Error('this is no strength.bin');
  const { automaton, known } = bundle;
  const slots = automaton.edges.length / 2;
  const labels = new Uint8Array(slots);
  const targets: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const edge = automaton.edges[2 * slot] ?? 0;
    if (edge === 0) continue;
    labels[slot] = isEdge | symbolIn(edge) | (edge & finalBit ? isFinal : 0);
    targets.push(edge & targetMask);
  }
  const all = { high: bundle.digestHigh, low: bundle.digestLow, costs: bundle.digestCosts };
  const others = withoutMade(all, makeDigests(automaton, known));
  const packed = [
    labels,
    toColumns(Uint32Array.from(targets)),
    automaton.costs,
    automaton.kinds,
    toColumns(toDifferences(others.high)),
    toColumns(others.low),
    others.costs,
    new TextEncoder().encode(known),
  ];
  return join([bytesOf(Uint32Array.from(packed, ({ length }) => length)), ...packed]);
}

/** What `decodeBundle` gives of the bytes that were packed. The digests are made when they are first asked for. */
export function unpackLists(packed: Uint8Array): Bundle {
  const lengths = new Uint32Array(packed.slice(0, 32).buffer);
  let at = lengths.byteLength;
  const next = (index: number): Uint8Array => {
    const part = packed.subarray(at, at + (lengths[index] ?? 0));
    at += part.length;
    return part;
  };
  const [labels, targets, costs, kinds] = [next(0), next(1), next(2), next(3)];
  const [high, low, otherCosts, known] = [next(4), next(5), next(6), next(7)];
  const automaton: Automaton = { edges: toEdges(labels, fromColumns(targets)), costs, kinds };
  const text = new TextDecoder().decode(known);
  let made: Digests | undefined;
  const digests = (): Digests => {
    made ??= merged(makeDigests(automaton, text), {
      high: fromDifferences(fromColumns(high)),
      low: fromColumns(low),
      costs: otherCosts,
    });
    return made;
  };
  return {
    automaton,
    known: text,
    get digestHigh() {
      return digests().high;
    },
    get digestLow() {
      return digests().low;
    },
    get digestCosts() {
      return digests().costs;
    },
  };
}

/** Throws where something is made that is not among all, or costs something else there. */
function withoutMade(all: Digests, made: Digests): Digests {
  const nameOf = ({ high, low, costs }: Digests, index: number): string =>
    `${high[index]} ${low[index]} ${costs[index]}`;
  const names = new Set(Array.from(made.costs, (_, index) => nameOf(made, index)));
  const rest = [...all.costs.keys()].filter((index) => !names.delete(nameOf(all, index)));
  if (names.size > 0) throw new Error(`${names.size} digests of the page are not those of keylint`);
  return {
    high: Uint32Array.from(rest, (index) => all.high[index] ?? 0),
    low: Uint32Array.from(rest, (index) => all.low[index] ?? 0),
    costs: Uint8Array.from(rest, (index) => all.costs[index] ?? 0),
  };
}

function merged(a: Digests, b: Digests): Digests {
  return sorted(
    Uint32Array.from([...a.high, ...b.high]),
    Uint32Array.from([...a.low, ...b.low]),
    Uint8Array.from([...a.costs, ...b.costs]),
  );
}

/** The edges with the words before each: the sum of what the edges before it in its state lead to. */
function toEdges(labels: Uint8Array, targets: Uint32Array): Uint32Array {
  const edges = new Uint32Array(2 * labels.length);
  let next = 0;
  for (const [slot, label] of labels.entries()) {
    if (label === 0) continue;
    const target = targets[next++] ?? 0;
    const final = label & isFinal ? finalBit : 0;
    edges[2 * slot] = (target | ((label & symbolMask) << labelShift) | final) >>> 0;
  }
  countBefore(edges);
  return edges;
}

/** Fills in the second word of each edge that belongs to a state; words are no longer than the stack is deep. */
function countBefore(edges: Uint32Array): void {
  const slots = edges.length / 2;
  const counts = new Int32Array(slots).fill(-1);
  const countOf = (base: number): number => {
    const known = counts[base] ?? 0;
    if (known >= 0) return known;
    let words = 0;
    for (let symbol = 0; symbol <= symbolMask && base + symbol < slots; symbol++) {
      const edge = edges[2 * (base + symbol)] ?? 0;
      if (edge === 0 || symbolIn(edge) !== symbol) continue;
      edges[2 * (base + symbol) + 1] = words;
      const target = edge & targetMask;
      words += (target === 0 ? 0 : countOf(target)) + (edge & finalBit ? 1 : 0);
    }
    counts[base] = words;
    return words;
  };
  countOf(root);
}

function toDifferences(words: Uint32Array): Uint32Array {
  return words.map((word, index) => word - (words[index - 1] ?? 0));
}

function fromDifferences(words: Uint32Array): Uint32Array {
  let last = 0;
  return words.map((word) => {
    last = (last + word) >>> 0;
    return last;
  });
}

/** First bytes first, then second bytes: what is alike stands side by side. */
function toColumns(words: Uint32Array): Uint8Array {
  const columns = new Uint8Array(words.length * 4);
  for (const [index, word] of words.entries()) {
    for (let byte = 0; byte < 4; byte++) columns[byte * words.length + index] = word >>> (8 * byte);
  }
  return columns;
}

function fromColumns(columns: Uint8Array): Uint32Array {
  const count = columns.length / 4;
  return Uint32Array.from(
    { length: count },
    (_, index) =>
      ((columns[index] ?? 0) |
        ((columns[count + index] ?? 0) << 8) |
        ((columns[2 * count + index] ?? 0) << 16) |
        ((columns[3 * count + index] ?? 0) << 24)) >>>
      0,
  );
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
