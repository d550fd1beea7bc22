// Fixes planned and applied in memory: texts in, texts out, with what git says of each file.
import { rules } from '../../rules/index.ts';
import { applyEdits, editsByPath, selectFixes } from '../../src/fix/apply-edits.ts';
import { planFixes } from '../../src/fix/plan/plan.ts';
import type { Plan } from '../../src/fix/plan/plan-types.ts';
import type { TrackedState } from '../../src/model/source.ts';
import { createParse } from '../../src/run/fix/syntax.ts';
import { repairFor } from '../../src/scan/repairs.ts';
import { runTexts } from '../helpers.ts';

export type Files = Readonly<Record<string, string>>;

export interface PlannedTexts extends Plan {
  /** Files that differ afterwards; new values as `<new>`. */
  readonly after: Files;
  /** What the new values are. */
  readonly made: readonly string[];
}

export interface PlanOptions {
  readonly tracked?: Readonly<Record<string, TrackedState>>;
  readonly safety?: 'safe' | 'unsafe';
  readonly keepPrevious?: boolean;
  readonly rotate?: { readonly name: string; readonly environment: string | null };
  readonly isRepository?: boolean;
}

export async function planTexts(files: Files, options: PlanOptions = {}): Promise<PlannedTexts> {
  const states = options.tracked ?? {};
  const tracked = Object.fromEntries(
    Object.keys(files).map((path) => [path, states[path] ?? 'tracked'] as const),
  );
  const { report, project } = await runTexts(files, rules, { tracked });
  const made: string[] = [];
  const remedies = new Map(rules.map(({ id, remedy }) => [id, remedy]));
  const plan = planFixes({
    project,
    findings: report.findings.filter(({ level }) => level !== 'note'),
    readText: (path) => files[path],
    parse: await createParse(),
    repairOf: repairFor,
    paths: () => Object.keys(files),
    isTracked: (path) => tracked[path] === 'tracked',
    isRepository: options.isRepository ?? true,
    isInsidePackage: false,
    remedyOf: (rule) => remedies.get(rule),
    generate: () => {
      made.push(`new${made.length}secret`.padEnd(43, 'x'));
      return { text: made.at(-1) ?? '', bytes: 32 };
    },
    safety: options.safety ?? 'unsafe',
    keepPrevious: options.keepPrevious ?? false,
    rotate: options.rotate ?? null,
  });
  const after: Record<string, string> = {};
  for (const [path, edits] of editsByPath(selectFixes(plan.fixes).chosen)) {
    const text = applyEdits(files[path] ?? '', edits);
    after[path] = text.replace(/new\d+secretx+/g, '<new>');
  }
  return { ...plan, after, made };
}
