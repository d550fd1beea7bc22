// From findings to fixes: groups what belongs together, hands each group to the planner of its kind, and says of
// every other finding why it is left to people. Pure; nothing is written and no finding is lost.
import type { Finding } from '../../model/finding.ts';
import { isPrevious, moveFix } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { toVariableName } from '../variable-names.ts';
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
import { drawRandomBytes } from './random-bytes.ts';
import { leftReason } from './reasons.ts';
import { movingRules, replaceGroup } from './replace-values.ts';
import type { SetVariables } from './set-variables.ts';
import { groupValues, type ValueGroup } from './value-groups.ts';

/** Rules whose finding goes when its value is replaced. */
const valueRules: ReadonlySet<string> = new Set([
  ...movingRules,
  'short-secret',
  'thin-secret',
  'known-secret',
  'placeholder-secret',
  'dictionary-secret',
  'project-name-secret',
  'timestamp-secret',
  'uuid-secret',
  'patterned-secret',
  'low-entropy-secret',
  'encoding-mismatch',
  'shared-across-environments',
  'shared-across-purposes',
  'shared-across-services',
  'stale-secret',
  'forgeable-token',
]);

interface Planning {
  readonly context: PlanContext;
  readonly groups: readonly ValueGroup[];
  readonly wanted: Map<ValueGroup, Finding[]>;
  readonly drafts: Draft[];
  readonly left: Left[];
}

/** Plans fixes for `input.findings`, in the order of the findings; each finding is in a fix or in `left`. */
export function planFixes(input: PlanInput): Plan {
  const context = createContext(input);
  const planning: Planning = {
    context,
    groups: groupValues(context),
    wanted: new Map(),
    drafts: [],
    left: [],
  };
  for (const finding of input.findings) planFinding(planning, finding);
  for (const group of planning.groups) {
    if (isToBeRotated(group, input)) want(planning, group);
  }
  const variables: SetVariables = new Map();
  const refused: string[] = [];
  for (const [group, findings] of planning.wanted) {
    const {
      draft,
      left,
      refused: reason,
    } = replaceGroup(planning.context, { group, findings }, variables);
    if (reason !== undefined && isToBeRotated(group, input)) refused.push(reason);
    if (draft) planning.drafts.push(draft);
    planning.left.push(...left);
  }
  const fixes = planning.drafts.filter(({ edits, untrack }) => edits.length + untrack.length > 0);
  return { fixes: fixes.map(toFix), left: planning.left, refused };
}

function toFix({ findings, ...draft }: Draft): PlannedFix {
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
  wanted.set(group, [...(wanted.get(group) ?? []), ...(finding ? [finding] : [])]);
}

function planFinding(planning: Planning, finding: Finding): void {
  const { context, drafts, left } = planning;
  if (finding.rule === 'unignored-env-file') {
    drafts.push(ignoreEnvFile(context, finding));
  } else if (finding.rule === 'tracked-env-file') {
    untrackEnvFile(planning, finding);
  } else if (finding.rule === 'verify-without-algorithms') {
    collect(planning, pinAlgorithms(context, finding));
  } else if (finding.rule === 'weak-random-secret') {
    collect(planning, drawRandomBytes(context, finding));
  } else if (valueRules.has(finding.rule)) {
    planValue(planning, finding);
  } else {
    left.push({ finding, reason: leftReason(finding) });
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
function planValue(planning: Planning, finding: Finding): void {
  const found = planning.groups.flatMap((group) =>
    group.members
      .filter(({ value }) => isAt(finding, value))
      .map(({ value }) => ({ group, value })),
  )[0];
  if (!found) {
    planning.left.push({ finding, reason: missingReason(planning, finding) });
    return;
  }
  const { group, value } = found;
  const canMove = moveFix(value) !== null;
  if (movingRules.has(finding.rule) && !canMove) {
    planning.left.push({ finding, reason: leftReason(finding) });
  } else if (movingRules.has(finding.rule) && planning.context.safety === 'safe') {
    planning.left.push({ finding, reason: needsUnsafe });
  } else want(planning, group, finding);
}

function isAt({ path, start }: Finding, { at }: SecretValue): boolean {
  return at.path === path && at.start === start;
}

function missingReason({ context }: Planning, finding: Finding): string {
  const values = context.project.secrets.flatMap((secret) => secret.values);
  const value = values.find((candidate) => isAt(finding, candidate));
  return isPrevious(value?.name ?? null)
    ? 'it is the previous value of a rotation: remove it when the old tokens have expired'
    : 'the value is made up of several places, or lies in an example: change it by hand';
}

function ignoreEnvFile(context: PlanContext, finding: Finding): Draft {
  return {
    safety: 'safe',
    title: `let git ignore ${finding.path}`,
    edits: ignorePath(context, finding.path),
    untrack: [],
    steps: [],
    findings: [finding],
  };
}

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
