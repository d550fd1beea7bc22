// How paths are written here: absolute or relative, always with `/`, and as text even where the file system holds
// bytes that are none.
import { isUtf8 } from 'node:buffer';
import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { invisible } from '../model/invisible.ts';

/** `path` with `/` and without a final one, but for the root of a drive. */
export function toPosix(path: string): string {
  const slashed = sep === '/' ? path : path.replaceAll(sep, '/');
  return slashed.length > 1 && slashed.endsWith('/') && !/^[A-Za-z]:\/$/.test(slashed)
    ? slashed.slice(0, -1)
    : slashed;
}

/** Absolute path of `path` seen from `directory`. */
export function resolvePosix(directory: string, path: string): string {
  return toPosix(resolve(directory, path));
}

/** Absolute path with no link in it; `undefined` where the path leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return toPosix(realpathSync.native(path));
  } catch {
    return undefined;
  }
}

/** Whether `path` is `directory` or lies below it; both absolute. */
export function isInside(directory: string, path: string): boolean {
  return path === directory || path.startsWith(withSlash(directory));
}

/** `path` as seen from `directory`, which must hold it; `''` for the directory itself. */
export function relativeTo(directory: string, path: string): string {
  return path.slice(withSlash(directory).length);
}

/** A directory's path as a prefix of what it holds. */
export function withSlash(directory: string): string {
  return directory.endsWith('/') ? directory : `${directory}/`;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The deepest directory that holds all of `directories`; `undefined` across drives. */
export function commonDirectory(directories: readonly string[]): string | undefined {
  const [first, ...others] = directories.map((directory) => withSlash(directory));
  if (first === undefined) return undefined;
  let length = first.length;
  for (const other of others) {
    while (length > 0 && !other.startsWith(first.slice(0, length))) {
      length = first.lastIndexOf('/', length - 2) + 1;
    }
  }
  return length === 0 ? undefined : toPosix(first.slice(0, length));
}

/** The text of a name: UTF-8 as it is; in other names every byte beyond ASCII as `\xE9`. */
export function decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return bytes
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (unit) => `\\x${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A name for messages: what nobody sees is shown escaped. */
export function printableName(name: string): string {
  return name.replace(invisible, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`;
  });
}

/** Code-unit order, the same on every machine. */
export function comparePaths(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

/** Whether a directory lies out of the tree below `root`: what a repository can hold is not believed. */
export function isElsewhere(directory: string, root: string): boolean {
  return !isInside(root, realPath(directory) ?? resolvePosix(root, directory));
}
