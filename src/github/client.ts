// The connection to GitHub: Octokit, loaded when it is needed, silent, and patient with rate limits.
import type { Octokit } from '@octokit/rest';
import { askPatiently, type Clock } from './patience.ts';

/** What the rest of this folder talks to. */
export type GithubClient = Octokit;

export interface ClientOptions {
  readonly token: string;
  /** `https://api.github.com`, or that of an Enterprise server. */
  readonly apiUrl: string;
  readonly version: string;
  readonly clock: Clock;
  /** How long rate limits are waited for in all; default: as long as somebody waits for a review. */
  readonly patienceMs?: number;
  /** Longest time for one answer, all of it; default: a minute. */
  readonly timeoutMs?: number;
}

/** A server that answers without an end must not keep a job until it is killed. */
const longestAnswer = 60_000;

/** Opens nothing yet; every request of it waits where GitHub asks it to. */
export async function createClient(options: ClientOptions): Promise<GithubClient> {
  const { Octokit } = await import('@octokit/rest');
  const silent = () => {};
  const client = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: `keylint/${options.version}`,
    // It writes to the console otherwise, with addresses and now and then more.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  client.hook.wrap('request', (request, parameters) =>
    askPatiently(
      () =>
        withinTime(options.timeoutMs ?? longestAnswer, async (signal) => {
          // Hooks behind this one see what stands in the parameters, and not what they are handed.
          Object.assign(parameters, { request: { ...parameters.request, signal } });
          const answer = await request(parameters);
          // What breaks off is an empty text for Octokit, and a list of nothing further on.
          if (answer.status === 200 && (answer.data === '' || answer.data === null))
            throw new Error('an answer without an end');
          return answer;
        }),
      options.clock,
      parameters.method === 'GET',
      options.patienceMs,
    ),
  );
  return client;
}

/** What `ask` gives, unless time is up; then nothing of it is waited for, whether or not it notices. */
async function withinTime<T>(
  milliseconds: number,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // No fault of the server, which would be asked again.
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([ask(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** For `paginate`: ends it after so many pages, whatever the server says comes next. */
export function upTo<T, R>(
  pages: number,
  read: (data: T) => R,
): (response: { readonly data: T }, done: () => void) => R {
  let left = pages;
  return ({ data }, done) => {
    if (--left <= 0) done();
    return read(data);
  };
}
