// The nine questions of a careful team, as `keylint checklist` answers them. Redacted like a report: names, numbers and
// places, never a value.

/** `unseen`: nothing in the repository, or on this disk, could tell. */
export type Answer = 'yes' | 'partly' | 'no' | 'unseen';

/** Why the answer is what it is: one sentence without its end, and the place that it is about. */
export interface Evidence {
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  readonly text: string;
}

export const checklistIds = [
  'length',
  'randomness',
  'storage',
  'never-committed',
  'environments',
  'guessability',
  'rotation',
  'documentation',
  'access',
] as const;
export type ChecklistId = (typeof checklistIds)[number];

export interface ChecklistItem {
  readonly id: ChecklistId;
  readonly question: string;
  readonly answer: Answer;
  /** What speaks against first. Never empty. */
  readonly evidence: readonly Evidence[];
}

export interface Checklist {
  readonly version: 1;
  readonly tool: { readonly name: 'keylint'; readonly version: string };
  /** False where something asked for could not be audited: then no answer can be relied on. */
  readonly complete: boolean;
  /** Signing secrets of production that were found. */
  readonly secrets: number;
  /** In the order of `checklistIds`. */
  readonly items: readonly ChecklistItem[];
}
