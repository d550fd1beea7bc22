// `keylint fix` and `--fix`: repairs what a scan finds.
import { keptDays } from '../../fix/transaction/retention.ts';
import type { Command } from '../command.ts';
import { fixAndReport } from '../fixing/run-fix.ts';
import { auditOptions, fixOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { readTargets } from '../targets.ts';

export const command: Command = {
  options: {
    ...auditOptions,
    fix: fixOptions.fix,
    unsafe: { kind: 'flag', group: 'Fixing', describe: 'Same as --fix=unsafe' },
    'dry-run': {
      ...fixOptions['dry-run'],
      describe: 'Show the changes as a diff, secrets masked, and write nothing',
    },
    rule: {
      ...fixOptions.rule,
      describe: 'Repair findings of this rule only; may be repeated',
    },
    'keep-previous': {
      ...fixOptions['keep-previous'],
      describe:
        'Keep each old value beside the new one as NAME_PREVIOUS, so that nobody is logged out',
    },
  },
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint fix --dry-run', 'Show what would be repaired'],
    ['keylint fix', 'Repair what cannot change behaviour'],
    ['keylint fix --unsafe', 'Repair all that can be repaired, code included'],
  ],
  epilogue: `No new value is written into a file that git tracks: it is taken out, or you are told what to do. The old files are kept for ${keptDays} days, for \`keylint undo\`. Exit codes: 0 nothing at or above --fail-on is left, 1 findings are left, 2 failed.`,
  async run(args, io) {
    const targets = readTargets(args);
    const request = await readScanRequest(args, io);
    const only = args.list('rule');
    return fixAndReport({
      args,
      io,
      request,
      targets,
      safety: args.flag('unsafe') || args.text('fix') === 'unsafe' ? 'unsafe' : 'safe',
      keepPrevious: args.flag('keep-previous'),
      rotate: null,
      isWanted: ({ rule: id, level, context, suppressed }) =>
        (level !== 'note' || context === 'production') &&
        !suppressed &&
        (only.length === 0 || only.includes(id)),
    });
  },
};
