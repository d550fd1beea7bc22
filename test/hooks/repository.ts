// A scratch repository and the commands that hooks meet: git, and keylint as an installed program.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { bin, runCli, scrubbedEnvironment } from '../cli/run-cli.ts';
import { writeRepository } from '../input/make-history.ts';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for hooks that mix them. */
  readonly text: string;
}

export interface Repository {
  readonly root: string;
  /** Holds the repository, and a `bin` with `keylint` in it, which is on PATH. */
  readonly parent: string;
  run(program: string, args: readonly string[], options?: RunOptions): Result;
  git(...args: readonly string[]): Result;
  keylint(...args: readonly string[]): Result;
  write(path: string, text: string, mode?: number): void;
  read(path: string): string;
  dispose(): void;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

export function createRepository(): Repository {
  const parent = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-hooks-')));
  const root = join(parent, 'work tree');
  const programs = join(parent, 'bin');
  mkdirSync(root);
  mkdirSync(programs);
  const program = join(programs, 'keylint');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(program, 0o755);
  const run: Repository['run'] = (name, args, options = {}) => {
    const environment = scrubbedEnvironment({
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@example.com',
      ...options.env,
    });
    const cwd = options.cwd ?? root;
    const env = { ...environment, PATH: `${programs}${delimiter}${environment.PATH}` };
    if (name === 'keylint') {
      const { code, stdout, stderr } = runCli(args, { cwd, env });
      return { code, stdout, stderr, text: `${stdout}${stderr}` };
    }
    const result = spawnSync(name, args, {
      cwd,
      env,
      encoding: 'utf8',
      input: '',
      timeout: options.timeout ?? 60_000,
    });
    const { status, stdout = '', stderr = '' } = result;
    return { code: status, stdout, stderr, text: `${stdout}${stderr}` };
  };
  writeRepository(root);
  return {
    root,
    parent,
    run,
    git: (...args) => run('git', args),
    keylint: (...args) => run('keylint', args),
    write(path, text, mode) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (mode !== undefined) chmodSync(file, mode);
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    dispose: () => rmSync(parent, { recursive: true, force: true }),
  };
}
