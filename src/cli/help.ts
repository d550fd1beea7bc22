// `--help`, laid out by yargs from the same tables that the parser reads.
import yargs, { type Options } from 'yargs';
import type { Option } from './command.ts';
import type { CommandEntry } from './commands.ts';
import { commands } from './commands.ts';

const widest = 100;

/** The help text of one command; that of `scan` also lists all commands. `columns`: width of the terminal. */
export async function renderHelp(
  entry: CommandEntry,
  columns: number | undefined,
): Promise<string> {
  const { options, operands, epilogue, examples } = await entry.load();
  const isDefault = entry === commands[0];
  const width = Math.min(columns ?? widest, widest);
  const usage = ['keylint', isDefault ? '' : entry.name, '[options]', operands.usage];
  const help = yargs([])
    .scriptName('keylint')
    .locale('en')
    .help(false)
    .version(false)
    .wrap(width)
    .updateStrings({ 'Options:': 'Other', 'Commands:': 'Commands', 'Examples:': 'Examples' })
    .usage(`${usage.filter(Boolean).join(' ')}\n\n${entry.summary}`);
  if (isDefault) for (const { name, summary } of commands) help.command(name, summary);
  for (const [name, option] of Object.entries(options)) {
    if (!option.isHidden) help.option(...describeOption(name, option));
  }
  help.option('help', {
    alias: 'h',
    describe: isDefault ? 'Show this help; -h alone: what is needed most' : 'Show this help',
  });
  if (isDefault) help.option('version', { alias: 'V', describe: 'Show the version' });
  for (const [line, does] of examples ?? []) help.example(line, does);
  if (epilogue) help.epilogue(epilogue);
  return `${await help.getHelp()}\n`;
}

// yargs only lays out here, so that its keys may carry the value's name: `--output <path>`.
function describeOption(name: string, option: Option): [string, Options] {
  const { kind, alias, describe, value = 'value', choices, bare, group } = option;
  const shown = kind === 'flag' ? name : bare ? `${name}[=${value}]` : `${name} <${value}>`;
  return [
    shown,
    {
      describe,
      ...(alias && { alias }),
      ...(group && { group }),
      ...(choices && { choices }),
      ...(option.default !== undefined && {
        default: option.default,
        defaultDescription: option.default,
      }),
    },
  ];
}
