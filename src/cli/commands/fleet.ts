// `keylint fleet`: all repositories of an organisation in one run, on one machine or on many.
import { UserError } from '../../model/errors.ts';
import { asUserError, codeOf } from '../../write/errors.ts';
import type { Command } from '../command.ts';
import type { FleetContext } from '../fleeting/context.ts';
import { fleetOptions } from '../fleeting/options.ts';
import { didYouMean } from '../suggest.ts';

const actions = ['plan', 'run', 'work', 'merge', 'status', 'publish'];

/** Options that only these actions heed: a shard that is not one audits everything, and nobody notices. */
const onlyOf: Readonly<Record<string, readonly string[]>> = {
  shard: ['work'],
  partial: ['run', 'merge'],
  compare: ['run', 'merge'],
  issues: ['publish'],
  sarif: ['publish'],
  send: ['publish'],
  floor: ['publish'],
};

export const command: Command = {
  options: fleetOptions,
  operands: {
    usage: 'plan|run|work|merge|status|publish [sources..]',
    min: 1,
    max: Number.POSITIVE_INFINITY,
  },
  examples: [
    ['keylint fleet run ~/clones --out audit', 'Every repository below a folder, history included'],
    ['keylint fleet run --list repos.txt --out audit', 'Those that a file names'],
    [
      'keylint fleet run github:acme --out audit',
      'An organisation on GitHub; GITHUB_TOKEN holds the token',
    ],
    ['keylint fleet plan ~/mirrors --out /shared/audit', 'For several machines: first the plan,'],
    ['keylint fleet work --shard 3/20 --out /shared/audit', 'then a part of it on each,'],
    ['keylint fleet merge --out /shared/audit', 'and the reports of all of them'],
    ['keylint fleet status --out audit', 'How far it is, from another terminal'],
    [
      'keylint fleet publish --issues --out audit',
      'What it would open issues about; --send opens them',
    ],
  ],
  epilogue:
    'A run that was ended, however, goes on where it was with the same line. Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a repository could not be audited, or what was asked could not be done.',
  async run(args, io) {
    const [action = '', ...sources] = args.operands;
    if (action === 'child') return (await import('../fleeting/child.ts')).serveFleet();
    if (!actions.includes(action)) {
      throw new UserError(`keylint fleet cannot "${action}".`, {
        hint: didYouMean(action, actions, `It is one of ${actions.join(', ')}.`),
      });
    }
    const takesSources = action === 'plan' || action === 'run';
    if (!takesSources && sources.length > 0) {
      throw new UserError(`keylint fleet ${action} takes no sources: the plan has them.`);
    }
    for (const [name, owners] of Object.entries(onlyOf)) {
      if (!args.has(name) || owners.includes(action)) continue;
      throw new UserError(`--${name} does nothing with keylint fleet ${action}.`, {
        hint: `It belongs to ${owners.map((owner) => `keylint fleet ${owner}`).join(' and ')}.`,
      });
    }
    const { openContext } = await import('../fleeting/context.ts');
    const context = openContext(args, io);
    try {
      return await act(action, sources, context);
    } catch (error) {
      throw ofDisk(error, context.run.path);
    }
  },
};

async function act(
  action: string,
  sources: readonly string[],
  context: FleetContext,
): Promise<number> {
  if (action === 'status') return (await import('../fleeting/status.ts')).status(context);
  if (action === 'publish') return (await import('../fleeting/publish.ts')).publishAll(context);
  const fleet = await import('../fleeting/actions.ts');
  switch (action) {
    case 'plan':
      return fleet.plan(context, sources);
    case 'run':
      return fleet.run(context, sources);
    case 'work':
      return fleet.workOff(context);
    default:
      return fleet.merge(context);
  }
}

/** A disk that takes nothing more is no bug of ours; anything else is handed on. */
function ofDisk(error: unknown, path: string): unknown {
  if (!['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'].includes(codeOf(error))) return error;
  const hint = 'What was done is kept: when that is mended, the same line goes on with the run.';
  return asUserError(error, `write in ${path}`, hint);
}
