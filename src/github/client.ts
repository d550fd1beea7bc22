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
}

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
      async () => request(parameters),
      options.clock,
      parameters.method === 'GET',
      options.patienceMs,
    ),
  );
  return client;
}
