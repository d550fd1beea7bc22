// Bundles our own code, not the packages (but for GitHub's client): a commit hook then opens a dozen files instead of three hundred. Formats,
// commands and readers stay chunks of their own, loaded when used.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Differs as soon as any source does: what one build remembers of contents is nothing to the next. */
function digestSources(): string {
  const digest = createHash('sha256').update(readFileSync('package-lock.json'));
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names.filter((path) => path.endsWith('.ts'))) {
    digest.update(`${name}\0`).update(readFileSync(`src/${name}`));
  }
  return digest.digest('hex').slice(0, 32);
}

/**
 * Half of what an install would bring are types of GitHub's API, and builds of tree-sitter for debugging: its client is
 * bundled, and loaded by reviews alone, and so is the parser, whose WebAssembly lies with the grammars.
 */
const bundled =
  /^(?:web-tree-sitter$|@octokit\/|universal-user-agent$|before-after-hook$|fast-content-type-parse$)/;

export default defineConfig({
  input: {
    'cli/bin': 'src/cli/bin.ts',
    index: 'src/index.ts',
    'token-worker': 'src/run/threads/token-worker.ts',
    'scan-worker': 'src/run/threads/scan-worker.ts',
    'merge-worker': 'src/fleet/merge/merge-worker.ts',
    'strength/lists/compile': 'src/strength/lists/compile.ts',
  },
  platform: 'node',
  transform: { define: { keylintBuildId: JSON.stringify(digestSources()) } },
  external: (id) => !/^[./]|^[A-Za-z]:[\\/]/.test(id) && !bundled.test(id),
  output: {
    dir: 'dist/src',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    // As deep as the sources, so that what is found relative to a file is found from a chunk as well.
    chunkFileNames: 'chunks/[name]-[hash].js',
    // Every file costs about a millisecond to open: what each scan needs lies in two, what starts it and what reads
    // while the first is waiting for git.
    codeSplitting: {
      groups: [
        // `--version` loads nothing else.
        { name: 'version', test: /src[\\/]cli[\\/]version\.ts$/, priority: 3 },
        {
          name: 'start',
          test: /src[\\/](?:cli[\\/](?:main|run-scan|commands[\\/]scan)|index|run|input[\\/]index-tree)\.ts$/,
          priority: 2,
        },
        {
          name: 'stages',
          test: /src[\\/](?:run[\\/]stages|report[\\/]text)\.ts$|[\\/]rules[\\/]index\.ts$/,
          priority: 1,
        },
      ],
    },
  },
});
