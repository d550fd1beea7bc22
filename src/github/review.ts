// The pull-request review: one call with all new comments, none twice, and a note on those whose finding is gone.
import { loudestFirst } from '../report/findings.ts';
import { type GithubClient, upTo } from './client.ts';
import {
  commentBody,
  findingLine,
  fingerprintsIn,
  longestBody,
  resolvedBody,
  reviewBody,
  type Suggestion,
  type TextOptions,
} from './comment-text.ts';
import { ownAuthor } from './own-author.ts';
import { refusalOf } from './patience.ts';
import type { PullRequest, RunContext } from './run-context.ts';
import type { Anchor, TouchedFinding } from './touched.ts';

/** One review is one notification, and nobody reads more comments than these; the rest goes into its body. */
export const mostComments = 30;

export interface ReviewJob {
  readonly client: GithubClient;
  readonly run: Pick<RunContext, 'owner' | 'repo'>;
  readonly pull: PullRequest;
  /** What the pull request is about. Notes and suppressed findings are left out here. */
  readonly touched: readonly TouchedFinding[];
  /** Fingerprints of all findings of the tree; `undefined` where the audit is not complete: nothing is resolved. */
  readonly stillThere: ReadonlySet<string> | undefined;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  readonly text: TextOptions;
}

export interface ReviewResult {
  readonly comments: number;
  /** Findings that the review's body tells, since GitHub shows no line of theirs. */
  readonly inBody: number;
  readonly resolved: number;
  /** Findings that an earlier review has told already. */
  readonly known: number;
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

interface ReviewComment {
  readonly path: string;
  readonly body: string;
  readonly line: number;
  readonly side: 'RIGHT';
  readonly start_line?: number;
  readonly start_side?: 'RIGHT';
}

/** Posts what is new; throws what GitHub answers where that is no success. */
export async function postReview(job: ReviewJob): Promise<ReviewResult> {
  const { comments: ownComments, bodies } = await listOwn(job);
  const known = new Set(
    [...ownComments.map(({ body }) => body), ...bodies].flatMap(fingerprintsIn),
  );
  const speaking = job.touched.filter(
    ({ finding }) => finding.level !== 'note' && !finding.suppressed,
  );
  const fresh = inOrder(speaking.filter(({ finding }) => !known.has(finding.fingerprint)));
  const resolved = await noteResolved(job, ownComments);
  const groups = groupByAnchor(fresh).slice(0, mostComments);
  const anchored = new Set(groups.flatMap(({ members }) => members));
  const others = fresh.filter((one) => !anchored.has(one));
  if (fresh.length > 0) await createReview(job, groups, others);
  return {
    comments: groups.length,
    inBody: others.length,
    resolved,
    known: speaking.length - fresh.length,
  };
}

/** The loudest first. */
export function inOrder(touched: readonly TouchedFinding[]): TouchedFinding[] {
  const byFinding = new Map(touched.map((one) => [one.finding, one]));
  return loudestFirst([...byFinding.keys()]).flatMap((finding) => byFinding.get(finding) ?? []);
}

/** Findings on one line of the diff. */
export interface AnchorGroup {
  readonly anchor: Anchor;
  readonly members: TouchedFinding[];
}

/** One comment a line: three rules that dislike one value are one thing to read. */
export function groupByAnchor(touched: readonly TouchedFinding[]): AnchorGroup[] {
  const groups = new Map<string, AnchorGroup>();
  for (const one of touched) {
    const { anchor } = one;
    if (anchor === undefined) continue;
    // A path cannot hold NUL, so the key is unambiguous.
    const key = `${anchor.path}\0${anchor.line}`;
    const group = groups.get(key);
    if (group) group.members.push(one);
    else groups.set(key, { anchor, members: [one] });
  }
  return [...groups.values()];
}

/** Of a hundred each: nobody writes ten thousand comments on a pull request. */
const mostPages = 100;

/** Comments and review bodies that this token's own account has written, over all pages. */
async function listOwn({ client, run, pull }: ReviewJob): Promise<{
  readonly comments: readonly OwnComment[];
  readonly bodies: readonly string[];
}> {
  const parameters = { ...run, pull_number: pull.number, per_page: 100 };
  const { listReviewComments, listReviews } = client.rest.pulls;
  const comments = await client.paginate(
    listReviewComments,
    parameters,
    upTo(mostPages, (data) => data),
  );
  const reviews = await client.paginate(
    listReviews,
    parameters,
    upTo(mostPages, (data) => data),
  );
  const marked = [...comments, ...reviews].some(({ body }) => fingerprintsIn(body).length > 0);
  // Anybody can write our marks into a comment; that must not silence a finding.
  const isOwn = marked ? (await ownAuthor(client)).isOwn : () => false;
  return {
    comments: comments.filter(({ user }) => isOwn(user)).map(({ id, body }) => ({ id, body })),
    bodies: reviews.filter(({ user }) => isOwn(user)).map(({ body }) => body),
  };
}

/** Marks comments whose finding is gone; gives how many. */
async function noteResolved(
  { client, run, pull, stillThere }: ReviewJob,
  own: readonly OwnComment[],
): Promise<number> {
  if (stillThere === undefined) return 0;
  const gone = own.filter(({ body }) => {
    const fingerprints = fingerprintsIn(body);
    return fingerprints.length > 0 && !fingerprints.some((one) => stillThere.has(one));
  });
  let resolved = 0;
  for (const { id, body } of gone.slice(0, mostComments)) {
    try {
      await client.rest.pulls.updateReviewComment({
        ...run,
        comment_id: id,
        body: resolvedBody(body, pull.headSha).slice(0, longestBody),
      });
      resolved++;
    } catch (error) {
      // Somebody deleted it in the meantime.
      if (refusalOf(error) !== 'missing') throw error;
    }
  }
  return resolved;
}

/**
 * One line that GitHub does not take refuses the whole review (422): then everything is said in its body, once. The
 * commit is left out as well, since a push in the meantime is refused in the same way.
 */
async function createReview(
  job: ReviewJob,
  groups: readonly AnchorGroup[],
  others: readonly TouchedFinding[],
): Promise<void> {
  const { client, run, pull, text } = job;
  const anchored = groups.flatMap(({ members }) => members);
  const all = anchored.length + others.length;
  const head = `**keylint** has ${all === 1 ? 'one finding' : `${all} findings`} on signing secrets in what this pull request changes.`;
  const lines = (some: readonly TouchedFinding[]): string[] =>
    some.map(({ finding }) => findingLine(finding, text));
  const parameters = { ...run, pull_number: pull.number, event: 'COMMENT' as const };
  try {
    await client.rest.pulls.createReview({
      ...parameters,
      commit_id: pull.headSha,
      body: reviewBody(head, lines(others)),
      comments: groups.map((group) => toComment(group, job)),
    });
  } catch (error) {
    if (refusalOf(error) !== 'invalid') throw error;
    await client.rest.pulls.createReview({
      ...parameters,
      body: reviewBody(head, lines([...anchored, ...others])),
    });
  }
}

function toComment(
  { anchor, members }: AnchorGroup,
  { suggestions, text }: ReviewJob,
): ReviewComment {
  const findings = members.map(({ finding }) => finding);
  const exact = members.filter(({ isExact }) => isExact);
  const suggestion = exact.flatMap(({ finding }) => suggestions.get(finding.fingerprint) ?? [])[0];
  const body = commentBody(findings, suggestion, text).slice(0, longestBody);
  return { path: anchor.path, body, ...linesOf(anchor, suggestion), side: 'RIGHT' };
}

function linesOf(
  { line }: Anchor,
  suggestion: Suggestion | undefined,
): Pick<ReviewComment, 'line' | 'start_line' | 'start_side'> {
  if (suggestion === undefined) return { line };
  if (suggestion.from === suggestion.to) return { line: suggestion.to };
  return { line: suggestion.to, start_line: suggestion.from, start_side: 'RIGHT' };
}
