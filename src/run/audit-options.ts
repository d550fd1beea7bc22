// What an audit is asked for, and what its caller brings along.
import type { Baseline } from '../engine/baseline.ts';
import type { Rater } from '../engine/rater.ts';
import type { Tree } from '../input/tree.ts';
import type { Facts } from '../model/facts.ts';
import type { Confidence } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Project } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { KnownSecretLookup } from '../model/strength.ts';
import type { FindAges } from './find-ages.ts';
import type { FindHistory } from './history/find-history.ts';
import type { RunMemory } from './run-memory.ts';
import type { OnProgress } from './scan-tree.ts';

/** The path of a text that nobody has named. */
export const unnamedStdin = 'stdin';

/** Which bytes to audit. */
export type AuditScope =
  | { readonly kind: 'worktree' }
  /** The git index, never the disk; reports on what is staged. */
  | {
      readonly kind: 'staged';
      /** Report on whole files; default: on lines that the commit changes, and what is told of these. */
      readonly wholeFiles?: boolean;
    }
  /** The work tree; reports on lines changed since the merge base with `ref`. */
  | { readonly kind: 'since'; readonly ref: string }
  /** The files of a commit, never the disk. `cwd` may be a bare repository; paths count from it. */
  | { readonly kind: 'commit'; readonly rev: string }
  | { readonly kind: 'stdin'; readonly path: string; readonly bytes: Uint8Array };

/** What to audit and how. Everything is optional; the default audits the current directory. */
export interface AuditOptions {
  /** Root of the run, absolute; all paths in the report are relative to it. */
  readonly cwd?: string;
  /** Files, directories or globs. A single directory becomes the root itself. */
  readonly paths?: readonly string[];
  readonly scope?: AuditScope;
  /** Files to report on, literal paths; everything else is there for linking only. Hooks are given such lists. */
  readonly reportPaths?: readonly string[];
  readonly exclude?: readonly string[];
  readonly respectGitignore?: boolean;
  readonly ignorePath?: string;
  /** Let a glob that no file matches pass; default: it is an error. */
  readonly allowUnmatched?: boolean;
  /** What is not given has its default. */
  readonly settings?: Partial<Settings>;
  /** Directory that globs of the settings count from, absolute; default: the root of the run. */
  readonly settingsDirectory?: string;
  readonly baseline?: Baseline;
  /** Its file name, for the report. */
  readonly baselineName?: string;
  /** Run these rules alone. */
  readonly onlyRules?: readonly string[];
  /** Findings in tests, examples and docs count. */
  readonly strict?: boolean;
  /** The least confidence reported; default `medium`. */
  readonly minConfidence?: Confidence;
  /** Honour `gitleaks:allow` and its like. */
  readonly readForeignSuppressions?: boolean;
  /** Values to treat as public, from word lists. */
  readonly knownSecrets?: KnownSecretLookup;
  /**
   * Report secrets that have not changed for longer: days, or `90d`, `12w`, `6m` (30 days each), `1y` (365 days).
   * Default: what the settings say; `null`: whatever they say, no age is looked up. What is staged or comes from
   * standard input has no age.
   */
  readonly maxAge?: string | number | null;
  /** What ages are counted up to; default: the clock. */
  readonly now?: Date;
  /**
   * Looks for secrets in the history as well. `required`: where it is not all there, the audit is incomplete;
   * `wanted`: that is said, and no more.
   */
  readonly history?: 'required' | 'wanted';
  /** Of the history, leaves out what was introduced before that day, `YYYY-MM-DD`. */
  readonly historySince?: string;
  /** Names the authors of the commits that brought a value and took it away. */
  readonly historyAuthors?: boolean;
  /**
   * Word lists whose lines are tried as keys of the tokens in the files: absolute paths, and how reports name them.
   * `knownSecrets` says what they are worth as secrets.
   */
  readonly wordlists?: readonly { readonly path: string; readonly name: string }[];
  /** How many times a key is tried on a token in the files, at most; 0: never. Default: 20 million. */
  readonly tokenBudget?: number;
  /** In how many threads files are scanned, this one included; default: 1, and 3 where there are 4 cores or more. */
  readonly threads?: number;
  readonly onProgress?: OnProgress;
  /**
   * Absolute path of a directory where runs of `staged` keep which contents of the repository need no second look:
   * object ids of git, nothing of what was found. Default: every run starts anew.
   */
  readonly cacheDirectory?: string;
}

/** A run with everything that fixes need besides the report. */
export interface AuditRun {
  readonly report: Report;
  readonly project: Project;
  readonly tree: Tree;
  readonly strengthOf: Rater;
  /** What each file says, by path. */
  readonly facts: ReadonlyMap<string, Facts>;
  /** Which files names lead into was taken from the audit before (`AuditParts.mayAssume`). */
  readonly isAssumed: boolean;
}

/** What the caller brings: the rules, the rating and the version, so that this file stays plumbing. */
export interface AuditParts {
  loadRules(): Promise<readonly Rule[]>;
  readonly version: string;
  /** Of this very code; what another build learned is not believed. Absent: nothing is learned. */
  readonly buildId?: string | undefined;
  loadStrength(): Promise<StrengthParts>;
  /** Opens another tree than disk, index or stdin: tests audit texts from memory. */
  readonly openTree?: (options: AuditOptions) => Promise<Tree>;
  /** Findings without masked lines, and without what a fix would do: for who shows neither. */
  readonly isForPlaces?: boolean;
  /** What a session keeps between audits of one tree. Absent: every audit starts anew. */
  readonly memory?: RunMemory;
  /** With `memory`: the files that names lead into may be those of the audit before, so that an answer is there sooner. */
  readonly mayAssume?: boolean;
  /** Ends the audit before it goes on to its next step: it rejects with the signal's reason, and nothing is forgotten. */
  readonly signal?: AbortSignal;
  /** Finds ages another way than by git and the disk. */
  readonly findAges?: FindAges;
  /** Finds the history another way than by git. */
  readonly findHistory?: FindHistory;
}

/** The rating, and sets of values that it takes for public. */
export interface StrengthParts {
  readonly assess: typeof import('../strength/assess.ts').assess;
  readonly createKnownSecrets: typeof import('../strength/known-secrets.ts').createKnownSecrets;
}
