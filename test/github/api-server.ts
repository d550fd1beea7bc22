// A GitHub on loopback: keeps the state of one pull request, does to requests what GitHub does, and notes every request
// that GitHub's published description rejects.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { judgeRequest, judgeResponse, type MatchedOperation, matchOperation } from './openapi.ts';

export interface ApiFile {
  readonly filename: string;
  readonly status: 'added' | 'modified' | 'renamed' | 'removed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly patch?: string;
}

export interface ApiComment {
  readonly id: number;
  body: string;
  readonly path: string;
  readonly line: number | null;
  readonly start_line?: number;
  readonly user: User;
}

export interface ApiReview {
  readonly id: number;
  readonly body: string;
  readonly event: string;
  readonly commit_id: string;
  readonly comments: readonly ApiComment[];
  readonly user: User;
}

export interface User {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

/** An answer to give instead of the right one, once. */
export interface Fault {
  readonly on: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
}

export interface ApiServer {
  /** As in GITHUB_API_URL. */
  readonly url: string;
  /** What the description rejects of requests, and of this server's own answers. */
  readonly rejected: readonly string[];
  /** Requests as `METHOD operation`, in order. */
  readonly requests: readonly string[];
  readonly reviews: ApiReview[];
  readonly comments: ApiComment[];
  readonly uploads: { readonly ref: string; readonly commit: string; readonly sarif: unknown }[];
  files: readonly ApiFile[];
  head: string;
  /** The token can read and nothing else. */
  isReadOnly: boolean;
  /** Lines that comments may be on; the patches say so where it is `undefined`. */
  commentable: ((path: string, line: number) => boolean) | undefined;
  readonly faults: Fault[];
  /** Who GraphQL says that the token acts as; `undefined`: it says nothing. */
  viewer: string | undefined;
  close(): Promise<void>;
}

export const bot: User = { login: 'github-actions[bot]', type: 'Bot' };

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Request {
  readonly operation: MatchedOperation;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly url: string;
}

/** Starts the server; `base` is the path that an Enterprise server has its API under. */
export async function startApi(base = ''): Promise<ApiServer> {
  const rejected: string[] = [];
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const answer = await handle(request);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const api: ApiServer = {
    url: `http://127.0.0.1:${port}${base}`,
    rejected,
    requests,
    reviews: [],
    comments: [],
    uploads: [],
    files: [],
    head: '',
    isReadOnly: false,
    commentable: undefined,
    faults: [],
    viewer: bot.login,
    close: () => new Promise((done) => server.close(() => done())),
  };

  async function handle(request: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const method = request.method ?? '';
    const text = await readAll(request);
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : '';
    // No operation of REST: at an Enterprise server it lies beside it.
    if (method === 'POST' && /\/graphql$/.test(pathname)) {
      requests.push('POST graphql');
      return api.viewer === undefined
        ? { status: 403, body: { message: 'no' } }
        : { status: 200, body: { data: { viewer: { login: api.viewer } } } };
    }
    const operation = matchOperation(method, path);
    if (!operation) {
      rejected.push(`${method} ${pathname} is no operation`);
      return { status: 404, body: { message: 'Not Found' } };
    }
    requests.push(`${method} ${operation.operationId}`);
    const body = text === '' ? undefined : JSON.parse(text);
    const problems = [
      ...judgeRequest(operation, searchParams, body),
      ...judgeHeaders(request, text !== ''),
    ];
    rejected.push(...problems.map((problem) => `${method} ${path}: ${problem}`));
    const fault = api.faults.findIndex(({ on }) => on === operation.operationId);
    const answer =
      fault === -1
        ? answerTo({ operation, query: searchParams, body: body ?? {}, url: api.url + path }, api)
        : toAnswer(api.faults.splice(fault, 1)[0]);
    const wrong = judgeResponse(operation, answer.status, answer.body);
    rejected.push(...wrong.map((problem) => `answer to ${method} ${path}: ${problem}`));
    return answer;
  }
  return api;
}

function toAnswer(fault: Fault | undefined): Answer {
  return {
    status: fault?.status ?? 500,
    body: { message: fault?.message ?? 'no', documentation_url: 'https://docs.github.com' },
    ...(fault?.headers && { headers: fault.headers }),
  };
}

function judgeHeaders(request: IncomingMessage, hasBody: boolean): string[] {
  const { headers } = request;
  return [
    /^token \S+$|^bearer \S+$/i.test(headers.authorization ?? '') ? '' : 'no authorization',
    headers['user-agent'] ? '' : 'no user agent',
    headers.accept?.includes('json') ? '' : 'no accept header',
    !hasBody || headers['content-type']?.startsWith('application/json') ? '' : 'body is no JSON',
  ].filter((problem) => problem !== '');
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const readOnly: Answer = {
  status: 403,
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest',
    status: '403',
  },
};

function answerTo(request: Request, api: ApiServer): Answer {
  switch (request.operation.operationId) {
    case 'pulls/list-files':
      return page(
        api.files.map((file) => toFile(file, api)),
        request,
      );
    case 'pulls/list-review-comments':
      return page(
        api.comments.map((comment) => toComment(comment, api)),
        request,
      );
    case 'pulls/list-reviews':
      return page(
        api.reviews.map((review) => toReview(review, api)),
        request,
      );
    case 'pulls/create-review':
      return api.isReadOnly ? readOnly : createReview(request, api);
    case 'pulls/update-review-comment':
      return api.isReadOnly ? readOnly : updateComment(request, api);
    case 'code-scanning/upload-sarif':
      return api.isReadOnly ? readOnly : upload(request, api);
    case 'code-scanning/get-sarif':
      return { status: 200, body: { processing_status: 'complete', analyses_url: null } };
    case 'users/get-authenticated':
      return readOnly;
    default:
      return { status: 501, body: { message: `no ${request.operation.operationId} here` } };
  }
}

function page(all: readonly unknown[], { query, url }: Request): Answer {
  const size = Number(query.get('per_page') ?? 30);
  const number = Number(query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, name: string): string =>
    `<${url}?per_page=${size}&page=${to}>; rel="${name}"`;
  const links = number < last ? [link(number + 1, 'next'), link(last, 'last')] : [];
  return {
    status: 200,
    body: all.slice((number - 1) * size, number * size),
    ...(links.length > 0 && { headers: { link: links.join(', ') } }),
  };
}

function createReview({ body }: Request, api: ApiServer): Answer {
  const drafts = (body.comments ?? []) as readonly {
    path: string;
    line: number;
    body: string;
    start_line?: number;
  }[];
  const isShown = api.commentable ?? ((path, line) => shownLines(api, path).has(line));
  const lines = drafts.flatMap(({ path, line, start_line = line }) => [
    { path, line },
    { path, line: start_line },
  ]);
  const isStale = body.commit_id !== undefined && body.commit_id !== api.head;
  const isTooLong = [String(body.body), ...drafts.map((draft) => draft.body)].some(
    (text) => text.length > 65_536,
  );
  if (isStale || isTooLong || lines.some(({ path, line }) => !isShown(path, line))) {
    return {
      status: 422,
      body: {
        message: 'Unprocessable Entity',
        errors: ['Line could not be resolved'],
        documentation_url: 'https://docs.github.com/rest',
      },
    };
  }
  const comments = drafts.map(
    (draft, index): ApiComment => ({
      id: api.comments.length + index + 1,
      user: bot,
      ...draft,
    }),
  );
  const review: ApiReview = {
    id: api.reviews.length + 1,
    body: String(body.body ?? ''),
    event: String(body.event ?? 'PENDING'),
    commit_id: String(body.commit_id ?? api.head),
    comments,
    user: bot,
  };
  api.comments.push(...comments);
  api.reviews.push(review);
  return { status: 200, body: toReview(review, api) };
}

function updateComment({ operation, body }: Request, api: ApiServer): Answer {
  const comment = api.comments.find(({ id }) => id === Number(operation.values.comment_id));
  if (!comment) return { status: 404, body: { message: 'Not Found' } };
  comment.body = String(body.body);
  return { status: 200, body: toComment(comment, api) };
}

function upload({ body }: Request, api: ApiServer): Answer {
  const text = gunzipSync(Buffer.from(String(body.sarif), 'base64')).toString('utf8');
  api.uploads.push({
    ref: String(body.ref),
    commit: String(body.commit_sha),
    sarif: JSON.parse(text),
  });
  return { status: 202, body: { id: '47177e22-5596-11eb-80a1-c1e54ef945c6', url: api.url } };
}

/** The new side of a file's patch, read here in another way than the program does. */
function shownLines(api: ApiServer, path: string): Set<number> {
  const shown = new Set<number>();
  let number = 0;
  for (const line of api.files.find((file) => file.filename === path)?.patch?.split('\n') ?? []) {
    const start = /^@@ -\S+ \+(\d+)/.exec(line)?.[1];
    if (start) number = Number(start);
    else if (line.startsWith('+') || line.startsWith(' ')) shown.add(number++);
  }
  return shown;
}

function toFile(file: ApiFile, api: ApiServer): object {
  return { ...file, blob_url: api.url, raw_url: api.url, contents_url: api.url };
}

function toUser({ login, type }: User, api: ApiServer): object {
  const names = ['avatar', 'html', 'followers', 'following', 'gists', 'starred', 'events'].concat([
    'subscriptions',
    'organizations',
    'repos',
    'received_events',
  ]);
  return {
    login,
    type,
    id: 1,
    node_id: 'x',
    gravatar_id: '',
    url: api.url,
    site_admin: false,
    ...Object.fromEntries(names.map((name) => [`${name}_url`, api.url])),
  };
}

function toComment(comment: ApiComment, api: ApiServer): object {
  return {
    ...comment,
    user: toUser(comment.user, api),
    url: api.url,
    pull_request_review_id: 1,
    node_id: 'x',
    diff_hunk: '',
    commit_id: api.head,
    original_commit_id: api.head,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    html_url: api.url,
    pull_request_url: api.url,
    author_association: 'NONE',
    _links: { self: { href: api.url }, html: { href: api.url }, pull_request: { href: api.url } },
  };
}

function toReview({ comments, event, ...review }: ApiReview, api: ApiServer): object {
  return {
    ...review,
    user: toUser(review.user, api),
    node_id: 'x',
    state: event === 'COMMENT' ? 'COMMENTED' : 'PENDING',
    html_url: api.url,
    pull_request_url: api.url,
    author_association: 'NONE',
    _links: { html: { href: api.url }, pull_request: { href: api.url } },
  };
}
