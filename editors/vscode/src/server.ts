// The server of the extension: `keylint lsp` with its package, in one bundle.

import process from 'node:process';
import { serve } from '../../../packages/keylint-lsp/src/server.ts';
import { brought } from '../../../src/cli/load-package.ts';
import { main } from '../../../src/cli/main.ts';

brought.set('keylint-lsp', { serve });

const silent = { write: () => undefined, isTerminal: false, columns: undefined };

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: { ...silent, write: (text) => void process.stdout.write(text) },
  stderr: { ...silent, write: (text) => void process.stderr.write(text) },
});
