// A fix from start to end: audit, plan and apply in memory until nothing changes, then write everything or nothing.
// `keylint fix`, `keylint rotate` and the API run it.
import type { PlanInput } from '../../fix/plan/plan-types.ts';
import type { Environment } from '../../input/git.ts';
import { UserError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { type AuditOptions, type AuditParts, openTree, runAudit } from '../../run.ts';
import { repairFor } from '../../scan/repairs.ts';
import { generateSecret } from '../../strength/generate.ts';
import { type FixResult, runFixLoop } from './fix-loop.ts';
import {
  createTrackedLookup,
  createUnsureTest,
  isInRepository,
  isInsidePackage,
} from './outside.ts';
import { type ChangedFile, createOverlay } from './overlay-tree.ts';
import { createParse } from './syntax.ts';
import { refuseUnwritable, writeFixes } from './write-fixes.ts';

export interface FixJob extends Pick<PlanInput, 'safety' | 'keepPrevious' | 'rotate'> {
  readonly options: AuditOptions;
  readonly parts: AuditParts;
  readonly env: Environment;
  /** Of the user, outside of what is fixed: old values are kept there for `keylint undo`. */
  readonly stateDirectory: string;
  /** Write nothing; say what would be written. */
  readonly isDryRun: boolean;
  /** Whether a finding is to be resolved. */
  isWanted(finding: Finding): boolean;
  /** What counts of a report; default: all of it. */
  select?(report: Report): Report;
}

export interface FixOutcome extends FixResult {
  /** What was written, or would be. */
  readonly changes: readonly ChangedFile[];
}

/** Throws a UserError, with nothing changed, where what is asked for cannot be done or written. */
export async function runFix(job: FixJob): Promise<FixOutcome> {
  const { parts, env, stateDirectory, isDryRun, select = (report) => report } = job;
  refuseOthers(job.options);
  // A rotation on purpose asks for no age.
  const options = job.rotate ? { ...job.options, maxAge: null } : job.options;
  const base = await openTree(options, parts);
  try {
    const overlay = createOverlay(base);
    const { root } = base;
    const remedies = new Map((await parts.loadRules()).map(({ id, remedy }) => [id, remedy]));
    const result = await runFixLoop({
      ...job,
      overlay,
      parse: await createParse(),
      repairOf: repairFor,
      generate: generateSecret,
      isTracked: createTrackedLookup(root, env),
      isUnsure: createUnsureTest(base),
      isRepository: isInRepository(root),
      isInsidePackage: isInsidePackage(root),
      remedyOf: (rule) => remedies.get(rule),
      audit: async (tree) => {
        const run = await runAudit(options, { ...parts, openTree: async () => tree });
        return { ...run, report: select(run.report) };
      },
    });
    refuseHalfRotation(job, result);
    const changes = overlay.changes();
    const isStaged = options.scope?.kind === 'staged';
    if (isDryRun) refuseUnwritable({ root, changes, isStaged });
    else writeFixes({ root, env, stateDirectory, fixes: result.fixes, changes, isStaged });
    return { ...result, run: { ...result.run, tree: overlay.tree }, changes };
  } finally {
    base.close?.();
  }
}

function refuseOthers({ scope }: AuditOptions): void {
  if (scope?.kind === 'commit') {
    throw new UserError('A commit cannot be fixed.', { hint: 'Check it out, or leave --at out.' });
  }
  if (scope?.kind !== 'stdin') return;
  throw new UserError('Standard input cannot be fixed.', { hint: 'Name files or directories.' });
}

/** A rotation that leaves a place behind would lock people out. */
function refuseHalfRotation({ rotate }: FixJob, { refused, fixes }: FixResult): void {
  if (!rotate) return;
  const [reason] = refused;
  if (reason !== undefined) {
    throw new UserError(`${rotate.name} cannot be replaced in all its places: ${reason}`, {
      hint: 'Nothing was changed. --environment, --exclude or --no-previous may leave that place out.',
    });
  }
  if (fixes.length > 0) return;
  throw new UserError('no value of that name was found that could be replaced', {
    hint: 'Name the variable as the env file does; --environment narrows it down.',
  });
}
