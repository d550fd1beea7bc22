// What a killed run has left is taken away by the next one, and never keeps it from starting.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { safePart } from '../../src/fleet/names.ts';
import { sweepTemporary } from '../../src/fleet/temporary.ts';

let run = '';
beforeEach(() => {
  run = mkdtempSync(join(tmpdir(), 'keylint-temporary-'));
});
afterEach(() => {
  rmSync(run, { recursive: true, force: true });
});

/** As git does that outlives who started it. */
const writes = `
const { mkdirSync, writeFileSync } = require('node:fs');
for (let at = 0; ; at++) {
  try {
    mkdirSync(process.argv[1], { recursive: true });
    writeFileSync(process.argv[1] + '/' + (at % 5000), '');
  } catch {}
}`;

test('what is still written to is swept by the next start', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = join(run, 'temporary', `${safePart(hostname())}-${pid}`);
  const writer = spawn(process.execPath, ['-e', writes, join(left, 'clones/0.git')]);
  const ended = new Promise((resolve) => writer.on('close', resolve));
  try {
    while (!existsSync(join(left, 'clones/0.git/1000'))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    for (let times = 0; times < 20; times++) sweepTemporary(run);
  } finally {
    writer.kill('SIGKILL');
  }
  await ended;
  sweepTemporary(run);
  expect(readdirSync(join(run, 'temporary'))).toEqual([]);
});
