// Everything that writes, killed, starved of space, forbidden to write, and with links swapped under it: nothing is
// lost, nothing is torn, and no file of ours is left where git sees it.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { record } from './record.ts';
import { commands, createWorld, look, type Name, strays } from './writing.ts';

const names = Object.keys(commands) as Name[];
const world = createWorld();
afterAll(() => world.remove());

/** As it is before and after a command that nothing happens to. */
function ends(name: Name): { before: string; after: string; calls: number } {
  const counts = join(world.state, '../calls');
  start(name);
  const before = snapshot(name);
  const { code, stderr } = world.run(commands[name], {
    preload: true,
    env: { KILL_AT: '0', KILL_COUNT: counts },
  });
  expect([0, 1], stderr).toContain(code);
  expect(strays(world, { isAfterRecovery: true })).toEqual([]);
  return { before, after: snapshot(name), calls: Number(readFileSync(counts, 'utf8')) };
}

function start(name: Name): void {
  world.reset();
  if (name === 'undo') expect([0, 1]).toContain(world.run(commands.fix).code);
}

/** What of the state of the files a command changes, new values as `new`. */
function snapshot(name: Name): string {
  const single = {
    baseline: 'keylint.baseline.json',
    'hook install': '.git/hooks/pre-commit',
    init: 'keylint.config.json',
    report: 'report.json',
  };
  const path = name in single ? single[name as keyof typeof single] : undefined;
  if (path === undefined) return JSON.stringify(look(world));
  const file = join(world.root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : 'none';
}

describe('killed before every call that changes the disk', () => {
  let kills = 0;
  afterAll(() => record('writing', 'kills', { kills }));

  test.each(names)('%s', { timeout: 7_200_000 }, (name) => {
    const { before, after, calls } = ends(name);
    expect(before).not.toBe(after);
    expect(before + after).not.toContain('torn');
    const outcomes = { calls, kills: 0, before: 0, after: 0, broken: 0 };
    const broken: string[] = [];
    // More than once for the long ones would say nothing new; the short ones are few enough.
    for (let round = 0; round < Math.max(1, Math.ceil(63 / calls)); round++) {
      for (let at = 1; at <= calls; at++) {
        start(name);
        const { signal } = world.run(commands[name], { preload: true, env: { KILL_AT: `${at}` } });
        if (signal !== 'SIGKILL') continue;
        outcomes.kills++;
        broken.push(
          ...strays(world, { isAfterRecovery: false }).map((stray) => `${at}: git sees ${stray}`),
        );
        if (snapshot(name).includes('torn')) broken.push(`${at}: torn: ${snapshot(name)}`);
        // The next run of anything ends what was begun.
        world.run(['-q', '--no-progress', '--exit-zero']);
        const now = snapshot(name);
        if (now === before) outcomes.before++;
        else if (now === after) outcomes.after++;
        else broken.push(`${at}: neither before nor after: ${now}`);
        if (
          name === 'init' ||
          name === 'report' ||
          name === 'baseline' ||
          name === 'hook install' ||
          name === 'generate'
        )
          world.run(commands[name]);
        broken.push(
          ...strays(world, { isAfterRecovery: true }).map((stray) => `${at}: left ${stray}`),
        );
      }
    }
    outcomes.broken = broken.length;
    kills += outcomes.kills;
    record('writing', `killed: ${name}`, outcomes);
    expect(broken).toEqual([]);
  });
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform !== 'linux' || !isRoot)('a disk that is almost full', () => {
  const mount = join(world.state, '../small');

  test.each(names)('%s', { timeout: 3_600_000 }, (name) => {
    mkdirSync(mount, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', mount]);
    try {
      const small = createWorld(mount);
      const outcomes = { runs: 0, done: 0, refused: 0 };
      for (const free of [0, 4, 8, 12, 16, 20, 24, 32, 48, 64]) {
        small.reset();
        if (name === 'undo') small.run(commands.fix);
        const before = look(small);
        fill(mount, free);
        const { code, stderr } = small.run(commands[name]);
        outcomes.runs++;
        expect(stderr).not.toMatch(/internal error/);
        if (code === 2) {
          outcomes.refused++;
          expect(look(small)).toEqual(before);
        } else outcomes.done++;
        expect(Object.values(look(small))).not.toContain('torn');
        execFileSync('rm', ['-f', join(mount, 'filler')]);
        small.run(['-q', '--no-progress', '--exit-zero']);
        expect(strays(small, { isAfterRecovery: true })).toEqual([]);
      }
      record('writing', `full disk: ${name}`, outcomes);
      expect(outcomes.refused).toBeGreaterThan(0);
    } finally {
      execFileSync('umount', ['-l', mount]);
    }
  });
});

/** Leaves `free` kilobytes. */
function fill(mount: string, free: number): void {
  const available = Number(
    execFileSync('df', ['--output=avail', '-k', mount], { encoding: 'utf8' }).split('\n')[1],
  );
  writeFileSync(join(mount, 'filler'), Buffer.alloc(Math.max(0, available - free) * 1024));
}

describe.skipIf(process.platform !== 'linux' || !isRoot)('a file system that is read-only', () => {
  test.each(names)('%s', { timeout: 600_000 }, (name) => {
    start(name);
    const before = look(world);
    execFileSync('mount', ['--bind', world.root, world.root]);
    execFileSync('mount', ['-o', 'remount,ro,bind', world.root]);
    try {
      const { code, stderr } = world.run(commands[name]);
      expect([code, stderr.includes('internal error')], stderr).toEqual([2, false]);
    } finally {
      execFileSync('umount', [world.root]);
    }
    expect(look(world)).toEqual(before);
    expect(strays(world, { isAfterRecovery: true })).toEqual([]);
  });
});

test.skipIf(process.platform !== 'linux')(
  'links that are swapped while it runs',
  { timeout: 3_600_000 },
  async () => {
    const outcomes = { runs: 0, done: 0, refused: 0 };
    for (let round = 0; round < 60; round++) {
      world.reset();
      const outside = join(world.state, '../outside');
      const inside = join(world.root, 'app');
      for (const directory of [inside, outside]) {
        mkdirSync(directory, { recursive: true });
        writeFileSync(join(directory, '.env'), 'PORT=1\nJWT_SECRET=weaksecret1\nLAST=1\n');
        chmodSync(join(directory, '.env'), 0o600);
      }
      const swapper = spawn(
        execPath,
        [fileURLToPath(new URL('swap-links.mjs', import.meta.url)), inside, outside],
        { stdio: ['pipe', 'ignore', 'inherit'] },
      );
      const { code, stderr } = world.run(['--fix', '--no-config', '--no-progress']);
      swapper.stdin.end();
      await new Promise((done) => swapper.once('exit', done));
      outcomes.runs++;
      expect(stderr).not.toMatch(/internal error/);
      if (code === 2) outcomes.refused++;
      else outcomes.done++;
      expect(readFileSync(join(outside, '.env'), 'utf8')).toBe(
        'PORT=1\nJWT_SECRET=weaksecret1\nLAST=1\n',
      );
      expect(lstatSync(inside).isDirectory()).toBe(true);
      expect(readFileSync(join(inside, '.env'), 'utf8')).toMatch(
        /^PORT=1\nJWT_SECRET=\S+\nLAST=1\n$/,
      );
      world.run(['-q', '--no-progress', '--exit-zero']);
      expect(strays(world, { isAfterRecovery: true })).toEqual([]);
    }
    record('writing', 'swapped links', outcomes);
  },
);
