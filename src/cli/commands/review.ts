// `keylint review`: one audit in a GitHub workflow, and everything that comes of it: annotations, job summary, SARIF,
// the review of the pull request. action.yml runs it.
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
      group: 'GitHub',
      describe: 'Review the pull request; needs GITHUB_TOKEN with pull-requests: write',
    },
    all: {
      kind: 'flag',
      group: 'GitHub',
      describe: 'On a pull request, also report what it does not touch',
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
  ],
  epilogue:
    'For GitHub workflows: reads GITHUB_EVENT_PATH and its like. On a pull request the whole tree is audited and what the pull request touches is reported. Exit codes are those of a scan.',
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
