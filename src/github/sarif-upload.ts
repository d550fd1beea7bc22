// Sends a SARIF log to code scanning and waits until GitHub has taken it in.
import { gzipSync } from 'node:zlib';
import type { GithubClient } from './client.ts';
import type { Clock } from './patience.ts';
import type { RunContext } from './run-context.ts';

export interface UploadJob {
  readonly client: GithubClient;
  readonly run: Pick<RunContext, 'owner' | 'repo' | 'sha' | 'ref'>;
  readonly sarif: string;
  readonly clock: Clock;
}

/** `pending`: taken, and still worked on when patience ended. */
export type UploadResult =
  | { readonly status: 'complete' | 'pending' }
  | { readonly status: 'failed'; readonly errors: readonly string[] };

const askEvery = 2_000;
const askTimes = 30;

/** Sends a log and waits for it. Throws what GitHub answers where it does not take the upload. */
export async function uploadSarif(job: UploadJob): Promise<UploadResult> {
  return awaitSarif(job, await sendSarif(job));
}

/** Gives the id to ask with; `undefined`: GitHub tells none. */
export async function sendSarif({
  client,
  run,
  sarif,
}: Pick<UploadJob, 'client' | 'run' | 'sarif'>): Promise<string | undefined> {
  const { owner, repo, sha, ref } = run;
  const { data: receipt } = await client.rest.codeScanning.uploadSarif({
    owner,
    repo,
    commit_sha: sha,
    ref,
    sarif: gzipSync(sarif).toString('base64'),
    tool_name: 'keylint',
  });
  return receipt.id;
}

/** Waits until GitHub has taken in what was sent, or nobody would wait any longer. */
export async function awaitSarif(
  { client, run: { owner, repo }, clock }: Pick<UploadJob, 'client' | 'run' | 'clock'>,
  id: string | undefined,
): Promise<UploadResult> {
  if (id === undefined) return { status: 'pending' };
  for (let time = 0; time < askTimes; time++) {
    await clock.sleep(askEvery);
    const { data } = await client.rest.codeScanning.getSarif({ owner, repo, sarif_id: id });
    if (data.processing_status === 'complete') return { status: 'complete' };
    if (data.processing_status === 'failed') return { status: 'failed', errors: data.errors ?? [] };
  }
  return { status: 'pending' };
}
