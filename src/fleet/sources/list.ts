// A file that names repositories, one a line: directories on this disk, or addresses.
import { dirname, isAbsolute, resolve } from 'node:path';
import { printableName, realPath } from '../../input/paths.ts';
import { UserError } from '../../model/errors.ts';
import { nameOfAddress } from '../names.ts';
import type { FoundMember } from '../plan.ts';
import { findInFolder, memberAt } from './folder.ts';

/** The repositories that `text` names; paths count from `directory`, the list's own. Throws a UserError with the line. */
export function readList(text: string, directory: string): FoundMember[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#')) return [];
    try {
      return readEntry(entry, directory);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`line ${index + 1} of the list: ${error.message}`, {
        ...(error.hint !== undefined && { hint: error.hint }),
      });
    }
  });
}

function readEntry(entry: string, directory: string): FoundMember[] {
  const path = isAbsolute(entry) ? entry : resolve(directory, entry);
  const real = realPath(path);
  if (real === undefined) return [fromAddress(entry)];
  // What its directory is called tells `acme/api` from `other/api`.
  const member = memberAt(real, dirname(dirname(real)));
  return member ? [member] : findInFolder(real);
}

/** How an address is written that git can fetch from without a program of somebody else's. */
const fetchable = /^(?:https?|ssh):\/\/[^\s]+$/i;

function fromAddress(entry: string): FoundMember {
  const name = nameOfAddress(entry);
  if (name === undefined) {
    throw new UserError(
      `${printableName(withoutUser(entry))} is neither a directory nor an address.`,
      {
        hint: 'An address is https://host/owner/name, ssh://git@host/owner/name or git@host:owner/name.',
      },
    );
  }
  if (/^https?:\/\/[^/]*@/i.test(entry)) {
    throw new UserError(`the address of ${name} holds a user or a password.`, {
      hint: 'Take it out of the list, and give a token with --token-env.',
    });
  }
  const scp = /^(?<user>[\w.-]+@)?(?<host>[\w.-]{2,}):(?<path>[^/].*)$/.exec(entry)?.groups;
  const url = fetchable.test(entry)
    ? entry
    : `ssh://${scp?.user ?? ''}${scp?.host ?? ''}/${scp?.path ?? ''}`;
  return { name, location: { kind: 'remote', url }, weight: 1 };
}

function withoutUser(entry: string): string {
  return entry.replace(/\/\/[^@/]*@/, '//');
}
