// `keylint rotate NAME`: a new value for a secret on purpose, with the previous one kept for a while.
import { UserError } from '../../model/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { fixAndReport } from '../fixing/run-fix.ts';
import { messageOptions, scopeOptions, settingsOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { readTargets } from '../targets.ts';

export const command: Command = {
  options: {
    environment: {
      kind: 'text',
      value: 'name',
      describe: 'Only in this environment: production, staging ... (default: all)',
    },
    'no-previous': { kind: 'flag', describe: 'Do not keep the old value as NAME_PREVIOUS' },
    'dry-run': {
      kind: 'flag',
      describe: 'Show the changes as a diff, secrets masked, and write nothing',
    },
    exclude: scopeOptions.exclude ?? { kind: 'list', describe: '' },
    ...settingsOptions,
    ...messageOptions,
  },
  operands: { usage: '<name>', min: 1, max: 1, hint: 'keylint makes the new value itself' },
  examples: [
    ['keylint rotate JWT_SECRET', 'New value everywhere it is set, old one kept beside it'],
    ['keylint rotate JWT_SECRET --environment production', 'In the files of production alone'],
  ],
  async run(args, io) {
    const [name = ''] = args.operands;
    // Never echoed: what is no name may be a value.
    if (!/^[\p{L}\p{N}_][\p{L}\p{N}_.:@/-]{0,127}$/u.test(name)) {
      throw new UserError('rotate takes the name of a variable or setting, and nothing else.', {
        hint: 'keylint makes the new value itself.',
      });
    }
    const request = await readScanRequest(withoutOperands(args), io);
    const code = await fixAndReport({
      args,
      io,
      request,
      targets: readTargets(args).filter(({ path }) => path !== undefined),
      safety: 'unsafe',
      keepPrevious: !args.flag('no-previous'),
      rotate: { name, environment: args.text('environment') ?? null },
      isWanted: () => false,
    });
    // What else the audit finds is the business of a scan.
    return code === 2 ? 2 : 0;
  },
};

/** The name is no path. */
function withoutOperands(args: Arguments): Arguments {
  return { ...args, operands: [] };
}
