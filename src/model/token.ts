// Tokens that lie in the files of a project, and the keys that were found to sign them. As with secrets, neither a
// token's text nor a key's leaves the process: what is here are places, names and counts.
import type { HmacAlgorithm } from './algorithms.ts';
import type { Place } from './place.ts';
import type { FileSummary, Secret, SecretValue } from './secret.ts';

/** A token as a rule may speak of it. */
export interface TokenSummary {
  readonly at: Place;
  readonly file: FileSummary;
  readonly algorithm: HmacAlgorithm;
  /** What its `exp` says today; `never`: it has none. */
  readonly expiry: 'expired' | 'valid' | 'never';
  /** Names of its claims, in the token's order; never what they say. */
  readonly claims: readonly string[];
  /** It carries the claims of the sample of jwt.io, and nothing more. */
  readonly isSample: boolean;
  /** It stands in a comment, in an example of a schema, or in a text of many lines as documentation does. */
  readonly isComment: boolean;
}

/** A key that signs tokens of the project, and where it is known from: at least one of both. */
export interface TokenKey {
  /** Where the key is published: "documentation of ...", "listed in words.txt". */
  readonly published?: string;
  /** The values of the project's secrets that are this key. */
  readonly values: readonly { readonly secret: Secret; readonly value: SecretValue }[];
  /** In order of place; a token that is repeated in one file counts once. */
  readonly tokens: readonly TokenSummary[];
}
