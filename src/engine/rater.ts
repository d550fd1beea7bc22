// What the text of a secret is worth, told once for each text.
import { hmacAlgorithms } from '../model/algorithms.ts';
import type { Secret, SecretValue } from '../model/secret.ts';
import type { Strength } from '../model/strength.ts';
import type { RunRulesOptions } from './run-rules.ts';

/** The rating of a value; `undefined` where its text is not written down. */
export type Rater = (secret: Secret, value: SecretValue) => Strength | undefined;

/** Rates each text once for what it is used with: a placeholder may stand in a hundred files. */
export function createRater({
  assess,
  assessOptions,
}: Pick<RunRulesOptions, 'assess' | 'assessOptions'>): Rater {
  const ratings = new Map<string, Strength>();
  return ({ algorithm, requiredBytes }, { text, encoding, hashedBy }) => {
    if (text === undefined) return undefined;
    // A digest or derivation replaces the length, never the guessability.
    const minBytes = hashedBy === undefined ? requiredBytes : 0;
    const key = [algorithm, encoding, minBytes, text].join('\0');
    const known = ratings.get(key);
    if (known) return known;
    const strength = assess(text, {
      ...assessOptions,
      algorithm,
      encoding,
      ...(minBytes === hmacAlgorithms[algorithm].minBytes ? {} : { minBytes }),
    });
    ratings.set(key, strength);
    return strength;
  };
}
