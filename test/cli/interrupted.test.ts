// Ctrl-C in the middle of a run: it ends at once, shells see 130, and nothing is left behind.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isWindows, repository, scratch } from '../input/scratch.ts';

const bin = join(import.meta.dirname, '../../dist/src/cli/bin.js');

/** A git that is slow to hand out contents, first on the PATH. */
function slowGit(): string {
  const directory = scratch({
    git: `#!/bin/sh\nPATH="\${PATH#*:}"\ncase "$*" in *cat-file*) : > "$0.asked"; exec sleep 20;; *) exec git "$@";; esac\n`,
  });
  chmodSync(join(directory, 'git'), 0o755);
  return directory;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.skipIf(isWindows)('interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the run and leaves nothing',
    async (signal) => {
      const cwd = repository({ 'a.js': '1' });
      const [temporary, slow] = [scratch(), slowGit()];
      const child = spawn(process.execPath, [bin, '--history'], {
        cwd,
        stdio: 'ignore',
        // A group of its own, as a terminal makes one: the signal goes to git as well.
        detached: true,
        env: { PATH: `${slow}:${process.env.PATH}`, TMPDIR: temporary },
      });
      const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve({ code, by })));
      await until(() => existsSync(join(slow, 'git.asked')));
      expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^keylint-git-/)]);
      process.kill(-(child.pid ?? 0), signal);
      expect(await ended).toEqual({ code: null, by: signal });
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test('a fleet says how far it is and that nothing is lost, and the same line goes on', async () => {
    const weak = { '.env': 'JWT_SECRET=plainlyfakepassword1\n' };
    const cwd = scratch();
    for (const name of ['one', 'two']) renameSync(repository(weak), join(cwd, name));
    const slow = slowGit();
    const args = [bin, 'fleet', 'run', '.', '--out', 'run', '--progress', 'none', '--exit-zero'];
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: { ...process.env, PATH: `${slow}:${process.env.PATH}` },
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise((resolve) => child.on('close', (code, by) => resolve({ code, by })));
    await until(() => existsSync(join(slow, 'git.asked')));
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toEqual({ code: null, by: 'SIGINT' });
    expect(said).toContain(
      'keylint: stopped at 0 of 2 repositories; what is done is kept, the same line goes on',
    );
    const again = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect(again.stderr).toContain('2 repositories, 2 secrets or places to mend');
    expect(again.status).toBe(0);
  });
});
