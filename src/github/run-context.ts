// What a workflow run says of itself: environment variables and the event's payload, read once. The payload of a
// pull request is written by strangers; only numbers and hashes of it are taken, and checked.
import { UserError } from '../model/errors.ts';

/** The pull request a run is for. */
export interface PullRequest {
  readonly number: number;
  /** The commit that was pushed; `GITHUB_SHA` is a merge of it. */
  readonly headSha: string;
  readonly baseSha: string | undefined;
  /** From another repository or by Dependabot: the token can read and nothing else. */
  readonly isFork: boolean;
}

export interface RunContext {
  readonly owner: string;
  readonly repo: string;
  /** The commit that is checked out. */
  readonly sha: string;
  readonly ref: string;
  /** Without a final slash. On GitHub Enterprise Server its own. */
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly pull: PullRequest | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the run from `env` and the text of the event file; `undefined` outside of a workflow. Throws a UserError
 * where the variables make no sense.
 */
export function readRunContext(
  env: Environment,
  event: string | undefined,
): RunContext | undefined {
  if (env.GITHUB_REPOSITORY === undefined) return undefined;
  const [owner, repo, ...more] = env.GITHUB_REPOSITORY.split('/');
  if (!owner || !repo || more.length > 0) throw wrong('GITHUB_REPOSITORY');
  const sha = env.GITHUB_SHA ?? '';
  if (!isCommit(sha)) throw wrong('GITHUB_SHA');
  return {
    owner,
    repo,
    sha,
    ref: env.GITHUB_REF ?? '',
    apiUrl: address(env.GITHUB_API_URL, 'https://api.github.com', 'GITHUB_API_URL'),
    serverUrl: address(env.GITHUB_SERVER_URL, 'https://github.com', 'GITHUB_SERVER_URL'),
    pull: event === undefined ? undefined : readPull(event, env),
  };
}

function readPull(event: string, env: Environment): PullRequest | undefined {
  let payload: unknown;
  try {
    payload = JSON.parse(event);
  } catch {
    throw wrong('the file in GITHUB_EVENT_PATH');
  }
  const pull = field(payload, 'pull_request');
  if (pull === undefined) return undefined;
  const number = field(pull, 'number');
  const headSha = field(pull, 'head', 'sha');
  const baseSha = field(pull, 'base', 'sha');
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || !isCommit(headSha)) {
    throw wrong('the pull request in GITHUB_EVENT_PATH');
  }
  // `null` where the fork is deleted.
  const isElsewhere =
    field(pull, 'head', 'repo', 'full_name') !== field(pull, 'base', 'repo', 'full_name');
  return {
    number,
    headSha,
    baseSha: isCommit(baseSha) ? baseSha : undefined,
    isFork: isElsewhere || env.GITHUB_ACTOR === 'dependabot[bot]',
  };
}

function field(value: unknown, ...names: readonly string[]): unknown {
  let current = value;
  for (const name of names) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) {
      return undefined;
    }
    current = Reflect.get(current, name);
  }
  return current ?? undefined;
}

function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value);
}

function address(value: string | undefined, byDefault: string, name: string): string {
  const text = (value || byDefault).replace(/\/+$/, '');
  // Plain http is for tests and for servers behind a proxy of their own.
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw wrong(name);
  return text;
}

function wrong(what: string): UserError {
  return new UserError(`This is no GitHub workflow that keylint understands: ${what} is wrong.`, {
    hint: 'Elsewhere, use `keylint` with a --format.',
  });
}
