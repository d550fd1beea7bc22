// A host of code on loopback: an API that GitHub's published description judges, and `git http-backend` behind it. It
// takes one token at a time, and refuses, stalls or cuts what it is told to.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { answerGraphql } from '../github/graphql.ts';
import {
  judgeRequest,
  judgeResponse,
  type MatchedOperation,
  matchOperation,
} from '../github/openapi.ts';
import { answerPublishing, createPublished, type Published } from './host-published.ts';

export interface HostedRepository {
  readonly owner: string;
  readonly name: string;
  readonly isFork?: boolean;
  readonly isArchived?: boolean;
  readonly isPrivate?: boolean;
  readonly hasNoIssues?: boolean;
  readonly topics?: readonly string[];
  readonly parent?: string;
  readonly size?: number;
}

/** What happens to a request in place of an answer. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'cut' };

export interface Host {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  readonly apiUrl: string;
  /** What GitHub's descriptions reject of requests, and of this server's own answers. */
  readonly rejected: string[];
  /** `GET repos/list-for-org`, `POST graphql`, `git acme/shop`, in order. */
  readonly requests: string[];
  /** Issues and SARIF that were sent. */
  readonly published: Published;
  token: string;
  /** Chooses what happens to a request, by its name in `requests`; `undefined`: the right answer. */
  fault: (request: string) => Fault | undefined;
  /**
   * Answers of git by what was asked, where they are to be kept: what the tenth clone of a repository that does not change
   * is told is what the first one was. `undefined`: git is asked each time.
   */
  remembered: Map<string, Remembered> | undefined;
  /** The most clones that were served at the same time. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** What git answered through `http-backend`. */
export interface Remembered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const base = '/api/v3';
const pageSize = 100;

/** Serves `repositories`, each a bare one at `root`/owner/name.git. */
export async function startHost(
  root: string,
  repositories: readonly HostedRepository[],
): Promise<Host> {
  let atOnce = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (/^\/[^/]+\/[^/]+\.git\//.test(url.pathname)) {
      atOnce++;
      most = Math.max(most, atOnce);
      response.on('close', () => atOnce--);
      serveGit(request, response, url, { root, host });
    } else void serveApi(request, response, url, repositories, host);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host: Host = {
    origin,
    apiUrl: origin + base,
    rejected: [],
    requests: [],
    published: createPublished(),
    token: 'fake-token-of-a-test',
    fault: () => undefined,
    remembered: undefined,
    mostAtOnce: () => most,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return host;
}

function spoil(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'status') {
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
    response.end('{"message":"no"}');
    return;
  }
  // More is promised than comes.
  response.writeHead(200, {
    'content-type': 'application/x-git-upload-pack-result',
    'content-length': '100000',
  });
  response.write('0008NAK\n');
  response.socket?.destroy();
}

async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  repositories: readonly HostedRepository[],
  host: Host,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const answer = (
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
  const isGraphql = url.pathname === '/api/graphql';
  const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : '';
  const operation = isGraphql ? undefined : matchOperation(request.method ?? '', path);
  const name = `${request.method} ${isGraphql ? 'graphql' : (operation?.operationId ?? url.pathname)}`;
  host.requests.push(name);
  if (!isGraphql && !operation) host.rejected.push(`${name} is no operation`);
  if (operation) {
    host.rejected.push(
      ...judgeRequest(operation, url.searchParams, text === '' ? undefined : JSON.parse(text)),
    );
  }
  const fault = host.fault(name);
  if (fault) return spoil(fault, response);
  if (request.headers.authorization !== `token ${host.token}`)
    return answer(401, { message: 'Bad credentials' });
  if (isGraphql) {
    const { query, variables } = JSON.parse(text);
    const { data, problems } = answerGraphql(query, variables, rootOf(repositories, host));
    host.rejected.push(...problems.map((problem) => `${name}: ${problem}`));
    return answer(200, { data });
  }
  if (!operation) return answer(404, { message: 'Not Found' });
  const { status, body, headers } =
    listing(operation, { url, repositories, origin: host.origin }) ??
    answerPublishing(
      { operation, query: url.searchParams, body: text === '' ? {} : JSON.parse(text) },
      host,
      repositories.find(
        ({ owner, name: own }) => owner === operation.values.owner && own === operation.values.repo,
      ),
    );
  host.rejected.push(...judgeResponse(operation, status, body));
  answer(status, body, headers);
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const notFound: Answer = { status: 404, body: { message: 'Not Found' } };

function listing(
  operation: MatchedOperation,
  {
    url,
    repositories,
    origin,
  }: {
    readonly url: URL;
    readonly repositories: readonly HostedRepository[];
    readonly origin: string;
  },
): Answer | undefined {
  if (!/^repos\/list-for-(?:org|user)$/.test(operation.operationId)) return undefined;
  const owner = operation.values.org ?? operation.values.username ?? '';
  const own = repositories.filter((one) => one.owner === owner);
  const isUser = operation.operationId === 'repos/list-for-user';
  if (own.length === 0 || isUser !== owner.startsWith('user-')) return notFound;
  const page = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url.pathname + url.search, origin);
  next.searchParams.set('page', String(page + 1));
  return {
    status: 200,
    body: own
      .slice((page - 1) * pageSize, page * pageSize)
      .map((one, at) => describe(one, at, origin)),
    ...(own.length > page * pageSize && { headers: { link: `<${next.href}>; rel="next"` } }),
  };
}

