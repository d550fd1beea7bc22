// One run in a GitLab job: audit, find what the merge request changes, report that, write notes. What GitLab does not
// allow is said in the log and changes no exit code.

import { describeRefusal } from '../../github/patience.ts';
import type { TouchedFinding } from '../../github/touched.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { MergeDiff } from '../../gitlab/diff.ts';
import type { JobContext, MergeRequest } from '../../gitlab/job-context.ts';
import type { Report } from '../../model/report.ts';
import type { AuditRun } from '../../run.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { checkTargets, pathPrefixOf, runAudit, writeReports } from '../run-scan.ts';
import { readScanRequest } from '../scan-request.ts';
import { readTargets } from '../targets.ts';
import { exitCodeOf, selectFindings } from '../verdict.ts';
import { readVersion } from '../version.ts';
import { changesInClone } from './find-changes.ts';
import { say } from './runner-log.ts';
import { planSuggestions } from './suggestions.ts';
import { fingerprintsOf, touchedBy, withFindings } from './touched-findings.ts';

export interface MergeRunRequest {
  readonly args: Arguments;
  readonly io: Io;
  readonly context: JobContext;
}

/** The variable that holds a project access token: what a job itself is given may write no notes. */
export const tokenVariable = 'KEYLINT_GITLAB_TOKEN';

/** Does all that the arguments ask for and gives the exit code. */
export async function mergeRun(request: MergeRunRequest): Promise<number> {
  const { args, io, context } = request;
  const targets = readTargets(args, 'text');
  checkTargets(targets, io);
  const scanRequest = await readScanRequest(args, io);
  const { thresholds } = scanRequest;
  const isAboutChanges = context.merge !== undefined && !args.flag('all');
  const run = await runAudit({
    request: {
      ...scanRequest,
      thresholds: { ...thresholds, minSeverity: undefined },
      options: { ...scanRequest.options, ...(isAboutChanges && { maxAge: null }) },
    },
    args,
    io,
  });
  const prefix = pathPrefixOf(run.tree.root);
  const whole = selectFindings(run.report, thresholds);
  const client = await openClient(request);
  const diff = isAboutChanges && context.merge ? await askForDiff(request, client) : undefined;
  const changes =
    diff?.changes ??
    (isAboutChanges && context.merge ? changesInClone(context.merge, io) : undefined);
  const touched = changes && (await touchedBy(whole.findings, { changes, run, prefix }));
  const reported = touched
    ? withFindings(
        whole,
        touched.map(({ finding }) => finding),
      )
    : whole;
  await writeReports({ ...run, report: reported }, { request: scanRequest, targets, args, io });
  for (const { kind, message } of whole.notices) say(io, `${kind}: ${message}`);
  if (isAboutChanges && !touched) {
    say(io, 'what the merge request changes is not known here, so the whole tree counts');
  }
  if (args.flag('comment') && context.merge) {
    await comment(
      { ...request, run, whole, reported, touched, diff, client, prefix },
      context.merge,
    );
  }
  return exitCodeOf(reported, thresholds);
}

async function openClient({ io, context }: MergeRunRequest): Promise<GitlabClient | undefined> {
  const token = io.env[tokenVariable];
  if (!token) return undefined;
  const { createGitlabClient } = await import('../../gitlab/client.ts');
  return createGitlabClient({
    token,
    apiUrl: context.apiUrl,
    version: readVersion(),
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
  });
}

async function askForDiff(
  { io, context }: MergeRunRequest,
  client: GitlabClient | undefined,
): Promise<MergeDiff | undefined> {
  if (!client || !context.merge) return undefined;
  try {
    const { readDiff } = await import('../../gitlab/diff.ts');
    return await readDiff(client, context, context.merge.iid);
  } catch (error) {
    say(io, `GitLab did not list the changed files: ${describeRefusal(error, 'GitLab')}`);
    return undefined;
  }
}

interface MergeReview extends MergeRunRequest {
  readonly run: AuditRun;
  readonly whole: Report;
  readonly reported: Report;
  readonly touched: readonly TouchedFinding[] | undefined;
  readonly diff: MergeDiff | undefined;
  readonly client: GitlabClient | undefined;
  readonly prefix: string;
}

async function comment(review: MergeReview, merge: MergeRequest): Promise<void> {
  const { io, context, run, reported, touched, diff, client, prefix } = review;
  if (!client) {
    say(io, `no notes: ${tokenVariable} is not set${merge.isFork ? ', as for a fork' : ''}`);
    return;
  }
  if (!diff || !touched) return;
  const { postNotes } = await import('../../gitlab/notes.ts');
  try {
    const result = await postNotes({
      client,
      projectId: context.projectId,
      iid: merge.iid,
      diff,
      touched,
      stillThere: fingerprintsOf(run.report),
      suggestions: await planSuggestions({ run, touched, changes: diff.changes, prefix }),
      text: {
        prefix,
        sourceUrl: `${context.projectUrl}/-/blob/${diff.refs.head}/`,
        rules: new Map(reported.rules.map((rule) => [rule.id, rule])),
      },
    });
    say(
      io,
      `review: ${result.notes} new notes, ${result.together} findings in one for all, ${result.known} told before, ${result.resolved} resolved`,
    );
  } catch (error) {
    say(
      io,
      `warning: no notes, or not all: ${describeRefusal(error, 'GitLab')}. The report of the job has the findings.`,
    );
  }
}
