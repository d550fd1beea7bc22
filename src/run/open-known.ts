// Opens what earlier runs have learned of the files of this one.
import { type KnownContents, openKnownContents } from '../input/known-contents.ts';
import type { Tree } from '../input/tree.ts';
import type { AuditOptions, AuditParts } from './audit-options.ts';

/** A full run of fewer files is over before it could have been any sooner. */
const fewestRemembered = 200;

/** What earlier full runs of this build have learned. Sessions remember more themselves. */
export function openKnown(
  { cacheDirectory: directory, scope }: AuditOptions,
  { buildId, memory }: AuditParts,
  tree: Tree,
): KnownContents | undefined {
  if (directory === undefined || buildId === undefined || memory) return undefined;
  if (tree.sources.length < fewestRemembered) return undefined;
  const of = scope?.kind === 'staged' ? 'staged' : 'files';
  if (of === 'files' && tree.reportOn) return undefined;
  return openKnownContents({ directory, buildId }, tree.root, {
    of,
    // What a fix would write is not what the disk says a file is.
    stampOf: (path) => (tree.isUnwritten?.(path) ? undefined : tree.stampOf?.(path)),
  });
}
