// GitHub's line hashes for SARIF that goes through the API, where nothing fills them in from a checkout.
import { collectSecretRanges } from '../../report/from-project.ts';
import { createLineHashes } from '../../report/line-hash.ts';
import type { LineHashes } from '../../report/reporter.ts';
import type { AuditRun } from '../../run.ts';

/** Hashes by path, each file read when first asked for; values of secrets are left out of them. */
export function createHashLookup({
  project,
  tree,
}: Pick<AuditRun, 'project' | 'tree'>): (path: string) => LineHashes | undefined {
  const ranges = collectSecretRanges(project);
  const known = new Map<string, LineHashes | undefined>();
  return (path) => {
    if (!known.has(path)) {
      const read = tree.read(path);
      const options = { secrets: ranges.get(path) ?? [], nearSecrets: 'skip-value' } as const;
      const text = 'bytes' in read ? Buffer.from(read.bytes).toString('utf8') : undefined;
      known.set(path, text === undefined ? undefined : createLineHashes(text, options));
    }
    return known.get(path);
  };
}
