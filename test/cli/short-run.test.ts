import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { expect, test } from 'vitest';
import { shortRunFlag } from '../../src/cli/short-run.ts';

test('V8 of this node knows the flag that a short run sets', () => {
  const flag = shortRunFlag(process.versions.node);
  expect(flag).toBeDefined();
  const script = `require('node:v8').setFlagsFromString(${JSON.stringify(flag)})`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([
  ['20.19.0', true],
  ['22.0.0', true],
  ['26.10.0', true],
  ['19.9.0', false],
  ['27.0.0', false],
  ['', false],
])('node %j: %s', (version, known) => {
  expect(shortRunFlag(version) !== undefined).toBe(known);
});
