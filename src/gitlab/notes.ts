// Notes on a merge request: one on each changed line with findings, none twice, and a word on those whose finding is
// gone. Only notes of the token's own account count: anybody can write our marks.
import {
  commentBody,
  findingLine,
  fingerprintsIn,
  longestBody,
  resolvedBody,
  reviewBody,
  type Suggestion,
  type TextOptions,
} from '../github/comment-text.ts';
import { refusalOf, statusOf } from '../github/patience.ts';
import { type AnchorGroup, groupByAnchor, inOrder, mostComments } from '../github/review.ts';
import type { TouchedFinding } from '../github/touched.ts';
import type { GitlabClient } from './client.ts';
import type { MergeDiff } from './diff.ts';
import { fieldOf, listOf, textOf } from './fields.ts';

export interface NotesJob {
  readonly client: GitlabClient;
  readonly projectId: number;
  readonly iid: number;
  readonly diff: MergeDiff;
  readonly touched: readonly TouchedFinding[];
  /** Fingerprints of all findings of the tree; `undefined` where the audit is not complete: nothing is resolved. */
  readonly stillThere: ReadonlySet<string> | undefined;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  readonly text: TextOptions;
}

export interface NotesResult {
  readonly notes: number;
  /** Findings that one note for all tells, since GitLab shows no line of theirs. */
  readonly together: number;
  readonly resolved: number;
  readonly known: number;
}

interface OwnNote {
  readonly discussion: string;
  readonly id: number;
  readonly body: string;
  /** It can be resolved, and is not. */
  readonly isOpen: boolean;
}

/** Writes what is new; throws what GitLab answers where that is no success. */
export async function postNotes(job: NotesJob): Promise<NotesResult> {
  const own = await listOwn(job);
  const known = new Set(own.flatMap(({ body }) => fingerprintsIn(body)));
  const speaking = job.touched.filter(
    ({ finding }) => finding.level !== 'note' && !finding.suppressed,
  );
  const fresh = inOrder(speaking.filter(({ finding }) => !known.has(finding.fingerprint)));
  const resolved = await noteResolved(job, own);
  const groups = groupByAnchor(fresh).slice(0, mostComments);
  const anchored = new Set(groups.flatMap(({ members }) => members));
  const together = fresh.filter((one) => !anchored.has(one));
  let notes = 0;
  for (const group of groups) {
    if (await postOnLine(job, group)) notes++;
    else together.push(...group.members);
  }
  if (together.length > 0) await postTogether(job, together);
  return { notes, together: together.length, resolved, known: speaking.length - fresh.length };
}

const pathOf = ({ projectId, iid }: NotesJob): string =>
  `/projects/${projectId}/merge_requests/${iid}`;

async function listOwn(job: NotesJob): Promise<readonly OwnNote[]> {
  const discussions = await job.client.list(`${pathOf(job)}/discussions`);
  const marked = discussions.flatMap((discussion) =>
    listOf(discussion, 'notes')
      .filter((note) => fingerprintsIn(textOf(note, 'body')).length > 0)
      .map((note) => ({ discussion: textOf(discussion, 'id'), note })),
  );
  if (marked.length === 0) return [];
  const me = fieldOf(await job.client.get('/user'), 'id');
  return marked.flatMap(({ discussion, note }) => {
    const id = fieldOf(note, 'id');
    if (typeof id !== 'number' || fieldOf(fieldOf(note, 'author'), 'id') !== me) return [];
    const isOpen = fieldOf(note, 'resolvable') === true && fieldOf(note, 'resolved') !== true;
    return [{ discussion, id, body: textOf(note, 'body'), isOpen }];
  });
}

/** Marks notes whose finding is gone and closes their threads; gives how many. */
async function noteResolved(job: NotesJob, own: readonly OwnNote[]): Promise<number> {
  const { client, diff, stillThere } = job;
  if (stillThere === undefined) return 0;
  const gone = own.filter(({ body }) => !fingerprintsIn(body).some((one) => stillThere.has(one)));
  let resolved = 0;
  for (const { discussion, id, body, isOpen } of gone.slice(0, mostComments)) {
    const path = `${pathOf(job)}/discussions/${discussion}`;
    try {
      const said = resolvedBody(body, diff.refs.head).slice(0, longestBody);
      await client.send('PUT', `${path}/notes/${id}`, { body: said });
      if (isOpen) await client.send('PUT', path, { resolved: true });
      resolved++;
    } catch (error) {
      // Somebody deleted it in the meantime.
      if (refusalOf(error) !== 'missing') throw error;
    }
  }
  return resolved;
}

/** False where GitLab does not take the line: its own view of the diff may be another by now. */
async function postOnLine(job: NotesJob, { anchor, members }: AnchorGroup): Promise<boolean> {
  const findings = members.map(({ finding }) => finding);
  const exact = members.filter(({ isExact }) => isExact);
  const suggestion = exact.flatMap(
    ({ finding }) => job.suggestions.get(finding.fingerprint) ?? [],
  )[0];
  const line = suggestion?.to ?? anchor.line;
  const body = commentBody(findings, suggestion, {
    ...job.text,
    // GitLab counts from the line of the note.
    ...(suggestion && { suggestionWord: `suggestion:-${suggestion.to - suggestion.from}+0` }),
  }).slice(0, longestBody);
  const position = job.diff.positionOf(anchor.path, line);
  try {
    await job.client.send('POST', `${pathOf(job)}/discussions`, { body, position });
    return true;
  } catch (error) {
    if (statusOf(error) !== 400 && statusOf(error) !== 422) throw error;
    return false;
  }
}

async function postTogether(job: NotesJob, some: readonly TouchedFinding[]): Promise<void> {
  const count = some.length === 1 ? 'one finding' : `${some.length} findings`;
  const head = `**keylint** has ${count} on signing secrets in what this merge request changes.`;
  const lines = inOrder(some).map(({ finding }) => findingLine(finding, job.text));
  const body = reviewBody(head, lines);
  await job.client.send('POST', `${pathOf(job)}/notes`, { body });
}
