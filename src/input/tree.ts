// What the input layer gives to a run: a list of files and a way to read each. Where the bytes come from - disk,
// git index, stdin - is nobody else's business.
import type { Skipped, Source } from '../model/source.ts';
import type { FileStamp } from './file-stamps.ts';

/** The bytes of one file, or why there are none. The buffer may be reused by the next `read`. */
export type ReadResult =
  | { readonly bytes: Uint8Array }
  /** `head`: the beginning of what is too large to be read. */
  | { readonly skipped: Skipped; readonly head?: Uint8Array };

/** Lines of a file that a change added or touched: 1-based, both ends included. */
export interface ChangedLines {
  readonly from: number;
  readonly to: number;
}

/** Words to look for (ASCII, one found is enough) and in which files. */
export interface Search {
  readonly words: readonly string[];
  /** In this case alone, which is twice as fast; default: in any. */
  readonly isExact?: boolean;
  /** Only in files with these endings (`.js`, case folded); default: in all. */
  readonly endings?: readonly string[];
  /** Not in files with these. */
  readonly otherThan?: readonly string[];
}

export interface Tree {
  /** Absolute path of the directory all paths are relative to. */
  readonly root: string;
  /** Name of the root directory, a candidate project name. */
  readonly name: string;
  /** Every file to audit, sorted by path in code-unit order. */
  readonly sources: readonly Source[];
  /** What was asked for and cannot be audited, known from listing alone. */
  readonly skipped: readonly Skipped[];
  /** Remarks on the listing: "... has lines too costly to be heeded". */
  readonly warnings: readonly string[];
  /**
   * Where reading one by one is dear: fetches many files at once. `read` answers for the others as well, only slower.
   * Rejects with a UserError where nothing can be read.
   */
  load?(paths: readonly string[]): Promise<void>;
  /**
   * Where something else can search faster than we can read: the paths that may hold one of the words. `undefined`
   * where that cannot be told of every file.
   */
  search?(search: Search): Promise<ReadonlySet<string> | undefined>;
  /** Tells that a search found these paths in vain: whatever holds the same content need not be found by it again. */
  dismiss?(search: Search, paths: readonly string[]): void;
  /** Ends what still runs beside the caller: has to be called. `read` and `load` go on to work, only slower. */
  close?(): void;
  /** Synchronous on purpose: a promise a file costs more than most reads. Never throws. */
  read(path: string): ReadResult;
  /** By what a file is known to be the same as before without reading it; `undefined` where it has to be read. */
  stampOf?(path: string): FileStamp | undefined;
  /**
   * Where findings are to be reported: paths, and for each the changed lines (`all`: the whole file).
   * `undefined`: everywhere. The other files are read for linking only.
   */
  readonly reportOn?: ReadonlyMap<string, 'all' | readonly ChangedLines[]>;
  /** Findings elsewhere are reported too where a related place is on such a line: a call that asks for a longer key. */
  readonly reportsStories?: boolean;
  /** Whether the content of a path was made in this run and is not on disk. Absent: all of it is from elsewhere. */
  isUnwritten?(path: string): boolean;
  /** Project names that git knows: host-independent owner and repository of the remotes. */
  readonly remoteNames: readonly string[];
  /** Roots of the repositories that files of the tree belong to, absolute with `/`. Absent: nobody looked. */
  readonly repositories?: readonly string[];
  /** Set where the files are those of a commit and nothing is read from disk. */
  readonly commit?: AuditedCommit;
}

/** A commit that is audited without a checkout. */
export interface AuditedCommit {
  readonly id: string;
  /** Where git is to be started: the root of the work tree, or a bare repository. Absolute with `/`. */
  readonly directory: string;
  /** From the top of the commit to the root of the run: `/`-ended or ''. */
  readonly prefix: string;
  /** Whether it has a file (no link) at this path from its top. */
  holds(path: string): boolean;
}

export interface TreeOptions {
  /** Directory that paths are relative to; the default root. */
  readonly cwd: string;
  /** Files, directories or globs, relative to `cwd`; an existing path is taken literally first. */
  readonly paths: readonly string[];
  /** More globs to leave out. */
  readonly exclude: readonly string[];
  /** Default true; ignored `.env*` files are listed all the same. */
  readonly respectGitignore: boolean;
  /** One more file in `.gitignore` syntax. */
  readonly ignorePath?: string;
  /** A glob that no file matches is an error unless this is set. */
  readonly allowUnmatched?: boolean;
  /**
   * Whether a path is configuration that somebody can read: of directories with other people's code only that is
   * listed. Default: nothing is.
   */
  readonly isConfiguration?: Promise<(path: string) => boolean>;
}
