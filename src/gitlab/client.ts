// The connection to GitLab's REST API: the few calls of a review, by fetch, patient with rate limits. An error holds the
// status and no word of the answer, which may quote what was sent.
import { askPatiently, type Clock } from '../github/patience.ts';

export interface ClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly version: string;
  readonly clock: Clock;
}

export interface GitlabClient {
  /** One answer. */
  get(path: string): Promise<unknown>;
  /** Every item of all pages. */
  list(path: string): Promise<readonly unknown[]>;
  send(method: 'POST' | 'PUT', path: string, body: object): Promise<unknown>;
}

/** What GitLab has answered where that is no success; patience knows it by these fields. */
export class ApiError extends Error {
  readonly status: number;
  readonly response: { readonly headers: Readonly<Record<string, string>> };

  constructor(status: number, headers: Headers) {
    super(`GitLab answers ${status}`);
    this.status = status;
    this.response = { headers: Object.fromEntries(headers) };
  }
}

const timeoutMs = 30_000;
/** 100 items each: no merge request that anybody reads has more. */
const mostPages = 50;

export function createGitlabClient({ token, apiUrl, version, clock }: ClientOptions): GitlabClient {
  const ask = (method: string, path: string, body?: object): Promise<Response> =>
    askPatiently(
      async () => {
        const response = await fetch(`${apiUrl}${path}`, {
          method,
          // The token is for this server and no other.
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'private-token': token,
            'user-agent': `keylint/${version}`,
            ...(body && { 'content-type': 'application/json' }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        if (!response.ok) throw new ApiError(response.status, response.headers);
        return response;
      },
      clock,
      method === 'GET',
    );
  return {
    get: async (path) => (await ask('GET', path)).json(),
    async list(path) {
      const items: unknown[] = [];
      for (let page = '1', pages = 0; page !== '' && pages < mostPages; pages++) {
        const separator = path.includes('?') ? '&' : '?';
        const response = await ask('GET', `${path}${separator}per_page=100&page=${page}`);
        const some: unknown = await response.json();
        if (Array.isArray(some)) items.push(...some);
        page = /^\d+$/.exec(response.headers.get('x-next-page') ?? '')?.[0] ?? '';
      }
      return items;
    },
    send: async (method, path, body) => (await ask(method, path, body)).json(),
  };
}
