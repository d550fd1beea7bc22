// One command line from start to exit code. Everything a command throws becomes words on stderr and the code 2 here.
import { UserError } from '../model/errors.ts';
import type { CommandEntry } from './commands.ts';
import { commands, findCommand } from './commands.ts';
import { describeError } from './describe-error.ts';
import type { Io } from './io.ts';
import { parseArguments } from './parse-arguments.ts';
import { didYouMean } from './suggest.ts';
import { readVersion } from './version.ts';

/** Runs `argv` (without node and script) and gives the exit code: 0 clean, 1 findings, 2 could not do it. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    io.stderr.write(describeError(error));
    return 2;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv;
  if (first === 'help') return showHelp(commandNamed(rest[0] ?? 'scan'), io);
  const named = first === undefined ? undefined : findCommand(first);
  const entry = named ?? commandNamed('scan');
  const own = named ? rest : argv;
  const options = own.includes('--') ? own.slice(0, own.indexOf('--')) : own;
  if (options.includes('--help')) return showHelp(entry, io);
  if (options.includes('-h')) return named ? showHelp(entry, io) : showShortHelp(io);
  if (options.includes('--version') || options.includes('-V')) {
    io.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  const command = await entry.load();
  return command.run(parseArguments(command.arrange?.(own, io) ?? own, command), io);
}

async function showShortHelp(io: Io): Promise<number> {
  const { renderShortHelp } = await import('./short-help.ts');
  io.stdout.write(renderShortHelp(commands));
  return 0;
}

async function showHelp(entry: CommandEntry, io: Io): Promise<number> {
  const { renderHelp } = await import('./help.ts');
  io.stdout.write(await renderHelp(entry, io.stdout.columns));
  return 0;
}

function commandNamed(name: string): CommandEntry {
  const entry = findCommand(name);
  if (entry) return entry;
  const names = commands.map((command) => command.name);
  throw new UserError(`Unknown command: ${name}`, {
    hint: didYouMean(name, names, `There are ${names.join(', ')}.`),
  });
}
