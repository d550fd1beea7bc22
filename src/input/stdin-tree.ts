// One file that an editor or a hook hands over, under the name it goes by.
import { baseName, isInside, realPath, relativeTo, resolvePosix, toPosix } from './paths.ts';
import type { Tree } from './tree.ts';

export interface StdinTreeOptions {
  readonly cwd: string;
  /** Where the text belongs; decides its format. Need not exist. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A tree of that file alone. A path outside of `cwd` is shortened to its last part. */
export function openStdinTree({ cwd, path, bytes }: StdinTreeOptions): Tree {
  const root = realPath(cwd) ?? toPosix(cwd);
  const absolute = resolvePosix(root, path);
  const relative = isInside(root, absolute) ? relativeTo(root, absolute) : baseName(absolute);
  return {
    root,
    name: baseName(root),
    sources: [{ path: relative, sizeBytes: bytes.length, tracked: 'unknown' }],
    skipped: [],
    warnings: [],
    remoteNames: [],
    read: (asked) =>
      asked === relative
        ? { bytes }
        : { skipped: { path: asked, reason: 'vanished', isFailure: false } },
  };
}
