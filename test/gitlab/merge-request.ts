// A repository on disk with a merge request in it, and the same merge request on the test server.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { scrubbedEnvironment } from '../cli/run-cli.ts';
import { startBranch } from '../input/make-history.ts';
import { commitFirst, diffsByFile, write } from '../input/scratch.ts';
import { type ApiDiff, type GitlabServer, startGitlab, token } from './api-server.ts';

type Files = Readonly<Record<string, string>>;

export interface MergeRequestFixture {
  readonly root: string;
  readonly api: GitlabServer;
  push(files: Files): void;
  review(
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
  dispose(): Promise<void>;
}

export async function createMergeRequest(base: Files): Promise<MergeRequestFixture> {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-merge-')));
  const api = await startGitlab();
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...identity, ...args], {
      cwd: root,
      env: scrubbedEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  const commit = (files: Files): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git('add', '--all', '.');
    git('commit', '--quiet', '--allow-empty', '--message', 'x');
  };
  write(root, base);
  commitFirst(root, base);
  startBranch(root, 'topic');
  return {
    root,
    api,
    push(files) {
      commit(files);
      const main = git('rev-parse', 'main');
      api.refs = { base_sha: main, start_sha: main, head_sha: git('rev-parse', 'topic') };
      api.diffs = listDiffs(git);
    },
    async review(argv, env = {}) {
      let [stdout, stderr] = ['', ''];
      const screen = { isTerminal: false, columns: undefined };
      const io = {
        cwd: root,
        env: {
          ...scrubbedEnvironment(),
          GITLAB_CI: 'true',
          CI_API_V4_URL: api.url,
          CI_PROJECT_ID: '9',
          CI_PROJECT_URL: 'https://gitlab.example/acme/service',
          CI_COMMIT_SHA: git('rev-parse', 'HEAD'),
          CI_MERGE_REQUEST_IID: '7',
          CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '9',
          CI_MERGE_REQUEST_DIFF_BASE_SHA: git('rev-parse', 'main'),
          KEYLINT_GITLAB_TOKEN: token,
          ...env,
        },
        stdout: { write: (text: string) => (stdout += text), ...screen },
        stderr: { write: (text: string) => (stderr += text), ...screen },
        // The cast: a review reads nothing from standard input.
        stdin: undefined as unknown as Io['stdin'],
      };
      return { code: await main(['review', ...argv], io), stdout, stderr };
    },
    async dispose() {
      await api.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function listDiffs(git: (...args: readonly string[]) => string): ApiDiff[] {
  const names = git('diff', '--name-status', '--no-renames', '-z', 'main...topic').split('\0');
  const texts = diffsByFile(git('diff', '--no-renames', 'main...topic'));
  const diffs: ApiDiff[] = [];
  for (let index = 0; index + 1 < names.length; index += 2) {
    const path = names[index + 1] ?? '';
    const text = texts[index / 2] ?? '';
    const hunks = text.indexOf('\n@@ ');
    diffs.push({
      old_path: path,
      new_path: path,
      new_file: names[index] === 'A',
      renamed_file: false,
      deleted_file: names[index] === 'D',
      diff: hunks === -1 ? '' : `${text.slice(hunks + 1)}\n`,
    });
  }
  return diffs;
}
