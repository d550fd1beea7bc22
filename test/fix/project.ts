// Small projects on disk, and the command line run on them in this process.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { writeRepository } from '../input/make-history.ts';
import { commitFirst } from '../input/scratch.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestProject {
  readonly root: string;
  readonly stateDirectory: string;
  run(...argv: readonly string[]): Promise<CliResult>;
  /** The same, started in a directory of the project. */
  runIn(directory: string, ...argv: readonly string[]): Promise<CliResult>;
  read(path: string): string;
  write(path: string, text: string | Uint8Array): void;
  git(...args: readonly string[]): string;
  /** Text of every file but those of git and installed packages, by path. */
  snapshot(): Record<string, string>;
  remove(): void;
}

/** A commit starts no second git that looks for something to tidy up. */
const settings = ['user.name=n', 'user.email=n@example.test', 'maintenance.auto=false'] as const;

/** Writes `files`, or copies the directory they name, and commits everything. */
export function createProject(
  files: Readonly<Record<string, string>> | URL,
  { isRepository = true }: { readonly isRepository?: boolean } = {},
): TestProject {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-project-')));
  const root = join(home, 'project');
  mkdirSync(root);
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  if (files instanceof URL) cpSync(fileURLToPath(files), root, { recursive: true });
  else for (const [path, text] of Object.entries(files)) write(path, text);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    LOCALAPPDATA: join(home, 'state'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  if (isRepository && !(files instanceof URL)) commitFirst(root, files);
  else if (isRepository) {
    writeRepository(root);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'first');
  }
  const runIn: TestProject['runIn'] = async (directory, ...argv) => {
    const written = { stdout: '', stderr: '' };
    const outputTo = (name: keyof typeof written): Io['stdout'] => ({
      isTerminal: false,
      columns: undefined,
      write(text) {
        written[name] += text;
      },
    });
    const code = await main(argv, {
      cwd: join(root, directory),
      env,
      stdin: Readable.from([]),
      stdout: outputTo('stdout'),
      stderr: outputTo('stderr'),
    });
    return { code, ...written };
  };
  return {
    root,
    stateDirectory: join(home, 'state', 'keylint'),
    write,
    git,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    run: (...argv) => runIn('.', ...argv),
    runIn,
    snapshot: () =>
      Object.fromEntries(
        readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
          .filter((path) => !/^(?:\.git|node_modules|dist)\//.test(path))
          .sort()
          .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
      ),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
