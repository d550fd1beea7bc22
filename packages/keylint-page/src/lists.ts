// The word lists in an order that compresses well, and back. The automaton is three quarters of a page: of its edges only
// labels and targets are kept, in columns; what stands before each edge is counted anew.

/** Slots of the automaton are two words each: `packEdge` of build-automaton.ts, and the words before. */
const targetMask = 0x3fffff;
const labelShift = 22;
const finalBit = 1 << 28;
const symbolMask = 0x3f;
/** Of a label. */
const isFinal = 0x40;
const isEdge = 0x80;
const root = 1;

interface Sections {
  readonly magic: number;
  /** edges, costs, kinds, digests (high, low, costs), known secrets. */
  readonly parts: readonly Uint8Array[];
}

function readSections(file: Uint8Array): Sections {
  const header = new Uint32Array(file.buffer, file.byteOffset, 8);
  const parts: Uint8Array[] = [];
  let at = header.byteLength;
  for (const length of header.subarray(1)) {
    parts.push(file.subarray(at, at + length));
    at += Math.ceil(length / 4) * 4;
  }
  return { magic: header[0] ?? 0, parts };
}

/** The other way round of `unpackLists`. */
export function packLists(file: Uint8Array): Uint8Array {
  const { magic, parts } = readSections(file);
  const [edges, costs, kinds, high, low, digestCosts, known] = parts;
  const words = new Uint32Array(Uint8Array.from(edges ?? []).buffer);
  const slots = words.length / 2;
  const labels = new Uint8Array(slots);
  const targets: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const edge = words[2 * slot] ?? 0;
    if (edge === 0) continue;
    labels[slot] = isEdge | ((edge >>> labelShift) & symbolMask) | (edge & finalBit ? isFinal : 0);
    targets.push(edge & targetMask);
  }
  const packed = [
    labels,
    toColumns(Uint32Array.from(targets)),
    costs,
    kinds,
    toColumns(toDifferences(new Uint32Array(Uint8Array.from(high ?? []).buffer))),
    toColumns(new Uint32Array(Uint8Array.from(low ?? []).buffer)),
    digestCosts,
    known,
  ].map((part) => part ?? new Uint8Array());
  const head = Uint32Array.from([magic, ...packed.map(({ length }) => length)]);
  return join([new Uint8Array(head.buffer), ...packed]);
}

/** The bytes of strength.bin. */
export function unpackLists(packed: Uint8Array): Uint8Array {
  const head = new Uint32Array(packed.slice(0, 36).buffer);
  const parts: Uint8Array[] = [];
  let at = head.byteLength;
  for (const length of head.subarray(1)) {
    parts.push(packed.subarray(at, at + length));
    at += length;
  }
  const [labels, targets, costs, kinds, high, low, digestCosts, known] = parts;
  const sections = [
    bytesOf(toEdges(labels ?? new Uint8Array(), fromColumns(targets ?? new Uint8Array()))),
    costs,
    kinds,
    bytesOf(fromDifferences(fromColumns(high ?? new Uint8Array()))),
    bytesOf(fromColumns(low ?? new Uint8Array())),
    digestCosts,
    known,
  ].map((part) => part ?? new Uint8Array());
  const header = Uint32Array.from([head[0] ?? 0, ...sections.map(({ length }) => length)]);
  const padded = sections.flatMap((section) => [
    section,
    new Uint8Array((4 - (section.length % 4)) % 4),
  ]);
  return join([bytesOf(header), ...padded]);
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
      if (edge === 0 || ((edge >>> labelShift) & symbolMask) !== symbol) continue;
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
