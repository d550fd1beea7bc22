// Puts entries into a .env file: replaces the value of a name that is there, appends others, keeps every other byte.
import { closeSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { scanDotenv } from '../../scan/formats/dotenv-scan.ts';
import { errorCode, writeAtomically } from '../files.ts';

export interface EnvEntry {
  readonly name: string;
  /** As it stands in the file, quotes included. */
  readonly value: string;
}

const largestBytes = 1 << 20;

/**
 * Writes the file at `path` (seen from `cwd`) whole or not at all; a new one is readable by its owner alone. Throws
 * a UserError where a name has a value already and `force` is not given.
 */
export function putIntoEnvFile(
  cwd: string,
  path: string,
  entries: readonly EnvEntry[],
  force: boolean,
): { readonly isNew: boolean } {
  const file = resolve(cwd, path);
  const before = readExisting(file, path);
  let text = before ?? '';
  for (const entry of entries) text = withEntry(text, entry, force, path);
  if (before === undefined) createPrivate(file, path);
  writeAtomically(cwd, path, text);
  return { isNew: before === undefined };
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

function readExisting(file: string, path: string): string | undefined {
  try {
    const { size } = lstatSync(file);
    if (size > largestBytes) throw new UserError(`${path} is too large for a .env file.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read (${errorCode(error)}).`, { cause: error });
  }
}

/** An empty file that only its owner can read; the atomic write that follows keeps its mode. */
function createPrivate(file: string, path: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    throw new UserError(`Cannot write ${path} (${errorCode(error)}).`, { cause: error });
  }
}
