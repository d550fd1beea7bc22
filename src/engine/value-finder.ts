// Finds the values of a run wherever they stand in a text: all of them at once, so that a line is looked through once
// whether there are ten values or ten thousand.

/** Half-open offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ValueFinder {
  /** Where values stand, in order; of those that begin at one place or lie in another the longest. */
  find(text: string): readonly Span[];
}

/** Shorter texts stand everywhere. */
const minLength = 4;

/** Builds a finder. */
export function createValueFinder(values: Iterable<string>): ValueFinder {
  const known = new Set<string>();
  /** Lengths of the values that begin with the same four characters, longest first. */
  const lengths = new Map<string, number[]>();
  for (const value of values) {
    if (value.length < minLength || known.has(value)) continue;
    known.add(value);
    const head = value.slice(0, minLength);
    const list = lengths.get(head);
    if (!list) lengths.set(head, [value.length]);
    else if (!list.includes(value.length)) list.push(value.length);
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a);
  return {
    find: (text) => {
      const found: Span[] = [];
      let covered = 0;
      for (let at = 0; at + minLength <= text.length; at++) {
        for (const length of lengths.get(text.slice(at, at + minLength)) ?? []) {
          if (at + length <= covered) break;
          if (!known.has(text.slice(at, at + length))) continue;
          found.push({ start: at, end: at + length });
          covered = at + length;
          break;
        }
      }
      return found;
    },
  };
}
