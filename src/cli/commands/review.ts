// `keylint review`: one audit in a GitHub workflow or a GitLab job, and everything that comes of it: annotations, job
// summary, SARIF, the review of the pull request, notes on the merge request. action.yml and templates/keylint.yml run it.
import { UserError } from '../../model/errors.ts';
import { describeUnread, readText } from '../../read/read-file.ts';
import type { Arguments, Command } from '../command.ts';
import { describeError } from '../describe-error.ts';
import type { Io } from '../io.ts';
import { say } from '../reviewing/runner-log.ts';
import { auditOptions } from '../scan-options.ts';

// A workflow has no index to look at, and says by its event what changed.
const { staged, changed, since, at, 'stdin-file-path': stdin, ...options } = auditOptions;

export const command: Command = {
  options: {
    comment: {
      kind: 'flag',
      group: 'GitHub and GitLab',
      describe:
        'Review the pull or merge request; needs GITHUB_TOKEN with pull-requests: write, or KEYLINT_GITLAB_TOKEN',
    },
    all: {
      kind: 'flag',
      group: 'GitHub and GitLab',
      describe: 'On a pull or merge request, also report what it does not touch',
    },
    summary: {
      kind: 'flag',
      group: 'GitHub',
      describe: 'Add the report to the job summary',
    },
    sarif: {
      kind: 'text',
      value: 'path',
      group: 'GitHub',
      describe: 'Write SARIF of the whole tree, whatever the pull request touches',
    },
    'upload-sarif': {
      kind: 'flag',
      group: 'GitHub',
      describe: 'Send that to code scanning; needs GITHUB_TOKEN with security-events: write',
    },
    ...options,
  },
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint review --comment --summary', 'Annotate, review and summarise in a workflow'],
    ['keylint review --comment -f gitlab-secrets -o gl-secret-detection-report.json', 'On GitLab'],
  ],
  epilogue:
    'For GitHub workflows and GitLab jobs: reads GITHUB_EVENT_PATH, CI_MERGE_REQUEST_IID and their like. Of a pull or merge request the whole tree is audited and what it touches is reported. Exit codes are those of a scan.',
  async run(args, io) {
    try {
      return await review(args, io);
    } catch (error) {
      // The runner obeys lines that look like commands, and a message may quote a path or a setting.
      for (const line of describeError(error).trimEnd().split('\n')) say(io, line);
      return 2;
    }
  },
};

async function review(args: Arguments, io: Io): Promise<number> {
  const { readJobContext } = await import('../../gitlab/job-context.ts');
  const job = readJobContext(io.env);
  if (job) {
    const idle = ['summary', 'sarif', 'upload-sarif'].find((name) => args.has(name));
    if (idle !== undefined)
      throw new UserError(`--${idle} is for GitHub.`, { hint: 'Use --format.' });
    const { mergeRun } = await import('../reviewing/merge-run.ts');
    return mergeRun({ args, io, context: job });
  }
  const { readRunContext } = await import('../../github/run-context.ts');
  const { reviewRun } = await import('../reviewing/review-run.ts');
  const path = io.env.GITHUB_EVENT_PATH;
  const event = path === undefined ? undefined : readEvent(path);
  return reviewRun({ args, io, context: readRunContext(io.env, event) });
}

/** What happened, as the runner tells it: GitHub's own limit for one is 25 MB. */
function readEvent(path: string): string {
  const read = readText(path, { links: 'anywhere', limitBytes: 32 << 20 });
  if ('text' in read) return read.text;
  throw new UserError(`The file in GITHUB_EVENT_PATH cannot be read: ${describeUnread(read)}.`);
}
