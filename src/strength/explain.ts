// One clause for people on why a secret is weak. Made of kinds and counts: no letter of the secret is in it.
import type { Reason } from '../model/strength.ts';
import type { SegmentKind } from './segments/kinds.ts';
import type { Piece } from './segments/lattice.ts';

/** What `explain` needs to know of a rating. */
export interface Explained {
  readonly reason: Reason | null;
  readonly pieces: readonly Piece[];
  /** Where a known secret is known from; what gave a typed one away. */
  readonly source?: string | undefined;
  readonly isDigest: boolean;
  /** Nothing is known of it, but it is so short that everything like it is tried. */
  readonly isTriedOut: boolean;
  readonly reading: string;
  readonly bytes: number;
  readonly requiredBytes: number;
  readonly capacityBits: number;
}

/** The name of a kind without the distinctions that only the estimate makes. */
export function kindForPeople(what: SegmentKind): string {
  if (what === 'secret word' || what === 'function word' || what === 'placeholder') return 'word';
  if (what === 'mirror') return 'mirror image';
  if (what === 'generator cycle') return 'stretch of the fixed cycle of a generator page';
  return what.startsWith('project ') && what !== 'project name' ? what.slice(8) : what;
}

/** The clause, without a full stop: "3 dictionary words and a year". */
export function explain(rating: Explained): string {
  const read = rating.reading === 'as typed' ? '' : ` (${rating.reading})`;
  switch (rating.reason) {
    case 'known':
      return `published: ${rating.source ?? 'a list of known secrets'}${read}`;
    case 'placeholder':
      return `a placeholder that was never replaced${read}`;
    case 'dictionary':
      return rating.isDigest
        ? `the hash of a common word or published secret${read}`
        : `${describePieces(rating.pieces)}${read}`;
    case 'project-name': {
      const pieces = describePieces(rating.pieces);
      return pieces === 'a project name'
        ? `the name of the project${read}`
        : `built on the name of the project: ${pieces}${read}`;
    }
    case 'timestamp':
    case 'uuid':
    case 'pattern':
      return `${describePieces(rating.pieces)}${read}`;
    case 'typed':
      return `typed to look random: ${rating.source}${read}`;
    case 'low-entropy':
      return rating.isTriedOut
        ? 'so few characters that all texts like it are tried within a day'
        : `few different characters, unevenly used${read}`;
    case 'short':
      return `${rating.bytes} bytes where ${rating.requiredBytes} are needed`;
    case 'thin':
      return `${rating.bytes} bytes that can carry only ${Math.floor(rating.capacityBits)} bits`;
    case null:
      return 'looks random';
  }
}

const plural: Readonly<Record<string, string>> = {
  'date and time': 'dates and times',
  'time of day': 'times of day',
  'word of another script': 'words of another script',
  'mashed keys': 'stretches of mashed keys',
  'stretch of the fixed cycle of a generator page':
    'stretches of the fixed cycle of a generator page',
};

/** Kinds in order of first appearance with counts: "2 words, a year and a sequence". */
export function describePieces(pieces: readonly Piece[]): string {
  const counts = new Map<string, number>();
  for (const { what } of pieces) {
    if (what === 'separator') continue;
    const name = plainName(kindForPeople(what));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const parts = [...counts].slice(0, 5).map(([name, count]) => countOf(name, count));
  const last = parts.pop();
  if (last === undefined) return 'signs only';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function plainName(what: string): string {
  return what === 'word' ? 'dictionary word' : what === 'random' ? 'random part' : what;
}

function countOf(name: string, count: number): string {
  if (count > 1) return `${count} ${plural[name] ?? `${name}${/s$/.test(name) ? 'es' : 's'}`}`;
  if (name.endsWith('keys')) return name;
  return `${/^(?:[aeio]|ULID)/i.test(name) && !/^U[UL]ID|^Unix|^URL/.test(name) ? 'an' : 'a'} ${name}`;
}
