// Which published values sign a token does not change while somebody types: a session remembers it by the token, and
// tries only what the project itself sets. A token's text is public; what signs it is kept by its number, not its text.
import type { RunMemory } from '../run-memory.ts';
import type { CollectedToken } from './collect-tokens.ts';

export interface PastTries {
  /** Ids of the published values that sign it; `undefined`: nobody has tried yet. */
  matchesOf(token: CollectedToken): readonly string[] | undefined;
  note(token: CollectedToken, ids: readonly string[]): void;
}

/** `own`: what the settings know besides; other settings, other answers. */
export function createPastTries(memory: RunMemory | undefined, own: string): PastTries {
  const known = memory?.of('').recall(`tried\0${own}`, () => new Map<string, readonly string[]>());
  const keyOf = ({ signed, signature }: CollectedToken): string =>
    `${signed}.${signature.toString('base64url')}`;
  return {
    matchesOf: (token) => known?.get(keyOf(token)),
    note: (token, ids) => void known?.set(keyOf(token), ids),
  };
}
