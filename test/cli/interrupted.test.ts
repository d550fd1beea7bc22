// Ctrl-C in the middle of a run: it ends at once, shells see 130, and nothing is left behind.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
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
});
