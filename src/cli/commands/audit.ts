// `keylint audit`: a scan for a report that is handed on: HTML in a file, the text on the terminal.
import type { Command } from '../command.ts';
import { recoverInterrupted } from '../fixing/recover.ts';
import { htmlOptions } from '../html-extras.ts';
import { scan } from '../run-scan.ts';
import { auditOptions, historyOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { readTargets, type Target } from '../targets.ts';

const defaultReport = 'keylint-report.html';

export const command: Command = {
  options: {
    ...auditOptions,
    ...historyOptions,
    ...htmlOptions,
    history: {
      ...historyOptions.history,
      kind: 'flag',
      describe: 'The history has to be there, all of it: otherwise exit 2 (looked at it is anyway)',
    },
    'no-history': {
      kind: 'flag',
      group: 'What is audited',
      describe: 'Only what is there now, not what git remembers',
    },
    output: {
      ...auditOptions.output,
      kind: 'list',
      describe: `HTML report (default: ${defaultReport})`,
    },
  },
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint audit -o report.html', 'Audit the working directory into one HTML file'],
    ['keylint audit --compare last.json', 'Say what is new, fixed and left since then'],
    ['keylint audit --link vscode', 'Open places in the editor'],
  ],
  async run(args, io) {
    const request = await readScanRequest(args, io, { wantsHistory: true });
    const asked = args.has('format') || args.has('output');
    const targets: readonly Target[] = asked
      ? readTargets(args, 'html')
      : [{ format: 'html', path: defaultReport }];
    await recoverInterrupted(io);
    const writesToStdout = targets.some(({ path }) => path === undefined);
    const code = await scan({
      request,
      targets: writesToStdout ? targets : [...targets, { format: 'text', path: undefined }],
      args,
      io,
    });
    for (const { path } of targets) if (path) io.stderr.write(`Report: ${path}\n`);
    return code;
  },
};
