// What earlier runs learned of contents: code with these object ids of git holds nothing that a search was for. An id
// stands for the same bytes for ever, so what is kept here cannot become wrong, only useless; nothing else is kept, no
// path, no text and nothing of what was found. A file that is broken, foreign or of another build counts as empty.
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { readFile } from '../read/read-file.ts';
import { makePrivateDirectory } from '../write/files.ts';
import { targetWithin } from '../write/target.ts';
import { deleteFile, writeFile } from '../write/write-file.ts';

export interface MemoryOptions {
  /** Absolute path of a directory of the user's, made when something is to be kept. */
  readonly directory: string;
  /** Of the program: another build may look for other things. */
  readonly buildId: string;
}

export interface ContentMemory {
  /** Ids of contents that need no second look, by earlier runs. */
  readonly known: ReadonlySet<string>;
  learn(ids: Iterable<string>): void;
  /** Keeps what is known, first of all of the `current` ids. Never throws: the next run only starts without it. */
  save(current: readonly string[]): void;
}

/** 41 bytes an id: more than twice the files of the largest public repositories. */
const maximumBytes = 48 << 20;
/** What other branches hold is kept too, up to this many ids or twice what the branch has. */
const fewestKept = 20_000;
/** Repositories to remember; the longest unused go first. */
const maximumFiles = 64;

const title = 'keylint contents 1';

/** Reads what is known of the repository with this root. Never throws. */
export function openContentMemory(
  { directory, buildId }: MemoryOptions,
  root: string,
): ContentMemory {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 32);
  const known = read(join(directory, name), buildId);
  const learned = new Set<string>();
  return {
    known,
    learn(ids) {
      for (const id of ids) if (!known.has(id)) learned.add(id);
    },
    save(current) {
      if (learned.size === 0) return;
      const isKnown = (id: string): boolean => known.has(id) || learned.has(id);
      const kept = new Set(current.filter(isKnown));
      const limit = Math.max(fewestKept, 2 * current.length);
      for (const id of [...learned, ...known]) if (kept.size < limit) kept.add(id);
      try {
        write(directory, name, `${[...kept].join('\n')}\n`, buildId);
      } catch {
        // A full disk, a home that cannot be written to: nothing is lost.
      }
    },
  };
}

/** First line: title, build, checksum of the rest. Then an id a line. */
function read(path: string, buildId: string): ReadonlySet<string> {
  const bytes = readOwn(path);
  const end = bytes?.indexOf(10) ?? -1;
  if (bytes === undefined || end === -1) return new Set();
  const body = bytes.subarray(end + 1);
  if (bytes.toString('latin1', 0, end) !== headOf(body, buildId)) return new Set();
  const ids = body.toString('latin1').split('\n');
  ids.pop();
  return new Set(ids);
}

function headOf(body: Buffer, buildId: string): string {
  return [title, buildId, createHash('sha256').update(body).digest('hex')].join(' ');
}

/** `undefined` for what is no plain file of this user: whoever can write it decides what is looked at. */
function readOwn(path: string): Buffer | undefined {
  const read = readFile(path, {
    links: 'never',
    limitBytes: maximumBytes,
    owner: process.getuid?.(),
  });
  return 'bytes' in read ? read.bytes : undefined;
}

function write(directory: string, name: string, text: string, buildId: string): void {
  const body = Buffer.from(text, 'latin1');
  if (body.length > maximumBytes) return;
  makePrivateDirectory(directory);
  const head = Buffer.from(`${headOf(body, buildId)}\n`, 'latin1');
  const target = targetWithin([directory], join(directory, name));
  // What a power cut damages counts as empty: a commit need not wait for the disk.
  writeFile(target, Buffer.concat([head, body]), { mode: 0o600, isDurable: false });
  prune(directory);
}

function prune(directory: string): void {
  const names = readdirSync(directory);
  if (names.length <= maximumFiles) return;
  const byAge = names
    .map((name) => join(directory, name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of byAge.slice(maximumFiles)) deleteFile(path);
}
