// Puts entries into a .env file: replaces the value of a name that is there, appends others, keeps every other byte.
import { decodeFile, newFileText } from '../../fix/file-text.ts';
import { UserError } from '../../model/errors.ts';
import { scanDotenv } from '../../scan/formats/dotenv-scan.ts';
import { readTarget } from '../../write/files.ts';
import type { Target } from '../../write/target.ts';
import { errorCode, toTarget, writeText } from '../files.ts';
import type { Io } from '../io.ts';

export interface EnvEntry {
  readonly name: string;
  /** As it stands in the file, quotes included. */
  readonly value: string;
}

const largestBytes = 1 << 20;

/**
 * Writes the file at `path` (seen from `io.cwd`) whole or not at all; a new one is readable by its owner alone. Throws
 * a UserError where a name has a value already and `force` is not given.
 */
export function putIntoEnvFile(
  io: Io,
  path: string,
  entries: readonly EnvEntry[],
  force: boolean,
): { readonly isNew: boolean } {
  const target = toTarget(io, path);
  const before = readExisting(target);
  const file = before ? decodeFile(before) : newFileText();
  if (!file) throw new UserError(`${path} is no text that could be written back as it is.`);
  const text = entries.reduce((all, entry) => withEntry(all, entry, force, path), file.text);
  writeText(io, target, file.encode(text), { before, mode: 0o600 });
  return { isNew: before === null };
}

/** The text with the entry in it: in the place of the old one, else on a line of its own at the end. */
export function withEntry(
  text: string,
  { name, value }: EnvEntry,
  force: boolean,
  path: string,
): string {
  // Of several entries the last one counts, so that is the one to replace.
  const found = scanDotenv(text, 100_000).findLast((entry) => entry.name === name);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  if (!found) {
    const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
    return `${text}${gap}${name}=${value}${lineEnd}`;
  }
  if (found.value.text !== '' && !force) {
    throw new UserError(`${name} has a value in ${path} already.`, {
      hint: 'Give --force to replace it; whoever still uses the old value will be locked out.',
    });
  }
  const head = text.slice(found.start, found.end);
  const sign = head.search(/[=:]/);
  return `${text.slice(0, found.start)}${head.slice(0, sign)}=${value}${text.slice(found.end)}`;
}

function readExisting({ path, name, stats }: Target): Buffer | null {
  if (stats && !stats.isFile()) throw new UserError(`${name} is not a regular file.`);
  if (stats && stats.size > largestBytes) {
    throw new UserError(`${name} is too large for a .env file.`);
  }
  try {
    return readTarget(path, name);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${name} cannot be read (${errorCode(error)}).`, { cause: error });
  }
}
