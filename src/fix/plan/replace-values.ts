// New values: one secret for all places that must stay equal, written into files in place; literals in code move to
// the environment on the way.
import type { Edit, Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { countOf, valueFix } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { encodeValue, type Slot } from '../encode-value.ts';
import { type OwnedValue, recipeFor } from '../secret-format.ts';
import { compiledReason, isCompiled } from './code-support.ts';
import { referToVariable } from './compose.ts';
import { deploymentSteps } from './deployment.ts';
import type { Variable } from './env-files.ts';
import { moveLiteral } from './move-literal.ts';
import { type Draft, type Left, type PlanContext, unsafer } from './plan-types.ts';
import { keepPrevious, previousName } from './previous-value.ts';
import { type SetVariables, setVariables, type VariableWork } from './set-variables.ts';
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

interface Work extends VariableWork {
  safety: Safety;
  /** A value that an earlier rotation kept gives way to the one that is replaced now. */
  replacesEarlier: boolean;
}

/** Rules that ask for another place, not only another value. */
export const movingRules: ReadonlySet<string> = new Set(['hardcoded-secret', 'hardcoded-fallback']);

/** Plans one group; what cannot be done is said per finding. */
export function replaceGroup(
  context: PlanContext,
  { group, findings }: Wanted,
  variables: SetVariables,
): ReplaceResult {
  const recipe = recipeFor(group.members);
  const made = context.generate(recipe);
  const mask = `‹new secret, ${made.text.length} characters›`;
  const variable: Variable = {
    name: group.name,
    secret: `${recipe.prefix}${made.text}`,
    algorithm: recipe.algorithm,
    mask,
  };
  const work: Work = { edits: [], steps: [], untrack: [], safety: 'safe', replacesEarlier: false };
  /** Values whose place reads the variable afterwards, and how many went otherwise. */
  const readers: SecretValue[] = [];
  let moved = 0;
  let replaced = 0;
  const failures: string[] = [];
  const left: Left[] = [];
  for (const member of group.members) {
    const own = findings.filter((finding) => isAt(finding, member.value));
    if (isInCode(member.value) && isCompiled(context, member.value.at.path)) {
      left.push(...own.map((finding) => ({ finding, reason: compiledReason })));
      continue;
    }
    const how = wayFor(member, own, context.safety);
    if (how === 'leave') continue;
    const result =
      how === 'move'
        ? move(context, member.value, group.name, work)
        : replace(context, member, variable, work);
    if ('reason' in result) failures.push(result.reason);
    else if (how === 'move') moved++;
    else replaced++;
    if ('isRead' in result && result.isRead) readers.push(member.value);
  }
  // A place that keeps the old value beside others that do not would break the service.
  const [failure] = failures;
  if (failure !== undefined)
    return { refused: failure, left: findings.map((finding) => ({ finding, reason: failure })) };
  setVariables(context, readers, { recipe, variable, variables }, work);
  if (work.edits.length === 0) return { left };
  if (replaced > 0) {
    work.steps.push(
      ...deploymentSteps({
        name: group.name,
        environment: group.environment,
        keepsPrevious: context.keepPrevious,
        previousName: previousName(group.name),
        replacesEarlier: work.replacesEarlier,
      }),
    );
  }
  if (work.safety === 'unsafe' && context.safety === 'safe') {
    const reason = 'it may change behaviour, or a file that git tracks: run with --fix=unsafe';
    return { left: findings.map((finding) => ({ finding, reason })) };
  }
  return {
    draft: {
      safety: work.safety,
      title: titleOf(group, made.bytes, replaced, moved, work.edits),
      edits: work.edits,
      untrack: work.untrack,
      steps: work.steps,
      findings: findings.filter((finding) => !left.some((other) => other.finding === finding)),
    },
    left,
  };
}

function isAt(finding: Finding, value: SecretValue): boolean {
  return finding.path === value.at.path && finding.start === value.at.start;
}

/** `move`: the file refers to a variable afterwards; `replace`: it holds the new value. */
function wayFor(
  { value }: OwnedValue,
  findings: readonly Finding[],
  safety: Safety,
): 'move' | 'replace' | 'leave' {
  // A fallback stands in for what is set elsewhere; it need not follow.
  if (value.isFallback && findings.length === 0) return 'leave';
  // Tests bring values of their own; one that depends on ours fails and says so.
  if (isInCode(value) && value.file.context === 'test' && findings.length === 0) return 'leave';
  if (isInCode(value)) return 'move';
  const isAskedFor = findings.some(({ rule }) => movingRules.has(rule));
  return value.carrier === 'compose' && isAskedFor && safety === 'unsafe' ? 'move' : 'replace';
}

/** Done, and whether a variable of the name has to be set for it; or why not. */
type Outcome = { readonly isRead: boolean } | { readonly reason: string };

function move(context: PlanContext, value: SecretValue, name: string, work: Work): Outcome {
  const { path } = value.at;
  work.safety = 'unsafe';
  if (value.carrier === 'compose') {
    const edits = referToVariable(context.readText(path) ?? '', value, name);
    if (!edits)
      return { reason: `the value in ${path} is a part of a longer text: move it by hand` };
    work.edits.push(...edits);
    return { isRead: true };
  }
  const result = moveLiteral(context, value, name);
  if ('reason' in result) return result;
  work.edits.push(...result.edits);
  work.steps.push(...(result.steps ?? []));
  return { isRead: result.isRead };
}

function replace(
  context: PlanContext,
  { value }: OwnedValue,
  variable: Variable,
  work: Work,
): Outcome {
  const { path, start, end } = value.at;
  const text = context.readText(path);
  if (text === undefined) return { reason: `${path} cannot be read as text` };
  const slot = { text, start, end, language: value.file.language, storedAs: value.storedAs };
  const written = encodeValue(variable.secret, slot);
  if (written === undefined || leavesSpace(slot, value.text ?? ''))
    return { reason: `the value in ${path} cannot be written there` };
  if (context.keepPrevious) {
    const kept = keepPrevious(text, value, valuesIn(context, path));
    if (!kept)
      return {
        reason: `the old value in ${path} cannot be kept beside the new one: do it by hand`,
      };
    work.edits.push(kept.edit);
    work.replacesEarlier ||= kept.replacesEarlier;
  }
  work.edits.push({ path, start, end, text: written, maskedText: variable.mask });
  work.safety = unsafer(work.safety, valueFix(value));
  return { isRead: false };
}

function valuesIn({ project }: PlanContext, path: string): SecretValue[] {
  return project.secrets.flatMap(({ values }) => values).filter(({ at }) => at.path === path);
}

/** White space at the ends of a block of YAML is a part of the value and lies outside of its place: it would stay. */
function leavesSpace({ text, start, end, language }: Slot, value: string): boolean {
  if (language !== 'yaml' || /["']/.test(text[start - 1] ?? '')) return false;
  const stored = text.slice(start, end);
  return (
    (/^\s/.test(value) && !/^\s/.test(stored)) ||
    (/[ \t]\n*$/.test(value) && !/[ \t]$/.test(stored))
  );
}

function titleOf(
  { name, environment }: ValueGroup,
  bytes: number,
  replaced: number,
  moved: number,
  edits: readonly Edit[],
): string {
  const files = countOf(new Set(edits.map(({ path }) => path)).size, 'file');
  const where = environment === null ? '' : ` (${environment})`;
  if (replaced === 0) return `read ${name} from the environment instead of a literal, in ${files}`;
  const also = moved > 0 ? ' and read it from the environment' : '';
  return `replace ${name}${where} with ${bytes} new random bytes${also}, in ${files}`;
}
