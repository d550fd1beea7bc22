// How rules word what they found about a private key.
import type { RelatedPlace } from './finding.ts';
import type { PrivateKey } from './secret.ts';

const maxRelatedPlaces = 10;

/** What the key is called at the beginning of a sentence: its name, its file, or the call that signs with it. */
export function subjectOfKey({ name, file, uses }: PrivateKey): string {
  if (name !== null) return `The private key ${name}`;
  // Also what a set of keys holds, which no call has to be seen to sign with.
  if (file.language === 'key-file' || uses.length === 0) return `The private key in ${file.path}`;
  return `The private key of ${uses[0]?.use.call ?? 'a signing call'}`;
}

const roleVerbs = { sign: 'signs', verify: 'verifies', both: 'signs and verifies' } as const;

/** The calls that use it. */
export function usesOfKey({ uses }: PrivateKey): RelatedPlace[] {
  return uses.slice(0, maxRelatedPlaces).map(({ at, use, algorithmNames }) => ({
    ...at,
    message: `${roleVerbs[use.role]} ${algorithmNames[0] ?? 'tokens'} with it`,
  }));
}
