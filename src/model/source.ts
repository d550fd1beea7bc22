// What the input layer hands on: which files there are, and what became of those that could not be audited.

/** What git knows of a file; `unknown` outside a repository and for stdin. */
export type TrackedState = 'tracked' | 'untracked' | 'ignored' | 'unknown';

/** One file to audit, before anything is read. */
export interface Source {
  /** Relative to the root of the run, `/` on every platform. */
  readonly path: string;
  /** Size in bytes where it is known without reading. */
  readonly sizeBytes?: number;
  readonly tracked: TrackedState;
  /** Somebody named this very file: it is read whatever it looks like. */
  readonly isNamed?: boolean;
}

/** Why a file was not, or not fully, audited. */
export type SkipReason =
  | 'binary'
  | 'too-large'
  | 'outside-root'
  | 'broken-link'
  | 'not-a-file'
  | 'unreadable'
  | 'vanished'
  | 'minified'
  /** A directory of other people's code: configuration in it was audited where git tracks it, code was not. */
  | 'vendored'
  /** It was named, and something else leaves it out. */
  | 'excluded'
  /** It has more entries than any configuration: those that name a secret were audited, others were not. */
  | 'too-many'
  /** Code that a bundler put together: it was read where it was made from. */
  | 'bundled'
  /** Code that a tool wrote. */
  | 'generated'
  | 'parse-error'
  /** Its values refer to each other too often to follow them all: what was found still counts. */
  | 'budget'
  | 'encoding'
  /** It is of a kind that is read, and somebody has encrypted it. */
  | 'encrypted'
  /** What stands there says where the content is: it was not checked out. */
  | 'stored-elsewhere'
  /** A checkout of its own below the one that is audited: another branch, another repository. */
  | 'other-checkout'
  /** Files that git tracks and keeps out of the work tree, as the user told it to. */
  | 'sparse-checkout'
  /** It was audited, but git did not tell which of its files are tracked. */
  | 'git-failed'
  /** It was audited, but how old its secrets are could not be told, and was asked for. */
  | 'unknown-age'
  /** The history was asked for, and is not all there. */
  | 'missing-history';

/** A file that was asked for and could not be audited in full. */
export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  /** One sentence more where it helps (an `errno` name, a parser's position); never file content. */
  readonly detail?: string;
  /** True where the user must learn that the audit is not complete (exit 2): unreadable, git failed. */
  readonly isFailure: boolean;
}

/** Kind of place a file is; findings in anything but production are notes. */
export type Context = 'production' | 'test' | 'example' | 'docs' | 'vendored' | 'generated';
