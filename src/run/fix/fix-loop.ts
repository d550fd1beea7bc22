// Plans, applies and audits again until nothing changes, all in memory. Fixes that overlap wait for the next pass;
// one that would break a file's syntax is dropped.
import { editsByPath, selectFixes } from '../../fix/apply-edits.ts';
import { idiomFor } from '../../fix/idioms/index.ts';
import { maskFile } from '../../fix/mask-file.ts';
import {
  applyMasked,
  hide,
  type MaskedText,
  plainText,
  realText,
  shownText,
} from '../../fix/masked-text.ts';
import { planFixes } from '../../fix/plan/plan.ts';
import {
  type Left,
  type PlanInput,
  type PlannedFix,
  unsureReason,
} from '../../fix/plan/plan-types.ts';
import type { ShownFile } from '../../fix/render-diff.ts';
import type { Tree } from '../../input/tree.ts';
import type { Finding } from '../../model/finding.ts';
import type { Project } from '../../model/secret.ts';
import type { AuditRun } from '../../run.ts';
import { repairFor } from '../../scan/repairs.ts';
import { readerFor } from '../../scan/scan.ts';
import { createWordTest } from '../known-words.ts';
import { dropBroken } from './drop-broken.ts';
import { isUnsureFix } from './outside.ts';
import type { Overlay } from './overlay-tree.ts';
import type { Parse } from './syntax.ts';

/** Overlaps resolve in two or three passes; what takes more does not end. */
const maxPasses = 10;

export interface FixLoopOptions
  extends Omit<PlanInput, 'project' | 'findings' | 'readText' | 'paths'> {
  readonly overlay: Overlay;
  readonly parse: Parse;
  audit(tree: Tree): Promise<AuditRun>;
  /** Whether git did not tell if it tracks this file: then nothing is written to it. */
  isUnsure(path: string): boolean;
  /** Whether a finding is to be resolved. */
  isWanted(finding: Finding): boolean;
}

export interface FixResult {
  /** In order of passes. */
  readonly fixes: readonly PlannedFix[];
  /** Of the last pass. */
  readonly left: readonly Left[];
  /** Why a rotation cannot be done; see `Plan`. */
  readonly refused: readonly string[];
  /** The audit of the result. */
  readonly run: AuditRun;
  /** Before and after with secrets hidden. */
  readonly shown: readonly ShownFile[];
}

export async function runFixLoop(options: FixLoopOptions): Promise<FixResult> {
  const { overlay } = options;
  const display = createDisplay(overlay);
  const fixes: PlannedFix[] = [];
  const rejected = new Set<string>();
  let run = await options.audit(overlay.tree);
  let left: readonly Left[] = [];
  const refused: string[] = [];
  for (let pass = 0; pass < maxPasses; pass++) {
    const plan = planFixes({
      ...options,
      rotate: pass === 0 ? options.rotate : null,
      project: run.project,
      findings: run.report.findings.filter(options.isWanted),
      readText: overlay.readText,
      paths: () => overlay.tree.sources.map(({ path }) => path),
    });
    const { sure, unsure } = partition(plan.fixes, options);
    const usable = sure.filter((fix) => !fix.fingerprints.some((id) => rejected.has(id)));
    left = [...plan.left.map((one) => sayUnsure(one, options)), ...leftUnsure(run, unsure)];
    refused.push(...plan.refused);
    if (options.rotate && unsure.length > 0) refused.push(unsureReason);
    const { sound, broken } = dropBroken(selectFixes(usable).chosen, {
      readText: overlay.readText,
      parse: options.parse,
    });
    for (const path of editsByPath(broken).keys()) overlay.refuseIfChanged(path);
    for (const id of broken.flatMap(({ fingerprints }) => fingerprints)) rejected.add(id);
    if (sound.length === 0) break;
    display.note(run.project, sound);
    for (const [path, edits] of editsByPath(sound)) overlay.edit(path, edits);
    for (const path of sound.flatMap(({ untrack }) => untrack)) overlay.untrack(path);
    fixes.push(...sound);
    run = await options.audit(overlay.tree);
    // Changed lines have moved: a second look at them alone is not possible.
    if (overlay.tree.reportOn) break;
  }
  return {
    fixes,
    refused,
    left: [...left, ...leftOut(run, rejected)],
    run,
    shown: display.files(),
  };
}

function partition(
  fixes: readonly PlannedFix[],
  { isUnsure }: Pick<FixLoopOptions, 'isUnsure'>,
): { readonly sure: PlannedFix[]; readonly unsure: PlannedFix[] } {
  return {
    sure: fixes.filter((fix) => !isUnsureFix(fix, isUnsure)),
    unsure: fixes.filter((fix) => isUnsureFix(fix, isUnsure)),
  };
}

/** What a file can hold is not known where git did not tell of it. */
function sayUnsure(left: Left, { isUnsure }: Pick<FixLoopOptions, 'isUnsure'>): Left {
  return isUnsure(left.finding.path) ? { ...left, reason: unsureReason } : left;
}

function leftUnsure({ report }: AuditRun, unsure: readonly PlannedFix[]): Left[] {
  const ids = new Set(unsure.flatMap(({ fingerprints }) => fingerprints));
  return report.findings
    .filter(({ fingerprint }) => ids.has(fingerprint))
    .map((finding) => ({ finding, reason: unsureReason }));
}

function leftOut({ report }: AuditRun, rejected: ReadonlySet<string>): Left[] {
  return report.findings
    .filter(({ fingerprint }) => rejected.has(fingerprint))
    .map((finding) => ({ finding, reason: 'the edit would have broken the syntax of the file' }));
}

/** Follows every change in texts that hide secrets. */
function createDisplay(overlay: Overlay) {
  const before = new Map<string, string | null>();
  const now = new Map<string, MaskedText>();
  return {
    note(project: Project, fixes: readonly PlannedFix[]): void {
      for (const [path, edits] of editsByPath(fixes)) {
        const text = overlay.readText(path);
        const known = now.get(path);
        const base = known && realText(known) === text ? known : plainText(text ?? '');
        const language = readerFor(path)?.id ?? '';
        const isWord = createWordTest(project);
        const ranges = path.endsWith('.gitignore')
          ? []
          : maskFile({ path, text: text ?? '', language, project, isWord });
        const hidden = hide(base, ranges);
        if (!before.has(path)) before.set(path, text === undefined ? null : shownText(hidden));
        now.set(path, applyMasked(hidden, edits));
      }
    },
    files: (): ShownFile[] =>
      [...now].map(([path, after]) => ({
        path,
        before: before.get(path) ?? null,
        after: shownText(after),
        context: isConfiguration(path) ? 1 : 3,
      })),
  };
}

/** In everything but code and lists of paths, what stands right of a key may be a secret. */
function isConfiguration(path: string): boolean {
  return !idiomFor(path) && !repairFor(path) && !path.endsWith('.gitignore');
}
