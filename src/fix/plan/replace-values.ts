// New values: one secret for all places that must stay equal, written into files in place; literals in code move to
// the environment on the way.
import type { Edit, Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { countOf, valueFix } from '../../model/problem.ts';
import type { SecretValue } from '../../model/secret.ts';
import { encodeValue, type Slot } from '../encode-value.ts';
import { type OwnedValue, type Recipe, recipeFor } from '../secret-format.ts';
import { loadsEnvFiles } from './code-support.ts';
import { referToVariable } from './compose.ts';
import { deploymentSteps } from './deployment.ts';
import {
  addToTemplate,
  directoryOf,
  envFileFor,
  ignorePath,
  inDirectory,
  setVariable,
  siblingEnvFiles,
  type Variable,
} from './env-files.ts';
import { moveLiteral } from './move-literal.ts';
import { type Draft, type Left, type PlanContext, unsafer } from './plan-types.ts';
import { keepPrevious, previousName } from './previous-value.ts';
import { isInCode, type ValueGroup } from './value-groups.ts';

/** A group and the findings that ask for its change; none for a rotation on purpose. */
export interface Wanted {
  readonly group: ValueGroup;
  readonly findings: readonly Finding[];
}

/** Secrets that were set for a variable of an env file in this plan, so that two fixes set the same one. */
export type SetVariables = Map<string, readonly Edit[]>;

export interface ReplaceResult {
  readonly draft?: Draft;
  /** Why nothing was planned, where a place cannot follow the others. */
  readonly refused?: string;
  readonly left: readonly Left[];
}

interface Work {
  readonly edits: Edit[];
  readonly steps: string[];
  safety: Safety;
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
  const work: Work = { edits: [], steps: [], safety: 'safe' };
  const moved: SecretValue[] = [];
  let replaced = 0;
  const failures: string[] = [];
  for (const member of group.members) {
    const own = findings.filter((finding) => isAt(finding, member.value));
    const how = wayFor(member, own, context.safety);
    if (how === 'leave') continue;
    const reason =
      how === 'move'
        ? move(context, member.value, group.name, work)
        : replace(context, member, variable, work);
    if (reason !== undefined) failures.push(reason);
    else if (how === 'move') moved.push(member.value);
    else replaced++;
  }
  // A place that keeps the old value beside others that do not would break the service.
  const [failure] = failures;
  if (failure !== undefined)
    return { refused: failure, left: findings.map((finding) => ({ finding, reason: failure })) };
  setVariables(context, moved, recipe, variable, variables, work);
  if (work.edits.length === 0) return { left: [] };
  if (replaced > 0) {
    work.steps.push(
      ...deploymentSteps({
        name: group.name,
        environment: group.environment,
        keepsPrevious: context.keepPrevious,
        previousName: previousName(group.name),
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
      title: titleOf(group, made.bytes, replaced, moved.length, work.edits),
      edits: work.edits,
      untrack: [],
      steps: work.steps,
      findings,
    },
    left: [],
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

function move(
  context: PlanContext,
  value: SecretValue,
  name: string,
  work: Work,
): string | undefined {
  const { path } = value.at;
  if (value.carrier === 'compose') {
    const edits = referToVariable(context.readText(path) ?? '', value, name);
    if (!edits) return `the value in ${path} is a part of a longer text: move it by hand`;
    work.edits.push(...edits);
  } else {
    const result = moveLiteral(context, value, name);
    if ('reason' in result) return result.reason;
    work.edits.push(...result.edits);
  }
  work.safety = 'unsafe';
  return undefined;
}

function replace(
  context: PlanContext,
  { value }: OwnedValue,
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
    const kept = keepPrevious(text, value);
    if (!kept) return `the old value in ${path} cannot be kept beside the new one: do it by hand`;
    work.edits.push(kept);
  }
  work.edits.push({ path, start, end, text: written, maskedText: variable.mask });
  work.safety = unsafer(work.safety, valueFix(value));
  return undefined;
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

/** Gives every package whose code now reads the variable a value for it, in each environment its own. */
function setVariables(
  context: PlanContext,
  moved: readonly SecretValue[],
  recipe: Recipe,
  variable: Variable,
  variables: SetVariables,
  work: Work,
): void {
  const places = new Set<string>();
  for (const value of moved) {
    if (value.isFallback && !value.fallbackFor) continue;
    const envPath =
      value.carrier === 'compose'
        ? inDirectory(directoryOf(value.at.path), '.env')
        : envFileFor(context, value.file.packageDirectory);
    if (places.has(envPath)) continue;
    places.add(envPath);
    if (!setOnce(context, envPath, variable, variables, work)) continue;
    const others =
      value.carrier === 'compose' || value.environment !== null
        ? []
        : siblingEnvFiles(context, envPath).filter((path) => {
            const secret = `${recipe.prefix}${context.generate(recipe).text}`;
            return setOnce(context, path, { ...variable, secret }, variables, work);
          });
    work.edits.push(...addToTemplate(context, envPath, variable));
    work.steps.push(
      `${variable.name} has a new value in ${[envPath, ...others].join(' and ')}; set one wherever else the service runs (\`keylint generate --alg ${variable.algorithm}\`), or it will not start there.`,
    );
    if (value.carrier !== 'compose' && !loadsEnvFiles(context, value.file.packageDirectory)) {
      work.steps.push(
        `Nothing in this package seems to read ${envPath}: start it with \`node --env-file=${envPath.split('/').at(-1)}\`, or set the variable another way.`,
      );
    }
  }
}

/** False where the file sets the variable already. Two fixes that need one variable set the same value. */
function setOnce(
  context: PlanContext,
  path: string,
  variable: Variable,
  variables: SetVariables,
  work: Work,
): boolean {
  const key = `${path}\0${variable.name}`;
  const edits = variables.get(key) ?? [
    ...setVariable(context, path, variable),
    ...ignorePath(context, path),
  ];
  variables.set(key, edits);
  if (!edits.some((edit) => edit.path === path)) return false;
  work.edits.push(...edits);
  return true;
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
