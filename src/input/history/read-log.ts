// What commits changed, from `git log --raw`: names and object ids alone, no content, so that it is fast and no driver
// or filter has a say. Merges are shown with what none of their parents has (-c): a secret can be added there.
import { Buffer } from 'node:buffer';
import { UserError } from '../../model/errors.ts';
import { type Git, patienceMs } from '../git.ts';
import { mostNames } from '../object-bytes.ts';
import { decodeName } from '../paths.ts';
import { createBacklog } from './backlog.ts';
import type { LoggedChange, LoggedCommit, PendingLog, TakeChange } from './history.ts';

/** No name of a file and no author is longer: of one that is, the beginning is taken. */
const maxRecordBytes = 64 << 10;

const tooMuch =
  'commits name more files than the repository has room for: not all of them were read';

const settings = ['-c', 'log.showRoot=true', '-c', 'core.commitGraph=false'];

const shape = [
  '--raw',
  '-c',
  '-z',
  '--date-order',
  '--no-renames',
  '--no-abbrev',
  '--no-color',
  '--no-notes',
  '--no-mailmap',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
];

export interface LogOptions {
  /** What to walk: ids of commits, `--all`, `--not`. */
  readonly revisions: readonly string[];
  readonly hasAuthors: boolean;
  /** Ids to walk besides, one a line. */
  readonly input?: AsyncIterable<string> | undefined;
}

/** Starts git at once; the output waits until somebody reads it. */
export function startLog(git: Git, { revisions, hasAuthors, input }: LogOptions): PendingLog {
  const format = `--format=%x01%H %at ${hasAuthors ? '%an <%ae>' : ''}`;
  const more = input ? ['--stdin'] : [];
  const child = git.start([...settings, 'log', ...shape, format, ...revisions, ...more, '--']);
  let isTooMuch = false;
  const stop = (): void => {
    isTooMuch = true;
    child?.kill('SIGKILL');
  };
  // Of what one commit changed git makes a list before it says anything.
  const suspicion = setInterval(() => {
    if (child?.stdout.isPaused() === false && git.isOverfull()) stop();
  }, patienceMs).unref();
  const backlog = child && createBacklog(child.stdout, () => suspicion.refresh());
  child?.stderr.resume();
  child?.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve, reject) => {
    child?.on('error', () => reject(new Error('git could not be started')));
    child?.on('close', (code) => {
      clearInterval(suspicion);
      if (code === 0) resolve();
      else reject(new Error('git could not read the log'));
    });
    if (!child) reject(new Error('git is not installed'));
  });
  // Told of when it is waited for.
  ended.catch(() => undefined);
  if (child) void feed(child.stdin, input);
  return {
    async read(take) {
      const place = git.place();
      const mayName = mostNames('ok' in place ? '' : place.objectDirectory);
      const parser = createLogParser((commit, change) => {
        if (mayName(change.path)) take(commit, change);
        else stop();
      });
      backlog?.readWith((chunk) => parser.push(chunk));
      try {
        await ended;
      } catch (error) {
        throw isTooMuch ? new UserError(tooMuch) : error;
      }
      parser.end();
    },
    end() {
      clearInterval(suspicion);
      child?.kill();
    },
  };
}

async function feed(
  stdin: NodeJS.WritableStream,
  input: AsyncIterable<string> | undefined,
): Promise<void> {
  try {
    for await (const lines of input ?? []) {
      if (!stdin.write(lines)) await new Promise((resolve) => stdin.once('drain', resolve));
    }
  } finally {
    stdin.end();
  }
}

/**
 * Records end with NUL: `\x01<id> <time> <author>`, then `:<modes> <ids> <status>` and a path for each file that the
 * commit changed. Of a merge there is a colon, a mode and an id for each parent.
 */
export function createLogParser(take: TakeChange) {
  /** What came of a record that has not ended yet. */
  let begun: Buffer[] = [];
  let begunBytes = 0;
  let header = '';
  let commit: LoggedCommit | undefined;
  let entry: Omit<LoggedChange, 'path'> | undefined;
  const nameOf = createNames();
  const readRecord = (data: Buffer, from: number, to: number): void => {
    if (entry !== undefined) {
      // Of most commits nobody asks for more than their changes.
      commit ??= readCommit(header);
      take(commit, { ...entry, path: nameOf(data.toString('latin1', from, to)) });
      entry = undefined;
      return;
    }
    const start = data[from] === 10 ? from + 1 : from;
    if (data[start] === 1) {
      header = data.toString('latin1', start + 1, to);
      commit = undefined;
    } else if (data[start] === 58) entry = readEntry(data, start, to);
  };
  const keep = (part: Buffer): void => {
    const room = Math.max(0, maxRecordBytes - begunBytes);
    if (part.length > 0 && room > 0) begun.push(Buffer.from(part.subarray(0, room)));
    begunBytes += part.length;
  };
  const takeBegun = (): void => {
    const record = Buffer.concat(begun);
    readRecord(record, 0, record.length);
    begun = [];
    begunBytes = 0;
  };
  return {
    push(chunk: Buffer): void {
      let from = 0;
      if (begunBytes > 0) {
        const end = chunk.indexOf(0);
        keep(end === -1 ? chunk : chunk.subarray(0, end));
        if (end === -1) return;
        takeBegun();
        from = end + 1;
      }
      for (let to = chunk.indexOf(0, from); to !== -1; to = chunk.indexOf(0, from)) {
        readRecord(chunk, from, to);
        from = to + 1;
      }
      keep(chunk.subarray(from));
    },
    end(): void {
      if (begunBytes > 0) takeBegun();
    },
  };
}

/** Names that are asked for again and again; there are fewer of them than changes. */
const maxNames = 100_000;

function createNames(): (bytes: string) => string {
  const names = new Map<string, string>();
  return (bytes) => {
    const known = names.get(bytes);
    if (known !== undefined) return known;
    const name = decodeName(Buffer.from(bytes, 'latin1'));
    if (names.size >= maxNames) names.clear();
    names.set(bytes, name);
    return name;
  };
}

function readCommit(line: string): LoggedCommit {
  const [id = '', time = ''] = line.split(' ', 2);
  const author = decodeName(Buffer.from(line.slice(id.length + time.length + 2), 'latin1'));
  return { id, time: Number(time), ...(author !== '' && { author }) };
}

/** `:100644 100644 <id> <id> M`; of a merge a colon, a mode and an id more for each further parent. */
function readEntry(data: Buffer, start: number, to: number): Omit<LoggedChange, 'path'> {
  let parents = 0;
  while (data[start + parents] === 58) parents++;
  const modes = start + parents;
  const ids = modes + (parents + 1) * modeLength;
  const idLength = data.indexOf(32, ids) - ids;
  const idAt = (number: number): string => {
    const at = ids + number * (idLength + 1);
    return data.toString('latin1', at, Math.min(to, at + idLength));
  };
  const mode = data.toString(
    'latin1',
    modes + parents * modeLength,
    modes + parents * modeLength + 6,
  );
  const before = parents === 1 ? [idAt(0)] : Array.from({ length: parents }, (_, at) => idAt(at));
  return { before, after: idAt(parents), isFile: mode.startsWith('100') || mode === '000000' };
}

/** Six digits and a blank. */
const modeLength = 7;
