// Tries keys on tokens: which of them does a key sign?
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { type HmacAlgorithm, hmacAlgorithms } from '../../model/algorithms.ts';

/** What is signed, and the signature that a key has to make of it. */
export interface SignedText {
  readonly algorithm: HmacAlgorithm;
  readonly signed: string;
  readonly signature: Uint8Array;
}

export interface KeyTrier {
  /** Tries a key on all tokens: the bytes from `from` to `to`, which are not kept. */
  try(bytes: Uint8Array, from?: number, to?: number): void;
  /** Ends what is still waiting: before it, a match may not have been told yet. */
  flush(): void;
}

/** Tells of each match: the number of the token and the key. */
export type OnMatch = (token: number, key: Buffer) => void;

export function createKeyTrier(tokens: readonly SignedText[], onMatch: OnMatch): KeyTrier {
  const prepared = tokens.map(({ algorithm, signed, signature }) => ({
    hash: hmacAlgorithms[algorithm].hash,
    signed: Buffer.from(signed, 'latin1'),
    signature: Buffer.from(signature),
  }));
  return {
    try(bytes, from = 0, to = bytes.length) {
      const key = bytes.subarray(from, to);
      for (const [number, { hash, signed, signature }] of prepared.entries()) {
        const made = createHmac(hash, key).update(signed).digest();
        if (made.equals(signature)) onMatch(number, Buffer.from(key));
      }
    },
    flush: () => undefined,
  };
}
