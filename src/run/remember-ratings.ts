// Ratings of a session: what a text is worth does not change while somebody types elsewhere.
import type { AssessOptions, Strength } from '../model/strength.ts';
import type { Memory } from './run-memory.ts';

type Assess = (text: string, options: AssessOptions) => Strength;

/** What ratings depend on besides the text and how it is used: the names of the project, and what is known as published. */
interface Known {
  readonly about: readonly unknown[];
  readonly ratings: Map<string, Strength>;
}

/** More ratings than these are of texts that are long gone. */
const most = 10_000;

/** Rates each text once, for as long as nothing of `about` is another. */
export function rememberRatings(assess: Assess, memory: Memory, about: readonly unknown[]): Assess {
  const known = memory.get<Known>('ratings');
  const isSame = known?.about.every((one, index) => one === about[index]) === true;
  const ratings = known && isSame ? known.ratings : new Map<string, Strength>();
  if (!isSame) memory.set('ratings', { about, ratings } satisfies Known);
  return (text, options) => {
    const { algorithm, encoding, minBytes } = options;
    const key = [algorithm, encoding, minBytes, text].join('\0');
    const rating = ratings.get(key) ?? assess(text, options);
    if (ratings.size >= most) ratings.clear();
    ratings.set(key, rating);
    return rating;
  };
}
