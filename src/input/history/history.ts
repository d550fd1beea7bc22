// What the history of a repository is to a run: blobs, what each commit changed, and what refs point to. Git answers
// in source.ts; tests bring a history that lives in memory.

/** A blob as it comes; `bytes` are valid until `take` returns. */
export type TakeBlob = (id: string, bytes: Buffer) => void;

/** `undefined` where it cannot be had. */
export interface ReadBlob {
  readonly id: string;
  readonly bytes: Buffer | undefined;
}

/** How many objects there were. */
export interface BlobTotals {
  readonly blobs: number;
  readonly bytes: number;
  /** Over `maxBlobBytes`, not read. */
  readonly tooLarge: number;
  /** Broken or missing. */
  readonly unreadable: number;
  readonly commits: number;
}

/** Larger blobs hold data, not configuration: they are counted and not read. */
export const maxBlobBytes = 1 << 20;

export interface LoggedCommit {
  readonly id: string;
  /** The author's time, seconds since 1970: what the commit claims, true or not. */
  readonly time: number;
  /** `Name <address>`, only where authors were asked for. */
  readonly author?: string;
}

/** One file that a commit changed. Paths count from the top of the repository. */
export interface LoggedChange {
  readonly path: string;
  /** Of a merge: those of all parents. A missing file has an id of zeros. */
  readonly before: readonly string[];
  readonly after: string;
  /** False for links and submodules. */
  readonly isFile: boolean;
}

export type TakeChange = (commit: LoggedCommit, change: LoggedChange) => void;

/** A ref that names a commit. */
export interface Tip {
  /** `main`, `origin/main`, `tags/v1`; `null` where it is neither a branch nor a tag (a stash, a pull request). */
  readonly name: string | null;
  readonly commit: string;
  readonly tree: string;
}

/** Why a history is not all there. `detail` is for people. */
export interface HistoryGap {
  readonly kind: 'missing' | 'shallow' | 'partial' | 'broken' | 'borrowed' | 'left-out';
  readonly detail: string;
}

export interface HistorySource {
  /** The commit that counts as "now"; `undefined` before the first. */
  readonly head: { readonly commit: string; readonly tree: string } | undefined;
  /** What is known to be missing before anything is read. */
  readonly gaps: readonly HistoryGap[];
  /** Commits whose parents are not here. */
  readonly boundary: ReadonlySet<string>;
  /** Lets git begin with what will be asked of it first, beside other work. `end` has to be called then. */
  begin(): void;
  /** Ends what was begun. */
  end(): void;
  /** Every blob once that is wanted, in the order that is fastest; all are counted, and asked about if not too large. */
  readAll(take: TakeBlob, isWanted: (id: string) => boolean): Promise<BlobTotals>;
  /** What commits that a ref reaches changed, newest first, no commit before its children. Starts at once. */
  startLog(): PendingLog;
  /** The same of commits that no ref reaches. */
  startLostLog(): PendingLog;
  /**
   * Blobs in the order asked for, as many at once as came, valid until the next come. `ids` is asked little by little,
   * somewhat ahead of what was answered.
   */
  read(ids: Iterable<string>): AsyncIterable<readonly ReadBlob[]>;
  tips(): Promise<readonly Tip[]>;
  /** Ids of what stands at paths of trees; `undefined` where nothing does. */
  lookUp(
    places: readonly { readonly tree: string; readonly path: string }[],
  ): Promise<readonly (string | undefined)[]>;
  /** Those of `commits` that `head` comes from. */
  ancestorsAmong(commits: ReadonlySet<string>): Promise<ReadonlySet<string>>;
  /** Contents that the index holds. */
  staged(): Promise<ReadonlySet<string>>;
}

/** A log that runs while something else is being read. */
export interface PendingLog {
  /** Takes what came and what is still to come. Rejects where git could not tell. */
  read(take: TakeChange): Promise<void>;
  end(): void;
}
