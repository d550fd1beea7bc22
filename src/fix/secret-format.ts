// Which new secret fits every place and every reader of an old one: how many bytes, written how.
import { type HmacAlgorithm, hmacAlgorithmNames, hmacAlgorithms } from '../model/algorithms.ts';
import type { Secret, SecretValue } from '../model/secret.ts';

/** How the random bytes of a new secret are written. */
export type SecretFormat = 'base64url' | 'base64' | 'hex';

export interface Recipe {
  readonly algorithm: HmacAlgorithm;
  readonly format: SecretFormat;
  /** Stands before it: `base64:` for Laravel. */
  readonly prefix: string;
}

/** Makes a secret from the system's random numbers: `text` without prefix, `bytes` it was made of. */
export type Generate = (options: {
  readonly algorithm: HmacAlgorithm;
  readonly format: SecretFormat;
}) => { readonly text: string; readonly bytes: number };

/** A value with the secret it belongs to. */
export interface OwnedValue {
  readonly secret: Secret;
  readonly value: SecretValue;
}

/** The weakest algorithm whose length covers what all secrets ask for. */
function algorithmFor(owned: readonly OwnedValue[]): HmacAlgorithm {
  const bytes = Math.max(
    ...owned.map(({ secret }) =>
      Math.max(secret.requiredBytes, hmacAlgorithms[secret.algorithm].minBytes),
    ),
  );
  return hmacAlgorithmNames.find((name) => hmacAlgorithms[name].minBytes >= bytes) ?? 'HS512';
}

/**
 * One recipe for values that must stay equal. Readers that decode decide the format; where they disagree it is hex,
 * which every one of them accepts. Where nobody decodes, a value that was hex stays hex.
 */
export function recipeFor(owned: readonly OwnedValue[]): Recipe {
  const encodings = new Set(owned.map(({ value }) => value.encoding));
  const texts = owned.flatMap(({ value }) => value.text ?? []);
  const prefix = texts.map((text) => /^(?:base64|hex2bin|hex):/.exec(text)?.[0] ?? '')[0] ?? '';
  return { algorithm: algorithmFor(owned), format: formatFor(encodings, texts, prefix), prefix };
}

function formatFor(
  encodings: ReadonlySet<SecretValue['encoding']>,
  texts: readonly string[],
  prefix: string,
): SecretFormat {
  if (prefix === 'base64:') return 'base64';
  if (prefix !== '' || encodings.has('hex')) return 'hex';
  if (encodings.has('base64')) return encodings.has('base64url') ? 'hex' : 'base64';
  if (encodings.has('base64url')) return 'base64url';
  return texts.length > 0 && texts.every((text) => /^[\da-f]{32,}$/i.test(text))
    ? 'hex'
    : 'base64url';
}
