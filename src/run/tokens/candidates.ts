// The keys that are tried first: every value of the project's secrets and every published one, in all forms that a
// program may take them in.
import type { Buffer } from 'node:buffer';
import type { Project } from '../../model/secret.ts';
import type { TokenKey } from '../../model/token.ts';
import { keyForms } from '../../strength/key-forms.ts';
import type { PublishedValue } from '../../strength/known-secrets.ts';

/** A key and all that it is known as. */
export interface Candidate {
  readonly bytes: Buffer;
  published?: string | undefined;
  readonly values: TokenKey['values'][number][];
}

/** Candidates by their bytes (hexadecimal), those of the project first. `published`: from `collectPublished`. */
export function collectCandidates(
  project: Pick<Project, 'secrets'>,
  published: ReadonlyMap<string, Candidate>,
): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  const candidateOf = (bytes: Buffer): Candidate => {
    const id = bytes.toString('hex');
    const candidate = candidates.get(id) ?? { bytes, values: [] };
    candidates.set(id, candidate);
    return candidate;
  };
  for (const secret of project.secrets) {
    for (const value of secret.values) {
      if (!value.text) continue;
      for (const bytes of keyForms(value.text, value)) {
        const { values } = candidateOf(bytes);
        // An entry can feed two secrets, and two forms can be the same bytes: its place counts once.
        const isKnown = values.some(
          ({ value: { at } }) => at.path === value.at.path && at.start === value.at.start,
        );
        if (!isKnown) values.push({ secret, value });
      }
    }
  }
  for (const [id, candidate] of published) {
    const own = candidates.get(id);
    if (own) own.published ??= candidate.published;
    else candidates.set(id, candidate);
  }
  return candidates;
}

/** The same of published values alone. */
export function collectPublished(values: Iterable<PublishedValue>): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const { value, source } of values) {
    for (const bytes of keyForms(value)) {
      const id = bytes.toString('hex');
      if (!candidates.has(id)) candidates.set(id, { bytes, published: source, values: [] });
    }
  }
  return candidates;
}
