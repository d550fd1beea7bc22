// One run in a workflow, step by step: audit, find what the pull request changes, report that, then talk to GitHub.
// Whatever GitHub does not allow is said in the log and changes no exit code: a pull request from a fork has a token
// that can only read.
import type { GithubClient } from '../../github/client.ts';
import type { Clock } from '../../github/patience.ts';
import { describeRefusal, refusalOf } from '../../github/patience.ts';
import type { RunContext } from '../../github/run-context.ts';
import type { TouchedFinding } from '../../github/touched.ts';
import type { Report } from '../../model/report.ts';
import { loadReporter } from '../../report/index.ts';
import type { AuditRun } from '../../run.ts';
import type { Arguments } from '../command.ts';
import { toNewFile, writeText } from '../files.ts';
import type { Io } from '../io.ts';
import { checkTargets, pathPrefixOf, runAudit, writeReports } from '../run-scan.ts';
import { defaultBaseline, readScanRequest } from '../scan-request.ts';
import { settingsFileName } from '../settings/shape.ts';
import { readTargets } from '../targets.ts';
import { exitCodeOf, selectFindings } from '../verdict.ts';
import { readVersion } from '../version.ts';
import { findChanges } from './find-changes.ts';
import { createHashLookup } from './line-hashes.ts';
import { writeOutputs, writeSummary } from './outputs.ts';
import { annotate, say } from './runner-log.ts';
import { planSuggestions } from './suggestions.ts';
import { fingerprintsOf, touchedBy, withFindings } from './touched-findings.ts';

export interface ReviewRequest {
  readonly args: Arguments;
  readonly io: Io;
  /** `undefined` outside of a workflow: everything is reported, and nothing is sent. */
  readonly context: RunContext | undefined;
}

/** What the steps after the audit share. */
interface Review extends ReviewRequest {
  readonly run: AuditRun;
  /** All findings above the thresholds. */
  readonly whole: Report;
  /** Those that the run is about. */
  readonly reported: Report;
  readonly touched: readonly TouchedFinding[] | undefined;
  readonly prefix: string;
  readonly client: GithubClient | undefined;
  readonly clock: Clock;
}

type ChangesOf = Awaited<ReturnType<typeof findChanges>>['changes'];

/** Does all that the arguments ask for and gives the exit code. */
export async function reviewRun(request: ReviewRequest): Promise<number> {
  const { args, io, context } = request;
  const targets = readTargets(args, 'github');
  const sarif = args.text('sarif');
  checkTargets([...targets, { path: sarif }], io);
  const scanRequest = await readScanRequest(args, io);
  const { thresholds } = scanRequest;
  const run = await runAudit({
    request: {
      ...scanRequest,
      thresholds: { ...thresholds, minSeverity: undefined },
      options: { ...scanRequest.options, ...(isAboutChanges(request) && { maxAge: null }) },
    },
    args,
    io,
  });
  const clock = createClock(io);
  const client = await openClient(request, clock);
  const prefix = pathPrefixOf(run.tree.root);
  const whole = selectFindings(run.report, thresholds);
  const changes = await changesFor(request, client);
  const touched = changes && (await touchedBy(whole.findings, { changes, run, prefix }));
  const reported = touched
    ? withFindings(
        whole,
        touched.map(({ finding }) => finding),
      )
    : whole;
  const review = { ...request, run, whole, reported, touched, prefix, client, clock };
  await writeReports({ ...run, report: reported }, { request: scanRequest, targets, args, io });
  tellOfTheRun(review, changes);
  await summarise(review);
  if (changes) await comment(review, changes);
  const isSent = await sendSarif(review);
  const code = Math.max(exitCodeOf(reported, thresholds), isSent ? 0 : 2);
  if (io.env.GITHUB_OUTPUT) {
    const { note, ...counts } = reported.summary.findings;
    const findings = Object.values(counts).reduce((sum, count) => sum + count, 0);
    writeOutputs(io.env.GITHUB_OUTPUT, { findings, ...(sarif && { 'sarif-file': sarif }) });
  }
  if (context?.pull && !touched && !args.flag('all')) {
    say(io, 'what the pull request changes is not known here, so the whole tree counts');
  }
  return code;
}

/**
 * Whether nothing but what a pull request changes is reported: that is new, and most clones of such runs have no
 * history to ask.
 */
function isAboutChanges({ args, context }: ReviewRequest): boolean {
  const isWhole = args.flag('all') || args.has('sarif') || args.flag('upload-sarif');
  return context?.pull !== undefined && !isWhole;
}

function createClock(io: Io): Clock {
  return {
    now: () => Date.now(),
    sleep(milliseconds) {
      if (milliseconds >= 10_000) {
        say(io, `GitHub asks to wait ${Math.ceil(milliseconds / 1000)} seconds`);
      }
      return new Promise((resolve) => setTimeout(resolve, milliseconds));
    },
  };
}

async function openClient(
  { io, context }: ReviewRequest,
  clock: Clock,
): Promise<GithubClient | undefined> {
  const token = io.env.GITHUB_TOKEN;
  if (!context || !token) return undefined;
  const { createClient } = await import('../../github/client.ts');
  return createClient({ token, apiUrl: context.apiUrl, version: readVersion(), clock });
}

