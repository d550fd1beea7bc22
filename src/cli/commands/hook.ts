// `keylint hook run|install|uninstall`: what a commit hook calls, and getting it there.
import { resolve } from 'node:path';
import { openGit, splitNul } from '../../input/git.ts';
import { findTopLevel } from '../../input/index-tree.ts';
import { realPath } from '../../input/paths.ts';
import { UserError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import { statementsOf, verdictOf } from '../../report/coverage.ts';
import { count, groupFindings, rankOf } from '../../report/findings.ts';
import type { Arguments, Command, OptionTable } from '../command.ts';
import { escapeControls } from '../describe-error.ts';
import { type HookStage, hookStages } from '../hooking/hook-block.ts';
import { bringForward, createFileTest } from '../hooking/late-options.ts';
import type { Io } from '../io.ts';
import { scan } from '../run-scan.ts';
import { auditOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { didYouMean } from '../suggest.ts';
import { readTargets } from '../targets.ts';

// The hook decides what is audited.
const { staged, changed, since, at, 'stdin-file-path': stdin, ...runOptions } = auditOptions;
const actions = ['run', 'install', 'uninstall'];

const options: OptionTable = {
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
};

export const command: Command = {
  options,
  operands: { usage: 'run|install|uninstall [files..]', min: 1, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint hook install', 'Audit what is staged before every commit'],
    ['keylint hook install --fail-on high', 'What the hook runs is told the same'],
    ['keylint hook install --stage pre-push', 'Audit the whole tree before every push'],
    ['keylint hook uninstall', 'Take it out again'],
    [
      'keylint hook run',
      'What the hook runs: staged lines, as --staged; all of the files with --staged-files',
    ],
    ['keylint hook run -- .env src/auth.ts', 'Report on these files, linked against all others'],
  ],
  epilogue:
    'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not do what was asked.',
  arrange: (argv, io) => bringForward(argv, options, createFileTest(io)),
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
    const job = { io, isForced: args.flag('force'), flags: flagsOf(args) };
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
    scope: isCommit
      ? ({ kind: 'staged', wholeFiles: args.flag('staged-files') } as const)
      : ({ kind: 'worktree' } as const),
    ...(files.length > 0 && { reportPaths: paths }),
  };
  const isPlain = targets.every(({ format, path }) => format === 'text' && path === undefined);
  return scan({
    request: { ...request, options },
    targets,
    args,
    io,
    repeat: [...(isCommit ? ['--staged'] : []), ...files],
    // A commit that is fine is nobody's news.
    isSilent: (report) => isPlain && !args.flag('verbose') && isAllClear(report),
    onEnd: (report, code) => {
      if (isPlain && isCommit && code !== 0) io.stderr.write(stoppedLine(report, code));
    },
  });
}

/** Nothing found, nothing left out that one has to know of. */
function isAllClear(report: Report): boolean {
  const { kind } = verdictOf(report, {});
  return (
    (kind === 'clear' || kind === 'nothing') &&
    report.complete &&
    report.notices.every((notice) => notice.kind !== 'error') &&
    statementsOf(report).every(({ level }) => level !== 'warning')
  );
}

/** The last line of a commit that does not come about: why, and the ways on. */
function stoppedLine(report: Report, code: number): string {
  if (code === 2) {
    return 'keylint stopped this commit: it could not be audited. Skip: git commit --no-verify\n';
  }
  const counted = report.findings.filter((one) => rankOf(one) !== 'note' && !one.suppressed);
  const groups = groupFindings(counted, ({ rule }) => rule);
  const paths = [...new Set(counted.map(({ path }) => path))];
  const where = paths.length === 1 ? paths[0] : `${paths.length} files`;
  const isSecret = groups.every((group) => group.isSecret);
  const what = count(groups.length, isSecret ? 'secret' : 'place');
  const canFix = counted.some(({ fix }) => fix !== null);
  const isSafe = counted.some(({ fix }) => fix === 'safe');
  const rule = counted[0]?.rule ?? 'rule';
  return escapeControls(
    `keylint stopped this commit: ${what} in ${where}.${canFix ? ` Repair: keylint --fix${isSafe ? '' : '=unsafe'} --staged ·` : ''} Allow: // keylint: ignore[${rule}] why · Skip: git commit --no-verify\n`,
  );
}

/** What `hook install` was told about runs, for the hook to say again. */
function flagsOf(args: Arguments): readonly string[] {
  return Object.entries(runOptions).flatMap(([name, { kind }]) => {
    if (kind === 'flag') return args.flag(name) ? [`--${name}`] : [];
    const values = kind === 'list' ? args.list(name) : [args.text(name) ?? ''];
    return args.has(name) ? values.map((value) => `--${name}=${value}`) : [];
  });
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
