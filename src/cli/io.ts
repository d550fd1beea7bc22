// The world as commands see it: streams, environment and terminal facts as values, so that tests can hand in
// their own. Only bin.ts builds one from `process`.
import type { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';

/** Where text goes. `write` never throws; after a closed pipe it does nothing. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal; `undefined` where there is none. */
  readonly columns: number | undefined;
}

/** Standard input; the terminal's own abilities are there only when it is one. */
export type Input = Readable & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;

export interface Io {
  /** Absolute path of the working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  /** Results only: findings, generated secrets, help that was asked for. */
  readonly stdout: Output;
  /** Everything said about the run: errors, warnings, progress. */
  readonly stderr: Output;
  /** Has `tell` called when a signal ends the program, Ctrl-C for one; gives what takes that back. */
  readonly onStop?: (tell: () => void) => () => void;
}

/** All of standard input as bytes; `undefined` where there is more than the limit: a device may never end. */
export async function readStdin(
  { stdin }: Pick<Io, 'stdin'>,
  limitBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > limitBytes) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** Whether colours go to `output`: `--color` first, then NO_COLOR, FORCE_COLOR, then what the stream is. */
export function wantsColor(when: string | undefined, output: Output, env: Io['env']): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return output.isTerminal && env.TERM !== 'dumb';
}
