// Builds the smallest acyclic automaton of a sorted word list (the incremental method of Daciuk et al., 2000),
// numbered so that each word has an index: that is how costs are found without storing the words.
import type { ListedWord } from './collect-words.ts';
import { symbolCount, symbolOf } from './symbols.ts';

/**
 * The automaton as flat arrays. A state is a number, its base; the edge for symbol s is in slot base + s if that
 * slot's label is s. No two states share a base, so the label alone tells whose edge it is. The root has base 1.
 */
export interface Automaton {
  /** By slot, two words: target base, label and final mark (`packEdge`); and the words that come before the edge
   * within its state. The sum of the latter along a path is the word's index. */
  readonly edges: Uint32Array;
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
  base: number;
}

const targetBits = 22;

/** Packs one edge. `target` is the base of the next state, 0 for a state without edges. */
function packEdge(symbol: number, target: number, isFinal: boolean): number {
  if (target >= 2 ** targetBits) throw new Error('the word automaton has outgrown its edges');
  return (target | (symbol << targetBits) | (isFinal ? 1 << 28 : 0)) >>> 0;
}

/** `words` must be sorted by code unit and free of doubles. */
export function buildAutomaton(words: readonly ListedWord[]): Automaton {
  const root = minimalStates(words);
  countWords(root);
  const order = placeStates(root);
  const slots = order.reduce((most, { base }) => Math.max(most, base), 0) + symbolCount + 1;
  const edges = new Uint32Array(2 * slots);
  for (const state of order) {
    let before = 0;
    state.targets.forEach((target, i) => {
      const symbol = state.symbols[i] ?? 0;
      const slot = state.base + symbol;
      edges[2 * slot] = packEdge(symbol, target.base, target.isFinal);
      edges[2 * slot + 1] = before;
      before += target.count;
    });
  }
  return {
    edges,
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
    base: 0,
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

/** Tries at closing holes before a state goes behind everything else. */
const mostTries = 12;

/** Gives each state with edges a base, nearest to the root first, and lists them; first fit with a limit. */
function placeStates(root: State): State[] {
  const order = breadthFirst(root);
  const slots = order.reduce((sum, state) => sum + state.symbols.length, 0) * 2 + 4096;
  const isBase = new Uint8Array(slots);
  const free = newFreeList(slots);
  isBase[0] = 1;
  let end = 2;
  for (const state of order) {
    const lowest = state.symbols[0] ?? 1;
    const fits = (base: number): boolean =>
      base > 0 &&
      isBase[base] === 0 &&
      state.symbols.every((s) => free.from(base + s) === base + s);
    let base = free.from(2) - lowest;
    for (let tries = 0; tries < mostTries && !fits(base); tries++) {
      base = free.from(base + lowest + 1) - lowest;
    }
    if (!fits(base)) base = Math.max(1, end - lowest);
    while (!fits(base)) base++;
    state.base = base;
    isBase[base] = 1;
    for (const symbol of state.symbols) {
      free.take(base + symbol);
      end = Math.max(end, base + symbol + 1);
    }
  }
  return order;
}

/** Free slots: each taken slot points on towards the next free one, and pointers are shortened as they are read. */
function newFreeList(length: number) {
  const next = Int32Array.from({ length }, (_, slot) => slot);
  const from = (slot: number): number => {
    let at = slot;
    while (next[at] !== at) {
      const beyond = next[at] as number;
      next[at] = next[beyond] as number;
      at = beyond;
    }
    return at;
  };
  const take = (slot: number): void => {
    next[slot] = slot + 1;
  };
  return { from, take };
}

function breadthFirst(root: State): State[] {
  const order: State[] = [];
  const seen = new Set<State>([root]);
  for (const state of seen) {
    if (state.symbols.length > 0) order.push(state);
    for (const target of state.targets) seen.add(target);
  }
  return order;
}
