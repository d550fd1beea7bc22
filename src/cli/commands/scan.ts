// `keylint [paths..]`: audits, reports, and says by its exit code what came of it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { commands, findCommand } from '../commands.ts';
import { recoverInterrupted } from '../fixing/recover.ts';
import type { Io } from '../io.ts';
import { scan } from '../run-scan.ts';
import { scanOptions } from '../scan-options.ts';
import { readScanRequest } from '../scan-request.ts';
import { nearest } from '../suggest.ts';
import { readTargets } from '../targets.ts';

export const command: Command = {
  options: scanOptions,
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint', 'Audit the working directory'],
    ['keylint --staged', 'Audit what the next commit holds'],
    ['keylint -f sarif -o keylint.sarif', 'Write a report for code scanning'],
    ['keylint --fix=unsafe --dry-run', 'See what would be repaired'],
  ],
  epilogue:
    'Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not audit what was asked.',
  async run(args, io) {
    if (args.flag('init')) return delegate('init', args, io);
    if (args.flag('print-config')) {
      const { renderSettings } = await import('../settings/render-settings.ts');
      io.stdout.write(renderSettings(await readScanRequest(args, io)));
      return 0;
    }
    if (args.has('fix')) {
      refuseBoth(args);
      return delegate('fix', args, io);
    }
    if (args.flag('update-baseline')) return delegate('baseline', args, io);
    refuseTypos(args, io);
    const targets = readTargets(args);
    const request = await readScanRequest(args, io);
    await recoverInterrupted(io);
    return scan({ request, targets, args, io });
  },
};

/** `keylint basline` is no path, and `--dry-run` alone would write reports as if nothing was meant by it. */
function refuseTypos(args: Arguments, io: Io): void {
  const idle = ['dry-run', 'rule', 'keep-previous'].find((name) => args.has(name));
  if (idle !== undefined) {
    throw new UserError(`--${idle} does nothing without --fix.`, {
      hint: `Write --fix --${idle}.`,
    });
  }
  for (const word of args.operands) {
    if (!/^[a-z]{3,12}$/.test(word) || existsSync(resolve(io.cwd, word))) continue;
    const name = nearest(
      word,
      commands.map((entry) => entry.name),
    );
    if (name === undefined) continue;
    throw new UserError(`no such file, directory or command: ${word}`, {
      hint: name === word ? `A command comes first: keylint ${name}` : `Did you mean \`${name}\`?`,
    });
  }
}

function refuseBoth(args: Arguments): void {
  if (args.flag('history')) {
    throw new UserError('--fix and --history cannot be had together.', {
      hint: 'What is past cannot be mended, only made worthless: `keylint rotate NAME`.',
    });
  }
  if (!args.flag('update-baseline')) return;
  throw new UserError('--fix and --update-baseline cannot be had together.', {
    hint: 'Fix first, then accept what is left.',
  });
}

async function delegate(name: string, args: Arguments, io: Io): Promise<number> {
  const delegated = await findCommand(name)?.load();
  return delegated ? delegated.run(args, io) : 2;
}
