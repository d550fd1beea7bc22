// Bundles the packages beside keylint: what only some people need, loaded by the commands that need it.
import { defineConfig } from 'rolldown';

export default defineConfig([
  {
    input: 'packages/keylint-lsp/src/index.ts',
    platform: 'node',
    external: (id) => !/^[./]|^[A-Za-z]:[\\/]/.test(id),
    output: { file: 'packages/keylint-lsp/dist/index.js', format: 'esm' },
  },
  {
    input: 'packages/keylint-mcp/src/index.ts',
    platform: 'node',
    external: (id) => !/^[./]|^[A-Za-z]:[\\/]/.test(id),
    output: { file: 'packages/keylint-mcp/dist/index.js', format: 'esm' },
  },
]);
