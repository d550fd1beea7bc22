// `keylint checklist`: the nine questions of a careful team, answered for this repository.
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Answer } from '../../model/checklist.ts';
import { checklistFormats, renderChecklist } from '../../report/checklist.ts';
import type { Command } from '../command.ts';
import { toNewFile, writeText } from '../files.ts';
import { wantsColor } from '../io.ts';
import { runAudit } from '../run-scan.ts';
import {
  auditOptions,
  historyOptions,
  messageOptions,
  scopeOptions,
  settingsOptions,
} from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';

// The cast: `require` knows no types.
const picocolors = createRequire(import.meta.url)('picocolors') as typeof import('picocolors');

/** NIST SP 800-57 part 1, table 1: keys of message authentication are used for two years at most, better for one. */
const defaultMaxAge = '1y';

export const command: Command = {
  options: {
    format: {
      kind: 'text',
      alias: 'f',
      value: 'name',
      choices: checklistFormats,
      default: 'text',
      describe: 'Format of the answers',
    },
    output: {
      kind: 'text',
      alias: 'o',
      value: 'path',
      describe: 'File instead of standard output',
    },
    'max-age': {
      kind: 'text',
      value: 'duration',
      default: defaultMaxAge,
      describe: 'A value that has stood for longer is not rotated: 90d, 12w, 6m, 1y',
    },
    'no-history': { kind: 'flag', describe: 'Only what is there now, not what git remembers' },
    'exit-zero': {
      kind: 'flag',
      describe: 'Exit 0 although an answer is no (errors still exit 2)',
    },
    at: {
      ...scopeOptions.at,
      kind: 'text',
      describe: 'A commit, tag or branch without a checkout',
    },
    exclude: { ...scopeOptions.exclude, kind: 'list', describe: 'Leave these paths out' },
    strict: { ...auditOptions.strict, kind: 'flag', describe: 'Tests, examples and docs too' },
    'history-since': {
      ...historyOptions['history-since'],
      kind: 'text',
      describe: 'Of the history, only from that day on',
    },
    ...settingsOptions,
    ...messageOptions,
  },
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint checklist', 'Length, randomness, storage, history, environments, rotation, access'],
    ['keylint checklist -f markdown -o CHECKLIST.md', 'For an issue or a release'],
  ],
  epilogue:
    'Answers: yes, partly, no, or not seen, where nothing in the repository could tell. Exit codes: 0 no answer is no, 1 one is, 2 could not audit what was asked.',
  async run(args, io) {
    const output = args.text('output');
    if (output !== undefined && output !== '-') toNewFile(io, output);
    const request = await readScanRequest(args, io, { wantsHistory: true });
    const maxAge = args.has('max-age')
      ? request.options.maxAge
      : (request.settings.maxAge ?? defaultMaxAge);
    const run = await runAudit({
      request: { ...request, options: { ...request.options, ...(maxAge != null && { maxAge }) } },
      args,
      io,
    });
    const { answerChecklist } = await import('../../run/checklist/checklist.ts');
    const { root, commit } = run.tree;
    const checklist = answerChecklist({
      run,
      modeOf: (path) => (commit ? undefined : modeOf(join(root, path))),
    });
    const format = checklistFormats.find((name) => name === args.text('format')) ?? 'text';
    const toFile = output !== undefined && output !== '-';
    const when = args.flag('no-color') ? 'never' : args.text('color');
    const colors = picocolors.createColors(!toFile && wantsColor(when, io.stdout, io.env));
    const text = renderChecklist(checklist, format, {
      columns: Math.min(io.stdout.columns ?? 100, 100),
      isVerbose: args.flag('verbose') || format === 'markdown',
      paint: (answer: Answer, word) =>
        ({ yes: colors.green, partly: colors.yellow, no: colors.red, unseen: colors.dim })[answer](
          word,
        ),
    });
    if (toFile) writeText(io, toNewFile(io, output), text);
    else io.stdout.write(text);
    if (!checklist.complete) return 2;
    const isNo = checklist.items.some(({ answer }) => answer === 'no');
    return isNo && !args.flag('exit-zero') ? 1 : 0;
  },
};

/** Windows has access control lists instead. */
function modeOf(path: string): number | undefined {
  if (process.platform === 'win32') return undefined;
  return statSync(path, { throwIfNoEntry: false })?.mode;
}
