// What a rule is: data and pure functions over the linked project. The engine runs them; a rule never reads a
// file, looks at the clock or imports another rule.
import type { Safety } from './edit.ts';
import type { Confidence, RelatedPlace, Severity } from './finding.ts';
import type { PastStory } from './history.ts';
import type { Place } from './place.ts';
import type { RuleSummary } from './report.ts';
import type { LinkedUse, Project, Secret, SecretValue } from './secret.ts';
import type { Context, TrackedState } from './source.ts';
import type { Strength } from './strength.ts';

/** The five things that can be said of a secret, and two more of the code around it; no two overlap. */
export type RuleCategory =
  | 'storage'
  | 'length'
  | 'predictability'
  | 'reuse'
  | 'age'
  | 'birth'
  | 'use';

/** One value of one secret. */
export interface ValueSubject {
  readonly secret: Secret;
  readonly value: SecretValue;
  /** `undefined` where the text is not written down (generated, or only read). */
  readonly strength: Strength | undefined;
  readonly project: Project;
}

export interface UseSubject {
  readonly use: LinkedUse;
  /** The secrets its key can come from. */
  readonly secrets: readonly Secret[];
  readonly project: Project;
}

export interface ProjectSubject {
  readonly project: Project;
  /** The rating of a value, computed once and shared. */
  strengthOf(secret: Secret, value: SecretValue): Strength | undefined;
  /** Whether two values hold the same text; rules need not touch the text itself. */
  isSameText(a: SecretValue, b: SecretValue): boolean;
}

/** What a rule has to say: where and what, with numbers. Never the value. */
export interface Problem {
  readonly at: Place;
  /** What is wrong here. Names, lengths and places only. */
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** A remark: it never fails a run, wherever it stands. */
  readonly level?: 'note';
  readonly related?: readonly RelatedPlace[];
  readonly secret?: Secret;
  readonly value?: SecretValue;
  /** What git remembers of it. */
  readonly story?: PastStory;
  /** Of a place that is not among the audited files. */
  readonly context?: Context;
}

/** What fixes do about findings, and the least that has to be allowed for it. */
const remedies = {
  /** The value is replaced, in all places that have to stay equal. */
  'new-value': 'safe',
  /** The value leaves the file, which refers to a variable from then on. */
  'moved-value': 'unsafe',
  'ignored-file': 'safe',
  'untracked-file': 'unsafe',
  'pinned-algorithms': 'unsafe',
  'random-bytes': 'unsafe',
} as const satisfies Readonly<Record<string, Safety>>;

/** What a fix does about the findings of a rule, or why it leaves them to people: one sentence, no full stop. */
export type Remedy = keyof typeof remedies | { readonly leave: string };

/** The least that has to be allowed for a rule's findings to be fixed anywhere; `null`: they never are. */
export function fixOf({ remedy }: Pick<Rule, 'remedy'>): Safety | null {
  return typeof remedy === 'string' ? remedies[remedy] : null;
}

/** One file, or several where the rule needs them. `«»` in a text mark where each finding must land. */
export interface Example {
  readonly name: string;
  readonly file?: string;
  readonly text?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** What git says of the files by path; `unknown` where absent. */
  readonly tracked?: Readonly<Record<string, TrackedState>>;
  /** Days for which all values of a file have stood as they are, by path; the most allowed is `exampleMaxDays`. */
  readonly days?: Readonly<Record<string, number>>;
  /** Earlier commits, oldest first, each with all its files; with them the history is asked for. */
  readonly past?: readonly Readonly<Record<string, string>>[];
}

/** The maximal age that examples with `days` are audited with. */
export const exampleMaxDays = 90;

type ProblemResult = Problem | readonly Problem[] | undefined;

export interface Rule {
  /** Names the bad thing and reads after "allow". */
  readonly id: string;
  readonly title: string;
  readonly category: RuleCategory;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly looksFor: string;
  readonly why: string;
  readonly howToFix: string;
  /** URLs and CWE ids. */
  readonly references: readonly string[];
  /** It asks for ages, and does not run where nobody gave a maximal one. */
  readonly needsAges?: true;
  /** It asks for the history, and does not run where nobody wanted one. */
  readonly needsHistory?: true;
  /** It asks which keys sign the tokens in the files, and does not run where nobody looked. */
  readonly needsTokens?: true;
  readonly remedy: Remedy;
  /** Called once for each value of each secret. */
  check?(subject: ValueSubject): ProblemResult;
  /** Called once for each use. */
  checkUse?(subject: UseSubject): ProblemResult;
  /** Called once for the run. */
  checkAll?(subject: ProjectSubject): ProblemResult;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

/** What reporters need to know of a rule. */
export function summarizeRule(rule: Rule): RuleSummary {
  const { id, title, category, severity, confidence, looksFor, why, howToFix, references } = rule;
  return { id, title, category, severity, confidence, looksFor, why, howToFix, references };
}

/** Gives a rule its type; the object is returned as it is. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
