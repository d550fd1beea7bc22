// Builds the smallest acyclic automaton of a sorted word list (the incremental method of Daciuk et al., 2000),
// numbered so that each word has an index: that is how costs are found without storing the words.
import type { ListedWord } from './collect-words.ts';
import { symbolOf } from './symbols.ts';

/** The automaton as flat arrays; `layout.ts` says how one edge is packed. */
export interface Automaton {
  readonly edges: Uint32Array;
  /** Words that come before an edge within its state; the sum along a path is the word's index. */
  readonly skips: Uint32Array;
  /** By word index: bits in eighths. */
  readonly costs: Uint8Array;
  /** By word index: index into `wordKinds`. */
  readonly kinds: Uint8Array;
}

interface State {
  readonly symbols: number[];
  readonly targets: State[];
  isFinal: boolean;
  id: number;
  count: number;
  offset: number;
}

const targetBits = 22;

/** Packs one edge. `target` is the offset of the first edge of the next state, 0 for a state without edges. */
function packEdge(symbol: number, target: number, isFinal: boolean, isLast: boolean): number {
  if (target >= 2 ** targetBits) throw new Error('the word automaton has outgrown its edges');
  return (target | (symbol << targetBits) | (isFinal ? 1 << 28 : 0) | (isLast ? 1 << 29 : 0)) >>> 0;
}

/** `words` must be sorted by code unit and free of doubles. */
export function buildAutomaton(words: readonly ListedWord[]): Automaton {
  const root = minimalStates(words);
  countWords(root);
  const order = layOut(root);
  const total = order.reduce((sum, state) => sum + state.symbols.length, 0);
  const edges = new Uint32Array(total + 1);
  const skips = new Uint32Array(total + 1);
  for (const state of order) {
    let before = 0;
    state.targets.forEach((target, i) => {
      const at = state.offset + i;
      const isLast = i === state.targets.length - 1;
      edges[at] = packEdge(state.symbols[i] ?? 0, target.offset, target.isFinal, isLast);
      skips[at] = before;
      before += target.count;
    });
  }
  return {
    edges,
    skips,
    costs: Uint8Array.from(bySymbol(words), (word) => word.cost),
    kinds: Uint8Array.from(bySymbol(words), (word) => word.kind),
  };
}

/** The order in which the automaton numbers its words: digits come after letters there. */
function bySymbol(words: readonly ListedWord[]): ListedWord[] {
  const keyed = words.map((word) => ({ word, key: symbolKey(word.word) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ word }) => word);
}

function symbolKey(word: string): string {
  return Array.from(word, (char) => String.fromCharCode(symbolOf(char.charCodeAt(0)))).join('');
}

function minimalStates(words: readonly ListedWord[]): State {
  let made = 0;
  const newState = (): State => ({
    symbols: [],
    targets: [],
    isFinal: false,
    id: made++,
    count: 0,
    offset: 0,
  });
  const register = new Map<string, State>();
  const root = newState();
  const path: State[] = [root];
  const freeze = (depth: number): void => {
    for (let i = path.length - 1; i > depth; i--) {
      const state = path[i];
      const parent = path[i - 1];
      if (!state || !parent) continue;
      const key = `${state.isFinal ? '+' : '-'}${state.symbols.map((s, k) => `${s}:${state.targets[k]?.id}`).join()}`;
      const twin = register.get(key);
      if (twin) parent.targets[parent.targets.length - 1] = twin;
      else register.set(key, state);
    }
    path.length = depth + 1;
  };
  let previous = '';
  for (const key of words.map(({ word }) => symbolKey(word)).sort()) {
    let shared = 0;
    while (shared < key.length && key[shared] === previous[shared]) shared++;
    freeze(shared);
    for (let i = shared; i < key.length; i++) {
      const state = newState();
      path[i]?.symbols.push(key.charCodeAt(i));
      path[i]?.targets.push(state);
      path.push(state);
    }
    const end = path[path.length - 1];
    if (end) end.isFinal = true;
    previous = key;
  }
  freeze(0);
  return root;
}

/** Fills in how many words lie below each state, itself included. */
function countWords(state: State): number {
  if (state.count > 0) return state.count;
  let count = state.isFinal ? 1 : 0;
  for (const target of state.targets) count += countWords(target);
  state.count = count;
  return count;
}

/** Gives each state the offset of its first edge, root first at 1, and lists those that have edges. */
function layOut(root: State): State[] {
  const order: State[] = [];
  const queue: State[] = [root];
  const seen = new Set<State>(queue);
  let offset = 1;
  for (let state = queue.shift(); state; state = queue.shift()) {
    if (state.symbols.length === 0) continue;
    state.offset = offset;
    offset += state.symbols.length;
    order.push(state);
    for (const target of state.targets) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return order;
}
