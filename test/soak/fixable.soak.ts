// What a report calls fixable is what `--fix=unsafe` then does, on checkouts of public repositories: name their directory
// in KEYLINT_REPOSITORIES. Copies of them are changed.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { audit, fix } from '../../src/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { record } from './record.ts';

const folder = process.env.KEYLINT_REPOSITORIES;
/** Those that have something to be fixed. */
const wanted = Number(process.env.KEYLINT_REPOSITORIES_WANTED ?? 40);

const isWanted = ({ level, suppressed }: Finding): boolean => level !== 'note' && !suppressed;
const idsOf = (findings: readonly Finding[]): Set<string> =>
  new Set(findings.filter(isWanted).map(({ fingerprint }) => fingerprint));

test.skipIf(folder === undefined)('the plan of a report is what a fix does', async () => {
  const state = mkdtempSync(join(tmpdir(), 'keylint-fixable-'));
  const copies = mkdtempSync(join(tmpdir(), 'keylint-copies-'));
  const totals = { repositories: 0, findings: 0, fixable: 0, fixed: 0, safe: 0, besides: 0 };
  const differing: string[] = [];
  try {
    for (const name of readdirSync(folder ?? '').sort()) {
      if (totals.repositories === wanted) break;
      const checkout = join(folder ?? '', name);
      const before = (await audit({ cwd: checkout })).findings.filter(isWanted);
      const fixable = before.filter((finding) => finding.fix !== null);
      if (fixable.length === 0) continue;
      const cwd = join(copies, name);
      cpSync(checkout, cwd, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
      const done = await fix({ cwd, safety: 'unsafe', stateDirectory: state });
      const fixed = new Set(done.fixes.flatMap(({ fingerprints }) => fingerprints));
      const after = idsOf((await audit({ cwd })).findings);
      rmSync(cwd, { recursive: true });
      const reasons = new Map(
        done.left.map(({ finding, reason }) => [finding.fingerprint, reason]),
      );
      for (const finding of before) {
        const { fingerprint, path, line, rule } = finding;
        const isGone = !after.has(fingerprint);
        const place = `${name} ${path}:${line} ${rule}`;
        if (finding.fix === null) {
          if (fixed.has(fingerprint)) differing.push(`${place}: fixed, and not called fixable`);
          else if (isGone) totals.besides++;
          continue;
        }
        if (fixed.has(fingerprint) && isGone) totals.fixed++;
        else {
          const state = isGone ? 'gone' : 'still there';
          const how = fixed.has(fingerprint) ? 'a fix was made' : reasons.get(fingerprint);
          differing.push(`${place}: ${finding.fix}, ${state}: ${how ?? 'nothing is said'}`);
        }
      }
      totals.repositories++;
      totals.findings += before.length;
      totals.fixable += fixable.length;
      totals.safe += fixable.filter((finding) => finding.fix === 'safe').length;
    }
    record('fixable', 'public repositories', totals);
    expect(differing).toEqual([]);
  } finally {
    for (const made of [state, copies]) rmSync(made, { recursive: true, force: true });
  }
});
