// New values: one secret for all places that must stay equal, written into files in place; literals in code move to
// the environment on the way.
import type { Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { countOf } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { encodeValue, type Slot } from '../encode-value.ts';
import { type OwnedValue, recipeFor } from '../secret-format.ts';
import { adviceFor } from './advice.ts';
import { compiledReason, isCompiled } from './code-support.ts';
import { deploymentSteps } from './deployment.ts';
import { ignorePath, type Variable } from './env-files.ts';
import { moveLiteral } from './move-literal.ts';
import { type Draft, type Left, type PlanContext, unsafer, unsureReason } from './plan-types.ts';
import { keepPrevious, previousName } from './previous-value.ts';
import { takeOut } from './references.ts';
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
  /** Values that left their files, by where: code and Compose files read a variable, other entries may be empty now. */
  moved: number;
  replaced: number;
  emptied: number;
  /** Paths whose old values stay in the history of git. */
  readonly published: Set<string>;
  /** Values whose place reads the variable afterwards, and for which keylint knows an env file. */
  readonly readers: SecretValue[];
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

/** Plans one group; what cannot be done is said per finding. */
export function replaceGroup(
  context: PlanContext,
  { group, findings }: Wanted,
  surroundings: Surroundings,
): ReplaceResult {
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

function startWork(): Work {
  return {
    edits: [],
    steps: [],
    untrack: [],
    safety: 'safe',
    replacesEarlier: false,
    moved: 0,
    replaced: 0,
    emptied: 0,
    published: new Set(),
    readers: [],
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

/**
 * `move`: code reads a variable afterwards; `refer`: so does a file of another format, or its entry is empty; `replace`:
 * it holds the new value.
 */
type Way = 'move' | 'refer' | 'replace';

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

/** Each gives why it cannot be done; `undefined`: it is. */
const ways: Readonly<
  Record<
    Way,
    (context: PlanContext, value: SecretValue, variable: Variable, work: Work) => string | undefined
  >
> = { move, refer, replace };

function move(
  context: PlanContext,
  value: SecretValue,
  { name }: Variable,
  work: Work,
): string | undefined {
  const result = moveLiteral(context, value, name);
  if ('reason' in result) return result.reason;
  work.safety = 'unsafe';
  work.edits.push(...result.edits);
  work.steps.push(...(result.steps ?? []));
  if (result.isRead) work.readers.push(value);
  work.moved++;
  return undefined;
}

function refer(
  context: PlanContext,
  value: SecretValue,
  { name, algorithm }: Variable,
  work: Work,
): string | undefined {
  const { path } = value.at;
  const text = context.readText(path);
  if (text === undefined) return `${path} cannot be read as text`;
  const taken = takeOut(context, { value, text, name });
  if (!taken) return adviceFor(name, value);
  work.safety = 'unsafe';
  work.edits.push(...taken.edits);
  if (value.file.tracked === 'tracked') work.published.add(path);
  if (taken.isEmptied) work.emptied++;
  else work.moved++;
  // Compose reads the `.env` beside it; where other formats get their variables is not written in the repository.
  if (value.carrier === 'compose') work.readers.push(value);
  else {
    work.steps.push(
      taken.step ??
        `${path} reads ${name} from the environment now: set it wherever the program runs, in each environment a value of its own.`,
      `\`keylint generate --alg ${algorithm} --env-name ${name}\` makes a value; it goes to the secret store, not into a file that git tracks.`,
    );
  }
  return undefined;
}

function replace(
  context: PlanContext,
  value: SecretValue,
  variable: Variable,
  work: Work,
): string | undefined {
  const { path, start, end } = value.at;
  const text = context.readText(path);
  if (text === undefined) return `${path} cannot be read as text`;
  const slot = { text, start, end, language: value.file.language, storedAs: value.storedAs };
  const written = encodeValue(variable.secret, slot);
  if (written === undefined || leavesSpace(slot, value.text ?? ''))
    return `the value in ${path} cannot be written there`;
  if (context.keepPrevious) {
    const kept = keepPrevious(text, value, valuesIn(context, path));
    if (!kept) return `the old value in ${path} cannot be kept beside the new one: do it by hand`;
    work.edits.push(kept.edit);
    work.replacesEarlier ||= kept.replacesEarlier;
  }
  work.edits.push({ path, start, end, text: written, maskedText: variable.mask });
  if (value.file.tracked === 'untracked' && value.file.context === 'production') {
    work.edits.push(...ignorePath(context, path));
  }
  work.safety = unsafer(work.safety, safetyOf(value));
  work.replaced++;
  return undefined;
}

/** What git tracks in production context may be what is deployed: to change it is for people to decide. */
function safetyOf({ file }: SecretValue): Safety {
  return file.tracked === 'tracked' && file.context === 'production' ? 'unsafe' : 'safe';
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
