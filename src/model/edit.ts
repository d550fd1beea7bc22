// The only way anything is written: edits of texts, planned from findings and applied as one transaction.

/** Whether behaviour can change. */
export type Safety = 'safe' | 'unsafe';

/** Replaces the UTF-16 offsets [start, end) of the decoded text of `path`. A new file has start = end = 0. */
export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** May hold a generated secret: edits are never printed unmasked. */
  readonly text: string;
  /** What stands in the printed diff instead of `text`, where that holds a secret. */
  readonly maskedText?: string;
}

/** Edits that only make sense together, for one or more findings. */
export interface Fix {
  readonly safety: Safety;
  /** One sentence: "replace JWT_SECRET with 64 new random bytes in 2 files". */
  readonly title: string;
  readonly rules: readonly string[];
  /** `Finding.fingerprint`s that it resolves. */
  readonly fingerprints: readonly string[];
  readonly edits: readonly Edit[];
}
