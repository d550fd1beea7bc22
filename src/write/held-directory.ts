// A directory that is written to stays the one that was looked at: on Linux its files are named through an open
// descriptor, so that a link which takes the directory's place meanwhile leads nobody astray.
import { closeSync, constants, existsSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { syncDirectory } from './files.ts';

export interface HeldDirectory {
  /** Absolute, links resolved: where it was when it was taken hold of. */
  readonly path: string;
  /** A path of the file `name` in this very directory. */
  fileAt(name: string): string;
  /** Throws a UserError where another directory, or a link, stands at `path` by now. */
  refuseIfMoved(): void;
  /** Makes renames in it survive a power cut. */
  sync(): void;
  close(): void;
}

const descriptors = '/proc/self/fd';

/** Takes hold of the directory at `path`, which must be absolute with no link in it. */
export function holdDirectory(path: string): HeldDirectory {
  const held =
    platform() === 'linux' && existsSync(descriptors) ? byDescriptor(path) : byName(path);
  try {
    held.refuseIfMoved();
  } catch (error) {
    held.close();
    throw error;
  }
  return held;
}

function byDescriptor(path: string): HeldDirectory {
  const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
  const descriptor = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  const own = `${descriptors}/${descriptor}`;
  return {
    path,
    fileAt: (name) => `${own}/${name}`,
    refuseIfMoved() {
      if (readlinkSync(own) !== path || !isItself(path)) throw moved(path);
    },
    sync: () => syncDirectory(`${own}/.`),
    close: () => closeSync(descriptor),
  };
}

function byName(path: string): HeldDirectory {
  return {
    path,
    fileAt: (name) => join(path, name),
    refuseIfMoved() {
      if (!isItself(path)) throw moved(path);
    },
    sync: () => syncDirectory(path),
    close() {},
  };
}

function isItself(path: string): boolean {
  try {
    return realpathSync.native(path) === path;
  } catch {
    return false;
  }
}

function moved(path: string): UserError {
  return new UserError(`${path} was moved or replaced by a link since it was looked at`, {
    hint: 'Nothing was changed. Run keylint again.',
  });
}