/** What GraphQL answers from. */
function rootOf(repositories: readonly HostedRepository[], host: Host): object {
  return {
    viewer: { login: host.published.author.login },
    repositoryOwner: ({ login }: { readonly login: string }) => ({
      __typename: 'Organization',
      repositories: (asked: { readonly first: number; readonly after: string | null }) => {
        const forks = repositories.filter(({ owner, isFork }) => owner === login && isFork);
        const at = Number(asked.after ?? 0);
        return {
          nodes: forks.slice(at, at + asked.first).map(({ owner, name, parent }) => ({
            nameWithOwner: `${owner}/${name}`,
            parent: parent === undefined ? null : { nameWithOwner: parent },
          })),
          pageInfo: {
            hasNextPage: forks.length > at + asked.first,
            endCursor: String(at + asked.first),
          },
        };
      },
    }),
  };
}

const addresses =
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks git_commits git_refs git_tags hooks html issue_comment issue_events issues keys labels languages merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees';
const userAddresses =
  'avatar events followers following gists html organizations received_events repos starred subscriptions';

/** A repository as listings show it. */
export function describe(one: HostedRepository, id: number, origin: string) {
  const {
    owner,
    name,
    isFork = false,
    isArchived = false,
    isPrivate = true,
    topics = [],
    size = 1,
  } = one;
  const all = (names: string) =>
    Object.fromEntries(names.split(' ').map((each) => [`${each}_url`, `${origin}/x`]));
  return {
    ...all(addresses),
    id,
    node_id: 'n',
    name,
    full_name: `${owner}/${name}`,
    description: null,
    fork: isFork,
    private: isPrivate,
    url: `${origin}/x`,
    archived: isArchived,
    topics,
    size,
    clone_url: `${origin}/${owner}/${name}.git`,
    owner: {
      ...all(userAddresses),
      url: origin,
      gravatar_id: null,
      id: 1,
      node_id: 'n',
      login: owner,
      site_admin: false,
      type: 'Organization',
    },
  };
}

/** CGI, as git asks for it. */
function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { root, host }: { readonly root: string; readonly host: Host },
): void {
  const name = `git ${url.pathname
    .split('/')
    .slice(1, 3)
    .join('/')
    .replace(/\.git$/, '')}`;
  host.requests.push(name);
  const fault = host.fault(name);
  // The first request of a clone asks for the branches: it is the answer to the second that has something to cut.
  if (fault && (fault.kind === 'status' || request.method === 'POST')) {
    spoil(fault, response);
    return;
  }
  const wanted = `Basic ${Buffer.from(`x-access-token:${host.token}`).toString('base64')}`;
  if (request.headers.authorization !== wanted) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
    response.end();
    return;
  }
  if (!host.remembered) {
    runBackend(request, url, root, response);
    return;
  }
  void serveRemembered(request, response, url, { root, remembered: host.remembered });
}

async function serveRemembered(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { root, remembered }: { readonly root: string; readonly remembered: Map<string, Remembered> },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const asked = Buffer.concat(chunks);
  const digest = createHash('sha256').update(asked).digest('hex');
  const key = `${request.method} ${url.href} ${request.headers['git-protocol']} ${digest}`;
  const known = remembered.get(key) ?? (await askBackend(request, url, root, asked));
  remembered.set(key, known);
  response.writeHead(known.status, known.headers);
  response.end(known.body);
}

/** The whole answer. */
function askBackend(
  { method, headers }: IncomingMessage,
  url: URL,
  root: string,
  asked: Buffer,
): Promise<Remembered> {
  const request = Object.assign(Readable.from([asked]), { method, headers });
  const body: Buffer[] = [];
  let head: Pick<Remembered, 'status' | 'headers'> = { status: 200, headers: {} };
  return new Promise((resolve) => {
    runBackend(request, url, root, {
      writeHead(status, found) {
        head = { status, headers: found };
      },
      write: (chunk) => body.push(chunk),
      end: () => resolve({ ...head, body: Buffer.concat(body) }),
    });
  });
}

/** What of a request and of its answer a backend needs. */
type Asking = Pick<IncomingMessage, 'method' | 'headers'> & Pick<Readable, 'pipe'>;
interface Answering {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Buffer): unknown;
  end(): unknown;
}

function runBackend(request: Asking, url: URL, root: string, response: Answering): void {
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH ?? '',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => {});
  let head = Buffer.alloc(0);
  let isHead = true;
  child.stdout.on('data', (chunk: Buffer) => {
    if (!isHead) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    isHead = false;
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => line.split(/:\s*/, 2) as [string, string]),
    );
    response.writeHead(Number.parseInt(headers.Status ?? '200', 10), headers);
    response.write(head.subarray(end + 4));
  });
  child.stdout.on('end', () => response.end());
}
