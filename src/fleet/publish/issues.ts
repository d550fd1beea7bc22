// One issue a repository: opened, kept up to date, and closed when nothing is left of it. What people have closed is
// settled, and is not said again.
import { type GithubClient, upTo } from '../../github/client.ts';
import { fingerprintsIn, resolvedBody } from '../../github/comment-text.ts';
import type { OwnAuthor } from '../../github/own-author.ts';
import type { Finding } from '../../model/finding.ts';
import type { Described } from '../merge/summary.ts';
import { fleetMark, issueBody, issueTitle } from './issue-text.ts';

/** A repository as the host calls it today. */
export interface HostedName {
  readonly owner: string;
  readonly repo: string;
}

/** What is to be done about the issue of one repository. */
export type IssueStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly body: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'update';
      readonly number: number;
      readonly body: string;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'close'; readonly number: number; readonly body: string };

interface OwnIssue {
  readonly number: number;
  readonly body: string;
  readonly isOpen: boolean;
}

/** Asks for what was said before, and decides. Only reads. */
export async function planIssue(
  client: GithubClient,
  at: HostedName,
  {
    author,
    described,
    findings,
  }: {
    readonly author: OwnAuthor;
    readonly described: Described;
    readonly findings: readonly Finding[];
  },
): Promise<IssueStep> {
  const own = await listOwn(client, at, author);
  const [open] = own.filter(({ isOpen }) => isOpen).sort((a, b) => a.number - b.number);
  const settled = new Set(
    own.filter(({ isOpen }) => !isOpen).flatMap(({ body }) => fingerprintsIn(body)),
  );
  const left = findings.filter(({ fingerprint }) => !settled.has(fingerprint));
  const body = issueBody(left, described);
  if (!open) return left.length === 0 ? { kind: 'none' } : { kind: 'open', body, findings: left };
  const { number } = open;
  if (left.length > 0) {
    // GitHub stores lines as a browser sends them.
    const isSaid = open.body.replaceAll('\r\n', '\n').trim() === body.trim();
    return isSaid ? { kind: 'none' } : { kind: 'update', number, body, findings: left };
  }
  // What could not be read may hold it still.
  if (!described.report.complete) return { kind: 'none' };
  return { kind: 'close', number, body: resolvedBody(open.body, described.commit?.id ?? '') };
}

/** Sends what was decided. */
export async function sendIssue(
  client: GithubClient,
  at: HostedName,
  step: Exclude<IssueStep, { kind: 'none' }>,
): Promise<void> {
  if (step.kind === 'open') {
    await client.rest.issues.create({ ...at, title: issueTitle, body: step.body });
    return;
  }
  const { number, body } = step;
  const end = step.kind === 'close' && ({ state: 'closed', state_reason: 'completed' } as const);
  await client.rest.issues.update({ ...at, issue_number: number, body, ...end });
}

/** Of a hundred issues each. */
const mostPages = 100;

/** Anybody can write our marks: only issues of the token's own account count. */
async function listOwn(
  client: GithubClient,
  at: HostedName,
  author: OwnAuthor,
): Promise<readonly OwnIssue[]> {
  const issues = await client.paginate(
    client.rest.issues.listForRepo,
    { ...at, creator: author.login, state: 'all', per_page: 100 },
    upTo(mostPages, (data) => data),
  );
  return issues.flatMap(({ number, body, state, user, pull_request: pull }) =>
    pull === undefined && author.isOwn(user) && body?.includes(fleetMark)
      ? [{ number, body, isOpen: state === 'open' }]
      : [],
  );
}
