// New values: one secret for all places that must stay equal, written into files in place; literals in code move to
// the environment on the way. How a single place follows is decided here and done by the ways of follow-value.ts.
import type { Finding } from '../../model/finding.ts';
import { countOf } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { type OwnedValue, recipeFor } from '../secret-format.ts';
import { compiledReason, isCompiled } from './code-support.ts';
import { deploymentSteps } from './deployment.ts';
import type { Variable } from './env-files.ts';
import { startWork, type Way, type Work, ways } from './follow-value.ts';
import { type Draft, type Left, type PlanContext, unsureReason } from './plan-types.ts';
import { previousName } from './previous-value.ts';
import { type SetVariables, setVariables } from './set-variables.ts';
import { isInCode, type ValueGroup } from './value-groups.ts';

/** A group and the findings that ask for its change; none for a rotation on purpose. */
export interface Wanted {
  readonly group: ValueGroup;
  readonly findings: readonly Finding[];
}

export interface ReplaceResult {
  readonly draft?: Draft;
  /** Why nothing was planned, where a place cannot follow the others. */
  readonly refused?: string;
  readonly left: readonly Left[];
}

/** A place that cannot follow, with its findings. */
interface Failure {
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** What the plan around a group has decided. */
export interface Surroundings {
  readonly variables: SetVariables;
  /** Env files that leave git with this plan: what is written there is not published. */
  readonly untracked: ReadonlySet<string>;
}

const issuedReason =
  'the service that checks its tokens has issued it: make a new one there, and read that from the environment';

/** Plans one group; what cannot be done is said per finding. */
export function replaceGroup(
  context: PlanContext,
  { group, findings }: Wanted,
  surroundings: Surroundings,
): ReplaceResult {
  if (group.members.some(({ secret }) => secret.uses.some(({ use }) => use.isIssued)))
    return {
      refused: issuedReason,
      left: findings.map((finding) => ({ finding, reason: issuedReason })),
    };
  const recipe = recipeFor(group.members);
  const made = context.generate(recipe);
  const variable: Variable = {
    name: group.name,
    secret: `${recipe.prefix}${made.text}`,
    algorithm: recipe.algorithm,
    mask: `‹new secret, ${made.text.length} characters›`,
  };
  const work = startWork();
  const failures: Failure[] = [];
  const left: Left[] = [];
  for (const member of group.members) {
    const own = findings.filter((finding) => isAt(finding, member.value));
    if (context.isUnsure?.(member.value.at.path)) {
      failures.push({ reason: unsureReason, findings: own });
      continue;
    }
    if (isInCode(member.value) && isCompiled(context, member.value.at.path)) {
      left.push(...own.map((finding) => ({ finding, reason: compiledReason })));
      continue;
    }
    const way = wayFor(context, { group, member, findings: own }, surroundings);
    if (way === 'leave') continue;
    const reason = ways[way](context, member.value, variable, work);
    if (reason !== undefined) failures.push({ reason, findings: own });
  }
  const [failure] = failures;
  const isWritten = work.replaced > 0 || work.readers.length > 0;
  // A place that keeps the old value beside others that have a new one would break the service. Where values are only
  // taken out, nothing is new until people set it.
  if (failure && (isWritten || context.rotate)) {
    const { reason } = failure;
    return { refused: reason, left: findings.map((finding) => ({ finding, reason })) };
  }
  left.push(
    ...failures.flatMap(({ reason, findings: own }) => own.map((finding) => ({ finding, reason }))),
  );
  setVariables(
    context,
    work.readers,
    { recipe, variable, variables: surroundings.variables },
    work,
  );
  if (work.edits.length === 0) return { left };
  work.steps.push(...closingSteps(context, group, work));
  if (work.safety === 'unsafe' && context.safety === 'safe') {
    const reason = 'it may change behaviour, or a file that git tracks: run with --fix=unsafe';
    const rest = findings.filter((finding) => !left.some((other) => other.finding === finding));
    return { left: [...left, ...rest.map((finding) => ({ finding, reason }))] };
  }
  return {
    draft: {
      safety: work.safety,
      title: titleOf(group, made.bytes, work),
      edits: work.edits,
      untrack: work.untrack,
      steps: work.steps,
      findings: findings.filter((finding) => !left.some((other) => other.finding === finding)),
    },
    left,
  };
}

function closingSteps(context: PlanContext, group: ValueGroup, work: Work): string[] {
  const { name, environment } = group;
  const published = [...work.published].sort();
  const history =
    published.length === 0
      ? []
      : [
          `${name}: the old value stays in the history of git (${published.join(', ')}) and counts as public.`,
        ];
  if (work.replaced === 0) return history;
  return [
    ...history,
    ...deploymentSteps({
      name,
      environment,
      keepsPrevious: context.keepPrevious,
      previousName: previousName(name),
      replacesEarlier: work.replacesEarlier,
    }),
  ];
}

function isAt(finding: Finding, value: SecretValue): boolean {
  return finding.path === value.at.path && finding.start === value.at.start;
}

interface Member {
  readonly group: ValueGroup;
  readonly member: OwnedValue;
  readonly findings: readonly Finding[];
}

function wayFor(
  context: PlanContext,
  { group, member: { value }, findings }: Member,
  { untracked }: Surroundings,
): Way | 'leave' {
  // A fallback stands in for what is set elsewhere; it need not follow.
  if (value.isFallback && findings.length === 0) return 'leave';
  const isOfTests = value.file.context === 'test';
  // Tests bring values of their own; one that depends on ours fails and says so.
  if (isInCode(value)) return isOfTests && findings.length === 0 ? 'leave' : 'move';
  const isAskedFor = findings.some(({ rule }) => context.remedyOf(rule) === 'moved-value');
  if (isAskedFor && context.safety === 'unsafe') return 'refer';
  if (untracked.has(value.at.path) || isPrivate(context, value)) return 'replace';
  if (!isOfTests) return 'refer';
  // What only tests know may stand in the repository; what a service has too must not be written there.
  const isTestsAlone = group.members.every((one) => one.value.file.context === 'test');
  return isTestsAlone ? 'replace' : findings.length === 0 ? 'leave' : 'refer';
}

/** Whether git will not take the file: a new value may be written there. */
function isPrivate({ isRepository }: PlanContext, { file, carrier }: SecretValue): boolean {
  if (file.tracked === 'ignored' || !isRepository) return true;
  // An env file that is written to is ignored from then on.
  return file.tracked === 'untracked' && carrier === 'dotenv';
}

function titleOf(
  { name, environment }: ValueGroup,
  bytes: number,
  { edits, replaced, moved, emptied }: Work,
): string {
  const files = countOf(new Set(edits.map(({ path }) => path)).size, 'file');
  const where = environment === null ? '' : ` (${environment})`;
  if (replaced > 0) {
    const also = moved + emptied > 0 ? ' and take it out of what git tracks' : '';
    return `replace ${name}${where} with ${bytes} new random bytes${also}, in ${files}`;
  }
  return moved > 0
    ? `read ${name} from the environment instead of a literal, in ${files}`
    : `take ${name}${where} out of ${files}`;
}
