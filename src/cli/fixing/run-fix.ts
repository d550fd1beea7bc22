// What `fix` and `rotate` have in common on the command line: run the fix, show the diff or say what was written, and
// report what is left.
import { renderDiff } from '../../fix/render-diff.ts';
import type { FixJob } from '../../run/fix/run-fix.ts';
import type { Arguments } from '../command.ts';
import { escapeDiff } from '../describe-error.ts';
import type { Io } from '../io.ts';
import { checkTargets, writeReports } from '../run-scan.ts';
import type { ScanRequest } from '../scan-request.ts';
import type { Target } from '../targets.ts';
import { stateDirectoryOf } from '../user-directories.ts';
import { exitCodeOf, selectFindings } from '../verdict.ts';
import { describeFixes } from './describe-fixes.ts';
import { recoverInterrupted } from './recover.ts';

export interface FixCommand
  extends Pick<FixJob, 'safety' | 'keepPrevious' | 'rotate' | 'isWanted'> {
  readonly args: Arguments;
  readonly io: Io;
  readonly request: ScanRequest;
  readonly targets: readonly Target[];
}

/** Gives the exit code: 0 only where nothing at the fail level is left and nothing is still to be written. */
export async function fixAndReport(command: FixCommand): Promise<number> {
  const { args, io, request, targets } = command;
  checkTargets(targets, io);
  await recoverInterrupted(io);
  const [{ runFix }, { auditParts }] = await Promise.all([
    import('../../run/fix/run-fix.ts'),
    import('../../index.ts'),
  ]);
  const isStaged = request.options.scope?.kind === 'staged';
  const isDryRun = args.flag('dry-run');
  const stateDirectory = stateDirectoryOf(io);
  const outcome = await runFix({
    ...command,
    options: request.options,
    parts: auditParts,
    env: io.env,
    stateDirectory,
    isDryRun,
    select: (report) => selectFindings(report, request.thresholds),
  });
  if (isDryRun) io.stdout.write(escapeDiff(renderDiff(outcome.shown)));
  const isQuiet = args.flag('quiet');
  io.stderr.write(describeFixes({ ...outcome, isDryRun, isStaged, isQuiet, stateDirectory }));
  if (!isDryRun) await writeReports(outcome.run, command);
  const code = exitCodeOf(outcome.run.report, request.thresholds);
  const isPending = (isDryRun || isStaged) && outcome.changes.length > 0;
  return code === 0 && isPending ? request.thresholds.findingsCode : code;
}
