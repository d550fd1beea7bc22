import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { flagsFor } from './src/cli/engine.ts';

/** Tests that take samples in `npm test`: here they run in full. */
const sampled = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter(
    (path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes("thorough.ts'"),
  );

// Heavy proofs: minutes to an hour. `npm test` runs seeded, smaller versions of the same.
export default defineConfig({
  test: {
    include: ['test/soak/**/*.soak.ts', ...sampled],
    env: { KEYLINT_THOROUGH: '1' },
    // As the program runs: what V8 does on its second thread for a grammar would be told as the time of its reader.
    execArgv: [...flagsFor(Number.parseInt(process.versions.node, 10))],
    testTimeout: 6 * 60 * 60 * 1000,
    // Taking installed packages away again takes long on a busy disk.
    hookTimeout: 10 * 60 * 1000,
    fileParallelism: false,
  },
});
