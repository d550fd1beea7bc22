import { defineConfig } from 'vitest/config';

// Heavy proofs: minutes to an hour. `npm test` runs seeded, smaller versions of the same.
export default defineConfig({
  test: {
    include: ['test/soak/**/*.soak.ts'],
    testTimeout: 6 * 60 * 60 * 1000,
    // Taking installed packages away again takes long on a busy disk.
    hookTimeout: 10 * 60 * 1000,
    fileParallelism: false,
  },
});
