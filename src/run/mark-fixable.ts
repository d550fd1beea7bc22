// Which findings a fix would resolve, and what has to be allowed for it: asked of the planner itself, so that no report
// promises what `--fix` then leaves. Nothing is applied or written.
import { idiomFor } from '../fix/idioms/index.ts';
import { createPlanner } from '../fix/plan/plan.ts';
import type { PlanInput } from '../fix/plan/plan-types.ts';
import type { Generate } from '../fix/secret-format.ts';
import type { Tree } from '../input/tree.ts';
import type { Safety } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { Project } from '../model/secret.ts';
import { repairFor } from '../scan/repairs.ts';
import { generateSecret } from '../strength/generate.ts';
import { dropBroken } from './fix/drop-broken.ts';
import { createUnsureTest, isInRepository, isInsidePackage, isUnsureFix } from './fix/outside.ts';
import { createOverlay } from './fix/overlay-tree.ts';
import { createParse, type Parse } from './fix/syntax.ts';

export interface Fixable {
  readonly findings: readonly Finding[];
  readonly tree: Tree;
  readonly project: Project;
  readonly rules: readonly Rule[];
}

/** The findings with `fix` as a plan has it; those that no fix is asked for have none. */
export async function markFixable({
  findings,
  tree,
  project,
  rules,
}: Fixable): Promise<readonly Finding[]> {
  const wanted = findings.filter(({ level, suppressed }) => level !== 'note' && !suppressed);
  if (wanted.length === 0) return findings.map((finding) => withFix(finding, null));
  const { readText } = createOverlay(tree);
  const isUnsure = createUnsureTest(tree);
  const remedies = new Map(rules.map(({ id, remedy }) => [id, remedy]));
  const parse = parsingOnce(await parserFor(wanted, project), readText);
  // A plan that is not carried out needs no secrets, only texts of their form.
  const made = new Map<string, ReturnType<Generate>>();
  const generate: Generate = (request) => {
    const key = `${request.algorithm} ${request.format}`;
    const known = made.get(key) ?? generateSecret(request);
    made.set(key, known);
    return known;
  };
  const input: Omit<PlanInput, 'safety'> = {
    project,
    findings: wanted,
    readText,
    parse,
    repairOf: repairFor,
    paths: () => tree.sources.map(({ path }) => path),
    generate,
    remedyOf: (rule) => remedies.get(rule),
    // Whether a file that does not exist yet is tracked changes what a fix writes, not what it resolves.
    isTracked: () => false,
    isRepository: isInRepository(tree.root),
    isInsidePackage: isInsidePackage(tree.root),
    keepPrevious: false,
    rotate: null,
  };
  const plan = createPlanner(input);
  const resolvedBy = (safety: Safety): ReadonlySet<Finding> => {
    const sure = plan(safety).fixes.filter((fix) => !isUnsureFix(fix, isUnsure));
    const { sound } = dropBroken(sure, { readText, parse });
    return new Set(sound.flatMap((fix) => fix.findings));
  };
  const [safe, unsafe] = [resolvedBy('safe'), resolvedBy('unsafe')];
  return findings.map((finding) =>
    withFix(finding, safe.has(finding) ? 'safe' : unsafe.has(finding) ? 'unsafe' : null),
  );
}

/** A file as it is now is parsed for both plans and for what becomes of them. */
function parsingOnce(parse: Parse, readText: (path: string) => string | undefined): Parse {
  const trees = new Map<string, ReturnType<Parse>>();
  return (path, text) => {
    if (text !== readText(path)) return parse(path, text);
    if (!trees.has(path)) trees.set(path, parse(path, text));
    return trees.get(path);
  };
}

function withFix(finding: Finding, fix: Finding['fix']): Finding {
  return finding.fix === fix ? finding : { ...finding, fix };
}

function isEdited(path: string): boolean {
  return idiomFor(path) !== undefined || repairFor(path) !== undefined;
}

/** Grammars are dear: where no code has to be edited, none is loaded. */
async function parserFor(findings: readonly Finding[], project: Project): Promise<Parse> {
  const isInCode =
    findings.some(({ path }) => isEdited(path)) ||
    project.secrets.some(({ values }) => values.some(({ at }) => isEdited(at.path)));
  return isInCode ? createParse() : () => undefined;
}
