// `keylint rules`: all rules, one a line, or as JSON for other programs.
import { fixOf } from '../../model/rule.ts';
import { type Command, noOperands } from '../command.ts';

export const command: Command = {
  options: {
    format: {
      kind: 'text',
      alias: 'f',
      value: 'name',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'text or json',
    },
  },
  operands: noOperands,
  async run(args, io) {
    const { rules } = await import('../../../rules/index.ts');
    if (args.text('format') === 'json') {
      const rows = rules.map((rule) => {
        const { id, title, category, severity, confidence } = rule;
        return { id, title, category, severity, confidence, fix: fixOf(rule) };
      });
      io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
      return 0;
    }
    const width = Math.max(...rules.map(({ id }) => id.length));
    for (const { id, severity, title } of rules) {
      io.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
    }
    io.stderr.write('\nkeylint explain <rule> says more of each.\n');
    return 0;
  },
};
