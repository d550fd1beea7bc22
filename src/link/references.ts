// Entries of configuration that refer to others: `JWT_SECRET=${A0}`. What a name that others refer to holds is gathered
// once, however many entries refer to it and however many set it.
import type { FactIndex, PlacedDefinition } from './fact-index.ts';
import { type ReadEnd, readOf } from './scopes.ts';
import type { Origin, OriginEnd } from './trail.ts';

/** Entries that refer to others that refer to others: as deep as anybody nests them, and as they are followed. */
const maxSteps = 4;

/** Values of one name that are looked at: what sets a name more often is no configuration of one service. */
const maxValues = 64;

export interface References {
  /**
   * Texts and generated values at the end of a read of a variable or setting, by the entries that set it; of templates
   * where `isTemplate`, else of entries that are live.
   */
  held(end: ReadEnd, isTemplate: boolean): readonly OriginEnd[];
}

/** `resolve`: the ways in which an entry gets its value. `isFollowed`: whether what a name holds is asked for. */
export function createReferences(
  index: FactIndex,
  resolve: (entry: PlacedDefinition) => readonly Origin[],
  isFollowed: (name: string) => boolean,
): References {
  const known = new Map<string, readonly OriginEnd[]>();

  function held(end: ReadEnd, isTemplate: boolean, stepsLeft: number): readonly OriginEnd[] {
    const { name, isEnv, definitions } = readOf(index, end);
    if (stepsLeft === 0 || !isFollowed(name)) return [];
    const key = [isEnv, name, isTemplate, stepsLeft].join('\0');
    const before = known.get(key);
    if (before) return before;
    const found: OriginEnd[] = [];
    for (const entry of definitions) {
      const { isCommentedOut, isTemplate: ofTemplate = false } = entry.definition;
      if (isCommentedOut || ofTemplate !== isTemplate) continue;
      for (const { end: next } of resolve(entry)) {
        if (next.kind === 'env' || next.kind === 'setting') {
          found.push(...held(next, isTemplate, stepsLeft - 1));
        } else if (next.kind !== 'unknown') found.push(next);
      }
      if (found.length >= maxValues) break;
    }
    known.set(key, found);
    return found;
  }

  return { held: (end, isTemplate) => held(end, isTemplate, maxSteps) };
}
