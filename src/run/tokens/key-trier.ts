// Tries keys on tokens: which of them does a key sign?
import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import { type HmacAlgorithm, hmacAlgorithmNames, hmacAlgorithms } from '../../model/algorithms.ts';
import { createHmacLanes, type HmacLanes } from './hmac-lanes.ts';

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

/** `isPlain`: by node's own HMAC alone, a key at a time. */
export function createKeyTrier(
  tokens: readonly SignedText[],
  onMatch: OnMatch,
  { isPlain = false }: { readonly isPlain?: boolean } = {},
): KeyTrier {
  const groups = hmacAlgorithmNames.flatMap((algorithm) => {
    const numbers = tokens.flatMap((token, number) =>
      token.algorithm === algorithm ? [number] : [],
    );
    return numbers.length > 0
      ? [createGroup(algorithm, { tokens, numbers, onMatch, isPlain })]
      : [];
  });
  return {
    try(bytes, from = 0, to = bytes.length) {
      for (const group of groups) group.add(bytes, from, to);
    },
    flush() {
      for (const group of groups) group.run();
    },
  };
}

interface Group {
  readonly tokens: readonly SignedText[];
  readonly numbers: readonly number[];
  readonly onMatch: OnMatch;
  readonly isPlain: boolean;
}

function createGroup(
  algorithm: HmacAlgorithm,
  { tokens, numbers, onMatch, isPlain }: Group,
): HmacLanes {
  const { hash } = hmacAlgorithms[algorithm];
  const texts = numbers.map((number) => ({
    number,
    text: Buffer.from(tokens[number]?.signed ?? '', 'latin1'),
    wanted: Buffer.from(tokens[number]?.signature ?? []),
  }));
  const check = (index: number, key: Uint8Array): void => {
    const one = texts[index];
    if (!one || !createHmac(hash, key).update(one.text).digest().equals(one.wanted)) return;
    onMatch(one.number, Buffer.from(key));
  };
  const plain = {
    add(bytes: Uint8Array, from: number, to: number) {
      const key = bytes.subarray(from, to);
      for (let index = 0; index < texts.length; index++) check(index, key);
    },
    run: () => undefined,
  };
  if (isPlain) return plain;
  try {
    return createHmacLanes(hash, texts, check);
  } catch {
    // No WebAssembly here, or one without vectors: slower, and the same.
    return plain;
  }
}
