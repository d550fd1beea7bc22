// `keylint page`: the offline page, one HTML file. Lives in the package keylint-page.
import { type Command, noOperands } from '../command.ts';
import { toNewFile, writeText } from '../files.ts';
import { loadPackage } from '../load-package.ts';

/** The package. */
interface Page {
  renderPage(): string;
}

export const command: Command = {
  options: {
    output: {
      kind: 'text',
      alias: 'o',
      value: 'path',
      default: 'keylint.html',
      describe: 'The file to write; - is standard output',
    },
  },
  operands: { ...noOperands, hint: 'the file is named with --output' },
  epilogue:
    'The page rates and makes secrets, reads, checks and signs tokens, and lints a pasted file. It needs no server and can connect to nothing.',
  examples: [['keylint page -o keylint.html', 'writes the page; open it in a browser']],
  async run(args, io) {
    const { renderPage } = await loadPackage<Page>('keylint-page', 'page');
    const output = args.text('output') ?? 'keylint.html';
    if (output === '-') {
      io.stdout.write(renderPage());
      return 0;
    }
    const target = toNewFile(io, output);
    writeText(io, target, renderPage());
    io.stderr.write(`Wrote ${output}. It works without a network: open it in a browser.\n`);
    return 0;
  },
};
