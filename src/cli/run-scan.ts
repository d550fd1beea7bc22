// One audit from a request to reports and an exit code. `scan`, `audit`, `baseline` and `fix` run it.
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Report } from '../model/report.ts';
import { loadReporter } from '../report/index.ts';
import type { ReporterOptions } from '../report/reporter.ts';
import type { AuditRun } from '../run.ts';
import type { Arguments } from './command.ts';
import { escapeControls } from './describe-error.ts';
import { toNewFile, writeText } from './files.ts';
import { type Io, wantsColor } from './io.ts';
import { createProgress } from './progress.ts';
import { quoteWord } from './quote-word.ts';
import { reportExtras } from './report-extras.ts';
import { defaultBaseline, type ScanRequest } from './scan-request.ts';
import { findRepositoryRoot } from './settings/find-settings.ts';
import type { Target } from './targets.ts';
import { exitCodeOf, selectFindings } from './verdict.ts';

export interface ScanJob {
  readonly request: ScanRequest;
  readonly targets: readonly Target[];
  readonly args: Arguments;
  readonly io: Io;
  /** What commands that a report proposes have to repeat; default: what the command line named. */
  readonly repeat?: readonly string[];
  /** Whether there is nothing to be told: no report is written then. */
  readonly isSilent?: (report: Report) => boolean;
  /** The last word, after the reports. */
  readonly onEnd?: (report: Report, code: number) => void;
}

/** Audits, writes the reports, gives the exit code. */
export async function scan(job: ScanJob): Promise<number> {
  checkTargets(job.targets, job.io);
  const run = await runAudit(job);
  const code = exitCodeOf(run.report, job.request.thresholds);
  if (job.isSilent?.(run.report) !== true) await writeReports(run, job);
  tellWhatReportsDoNot(run.report, job);
  tellOfBaseline(job);
  job.onEnd?.(run.report, code);
  return code;
}

/** Audits with a progress line; the report holds what the thresholds let through. */
export async function runAudit({ request, args, io }: Omit<ScanJob, 'targets'>): Promise<AuditRun> {
  const isSilent = args.flag('no-progress') || args.flag('quiet');
  const progress = createProgress(io.stderr, isSilent);
  try {
    // The engine is loaded here, so that --help and a mistyped flag are answered at once.
    const { auditProject } = await import('../index.ts');
    const run = await auditProject({ ...request.options, onProgress: progress.update });
    return { ...run, report: selectFindings(run.report, request.thresholds) };
  } finally {
    progress.end();
  }
}

/** Throws a UserError where a report could not be written, before there is one. */
export function checkTargets(targets: readonly Pick<Target, 'path'>[], io: Io): void {
  for (const { path } of targets) if (path !== undefined) toNewFile(io, path);
}

/** Renders every target; files are written whole or not at all, and before standard output. */
export async function writeReports(
  run: AuditRun,
  { request, targets, args, io, repeat }: ScanJob,
): Promise<void> {
  const { report, tree } = run;
  const when = args.flag('no-color') ? 'never' : args.text('color');
  const rendered: { path: string | undefined; text: string }[] = [];
  for (const { format, path } of targets) {
    const render = await loadReporter(format);
    const color = path === undefined ? wantsColor(when, io.stdout, io.env) : when === 'always';
    const columns = path === undefined ? io.stdout.columns : undefined;
    const text = render(report, {
      ...(path === undefined && format === 'text' ? seenFrom(io.cwd, tree.root) : {}),
      command: commandOf(args, request, repeat),
      ...(await reportExtras(format, { run, args, io, request })),
      color,
      ...(columns !== undefined && { columns }),
      pathPrefix: tree.commit?.prefix ?? pathPrefixOf(tree.root),
      showSuppressed: request.showSuppressed,
      verbosity: args.flag('quiet') ? 'quiet' : args.flag('verbose') ? 'verbose' : 'normal',
    });
    rendered.push({ path, text });
  }
  for (const { path, text } of rendered) {
    if (path !== undefined) writeText(io, toNewFile(io, path), text);
  }
  for (const { path, text } of rendered) if (path === undefined) io.stdout.write(text);
}

