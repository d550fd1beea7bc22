// What a pull request changes, as GitHub sees it.
import { type GithubClient, upTo } from './client.ts';
import { type LineRange, parsePatch } from './patch.ts';
import type { RunContext } from './run-context.ts';

export interface ChangedFile {
  /** `all`: the file is new, or GitHub shows no lines of it (too large, binary). */
  readonly touched: 'all' | readonly LineRange[];
  /** Lines that can be commented on with their text; empty where GitHub shows none. */
  readonly shown: ReadonlyMap<number, string>;
  /** Git's id of the file in the head commit; `undefined` where line numbers are those of the disk anyway. */
  readonly blobId: string | undefined;
}

/** By path from the root of the repository; files that are gone are not in it. */
export type Changes = ReadonlyMap<string, ChangedFile>;

/** The API lists no more than these; from there on every file counts as changed. */
export const mostListedFiles = 3000;

/** Lists all changed files of a pull request, over all pages. */
export async function listChanges(
  client: GithubClient,
  { owner, repo }: Pick<RunContext, 'owner' | 'repo'>,
  number: number,
): Promise<Changes> {
  const files = await client.paginate(
    client.rest.pulls.listFiles,
    { owner, repo, pull_number: number, per_page: 100 },
    upTo(mostListedFiles / 100, (data) => data),
  );
  return new Map(
    files
      .filter(({ status }) => status !== 'removed' && status !== 'unchanged')
      .map(({ filename, patch, sha, changes }): [string, ChangedFile] => {
        const lines = patch === undefined ? undefined : parsePatch(patch);
        // A file that was renamed and nothing else has no patch and no changes.
        const hidden: ChangedFile['touched'] = changes === 0 ? [] : 'all';
        return [
          filename,
          {
            touched: lines?.touched ?? hidden,
            shown: lines?.shown ?? new Map(),
            blobId: sha ?? undefined,
          },
        ];
      }),
  );
}
