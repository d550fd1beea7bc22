// What a merge request changes, as GitLab lists it, and where on it a note can be put.
import type { ChangedFile, Changes } from '../github/changes.ts';
import { parsePatch } from '../github/patch.ts';
import type { GitlabClient } from './client.ts';
import { fieldOf, textOf } from './fields.ts';
import type { JobContext } from './job-context.ts';

/** The three commits that positions of notes are counted in. */
export interface DiffRefs {
  readonly base: string;
  readonly start: string;
  readonly head: string;
}

export interface MergeDiff {
  readonly refs: DiffRefs;
  readonly changes: Changes;
  /** Where a note on a line of the new file goes: GitLab wants the old line as well where it is there. */
  positionOf(path: string, line: number): object;
}

interface DiffFile {
  readonly oldPath: string;
  readonly diff: string;
}

/** The newest version of the merge request's diff. */
export async function readDiff(
  client: GitlabClient,
  { projectId, sha }: Pick<JobContext, 'projectId' | 'sha'>,
  iid: number,
): Promise<MergeDiff> {
  const path = `/projects/${projectId}/merge_requests/${iid}`;
  const refs = refsOf(await client.get(path));
  const files = new Map<string, DiffFile>();
  const changes = new Map<string, ChangedFile>();
  for (const file of await client.list(`${path}/diffs`)) {
    const newPath = textOf(file, 'new_path');
    if (newPath === '' || fieldOf(file, 'deleted_file') === true) continue;
    const diff = textOf(file, 'diff');
    files.set(newPath, { oldPath: textOf(file, 'old_path') || newPath, diff });
    const lines = parsePatch(diff);
    // What is too large to be shown has changed somewhere; what was only renamed has not.
    const isHidden = diff === '' && fieldOf(file, 'renamed_file') !== true;
    changes.set(newPath, {
      touched: isHidden ? 'all' : lines.touched,
      shown: lines.shown,
      // Of a merge that was made for the pipeline, lines are found by their text.
      blobId: sha === refs.head ? undefined : 'of another commit',
    });
  }
  return {
    refs,
    changes,
    positionOf(newPath, line) {
      const file = files.get(newPath);
      const oldLine = file && oldLineOf(file.diff, line);
      return {
        position_type: 'text',
        base_sha: refs.base,
        start_sha: refs.start,
        head_sha: refs.head,
        new_path: newPath,
        old_path: file?.oldPath ?? newPath,
        new_line: line,
        ...(oldLine !== undefined && { old_line: oldLine }),
      };
    },
  };
}

function refsOf(merge: unknown): DiffRefs {
  const refs = fieldOf(merge, 'diff_refs');
  return {
    base: textOf(refs, 'base_sha'),
    start: textOf(refs, 'start_sha'),
    head: textOf(refs, 'head_sha'),
  };
}

const hunkHeader =
  /^@@ -(?<old>\d{1,10})(?:,\d{1,10})? \+(?<new>\d{1,10})(?:,(?<count>\d{1,10}))? @@/;

/** The old number of a line that the diff shows and does not add. */
export function oldLineOf(diff: string, line: number): number | undefined {
  let old = 0;
  let next = 0;
  let left = 0;
  for (const text of diff.split('\n')) {
    const hunk = left > 0 ? undefined : hunkHeader.exec(text)?.groups;
    if (hunk) {
      old = Number(hunk.old);
      next = Number(hunk.new);
      left = Number(hunk.count ?? 1);
    } else if (left > 0 && text.startsWith('-')) old++;
    else if (left > 0 && !text.startsWith('\\')) {
      const isAdded = text.startsWith('+');
      if (next === line) return isAdded ? undefined : old;
      next++;
      left--;
      if (!isAdded) old++;
    }
  }
  return undefined;
}
