import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { expect, test } from 'vitest';
import { shortRunFlags } from '../../src/cli/short-run.ts';

test('V8 of this node knows every flag that a short run sets', () => {
  const flags = shortRunFlags(process.versions.node);
  expect(flags).not.toEqual([]);
  const script = `for (const flag of ${JSON.stringify(flags)}) require('node:v8').setFlagsFromString(flag)`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([
  ['20.19.0', 4],
  ['22.0.0', 4],
  ['26.10.0', 4],
  ['19.9.0', 0],
  ['27.0.0', 0],
  ['', 0],
])('node %j: %i flags', (version, count) => {
  expect(shortRunFlags(version)).toHaveLength(count);
});
