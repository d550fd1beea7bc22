// What a GitLab job says of itself: predefined variables, read once. Titles and branches are written by strangers; only
// numbers, hashes and the server's own addresses are taken, and checked.
import { UserError } from '../model/errors.ts';

export interface MergeRequest {
  /** Its number within the project. */
  readonly iid: number;
  /** Commit it is compared with. */
  readonly baseSha: string | undefined;
  /** From another project, whose pipelines do not get this project's tokens. */
  readonly isFork: boolean;
}

export interface JobContext {
  readonly projectId: number;
  /** Address of the project, without a final slash. */
  readonly projectUrl: string;
  /** `https://gitlab.com/api/v4`, without a final slash. */
  readonly apiUrl: string;
  /** The commit that is checked out. */
  readonly sha: string;
  readonly merge: MergeRequest | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `undefined` outside of a job. Throws a UserError where the variables make no sense. */
export function readJobContext(env: Environment): JobContext | undefined {
  if (env.GITLAB_CI !== 'true') return undefined;
  const iid = env.CI_MERGE_REQUEST_IID;
  const base = env.CI_MERGE_REQUEST_DIFF_BASE_SHA;
  return {
    projectId: numberOf(env.CI_PROJECT_ID, 'CI_PROJECT_ID'),
    projectUrl: addressOf(env.CI_PROJECT_URL, 'CI_PROJECT_URL'),
    apiUrl: addressOf(env.CI_API_V4_URL, 'CI_API_V4_URL'),
    sha: commitOf(env.CI_COMMIT_SHA, 'CI_COMMIT_SHA'),
    merge: iid
      ? {
          iid: numberOf(iid, 'CI_MERGE_REQUEST_IID'),
          baseSha: base ? commitOf(base, 'CI_MERGE_REQUEST_DIFF_BASE_SHA') : undefined,
          isFork: env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID !== env.CI_PROJECT_ID,
        }
      : undefined,
  };
}

function numberOf(text: string | undefined, name: string): number {
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  throw wrong(name);
}

function commitOf(text: string | undefined, name: string): string {
  if (text !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text)) return text;
  throw wrong(name);
}

function addressOf(text: string | undefined, name: string): string {
  const address = (text ?? '').replace(/\/+$/, '');
  // Plain http is for tests and for servers behind a proxy of their own.
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) throw wrong(name);
  return address;
}

function wrong(name: string): UserError {
  return new UserError(`This is no GitLab job that keylint understands: ${name} is wrong.`, {
    hint: 'Elsewhere, use `keylint` with a --format.',
  });
}
