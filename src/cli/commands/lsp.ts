// `keylint lsp`: the language server, for editors. Lives in the package keylint-lsp.
import { Writable } from 'node:stream';
import { type Command, noOperands, type OptionTable } from '../command.ts';
import type { LanguageServer } from '../editor/language-server.ts';
import type { Output } from '../io.ts';
import { loadPackage } from '../load-package.ts';
import { auditOptions, scopeOptions, settingsOptions } from '../scan-options.ts';
import { readVersion } from '../version.ts';

export const command: Command = {
  options: {
    stdio: { kind: 'flag', describe: 'Standard input and output; there is no other way' },
    // Editors add it; the server sees by `initialize` whether they are still there.
    clientProcessId: { kind: 'text', value: 'id', describe: 'Ignored', isHidden: true },
    ...pick(scopeOptions, ['exclude', 'ignore-path', 'no-gitignore']),
    ...pick(settingsOptions, ['config', 'no-config', 'rules', 'wordlist']),
    ...pick(auditOptions, ['min-severity', 'max-age', 'strict', 'persona']),
    ...pick(auditOptions, ['baseline', 'foreign-ignores']),
  },
  operands: { ...noOperands, hint: 'it audits the folders that the editor opens' },
  epilogue: 'docs/editors.md says how to set editors up.',
  examples: [['keylint lsp', 'speaks the language server protocol']],
  async run(args, io) {
    const { serve } = await loadPackage<LanguageServer>('keylint-lsp', 'lsp');
    const { openWorkspace } = await import('../editor/workspace.ts');
    const { describeError } = await import('../describe-error.ts');
    await serve({
      engine: {
        version: readVersion(),
        open: (directory) => openWorkspace(directory, args, io),
        describe: describeError,
      },
      input: io.stdin,
      output: toStream(io.stdout),
    });
    return 0;
  },
};

function pick(table: OptionTable, names: readonly string[]): OptionTable {
  return Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)));
}

function toStream(output: Output): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      output.write(chunk.toString('utf8'));
      done();
    },
  });
}
