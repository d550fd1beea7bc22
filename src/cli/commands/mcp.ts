// `keylint mcp`: a server of the Model Context Protocol, for agents. Lives in the package keylint-mcp.
import { Writable } from 'node:stream';
import type { AgentServer } from '../agents/agent-server.ts';
import { type Command, noOperands, type OptionTable } from '../command.ts';
import { loadPackage } from '../load-package.ts';
import { auditOptions, scopeOptions, settingsOptions } from '../scan-options.ts';

export const command: Command = {
  options: {
    stdio: { kind: 'flag', describe: 'Standard input and output; there is no other way' },
    ...pick(scopeOptions, ['exclude', 'ignore-path', 'no-gitignore']),
    ...pick(settingsOptions, ['config', 'no-config', 'wordlist', 'token-budget']),
    ...pick(auditOptions, ['min-severity', 'max-age', 'baseline', 'foreign-ignores']),
  },
  operands: { ...noOperands, hint: 'it audits the directory that it is started in' },
  epilogue:
    'Tools: audit, explain_rule, generate_secret (into a file, unseen), rate_secret (by path and name). None takes or gives the text of a secret, and none looks outside of the directory.',
  examples: [['keylint mcp', 'speaks the Model Context Protocol']],
  async run(args, io) {
    const { serve } = await loadPackage<AgentServer>('keylint-mcp', 'mcp');
    const { createAgentEngine } = await import('../agents/engine.ts');
    await serve({
      engine: createAgentEngine(args, io),
      input: io.stdin,
      output: new Writable({
        write(chunk: Buffer, _encoding, done) {
          io.stdout.write(chunk.toString('utf8'));
          done();
        },
      }),
    });
    return 0;
  },
};

function pick(table: OptionTable, names: readonly string[]): OptionTable {
  return Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)));
}
