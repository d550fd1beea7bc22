// Puts the result of a fix on disk: one transaction for the files, then git's index.
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import type { Untracked } from '../../fix/transaction/journal.ts';
import { runTransaction } from '../../fix/transaction/run-transaction.ts';
import { type Environment, openGit, splitNul } from '../../input/git.ts';
import { UserError } from '../../model/errors.ts';
import { readTarget } from '../../write/files.ts';
import { targetBelow } from '../../write/target.ts';
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
  const git = openGit({ cwd: root, env });
  const secretPaths = new Set(
    fixes.flatMap(({ edits }) =>
      edits.flatMap((edit) => (edit.maskedText === undefined ? [] : [edit.path])),
    ),
  );
  const untracked = [...new Set(fixes.flatMap(({ untrack }) => untrack))].flatMap(
    (path): Untracked[] => {
      const listed = git.run(['ls-files', '-s', '-z', '--', path]);
      return listed.ok ? splitNul(listed.stdout).flatMap((line) => toUntracked(line)) : [];
    },
  );
  runTransaction(
    changes.map((change) => ({ ...change, mode: secretPaths.has(change.path) ? 0o600 : 0o644 })),
    {
      root,
      stateDirectory,
      title: fixes.map(({ title }) => title).join('; '),
      untracked,
    },
  );
  if (untracked.length === 0) return;
  // -f: the file on disk was just changed, and --cached leaves it alone anyway.
  const removed = git.run([
    'rm',
    '--cached',
    '--quiet',
    '-f',
    '--',
    ...untracked.map(({ path }) => path),
  ]);
  if (!removed.ok) {
    throw new UserError(`the files are fixed, but git could not untrack them (${removed.detail})`, {
      hint: `Run: git rm --cached ${untracked.map(({ path }) => path).join(' ')}`,
    });
  }
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

function toUntracked(line: string): Untracked[] {
  const [head = '', path] = line.split('\t');
  const [mode, object] = head.split(' ');
  return mode && object && path !== undefined ? [{ path, mode, object }] : [];
}

/** Puts entries back into git's index, as undo needs it. */
export function trackAgain(root: string, env: Environment, untracked: readonly Untracked[]): void {
  const git = openGit({ cwd: root, env });
  for (const { path, mode, object } of untracked) {
    const added = git.run(['update-index', '--add', '--cacheinfo', `${mode},${object},${path}`]);
    if (!added.ok) {
      throw new UserError(`the files are restored, but git could not track ${path} again`, {
        hint: `Run: git add -f ${path}`,
      });
    }
  }
}