async function changesFor(
  { args, io, context }: ReviewRequest,
  client: GithubClient | undefined,
): Promise<ChangesOf> {
  if (!context?.pull || args.flag('all')) return undefined;
  const { changes, error } = await findChanges(client, { run: context, pull: context.pull, io });
  if (error !== undefined)
    say(io, `GitHub did not list the changed files: ${describeRefusal(error)}`);
  return changes;
}

/** What annotations of findings do not say. */
function tellOfTheRun({ io, args, whole, prefix }: Review, changes: ChangesOf): void {
  for (const { kind, message } of whole.notices) say(io, `${kind}: ${message}`);
  for (const { path, reason, detail, isFailure } of whole.skipped) {
    const more = detail === undefined ? '' : ` (${detail})`;
    const why = `${reason.replaceAll('-', ' ')}${more}`;
    if (isFailure) say(io, `error: ${path} could not be audited: ${why}`);
  }
  const deciding = [
    args.text('config') ?? settingsFileName,
    args.text('baseline') ?? defaultBaseline,
  ].map((path) => `${prefix}${path}`);
  for (const path of changes?.keys() ?? []) {
    if (!deciding.includes(path)) continue;
    annotate(io, 'warning', 'This pull request changes what keylint reports: look at it.', path);
  }
}

async function summarise({ args, io, context, ...review }: Review): Promise<void> {
  const path = io.env.GITHUB_STEP_SUMMARY;
  if (!args.flag('summary') || !path) return;
  const { reported, whole, prefix, touched } = review;
  const render = await loadReporter('markdown');
  const text = render(reported, {
    color: false,
    verbosity: 'normal',
    pathPrefix: prefix,
    ...(context && { sourceUrl: sourceUrl(context, context.sha) }),
  });
  const elsewhere = whole.findings.length - reported.findings.length;
  const note =
    touched && elsewhere > 0
      ? `\n_${elsewhere} more in files and lines that this pull request does not touch._\n`
      : '';
  if (!writeSummary(path, `${text}${note}`)) say(io, 'the job summary is full');
}

function sourceUrl({ serverUrl, owner, repo }: RunContext, sha: string): string {
  return `${serverUrl}/${owner}/${repo}/blob/${sha}/`;
}

async function comment(review: Review, changes: NonNullable<ChangesOf>): Promise<void> {
  const { args, io, context, client, run, touched, reported, prefix } = review;
  if (!args.flag('comment') || !context?.pull || !touched) return;
  if (!client) {
    annotate(io, 'warning', 'No review: GITHUB_TOKEN is not set.');
    return;
  }
  const { pull } = context;
  const { postReview } = await import('../../github/review.ts');
  try {
    const result = await postReview({
      client,
      run: { owner: context.owner, repo: context.repo },
      pull,
      touched,
      stillThere: fingerprintsOf(run.report),
      suggestions: await planSuggestions({ run, touched, changes, prefix }),
      text: {
        prefix,
        sourceUrl: sourceUrl(context, pull.headSha),
        rules: new Map(reported.rules.map((rule) => [rule.id, rule])),
      },
    });
    say(
      io,
      `review: ${result.comments} new comments, ${result.inBody} findings in its text, ${result.known} told before, ${result.resolved} resolved`,
    );
  } catch (error) {
    const isExpected = pull.isFork && refusalOf(error) === 'read-only';
    annotate(
      io,
      isExpected ? 'notice' : 'warning',
      `No review: ${isExpected ? 'the token of a fork can only read' : describeRefusal(error)}. The annotations and the job summary have the findings.`,
    );
  }
}

/** Whether all that was to be sent is sent, or was not allowed to be. */
async function sendSarif({ args, io, context, ...review }: Review): Promise<boolean> {
  const path = args.text('sarif');
  const wantsUpload = args.flag('upload-sarif');
  if (path === undefined && !wantsUpload) return true;
  const { run, whole, prefix, client, clock } = review;
  const render = await loadReporter('sarif');
  const options = { color: false, verbosity: 'normal', pathPrefix: prefix } as const;
  if (path !== undefined) writeText(io, toNewFile(io, path), render(whole, options));
  if (!wantsUpload) return true;
  if (!client || !context) {
    annotate(io, 'error', 'SARIF was not sent: GITHUB_TOKEN is not set.');
    return false;
  }
  const { uploadSarif } = await import('../../github/sarif-upload.ts');
  try {
    const sarif = render(whole, { ...options, lineHashes: createHashLookup(run) });
    const result = await uploadSarif({ client, run: context, sarif, clock });
    if (result.status !== 'failed') {
      say(io, `SARIF is with code scanning (${result.status})`);
      return true;
    }
    annotate(io, 'error', `Code scanning refused the SARIF: ${result.errors.join('; ')}`);
    return false;
  } catch (error) {
    const refusal = refusalOf(error);
    const isAllowed = refusal === 'read-only' || refusal === 'missing';
    const why = isAllowed
      ? 'the token lacks security-events: write, as that of a fork does, or code scanning is off'
      : describeRefusal(error);
    annotate(io, isAllowed ? 'notice' : 'error', `SARIF was not sent: ${why}.`);
    return isAllowed;
  }
}
