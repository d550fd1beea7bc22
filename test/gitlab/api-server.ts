// A GitLab on loopback: keeps one merge request and does to requests what GitLab's documentation says. What it would not
// understand is noted in `rejected`.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiNote {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
  readonly resolvable: boolean;
  resolved: boolean;
  readonly position?: Position | undefined;
}

export interface Position {
  readonly new_path: string;
  readonly new_line: number;
  readonly old_line?: number;
}

export interface Discussion {
  readonly id: string;
  readonly notes: ApiNote[];
}

export interface ApiDiff {
  readonly old_path: string;
  readonly new_path: string;
  readonly new_file: boolean;
  readonly renamed_file: boolean;
  readonly deleted_file: boolean;
  readonly diff: string;
}

export interface GitlabServer {
  /** As in CI_API_V4_URL. */
  readonly url: string;
  readonly rejected: string[];
  readonly requests: string[];
  readonly discussions: Discussion[];
  diffs: readonly ApiDiff[];
  refs: { readonly base_sha: string; readonly start_sha: string; readonly head_sha: string };
  /** Answers to give once instead of the right one, by `METHOD path-end`. */
  readonly faults: { readonly on: RegExp; readonly status: number; readonly after?: string }[];
  close(): Promise<void>;
}

export const token = 'fake-token-of-a-test';
/** The account that the token belongs to. */
export const me = 41;
const pageSize = 2;

export async function startGitlab(): Promise<GitlabServer> {
  const server = createServer(async (request, response) => {
    const { status, body, headers } = await answer(request, api);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const api: GitlabServer = {
    url: `http://127.0.0.1:${port}/api/v4`,
    rejected: [],
    requests: [],
    discussions: [],
    diffs: [],
    refs: { base_sha: '', start_sha: '', head_sha: '' },
    faults: [],
    close: () => new Promise((done) => server.close(() => done())),
  };
  return api;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const merge = '/api/v4/projects/9/merge_requests/7';

async function answer(request: IncomingMessage, api: GitlabServer): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const method = request.method ?? '';
  const call = `${method} ${pathname}`;
  api.requests.push(call);
  const fault = api.faults.findIndex(({ on }) => on.test(call));
  if (fault !== -1) {
    const [{ status, after } = { status: 500 }] = api.faults.splice(fault, 1);
    return { status, body: {}, ...(after !== undefined && { headers: { 'retry-after': after } }) };
  }
  if (request.headers['private-token'] !== token) return { status: 401, body: {} };
  if (call === 'GET /api/v4/user') return { status: 200, body: { id: me, username: 'keylint' } };
  if (call === `GET ${merge}`) return { status: 200, body: { iid: 7, diff_refs: api.refs } };
  if (call === `GET ${merge}/diffs`) return page(api.diffs, searchParams);
  if (call === `GET ${merge}/discussions`) return page(api.discussions, searchParams);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
    readonly body?: string;
    readonly resolved?: boolean;
    readonly position?: Position & Readonly<Record<string, unknown>>;
  };
  const place = /\/discussions\/([^/]+)(?:\/notes\/(\d+))?$/.exec(pathname);
  if (method === 'POST' && /\/(?:discussions|notes)$/.test(pathname) && body.body) {
    const isOnLine = pathname.endsWith('/discussions');
    if (isOnLine) {
      const problem = judge(body.position, api);
      if (problem !== undefined) {
        api.rejected.push(problem);
        return { status: 400, body: { message: problem } };
      }
    }
    const id = api.discussions.length + 100;
    const note = { id, body: body.body, author: { id: me }, resolvable: isOnLine, resolved: false };
    api.discussions.push({ id: `d${id}`, notes: [{ ...note, position: body.position }] });
    return { status: 201, body: note };
  }
  const discussion = api.discussions.find(({ id }) => id === place?.[1]);
  if (method === 'PUT' && discussion) {
    const note = discussion.notes.find(({ id }) => String(id) === place?.[2]);
    if (note && body.body) note.body = body.body;
    else if (!place?.[2] && body.resolved !== undefined) {
      for (const one of discussion.notes) one.resolved = body.resolved;
    } else return { status: 400, body: {} };
    return { status: 200, body: discussion };
  }
  api.rejected.push(call);
  return { status: 404, body: {} };
}

/** Pages are small, so that nobody gets by with the first. */
function page(items: readonly unknown[], query: URLSearchParams): Answer {
  const number = Number(query.get('page') ?? 1);
  const end = number * pageSize;
  const next = end < items.length ? String(number + 1) : '';
  return {
    status: 200,
    body: items.slice(end - pageSize, end),
    headers: { 'x-next-page': next },
  };
}

/** https://docs.gitlab.com/api/discussions/: an added line has no old number, an unchanged one has both. */
function judge(
  position: (Position & Readonly<Record<string, unknown>>) | undefined,
  api: GitlabServer,
): string | undefined {
  if (position?.position_type !== 'text') return 'position is invalid';
  for (const name of ['base_sha', 'start_sha', 'head_sha'] as const) {
    if (position[name] !== api.refs[name]) return `${name} is another`;
  }
  const file = api.diffs.find(({ new_path }) => new_path === position.new_path);
  if (!file || position.old_path !== file.old_path) return 'no such path';
  const lines = linesOf(file.diff);
  const line = lines.find(({ number }) => number === position.new_line);
  if (!line) return `line_code can't be blank: ${position.new_line}`;
  return line.old === position.old_line ? undefined : `old_line is not ${line.old}`;
}

function linesOf(diff: string): { readonly number: number; readonly old: number | undefined }[] {
  const lines: { number: number; old: number | undefined }[] = [];
  let [old, number] = [0, 0];
  for (const text of diff.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk) [old, number] = [Number(hunk[1]), Number(hunk[2])];
    else if (text.startsWith('-')) old++;
    else if (text.startsWith('+')) lines.push({ number: number++, old: undefined });
    else if (text.startsWith(' ')) lines.push({ number: number++, old: old++ });
  }
  return lines;
}
