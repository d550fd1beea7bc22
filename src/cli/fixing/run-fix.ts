// What `fix` and `rotate` have in common: audit, plan and apply in memory, then show the diff or write.

import type { PlanInput } from '../../fix/plan/plan-types.ts';
import { renderDiff } from '../../fix/render-diff.ts';
import { UserError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { checkTargets, writeReports } from '../run-scan.ts';
import type { ScanRequest } from '../scan-request.ts';
import type { Target } from '../targets.ts';
import { exitCodeOf, selectFindings } from '../verdict.ts';
import { describeFixes } from './describe-fixes.ts';
import { runFixLoop } from './fix-loop.ts';
import { createTrackedLookup, isInsidePackage } from './outside.ts';
import { createOverlay } from './overlay-tree.ts';
import { recoverInterrupted } from './recover.ts';
import { createParse } from './syntax.ts';
import { writeFixes } from './write-fixes.ts';

export interface FixJob extends Pick<PlanInput, 'safety' | 'keepPrevious' | 'rotate'> {
  readonly args: Arguments;
  readonly io: Io;
  readonly request: ScanRequest;
  readonly targets: readonly Target[];
  isWanted(finding: Finding): boolean;
}

/** Gives the exit code: 0 only where nothing at the fail level is left and nothing is still to be written. */
export async function runFix(job: FixJob): Promise<number> {
  const { args, io, request } = job;
  refuseStdin(request);
  checkTargets(job.targets, io);
  await recoverInterrupted(io);
  const [{ runAudit }, { generateSecret }, { readVersion }, { loadRules, loadStrength }] =
    await Promise.all([
      import('../../run.ts'),
      import('../../strength/generate.ts'),
      import('../version.ts'),
      import('../../index.ts'),
    ]);
  const parts = { loadRules, version: readVersion(), loadStrength };
  // Listing alone is wanted here; and a rotation on purpose asks for no age.
  const { tree } = await runAudit({ ...request.options, maxAge: null }, parts);
  const options = job.rotate ? { ...request.options, maxAge: null } : request.options;
  const overlay = createOverlay(tree);
  const result = await runFixLoop({
    ...job,
    overlay,
    parse: await createParse(),
    generate: generateSecret,
    isTracked: createTrackedLookup(tree.root, io),
    isInsidePackage: isInsidePackage(tree.root),
    audit: async (changed) => {
      const run = await runAudit(options, { ...parts, openTree: async () => changed });
      return { ...run, report: selectFindings(run.report, request.thresholds) };
    },
  });
  const [refused] = result.refused;
  if (job.rotate && refused !== undefined) {
    throw new UserError(`${job.rotate.name} cannot be replaced in all its places: ${refused}`, {
      hint: 'Nothing was changed. --environment, --exclude or --no-previous may leave that place out.',
    });
  }
  if (job.rotate && result.fixes.length === 0) {
    throw new UserError(`no value of ${job.rotate.name} was found that could be replaced`, {
      hint: 'Name the variable as the env file does; --environment narrows it down.',
    });
  }
  const isStaged = request.options.scope?.kind === 'staged';
  const isDryRun = args.flag('dry-run');
  const changes = overlay.changes();
  if (isDryRun) io.stdout.write(renderDiff(result.shown));
  else writeFixes({ root: tree.root, io, fixes: result.fixes, changes, isStaged });
  io.stderr.write(describeFixes({ ...result, isDryRun, isStaged, isQuiet: args.flag('quiet') }));
  if (!isDryRun) await writeReports({ ...result.run, tree: overlay.tree }, job);
  const code = exitCodeOf(result.run.report, request.thresholds);
  const isPending = (isDryRun || isStaged) && changes.length > 0;
  return code === 0 && isPending ? request.thresholds.findingsCode : code;
}

function refuseStdin({ options }: ScanRequest): void {
  if (options.scope?.kind !== 'stdin') return;
  throw new UserError('Standard input cannot be fixed.', { hint: 'Name files or directories.' });
}
