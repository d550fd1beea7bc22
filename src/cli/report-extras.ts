// What single formats need of a run besides the report: line hashes for SARIF, the inventory and ages for HTML, the
// commit for GitLab.
// Made only for the formats that were asked for.
import { countDays, dayOf } from '../model/age.ts';
import { decodeText } from '../model/decode.ts';
import type { FormatName } from '../report/index.ts';
import type { LineHashes, ReporterOptions, SecretAge } from '../report/reporter.ts';
import type { AuditRun } from '../run.ts';
import type { HtmlJob } from './html-extras.ts';

/** Fields of ReporterOptions for one format. */
export async function reportExtras(
  format: FormatName,
  job: HtmlJob,
): Promise<Partial<ReporterOptions>> {
  const { run } = job;
  if (format === 'sarif') return { lineHashes: await lineHashesOf(run) };
  if (format === 'gitlab-secrets') {
    const { clockOf, sourceOf } = await import('./html-extras.ts');
    const { now, isSet } = clockOf(job.io.env);
    return { ...sourceOf(run.tree), ...(isSet && { now }) };
  }
  if (format !== 'html') return {};
  const { takeInventory } = await import('../report/from-project.ts');
  const inventory = takeInventory(run.project, run.strengthOf);
  const lines = inventory.flatMap(({ definitions }) => definitions);
  const { clockOf, htmlExtras } = await import('./html-extras.ts');
  const ages = await agesOf(run, lines, clockOf(job.io.env).now);
  return { title: run.tree.name, inventory, ages, ...htmlExtras(job) };
}

async function lineHashesOf(run: AuditRun): Promise<(path: string) => LineHashes | undefined> {
  const { createLineHashes } = await import('../report/line-hash.ts');
  const { collectSecretRanges } = await import('../report/from-project.ts');
  const ranges = collectSecretRanges(run.project);
  const made = new Map<string, LineHashes | undefined>();
  return (path) => {
    if (!made.has(path)) {
      const read = run.tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      const text =
        decoded && 'text' in decoded ? (decoded.hasBom ? '\ufeff' : '') + decoded.text : undefined;
      made.set(
        path,
        text === undefined
          ? undefined
          : createLineHashes(text, { secrets: ranges.get(path) ?? [] }),
      );
    }
    return made.get(path);
  };
}

async function agesOf(
  run: AuditRun,
  lines: readonly { path: string; line: number }[],
  now: Date,
): Promise<SecretAge[]> {
  const { blameLines } = await import('../input/blame.ts');
  const { root, commit } = run.tree;
  return blameLines({ root, lines, commit }).flatMap(({ path, line, changedAt }) => {
    const days = countDays(changedAt, now);
    return days === undefined ? [] : [{ path, line, since: dayOf(changedAt), days }];
  });
}
