// A file in which one build of the program keeps what it has learned of one repository. What is broken, foreign or of
// another build counts as none.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

export interface MemoryFile {
  /** What was kept; `undefined` where there is none. */
  readonly body: Buffer | undefined;
  /** Keeps `body` in its place. Never throws: the next run only starts without it. */
  keep(body: Buffer): void;
}

/** Files that are larger are neither read nor written. */
export const maximumBytes = 48 << 20;
/** Of repositories to remember; the longest unused go first. */
const maximumFiles = 64;

const title = 'keylint contents 1';

/** `of`: what is remembered, in words that no other memory has. Never throws. */
export function openMemoryFile({ directory, buildId }: MemoryOptions, of: string): MemoryFile {
  const name = createHash('sha256').update(of).digest('hex').slice(0, 32);
  return {
    body: read(join(directory, name), buildId),
    keep(body) {
      try {
        write(directory, name, body, buildId);
      } catch {
        // A full disk, a home that cannot be written to: nothing is lost.
      }
    },
  };
}

/** First line: title, build, checksum of the rest. */
function read(path: string, buildId: string): Buffer | undefined {
  const bytes = readOwn(path);
  const end = bytes?.indexOf(10) ?? -1;
  if (bytes === undefined || end === -1) return undefined;
  const body = bytes.subarray(end + 1);
  return bytes.toString('latin1', 0, end) === headOf(body, buildId) ? body : undefined;
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

function write(directory: string, name: string, body: Buffer, buildId: string): void {
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
