// From findings to fixes: groups what belongs together, hands each group to the planner of its kind, and says of
// every other finding why it is left to people. Pure; nothing is written and no finding is lost.
import type { Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { isPrevious } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { toVariableName } from '../variable-names.ts';
import { adviceFor } from './advice.ts';
import { ignorePath, makeTemplate } from './env-files.ts';
import { pinAlgorithms } from './pin-algorithms.ts';
import {
  createContext,
  type Draft,
  type Left,
  type Plan,
  type PlanContext,
  type PlanInput,
  type PlannedFix,
} from './plan-types.ts';
import { projectPlaces } from './project-places.ts';
import { drawRandomBytes } from './random-bytes.ts';
import { takeOut } from './references.ts';
import { replaceGroup } from './replace-values.ts';
import type { SetVariables } from './set-variables.ts';
import { groupValues, isInCode, type ValueGroup } from './value-groups.ts';

interface Planning {
  readonly context: PlanContext;
  readonly groups: readonly ValueGroup[];
  /** Every value of a group by its place. */
  readonly places: ReadonlyMap<string, GroupedValue>;
  readonly wanted: Map<ValueGroup, Finding[]>;
  readonly drafts: Draft[];
  readonly left: Left[];
}

interface GroupedValue {
  readonly group: ValueGroup;
  readonly value: SecretValue;
}

/** Plans fixes for `input.findings`, in the order of the findings; each finding is in a fix or in `left`. */
export function planFixes(input: PlanInput): Plan {
  return createPlanner(input)(input.safety);
}

/** Plans with what each safety allows; what both need of the files is looked up once. */
export function createPlanner(input: Omit<PlanInput, 'safety'>): (safety: Safety) => Plan {
  const context = createContext({ ...input, safety: 'safe' });
  const groups = groupValues(context);
  return (safety) => planWith({ ...context, safety }, groups);
}

function planWith(context: PlanContext, groups: readonly ValueGroup[]): Plan {
  const planning: Planning = {
    context,
    groups,
    places: placesOf(groups),
    wanted: new Map(),
    drafts: [],
    left: [],
  };
  const reasonAgainst = createShare(context);
  for (const finding of context.findings) {
    const reason = reasonAgainst(finding);
    if (reason === undefined) planFinding(planning, finding);
    else planning.left.push({ finding, reason });
  }
  for (const group of planning.groups) {
    if (isToBeRotated(group, context)) want(planning, group);
  }
  const variables: SetVariables = new Map();
  const untracked = new Set(planning.drafts.flatMap(({ untrack }) => untrack));
  const refused: string[] = [];
  for (const [group, findings] of planning.wanted) {
    const {
      draft,
      left,
      refused: reason,
    } = replaceGroup(planning.context, { group, findings }, { variables, untracked });
    if (reason !== undefined && isToBeRotated(group, context)) refused.push(reason);
    if (draft) planning.drafts.push(draft);
    planning.left.push(...left);
  }
  const fixes = planning.drafts.filter(({ edits, untrack }) => edits.length + untrack.length > 0);
  return { fixes: fixes.map(toFix), left: planning.left, refused };
}

const oneOfTooMany =
  'its file has more findings than are repaired at once: run --fix again when these are done';
const afterTooMany =
  'there are more findings than are repaired at once: run --fix again when these are done';

/** Characters of a file that planning may go through in all: each finding may go through all of it several times. */
const planned = 40_000_000;
const leastFindings = 20;
/** Findings that one plan is made for: files of each are parsed, before and after. */
const mostFindings = 1_000;

/** Whether a finding is still among those of its file, and of all, that a plan is made for: the first ones are. */
function createShare({ readText }: PlanContext): (finding: Finding) => string | undefined {
  const counts = new Map<string, number>();
  let all = 0;
  return ({ path }) => {
    if (all >= mostFindings) return afterTooMany;
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    if (count > leastFindings && count * (readText(path)?.length ?? 0) > planned)
      return oneOfTooMany;
    all++;
    return undefined;
  };
}

function placesOf(groups: readonly ValueGroup[]): Map<string, GroupedValue> {
  return new Map(
    groups.flatMap((group) =>
      group.members.map(({ value }) => [placeOf(value.at), { group, value }] as const),
    ),
  );
}

function placeOf({ path, start }: { readonly path: string; readonly start: number }): string {
  return `${path}\0${start}`;
}

function toFix(draft: Draft): PlannedFix {
  const { findings } = draft;
  return {
    ...draft,
    rules: [...new Set(findings.map(({ rule }) => rule))].sort(),
    fingerprints: findings.map(({ fingerprint }) => fingerprint),
  };
}

function isToBeRotated({ name, environment }: ValueGroup, { rotate }: PlanInput): boolean {
  if (!rotate || name !== toVariableName(rotate.name)) return false;
  return rotate.environment === null || rotate.environment === environment;
}

function want({ wanted }: Planning, group: ValueGroup, finding?: Finding): void {
  const findings = wanted.get(group) ?? [];
  wanted.set(group, findings);
  if (finding) findings.push(finding);
}

function planFinding(planning: Planning, finding: Finding): void {
  const { context, left } = planning;
  const remedy = context.remedyOf(finding.rule);
  switch (remedy) {
    case 'ignored-file':
      ignoreEnvFile(planning, finding);
      break;
    case 'untracked-file':
      untrackEnvFile(planning, finding);
      break;
    case 'pinned-algorithms':
      collect(planning, pinAlgorithms(context, finding));
      break;
    case 'random-bytes':
      collect(planning, drawRandomBytes(context, finding));
      break;
    case 'new-value':
    case 'moved-value':
      planValue(planning, finding, remedy);
      break;
    default:
      left.push({ finding, reason: remedy?.leave ?? 'keylint has no edit for it' });
  }
}

function collect(
  { drafts, left, context }: Planning,
  result: { readonly draft: Draft } | { readonly left: Left },
): void {
  if ('left' in result) left.push(result.left);
  else if (result.draft.safety === 'unsafe' && context.safety === 'safe') {
    left.push(...result.draft.findings.map((finding) => ({ finding, reason: needsUnsafe })));
  } else drafts.push(result.draft);
}

const needsUnsafe = 'the edit may change behaviour: run with --fix=unsafe';

/** Where only the place is wrong and keylint knows no better one, a new value in it would not help. */
function planValue(
  planning: Planning,
  finding: Finding,
  remedy: 'new-value' | 'moved-value',
): void {
  const found = planning.places.get(placeOf(finding));
  if (!found) {
    planning.left.push({ finding, reason: missingReason(planning, finding) });
    return;
  }
  const { group, value } = found;
  if (remedy === 'new-value') want(planning, group, finding);
  else if (!canLeave(planning.context, group, value)) {
    planning.left.push({ finding, reason: adviceFor(group.name, value) });
  } else if (planning.context.safety === 'safe') {
    planning.left.push({ finding, reason: needsUnsafe });
  } else want(planning, group, finding);
}

/** Whether the value can be taken out of where it stands. */
function canLeave(context: PlanContext, { name }: ValueGroup, value: SecretValue): boolean {
  if (isInCode(value)) return true;
  const text = context.readText(value.at.path);
  return text !== undefined && takeOut(context, { value, text, name }) !== undefined;
}

function isAt({ path, start }: Finding, { at }: SecretValue): boolean {
  return at.path === path && at.start === start;
}

function missingReason({ context }: Planning, finding: Finding): string {
  const values = projectPlaces(context.project).valuesIn(finding.path);
  const value = values.find((candidate) => isAt(finding, candidate.value))?.value;
  return isPrevious(value?.name ?? null)
    ? 'it is the previous value of a rotation: remove it when the old tokens have expired'
    : 'the value is made up of several places, or lies in an example: change it by hand';
}

function ignoreEnvFile({ context, drafts, left }: Planning, finding: Finding): void {
  const edits = ignorePath(context, finding.path);
  if (edits.length === 0) {
    left.push({ finding, reason: takenBack });
    return;
  }
  drafts.push({
    safety: 'safe',
    title: `let git ignore ${finding.path}`,
    edits,
    untrack: [],
    steps: [],
    findings: [finding],
  });
}

const takenBack =
  'one rule of a .gitignore ignores it and another one takes that back: see `git check-ignore -v`';

/** What was committed is public: the file leaves the index, and every secret in it is replaced. */
function untrackEnvFile(planning: Planning, finding: Finding): void {
  const { context, groups, drafts, left } = planning;
  if (context.safety === 'safe') {
    left.push({ finding, reason: needsUnsafe });
    return;
  }
  const { path } = finding;
  for (const group of groups) {
    if (group.members.some(({ value }) => value.at.path === path)) want(planning, group);
  }
  // Two files that leave together share the template: the first one makes it.
  const template = makeTemplate(context, path).filter(
    (edit) => !drafts.some(({ edits }) => edits.some((other) => other.path === edit.path)),
  );
  drafts.push({
    safety: 'unsafe',
    title: `take ${path} out of git and let git ignore it; the file stays on disk`,
    edits: [...ignorePath(context, path), ...template],
    untrack: [path],
    steps: [
      `${path} is still in the history of git: its old values count as public. To remove it there too: \`git filter-repo --invert-paths --path ${quoteForShell(path)}\`, then push with --force and have everybody clone anew.`,
    ],
    findings: [finding],
  });
}

function quoteForShell(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
