// What commits changed, from `git log --raw`: names and object ids alone, no content, so that it is fast and no driver
// or filter has a say. Merges are shown with what none of their parents has (-c): a secret can be added there.
import { Buffer } from 'node:buffer';
import type { Git } from '../git.ts';
import { decodeName } from '../paths.ts';
import type {
  LoggedChange,
  LoggedCommit,
  PendingLog,
  TakeChange,
  WantedChanges,
} from './history.ts';

/** Bytes of output that wait to be taken; git waits for more. */
const maxWaiting = 64 << 20;

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
  const waiting: Buffer[] = [];
  let bytes = 0;
  let parser: ReturnType<typeof createLogParser> | undefined;
  child?.stdout.on('data', (chunk: Buffer) => {
    if (parser) parser.push(chunk);
    else {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes > maxWaiting) child.stdout.pause();
    }
  });
  child?.stderr.resume();
  child?.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve, reject) => {
    child?.on('error', () => reject(new Error('git could not be started')));
    child?.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error('git could not read the log'));
    });
    if (!child) reject(new Error('git is not installed'));
  });
  // Told of when it is waited for.
  ended.catch(() => undefined);
  if (child) void feed(child.stdin, input);
  return {
    async read(wanted, take) {
      parser = createLogParser(wanted, take);
      for (const chunk of waiting.splice(0)) parser.push(chunk);
      child?.stdout.resume();
      await ended;
      parser.end();
    },
    end: () => void child?.kill(),
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
export function createLogParser(wanted: WantedChanges, take: TakeChange) {
  let rest = '';
  let commit: LoggedCommit | undefined;
  let entry: Omit<LoggedChange, 'path'> | undefined;
  const nameOf = createNames();
  const readRecord = (record: string): void => {
    if (entry !== undefined) {
      const { before, after } = entry;
      const isWanted = wanted.hasId(after) || before.some((id) => wanted.hasId(id));
      const path = nameOf(record);
      if (commit && (isWanted || wanted.hasPath(path))) take(commit, { ...entry, path });
      entry = undefined;
      return;
    }
    const start = record.charCodeAt(0) === 10 ? 1 : 0;
    const first = record.charCodeAt(start);
    if (first === 1) commit = readCommit(record.slice(start + 1));
    else if (first === 58) entry = readEntry(record.slice(start));
  };
  return {
    push(chunk: Buffer): void {
      const records = (rest + chunk.toString('latin1')).split('\0');
      rest = records.pop() ?? '';
      for (const record of records) readRecord(record);
    },
    end(): void {
      if (rest !== '') readRecord(rest);
      rest = '';
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

function readEntry(record: string): Omit<LoggedChange, 'path'> {
  let parents = 0;
  while (record.charCodeAt(parents) === 58) parents++;
  const fields = record.slice(parents).split(' ');
  const ids = fields.slice(parents + 1, 2 * parents + 2);
  const after = ids.pop() ?? '';
  const mode = fields[parents] ?? '';
  return { before: ids, after, isFile: mode.startsWith('100') || mode === '000000' };
}
