// The scan of a commit: few files are reported on, all others are there for linking alone, and reading is dear. Git
// searches them and fetches what it found, and whatever can be done meanwhile is done.
import type { Tree } from '../input/tree.ts';
import { prefilterWords } from '../scan/prefilter-words.ts';
import { isAlwaysRead, isModuleConfig } from '../scan/scan.ts';
import { isWorthLinking } from './first-tests.ts';

export interface ScanCommitOptions {
  readonly tree: Tree;
  readonly load: NonNullable<Tree['load']>;
  readonly reportOn: NonNullable<Tree['reportOn']>;
  isScanned(path: string): boolean;
  scan(paths: readonly string[]): Promise<void>;
  /** Called when something may be found and git is not ready yet. */
  readonly onWait: (() => void) | undefined;
}

/** Scans the commit and, if that can hold a fact at all, what it may be linked to. */
export async function scanCommit(options: ScanCommitOptions): Promise<void> {
  const { tree, load, isScanned, scan } = options;
  const reported = [...options.reportOn.keys()].filter(isScanned);
  await load(reported);
  if (!reported.some((path) => isWorthLinking(tree, path))) return scan(reported);
  const searching = tree.search?.(prefilterWords);
  options.onWait?.();
  await scan(reported);
  const found = await searching;
  const scannedBefore = new Set(reported);
  const others = tree.sources
    .map(({ path }) => path)
    .filter((path) => !found || found.has(path) || isAlwaysRead(path) || isModuleConfig(path))
    .filter((path) => !scannedBefore.has(path) && isScanned(path));
  await load(others);
  await scan(others);
}
