// V8 is asked to optimise later, by flags that the version at hand knows: of others it writes an error on every run.
import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { flagFor } from '../../src/cli/engine.ts';

test.each([
  [20, '--interrupt-budget=300000'],
  [22, '--invocation-count-for-turbofan=13000'],
  [24, undefined],
  [26, undefined],
])('Node %i', (major, flag) => {
  expect(flagFor(major)).toBe(flag);
});

test('the version that runs this knows its flag, and has it from its own options', () => {
  const flag = flagFor(Number.parseInt(process.versions.node, 10));
  if (!flag) return;
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(known).toContain(flag.split('=')[0]);
  const { stderr } = spawnSync(
    process.execPath,
    ['-e', `require('node:v8').setFlagsFromString(${JSON.stringify(flag)})`],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
});
