// What comes of one call of git.
import { Buffer, isUtf8 } from 'node:buffer';
import { describeComplaint, type GitProblem } from './git-complaint.ts';
import { decodeName } from './paths.ts';

export type { GitProblem } from './git-complaint.ts';

/** Why git gave no answer; `detail` is a sentence of ours. */
export interface GitFailure {
  readonly ok: false;
  readonly problem: GitProblem;
  readonly detail: string;
  /** Git said nothing: of some commands that is an answer. */
  readonly isSilent?: boolean;
}

/** What git printed, or why it did not. `complained`: it printed, and had something to complain of besides. */
export type GitResult =
  | { readonly ok: true; readonly stdout: Buffer; readonly complained: boolean }
  | GitFailure;

/** How a child ended, whether it was waited for or not. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly error?: NodeJS.ErrnoException | undefined;
  readonly limitMs: number;
}

/** More than this of complaints tells nothing more. */
export const maxComplaintBytes = 64 << 10;

export function toResult(
  command: string,
  { status, stdout, stderr, error, limitMs }: Ended,
): GitResult {
  if (error?.code === 'ENOENT') return missing;
  if (isTimeout(error)) return tooSlow(command, limitMs);
  if (error?.code === 'ENOBUFS')
    return {
      ok: false,
      problem: 'failed',
      detail: `git ${command} has more to say than can be held`,
    };
  const isSilent = stderr.length === 0;
  if (status === 0) return { ok: true, stdout, complained: !isSilent };
  const complaint = stderr.toString('latin1', 0, maxComplaintBytes);
  return { ok: false, ...describeComplaint(command, status, complaint), isSilent };
}

export const missing: GitFailure = {
  ok: false,
  problem: 'missing',
  detail: 'git is not installed',
};

export function isTimeout(error: NodeJS.ErrnoException | undefined): boolean {
  return error?.code === 'ETIMEDOUT';
}

/** It was ended, since it would have made a list of all of them. */
export function tooManyNames(command: string): GitFailure {
  const detail = `git ${command} would name more files than the repository has room for`;
  return { ok: false, problem: 'failed', detail };
}

function tooSlow(command: string, limitMs: number): GitFailure {
  const detail = `git ${command} did not answer within ${Math.ceil(limitMs / 1000)} s`;
  return { ok: false, problem: 'timeout', detail };
}

/** Splits the output of a `-z` command into names or lines; names that are not UTF-8 come out escaped. */
export function splitNul(output: Buffer): string[] {
  const parts = isUtf8(output)
    ? output.toString('utf8').split('\0')
    : output
        .toString('latin1')
        .split('\0')
        .map((part) => decodeName(Buffer.from(part, 'latin1')));
  // Every entry ends with NUL.
  parts.pop();
  return parts;
}
