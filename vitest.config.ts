import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // The default leaves a core to the editor: on two cores that would be half the speed.
    maxWorkers: '100%',
  },
});
