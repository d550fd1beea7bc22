// What a host of the tests keeps of what is published to it: issues and SARIF, as GitHub would.
import { gunzipSync } from 'node:zlib';
import type { MatchedOperation } from '../github/openapi.ts';
import { type Answer, describe, type Host, type HostedRepository, notFound } from './host.ts';

export interface HostIssue {
  readonly repository: string;
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly author: Author;
}

export interface Author {
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface Published {
  readonly issues: HostIssue[];
  readonly uploads: {
    readonly repository: string;
    readonly commit: string;
    readonly ref: string;
    readonly sarif: string;
  }[];
  /** Whom the token belongs to; one of an App has no user. */
  author: Author;
  /** Repositories that everybody can read by now, whatever the listing said. */
  readonly openedUp: Set<string>;
}

export function createPublished(): Published {
  return {
    issues: [],
    uploads: [],
    author: { login: 'ada', type: 'User' },
    openedUp: new Set(),
  };
}

interface Asked {
  readonly operation: MatchedOperation;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export function answerPublishing(
  asked: Asked,
  host: Host,
  repository: HostedRepository | undefined,
): Answer {
  const { operation, query, body } = asked;
  const { published, origin } = host;
  if (operation.operationId === 'users/get-authenticated') {
    return published.author.type === 'User'
      ? { status: 200, body: toMyself(published.author, origin) }
      : { status: 403, body: { message: 'Resource not accessible by integration' } };
  }
  if (!repository) return notFound;
  const name = `${repository.owner}/${repository.name}`;
  const show = (issue: HostIssue): object => toIssue(issue, origin);
  switch (operation.operationId) {
    case 'repos/get':
      return {
        status: 200,
        body: toRepository(
          published.openedUp.has(name) ? { ...repository, isPrivate: false } : repository,
          origin,
        ),
      };
    case 'issues/list-for-repo': {
      const size = Number(query.get('per_page') ?? 30);
      const page = Number(query.get('page') ?? 1);
      const found = published.issues.filter(
        (one) =>
          one.repository === name &&
          one.author.login === query.get('creator') &&
          query.get('state') === 'all',
      );
      const next = new URL(`${host.apiUrl}/repos/${name}/issues?${query}`);
      next.searchParams.set('page', String(page + 1));
      return {
        status: 200,
        body: found.slice((page - 1) * size, page * size).map(show),
        ...(found.length > page * size && { headers: { link: `<${next.href}>; rel="next"` } }),
      };
    }
    case 'issues/create': {
      if (repository.hasNoIssues) return { status: 410, body: { message: 'Issues are disabled' } };
      const issue: HostIssue = {
        repository: name,
        number: published.issues.filter((one) => one.repository === name).length + 1,
        title: String(body.title),
        body: String(body.body),
        state: 'open',
        author: published.author,
      };
      published.issues.push(issue);
      return { status: 201, body: show(issue) };
    }
    case 'issues/update': {
      const issue = published.issues.find(
        (one) => one.repository === name && one.number === Number(operation.values.issue_number),
      );
      if (!issue) return notFound;
      if (body.body !== undefined) issue.body = String(body.body);
      if (body.state === 'closed' || body.state === 'open') issue.state = body.state;
      return { status: 200, body: show(issue) };
    }
    case 'code-scanning/upload-sarif': {
      published.uploads.push({
        repository: name,
        commit: String(body.commit_sha),
        ref: String(body.ref),
        sarif: gunzipSync(Buffer.from(String(body.sarif), 'base64')).toString('utf8'),
      });
      return {
        status: 202,
        body: { id: '47177e22-5596-11eb-80a1-c1e54ef945c6', url: `${origin}/x` },
      };
    }
    case 'code-scanning/get-sarif':
      return { status: 200, body: { processing_status: 'complete', analyses_url: null } };
    default:
      return { status: 501, body: { message: `no ${operation.operationId} here` } };
  }
}

const day = '2024-03-01T10:00:00Z';

function toUser({ login, type }: Author, origin: string): object {
  const names =
    'avatar events followers following gists html organizations received_events repos starred subscriptions';
  return {
    login,
    type,
    id: 1,
    node_id: 'n',
    gravatar_id: null,
    url: `${origin}/x`,
    site_admin: false,
    ...Object.fromEntries(names.split(' ').map((name) => [`${name}_url`, `${origin}/x`])),
  };
}

function toMyself(author: Author, origin: string): object {
  const unsaid = 'bio blog company email hireable location name';
  return {
    ...toUser(author, origin),
    ...Object.fromEntries(unsaid.split(' ').map((name) => [name, name === 'blog' ? '' : null])),
    user_view_type: 'public',
    followers: 0,
    following: 0,
    public_gists: 0,
    public_repos: 0,
    created_at: day,
    updated_at: day,
  };
}

function toIssue({ number, title, body, state, author }: HostIssue, origin: string): object {
  const names = 'comments events html labels repository';
  return {
    ...Object.fromEntries(names.split(' ').map((name) => [`${name}_url`, `${origin}/x`])),
    labels_url: `${origin}/x`,
    assignee: null,
    closed_at: state === 'closed' ? day : null,
    comments: 0,
    id: number,
    node_id: 'n',
    labels: [],
    milestone: null,
    number,
    // As a browser would have sent it.
    body: body.replaceAll('\n', '\r\n'),
    state,
    locked: false,
    title,
    url: `${origin}/x`,
    user: toUser(author, origin),
    author_association: 'NONE',
    created_at: day,
    updated_at: day,
  };
}

function toRepository(repository: HostedRepository, origin: string): object {
  const shown = describe(repository, 1, origin);
  const address = `${origin}/x`;
  return {
    ...shown,
    visibility: shown.private ? 'private' : 'public',
    default_branch: 'main',
    git_url: address,
    ssh_url: address,
    svn_url: address,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    disabled: false,
    has_issues: repository.hasNoIssues !== true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    pushed_at: day,
    created_at: day,
    updated_at: day,
    ...Object.fromEntries(
      'forks forks_count open_issues open_issues_count stargazers_count watchers watchers_count network_count subscribers_count'
        .split(' ')
        .map((name) => [name, 0]),
    ),
  };
}
