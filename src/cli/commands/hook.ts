// `keylint hook run|install|uninstall`: what a commit hook calls, and getting it there.
import { resolve } from 'node:path';
import { openGit, splitNul } from '../../input/git.ts';
import { findTopLevel } from '../../input/index-tree.ts';
import { realPath } from '../../input/paths.ts';
import { UserError } from '../../model/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { type HookStage, hookStages } from '../hooking/hook-block.ts';
import type { Io } from '../io.ts';
import { scan } from '../run-scan.ts';
import { auditOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { didYouMean } from '../suggest.ts';
import { readTargets } from '../targets.ts';

// The hook decides what is audited.
const { staged, changed, since, at, 'stdin-file-path': stdin, ...runOptions } = auditOptions;
const actions = ['run', 'install', 'uninstall'];

export const command: Command = {
  options: {
    stage: {
      kind: 'list',
      value: 'name',
      choices: hookStages,
      group: 'Installing',
      describe: 'Which hook: pre-commit (default) audits what is staged, pre-push the whole tree',
    },
    force: {
      kind: 'flag',
      group: 'Installing',
      describe: 'Write the hook although a hook manager is in use',
    },
    ...runOptions,
  },
  operands: { usage: 'run|install|uninstall [files..]', min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint hook install', 'Audit what is staged before every commit'],
    ['keylint hook install --stage pre-push', 'Audit the whole tree before every push'],
    ['keylint hook uninstall', 'Take it out again'],
    ['keylint hook run', 'What the hook runs: the same as --staged'],
    ['keylint hook run -- .env src/auth.ts', 'Report on these files, linked against all others'],
  ],
  epilogue:
    'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do what was asked.',
  async run(args, io) {
    const [action = '', ...files] = args.operands;
    if (action === 'run') return runHook(files, args, io);
    if (!actions.includes(action)) {
      throw new UserError(`keylint hook cannot "${action}".`, {
        hint: didYouMean(action, actions, `It is one of ${actions.join(', ')}.`),
      });
    }
    if (files.length > 0) throw new UserError(`keylint hook ${action} takes no files.`);
    const { installHooks, uninstallHooks } = await import('../hooking/install.ts');
    const asked = hookStages.filter((stage) => args.list('stage').includes(stage));
    const job = { io, isForced: args.flag('force') };
    // Nobody remembers by heart which hooks there are to take it out of.
    const byDefault: readonly HookStage[] = action === 'install' ? ['pre-commit'] : hookStages;
    const stages = asked.length > 0 ? asked : byDefault;
    if (action === 'install') installHooks({ ...job, stages });
    else uninstallHooks({ ...job, stages });
    return 0;
  },
};

/**
 * Audits what the next commit holds. Of named files the index is read where all of them are staged (a commit is being
 * made), and the disk where not (`pre-commit run --all-files`, a push); either way they are linked against all others.
 */
async function runHook(files: readonly string[], args: Arguments, io: Io): Promise<number> {
  const targets = readTargets(args);
  // The names may start with dashes or be `-`: they are no operands of a scan.
  const request = await readScanRequest({ ...args, operands: [] }, io);
  const git = openGit({ cwd: io.cwd, env: io.env, inHook: true });
  const root = findTopLevel(git);
  const cwd = realPath(io.cwd) ?? io.cwd;
  const removed = listStaged(root, io, '--diff-filter=D');
  // What the commit deletes is named by some hook managers, and there is nothing of it to audit.
  const paths = files.map((file) => resolve(cwd, file)).filter((path) => !removed.has(path));
  const isCommit = files.length === 0 || areAllStaged(paths, root, io);
  const options = {
    ...request.options,
    cwd: root,
    scope: { kind: isCommit ? 'staged' : 'worktree' } as const,
    ...(files.length > 0 && { reportPaths: paths }),
  };
  return scan({ request: { ...request, options }, targets, args, io });
}

function areAllStaged(paths: readonly string[], root: string, io: Io): boolean {
  const names = listStaged(root, io);
  return paths.every((path) => names.has(path));
}

/** Absolute paths that the next commit changes; none where git cannot tell. */
function listStaged(root: string, io: Io, ...filter: readonly string[]): ReadonlySet<string> {
  const git = openGit({ cwd: root, env: io.env, inHook: true });
  const base = ['diff', '--cached', '--name-only', '-z', '--no-renames', '--no-ext-diff'];
  const listed = git.run([...base, ...filter]);
  const names = listed.ok ? splitNul(listed.stdout) : [];
  return new Set(names.map((name) => resolve(root, name)));
}
