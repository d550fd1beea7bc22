// Does something with everything of a long list, a stretch at a time and in the order of the list: in threads where there
// are some, else here. What comes of it is the same however many there are.

/** Others that do portions. */
export interface Helpers<T, R> {
  /** How many they are. */
  readonly count: number;
  /** Has one of them do a portion. */
  ask(portion: readonly T[]): Promise<R>;
}

/** Few enough that a thread is never long at one, enough that asking costs nothing. */
const sizeOfPortion = 50;
/** Portions for each thread that are under way, or kept because an earlier one is not there yet. */
const aheadOfThread = 3;

/** What `here`, or a helper, makes of each portion of `all`, in order. Throws what one of them throws. */
export async function* inPortions<T, R>(
  all: readonly T[],
  here: (portion: readonly T[]) => R,
  helpers: Helpers<T, R> | undefined,
): AsyncGenerator<R> {
  const asked: Promise<R>[] = [];
  for (let at = 0; at < all.length; at += sizeOfPortion) {
    const portion = all.slice(at, at + sizeOfPortion);
    if (!helpers) {
      yield here(portion);
      continue;
    }
    const answer = helpers.ask(portion);
    // Whoever waits for it is told; until then nobody does.
    answer.catch(() => {});
    asked.push(answer);
    const [first] = asked;
    if (!first || asked.length < helpers.count * aheadOfThread) continue;
    asked.shift();
    yield await first;
  }
  for (const answer of asked) yield await answer;
}
