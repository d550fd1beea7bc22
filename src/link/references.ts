// Entries of configuration that refer to others: `JWT_SECRET=${A0}`. What a name that others refer to holds is gathered
// once, however many entries refer to it and however many set it.
import type { FactIndex, PlacedDefinition } from './fact-index.ts';
import { type ReadEnd, readOf } from './scopes.ts';
import type { Origin, OriginEnd } from './trail.ts';

/** Entries that refer to others, one behind the other: more than anybody nests, and no more than a stack has room for. */
export const maxReferences = 60;

/** Values of one name that are looked at: what sets a name more often is no configuration of one service. */
const maxValues = 64;

export interface References {
  /**
   * Texts and generated values at the end of a read of a variable or setting, by the entries that set it; of templates
   * where `isTemplate`, else of entries that are live.
   */
  held(end: ReadEnd, isTemplate: boolean): readonly OriginEnd[];
}

export interface ReferenceOptions {
  readonly index: FactIndex;
  /** The ways in which an entry gets its value. */
  resolve(entry: PlacedDefinition): readonly Origin[];
  /** Whether what a name holds is asked for. */
  isFollowed(name: string): boolean;
  /** Told of an entry that refers to others behind which more stand than are followed. */
  noteShort(entry: PlacedDefinition): void;
}

export function createReferences(options: ReferenceOptions): References {
  const { index, resolve, isFollowed, noteShort } = options;
  const known = new Map<string, readonly OriginEnd[]>();
  /** Ways that were cut: what a name holds is to be asked for anew where it stands nearer to the beginning. */
  let cuts = 0;

  function held(end: ReadEnd, isTemplate: boolean, stepsLeft: number): readonly OriginEnd[] {
    const { name, isEnv, definitions } = readOf(index, end);
    if (!isFollowed(name)) return [];
    const key = [isEnv, name, isTemplate].join('\0');
    const before = known.get(key) ?? known.get(`${key}\0${stepsLeft}`);
    if (before) return before;
    // What refers to itself holds nothing more by that.
    known.set(key, []);
    const cutsBefore = cuts;
    const found: OriginEnd[] = [];
    for (const entry of definitions) {
      const { isCommentedOut, isTemplate: ofTemplate = false } = entry.definition;
      if (isCommentedOut || ofTemplate !== isTemplate) continue;
      for (const { end: next } of resolve(entry)) {
        if (next.kind === 'env' || next.kind === 'setting') {
          if (stepsLeft === 0) {
            cuts++;
            noteShort(entry);
            continue;
          }
          found.push(...held(next, isTemplate, stepsLeft - 1));
        } else if (next.kind !== 'unknown') found.push(next);
      }
      if (found.length >= maxValues) break;
    }
    if (cuts === cutsBefore) known.set(key, found);
    else {
      known.delete(key);
      known.set(`${key}\0${stepsLeft}`, found);
    }
    return found;
  }

  return { held: (end, isTemplate) => held(end, isTemplate, maxReferences) };
}
