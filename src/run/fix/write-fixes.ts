// Puts the result of a fix on disk: one transaction for the files, then git's index.
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import { runTransaction } from '../../fix/transaction/run-transaction.ts';
import type { Environment } from '../../input/git.ts';
import { UserError } from '../../model/errors.ts';
import { readTarget } from '../../write/files.ts';
import { targetBelow } from '../../write/target.ts';
import { readEntries, untrack } from './index-entries.ts';
import type { ChangedFile } from './overlay-tree.ts';

export interface WriteOptions {
  readonly root: string;
  readonly env: Environment;
  readonly stateDirectory: string;
  readonly fixes: readonly PlannedFix[];
  readonly changes: readonly ChangedFile[];
  /** What was read is the index: the same must be on disk. */
  readonly isStaged: boolean;
}

/** Writes everything or nothing. Throws a UserError where it cannot. */
export function writeFixes(options: WriteOptions): void {
  const { root, env, stateDirectory, fixes, changes } = options;
  refuseUnwritable(options);
  const secretPaths = new Set(
    fixes.flatMap(({ edits }) =>
      edits.flatMap((edit) => (edit.maskedText === undefined ? [] : [edit.path])),
    ),
  );
  const paths = [...new Set(fixes.flatMap((fix) => fix.untrack))];
  const untracked = readEntries(root, env, paths);
  runTransaction(
    changes.map((change) => ({ ...change, mode: secretPaths.has(change.path) ? 0o600 : 0o644 })),
    {
      root,
      stateDirectory,
      title: fixes.map(({ title }) => title).join('; '),
      untracked,
    },
  );
  untrack(root, env, untracked);
}

/** What can be told without writing anything: a dry run promises nothing that could not be done. */
export function refuseUnwritable({
  root,
  changes,
  isStaged,
}: Pick<WriteOptions, 'root' | 'changes' | 'isStaged'>): void {
  for (const { path, before } of changes) {
    const { path: target } = targetBelow(root, path);
    if (!isStaged || before === null || readTarget(target, path)?.equals(before)) continue;
    throw new UserError(`${path} has changes that are not staged`, {
      hint: 'Nothing was changed. Stage or stash them, or fix without --staged.',
    });
  }
}