/** Paths as the working directory sees them, so that they can be clicked and copied. */
function seenFrom(cwd: string, root: string): Pick<ReporterOptions, 'rename'> {
  const from = resolve(cwd);
  const to = resolve(root);
  return from === to
    ? {}
    : { rename: (path) => relative(from, join(to, path)).replaceAll('\\', '/') || path };
}

/** Options that say what is audited; the commands that a report proposes repeat them. */
const scopeFlags = ['staged', 'changed', 'no-config', 'no-gitignore', 'strict'] as const;
const scopeTexts = ['since', 'config'] as const;

function commandOf(
  args: Arguments,
  { options: { scope } }: ScanRequest,
  repeat: readonly string[] = args.operands,
): NonNullable<ReporterOptions['command']> {
  const words = [
    ...scopeFlags.flatMap((name) => (args.flag(name) ? [`--${name}`] : [])),
    ...scopeTexts.flatMap((name) => {
      const value = args.text(name);
      return value === undefined ? [] : [`--${name}`, value];
    }),
    ...args.list('exclude').flatMap((value) => ['--exclude', value]),
    ...repeat,
  ];
  return {
    scope: words.map(quoteWord).join(' '),
    canFix: scope?.kind !== 'stdin' && scope?.kind !== 'commit',
  };
}

/** A baseline that lies there and counts for nothing is a surprise either way. */
function tellOfBaseline({ request, args, io }: ScanJob): void {
  if (request.options.baseline || args.flag('quiet') || args.has('baseline')) return;
  const isWanted = request.settings.baseline !== undefined;
  if (isWanted || !existsSync(resolve(io.cwd, defaultBaseline))) return;
  io.stderr.write(
    `keylint: ${defaultBaseline} is not used: --baseline ${defaultBaseline}, or "baseline" in the settings, accepts what is in it.\n`,
  );
}

/** Only the text report tells of the run itself; with any other on stdout, stderr has to. */
function tellWhatReportsDoNot(report: Report, { targets, args, io }: ScanJob): void {
  const files = targets.flatMap(({ path }) => (path === undefined ? [] : [path]));
  if (targets.some(({ format, path }) => format === 'text' && path === undefined)) return;
  const isQuiet = args.flag('quiet');
  const lines = [
    ...report.notices
      .filter(({ kind }) => kind === 'error' || !isQuiet)
      .map(({ kind, message }) => `${kind}: ${message}`),
    ...report.skipped
      .filter(({ isFailure }) => isFailure)
      .map(
        ({ path, reason, detail }) =>
          `error: ${path} could not be audited: ${reason.replaceAll('-', ' ')}${detail === undefined ? '' : ` (${detail})`}`,
      ),
  ];
  if (files.length === targets.length && !isQuiet) {
    const { note, ...counts } = report.summary.findings;
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    lines.push(`${total} findings and ${note} notes, written to ${files.join(', ')}`);
  }
  const told = args.flag('verbose')
    ? lines
    : [...lines.slice(0, maxLines), ...lines.slice(maxLines).slice(-1)];
  for (const line of told) io.stderr.write(`keylint: ${escapeControls(line)}\n`);
  const more = lines.length - told.length;
  if (more > 0) io.stderr.write(`keylint: and ${more} more: --verbose shows them\n`);
}

/** Whoever writes a repository decides how many there are. The last says where reports were written. */
const maxLines = 50;

/** Code hosts count paths from the root of the repository, whatever directory was audited: '' or `/`-ended. */
export function pathPrefixOf(root: string): string {
  const repository = findRepositoryRoot(root);
  if (repository === undefined) return '';
  const prefix = relative(repository, resolve(root)).replaceAll('\\', '/');
  return prefix === '' ? '' : `${prefix}/`;
}
