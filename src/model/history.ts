// What git remembers of a secret: whether a value that was committed once is still in use, since when it has been
// there, and when it went. Looked up by the run; rules and reports are handed plain data.
import type { Place } from './place.ts';
import type { LinkedUse, Secret, SecretValue } from './secret.ts';

/** Worst first. */
export const historyStates = [
  /** Set now: in the audited files, or in an env file of this work tree that git ignores. */
  'live',
  /** Set in another branch or tag. */
  'live-elsewhere',
  /** Set nowhere any more. */
  'removed',
  /** Its name has another value now. */
  'replaced',
  /** In objects that no branch, tag or other ref reaches. */
  'unreachable',
] as const;
export type HistoryState = (typeof historyStates)[number];

/** A commit as reports name it. */
export interface PastCommit {
  readonly commit: string;
  /** The author's date, UTC: `2024-03-01T10:20:30Z`. What the commit claims; `null` where that cannot be a date. */
  readonly date: string | null;
  /** Only where authors were asked for. */
  readonly author?: string;
  /** The history that is here begins there: it may have been earlier. */
  readonly orEarlier?: true;
}

/** The story of one value under one name. */
export interface PastStory {
  readonly state: HistoryState;
  /** The first commit that held it, with the place there; `null` where no commit is known. */
  readonly introduced: (PastCommit & { readonly path: string; readonly line: number }) | null;
  /** The last one that took it away, on the way to what is audited. */
  readonly removed: PastCommit | null;
  /** Commits that brought it, or changed a file that holds it. */
  readonly commits: number;
  /** Branches and tags that hold it now, at most `maxNamedBranches`. */
  readonly branches: readonly string[];
  readonly branchCount: number;
  /** Whether path and line are those of the audited files, or of the commit that introduced the value. */
  readonly place: 'current' | 'introduced';
}

/** More branches than these are counted. */
export const maxNamedBranches = 10;

/** A value that is, or was, in git. */
export interface PastValue {
  /** As it was found: the audited project's where it is live. */
  readonly secret: Secret;
  readonly value: SecretValue;
  readonly at: Place;
  readonly story: PastStory;
  /** Where the name is set now, to another value; only for `replaced`. */
  readonly replacement?: SecretValue;
  /** Calls of the audited files that use what has this name. */
  readonly uses: readonly LinkedUse[];
}

/** Of a run that looked at the history. */
export interface ProjectHistory {
  /** In order of introduction, so that a later value does not give an earlier one another number. */
  readonly values: readonly PastValue[];
}

/** What the report says of the history as a whole. */
export interface HistorySummary {
  /** Whether all of the history was there. */
  readonly complete: boolean;
  readonly commits: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Why it was not all there, and what was left out, for people. */
  readonly gaps: readonly string[];
  /** Values under a name that were found, before rules had their say. */
  readonly values: number;
}

/** How messages explain a day. */
export const dayHint = 'A day is written YYYY-MM-DD: 2024-03-01.';

/** The beginning of a day, UTC, milliseconds since 1970; `undefined` for what is none. */
export function parseDay(text: string): number | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
