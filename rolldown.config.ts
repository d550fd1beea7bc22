// Bundles our own code, not the packages: a commit hook then opens a dozen files instead of three hundred. Formats,
// commands and readers stay chunks of their own, loaded when used.
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: {
    'cli/bin': 'src/cli/bin.ts',
    index: 'src/index.ts',
    'strength/lists/compile': 'src/strength/lists/compile.ts',
  },
  platform: 'node',
  external: (id) => !/^[./]|^[A-Za-z]:[\\/]/.test(id),
  output: {
    dir: 'dist/src',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    // As deep as the sources, so that what is found relative to a file is found from a chunk as well.
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
