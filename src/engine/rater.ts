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
  const ofValues = new Map<SecretValue, Strength>();
  const ofTexts = new Map<string, Strength>();
  const rate = (
    { algorithm, requiredBytes }: Secret,
    { encoding, hashedBy }: SecretValue,
    text: string,
  ): Strength => {
    // A digest or derivation replaces the length, never the guessability.
    const minBytes = hashedBy === undefined ? requiredBytes : 0;
    const key = [algorithm, encoding, minBytes, text].join('\0');
    const known = ofTexts.get(key);
    if (known) return known;
    const strength = assess(text, {
      ...assessOptions,
      algorithm,
      encoding,
      ...(minBytes === hmacAlgorithms[algorithm].minBytes ? {} : { minBytes }),
    });
    ofTexts.set(key, strength);
    return strength;
  };
  return (secret, value) => {
    if (value.text === undefined) return undefined;
    // Every rule asks, some more than once.
    const known = ofValues.get(value) ?? rate(secret, value, value.text);
    ofValues.set(value, known);
    return known;
  };
}
