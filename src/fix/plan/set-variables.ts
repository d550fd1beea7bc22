// Gives every package whose code now reads a variable a value for it: in its env file, in each environment its own,
// a place in the template, and a word on what is left to do.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';
import { maskOf } from '../mask-file.ts';
import type { Recipe } from '../secret-format.ts';
import { deploymentSteps } from './deployment.ts';
import { envFileFor, isLibrary, isTracked, siblingEnvFiles } from './env-file-choice.ts';
import {
  addToTemplate,
  directoryOf,
  ignorePath,
  inDirectory,
  makeTemplate,
  setVariable,
  type Variable,
} from './env-files.ts';
import { loadingOf } from './env-loading.ts';
import type { PlanContext } from './plan-types.ts';
import { previousName } from './previous-value.ts';

/** Secrets that were set for a variable of an env file in this plan, so that two fixes set the same one. */
export type SetVariables = Map<string, readonly Edit[]>;

/** What setting variables adds to. */
export interface VariableWork {
  readonly edits: Edit[];
  readonly steps: string[];
  readonly untrack: string[];
}

export interface SetOptions {
  readonly recipe: Recipe;
  readonly variable: Variable;
  readonly variables: SetVariables;
}

/** `readers`: values whose place reads the variable now, in code or in a Compose file. */
export function setVariables(
  context: PlanContext,
  readers: readonly SecretValue[],
  options: SetOptions,
  work: VariableWork,
): void {
  const places = new Set<string>();
  for (const value of readers) {
    const isCompose = value.carrier === 'compose';
    const { packageDirectory } = value.file;
    const envPath = isCompose
      ? inDirectory(directoryOf(value.at.path), '.env')
      : envFileFor(context, packageDirectory);
    if (places.has(envPath)) continue;
    places.add(envPath);
    const isNew = context.readText(envPath) === undefined;
    if (isNew && !isCompose && isLibrary(context, packageDirectory)) {
      work.steps.push(leaveToUsers(options.variable));
    } else setIn(context, value, { ...options, envPath, isNew, isCompose }, work);
  }
}

function leaveToUsers({ name, algorithm }: Variable): string {
  return `${name}: set it wherever a service uses this package (\`keylint generate --alg ${algorithm}\`), or it will not start there.`;
}

interface SetInOptions extends SetOptions {
  readonly envPath: string;
  readonly isNew: boolean;
  readonly isCompose: boolean;
}

function setIn(
  context: PlanContext,
  value: SecretValue,
  { recipe, variable, variables, envPath, isNew, isCompose }: SetInOptions,
  work: VariableWork,
): void {
  if (!setOnce(context, envPath, variable, variables, work)) return;
  const paths = [envPath];
  if (isTracked(context, envPath)) {
    work.untrack.push(envPath);
    work.edits.push(...makeTemplate(context, envPath));
    work.steps.push(
      `${envPath} holds a secret now, so git no longer tracks it; the file stays on disk. Others see the names alone, in the template beside it.`,
    );
  }
  if (!isCompose && value.environment === null) {
    for (const path of siblingEnvFiles(context, envPath)) {
      const secret = `${recipe.prefix}${context.generate(recipe).text}`;
      if (setOnce(context, path, { ...variable, secret }, variables, work)) paths.push(path);
    }
  }
  if (context.keepPrevious) keepLiteral(context, value, { ...variable, variables, paths }, work);
  work.edits.push(...addToTemplate(context, envPath, variable));
  const loading = loadingOf(context, value);
  const isLoaded = isCompose || loading.isLoaded;
  const elsewhere =
    isNew && isLoaded && !isCompose ? ' If the package loads another file, move it there.' : '';
  work.steps.push(
    `${variable.name} has a new value in ${paths.join(' and ')}; set one wherever else the service runs (\`keylint generate --alg ${variable.algorithm}\`), or it will not start there.${elsewhere}`,
  );
  if (isLoaded) return;
  work.steps.push(
    `Nothing in this package seems to read ${envPath}: start it ${loading.how(envPath.split('/').at(-1) ?? envPath)}, or set the variable another way.`,
  );
}

/** What stood in the code stays valid for a while, in every file that has the new value. */
function keepLiteral(
  context: PlanContext,
  { text = '', environment }: SecretValue,
  {
    name,
    algorithm,
    variables,
    paths,
  }: Variable & Pick<SetOptions, 'variables'> & { readonly paths: readonly string[] },
  work: VariableWork,
): void {
  const previous = previousName(name);
  const secret = inEnvFile(text);
  if (secret === undefined) {
    work.steps.push(`${previous} has to be set by hand: the old value of ${name} needs escapes.`);
    return;
  }
  const mask = maskOf(text.length);
  for (const path of paths) {
    setOnce(context, path, { name: previous, secret, algorithm, mask }, variables, work);
  }
  work.steps.push(
    ...deploymentSteps({
      name,
      environment,
      keepsPrevious: true,
      previousName: previous,
      replacesEarlier: false,
    }),
  );
}

/** As a value of an env file: in single quotes nothing has a meaning but they themselves. */
function inEnvFile(text: string): string | undefined {
  if (/^[\w+/=.:-]+$/.test(text)) return text;
  return /['\r\n\0]/.test(text) ? undefined : `'${text}'`;
}

/** False where the file sets the variable already. Two fixes that need one variable set the same value. */
function setOnce(
  context: PlanContext,
  path: string,
  variable: Variable,
  variables: SetVariables,
  work: VariableWork,
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
