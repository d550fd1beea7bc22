// `--help`, laid out by yargs from the same tables that the parser reads.
import yargs from 'yargs';
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
    .usage(`${usage.filter(Boolean).join(' ')}\n\n${entry.summary}`)
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this help' })
    .option('version', { alias: 'V', type: 'boolean', describe: 'Show the version' });
  for (const [name, option] of Object.entries(options)) {
    if (option.isHidden) continue;
    const { kind, alias, describe, value, choices, bare, group } = option;
    help.option(name, {
      describe: `${describe}${value || bare ? '' : ''}`,
      ...(alias && { alias }),
      ...(group && { group }),
      ...(choices && { choices }),
      ...(option.default !== undefined && { default: option.default }),
      ...(kind === 'flag' && { type: 'boolean' as const }),
    });
  }
  for (const [line, does] of examples ?? []) help.example(line, does);
  if (epilogue) help.epilogue(epilogue);
  return `${await help.getHelp()}\n`;
}
