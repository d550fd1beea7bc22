// A repository on disk with a pull request in it, and the same pull request on the test server: what git says of the
// commits is what the API says.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { scrubbedEnvironment } from '../cli/run-cli.ts';
import { startBranch } from '../input/make-history.ts';
import { commitFirst, diffsByFile, write } from '../input/scratch.ts';
import { type ApiFile, type ApiServer, startApi } from './api-server.ts';

export type Files = Readonly<Record<string, string | null>>;

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: string;
}

export interface PullRequestFixture {
  readonly root: string;
  readonly api: ApiServer;
  /** Commits to the branch; `null` deletes a file. */
  push(files: Files): void;
  /** Replaces all that was pushed by one new commit. */
  forcePush(files: Files): void;
  /** Commits to the base branch and checks out a merge of both, as a workflow does. */
  moveBase(files: Files): void;
  /** Environment of a step of a workflow, with fresh files for outputs and summary. */
  environment(more?: Readonly<Record<string, string>>): Record<string, string>;
  /** `keylint review ...argv` in this process. */
  review(argv: readonly string[], more?: Readonly<Record<string, string>>): Promise<Run>;
  dispose(): Promise<void>;
}

export interface FixtureOptions {
  readonly base?: Readonly<Record<string, string>>;
  readonly isFork?: boolean;
  /** Path of the API, as Enterprise servers have it. */
  readonly apiBase?: string;
}

export async function createPullRequest(options: FixtureOptions = {}): Promise<PullRequestFixture> {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-pull-')));
  const work = join(root, 'work');
  const files = join(root, 'runner');
  mkdirSync(files);
  const api = await startApi(options.apiBase);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: work,
      env: {
        ...scrubbedEnvironment(),
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trimEnd();
  const commit = (changed: Files): void => {
    for (const [path, text] of Object.entries(changed)) {
      const file = join(work, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
    git('add', '--all', '.');
    git('commit', '--quiet', '--allow-empty', '--message', 'x');
  };
  mkdirSync(work);
  const base = options.base ?? { 'README.md': 'hello\n' };
  write(work, base);
  commitFirst(work, base);
  startBranch(work, 'topic');
  const publish = (): void => {
    api.head = git('rev-parse', 'topic');
    api.files = listFiles(git);
  };
  let count = 0;
  const environment: PullRequestFixture['environment'] = (more = {}) => {
    count++;
    const event = join(files, `event-${count}.json`);
    const summary = join(files, `summary-${count}.md`);
    const output = join(files, `output-${count}`);
    for (const path of [summary, output]) writeFileSync(path, '');
    const repository = (name: string): object => ({ full_name: name });
    writeFileSync(
      event,
      JSON.stringify({
        action: 'synchronize',
        pull_request: {
          number: 7,
          head: {
            sha: api.head,
            repo: repository(options.isFork ? 'stranger/service' : 'acme/service'),
          },
          base: { sha: git('rev-parse', 'main'), repo: repository('acme/service') },
        },
      }),
    );
    return {
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/service',
      GITHUB_SHA: git('rev-parse', 'HEAD'),
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_API_URL: api.url,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      GITHUB_TOKEN: 'fake-token-of-a-test',
      RUNNER_TEMP: files,
      ...more,
    };
  };
  return {
    root: work,
    api,
    push(changed) {
      git('checkout', '--quiet', 'topic');
      commit(changed);
      publish();
    },
    forcePush(changed) {
      git('checkout', '--quiet', 'topic');
      git('reset', '--quiet', '--hard', 'main');
      commit(changed);
      publish();
    },
    moveBase(changed) {
      git('checkout', '--quiet', 'main');
      commit(changed);
      publish();
      git('checkout', '--quiet', '--detach', 'main');
      git('merge', '--quiet', '--no-edit', 'topic');
    },
    environment,
    async review(argv, more) {
      const env = environment(more);
      let [stdout, stderr] = ['', ''];
      const io = {
        cwd: work,
        env: { ...scrubbedEnvironment(), ...env },
        stdout: {
          write: (text: string) => (stdout += text),
          isTerminal: false,
          columns: undefined,
        },
        stderr: {
          write: (text: string) => (stderr += text),
          isTerminal: false,
          columns: undefined,
        },
        // The cast: a review reads nothing from standard input.
        stdin: undefined as unknown as Io['stdin'],
      };
      const code = await main(['review', ...argv], io);
      const { readFileSync } = await import('node:fs');
      return {
        code,
        stdout,
        stderr,
        summary: readFileSync(env.GITHUB_STEP_SUMMARY ?? '', 'utf8'),
        outputs: readFileSync(env.GITHUB_OUTPUT ?? '', 'utf8'),
      };
    },
    async dispose() {
      await api.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** What the API lists for the pull request: the diff from where it parted from the base. */
function listFiles(git: (...args: readonly string[]) => string): ApiFile[] {
  const raw = git('diff', '--raw', '--no-abbrev', '--no-renames', '-z', 'main...topic').split('\0');
  const texts = diffsByFile(git('diff', '--no-renames', 'main...topic'));
  const files: ApiFile[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [, , , sha = '', letter] = (raw[index] ?? '').split(' ');
    const filename = raw[index + 1] ?? '';
    const text = texts[index / 2] ?? '';
    const hunks = text.indexOf('\n@@ ');
    const patch = hunks === -1 ? undefined : text.slice(hunks + 1);
    const countOf = (mark: string): number =>
      patch?.split('\n').filter((line) => line.startsWith(mark)).length ?? 0;
    const [additions, deletions] = [countOf('+'), countOf('-')];
    const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified';
    files.push({
      filename,
      status,
      sha,
      additions,
      deletions,
      changes: additions + deletions,
      ...(patch !== undefined && { patch }),
    });
  }
  return files;
}
