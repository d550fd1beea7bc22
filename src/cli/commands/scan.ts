// `keylint [paths..]`: audits, reports, and says by its exit code what came of it.
import { relative, resolve } from 'node:path';
import { loadReporter } from '../../report/index.ts';
import type { AuditRun } from '../../run.ts';
import type { Arguments, Command } from '../command.ts';
import { writeAtomically } from '../files.ts';
import { type Io, wantsColor } from '../io.ts';
import { createProgress } from '../progress.ts';
import { scanOptions } from '../scan-options.ts';
import { readScanRequest, type ScanRequest } from '../scan-request.ts';
import { findRepositoryRoot } from '../settings/find-settings.ts';
import { readTargets, type Target } from '../targets.ts';
import { exitCodeOf, selectFindings } from '../verdict.ts';

export const command: Command = {
  options: scanOptions,
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint', 'Audit the working directory'],
    ['keylint --staged', 'Audit what the next commit holds'],
    ['keylint -f sarif -o keylint.sarif', 'Write a report for code scanning'],
    ['keylint --fix=unsafe --dry-run', 'See what would be repaired'],
  ],
  epilogue:
    'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not audit what was asked.',
  async run(args, io) {
    if (args.flag('init')) return delegate('init', args, io);
    if (args.has('fix')) return delegate('fix', args, io);
    if (args.flag('update-baseline')) return delegate('baseline', args, io);
    const targets = readTargets(args);
    const request = await readScanRequest(args, io);
    if (args.flag('print-config')) {
      const { renderSettings } = await import('../settings/render-settings.ts');
      io.stdout.write(renderSettings(request));
      return 0;
    }
    return scan({ request, targets, args, io });
  },
};

export interface ScanJob {
  readonly request: ScanRequest;
  readonly targets: readonly Target[];
  readonly args: Arguments;
  readonly io: Io;
}

/** Audits, writes the reports, gives the exit code. */
export async function scan(job: ScanJob): Promise<number> {
  const run = await runAudit(job);
  await writeReports(run, job);
  return exitCodeOf(run.report, job.request.thresholds);
}

/** Audits with a progress line; the report holds what the thresholds let through. */
export async function runAudit({ request, args, io }: Omit<ScanJob, 'targets'>): Promise<AuditRun> {
  const isSilent = args.flag('no-progress') || args.flag('quiet');
  const progress = createProgress(io.stderr, isSilent);
  try {
    // The engine is loaded here, so that --help and a mistyped flag are answered at once.
    const { auditProject } = await import('../../index.ts');
    const run = await auditProject({ ...request.options, onProgress: progress.update });
    return { ...run, report: selectFindings(run.report, request.thresholds) };
  } finally {
    progress.end();
  }
}

/** Renders every target; files are written whole or not at all, and before standard output. */
export async function writeReports(
  { report, tree }: Pick<AuditRun, 'report' | 'tree'>,
  { request, targets, args, io }: ScanJob,
): Promise<void> {
  const when = args.flag('no-color') ? 'never' : args.text('color');
  const rendered: { path: string | undefined; text: string }[] = [];
  for (const { format, path } of targets) {
    const render = await loadReporter(format);
    const color = path === undefined ? wantsColor(when, io.stdout, io.env) : when === 'always';
    const columns = path === undefined ? io.stdout.columns : undefined;
    const text = render(report, {
      color,
      ...(columns !== undefined && { columns }),
      pathPrefix: pathPrefixOf(tree.root),
      showSuppressed: request.showSuppressed,
      verbosity: args.flag('quiet') ? 'quiet' : args.flag('verbose') ? 'verbose' : 'normal',
    });
    rendered.push({ path, text });
  }
  for (const { path, text } of rendered) {
    if (path !== undefined) writeAtomically(resolve(io.cwd, path), text);
  }
  for (const { path, text } of rendered) if (path === undefined) io.stdout.write(text);
}

// Code hosts count paths from the root of the repository, whatever directory was audited.
function pathPrefixOf(root: string): string {
  const repository = findRepositoryRoot(root);
  if (repository === undefined) return '';
  const prefix = relative(repository, resolve(root)).replaceAll('\\', '/');
  return prefix === '' ? '' : `${prefix}/`;
}

async function delegate(name: string, args: Arguments, io: Io): Promise<number> {
  const { findCommand } = await import('../commands.ts');
  const delegated = await findCommand(name)?.load();
  return delegated ? delegated.run(args, io) : 2;
}
