// Whose variable a name is: in a monorepo `JWT_SECRET` of `apps/api` and of `apps/web` are two secrets, while one
// in the root's `.env` is everybody's.
import type { Carrier } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import type { FactIndex, PlacedDefinition } from './fact-index.ts';
import { ancestorsOf } from './packages.ts';
import type { OriginEnd } from './trail.ts';

/**
 * Package directories whose definitions a reader in `packageDirectory` sees: the nearest at or above it that
 * defines the name, and those above it that set the variable of the same process all the same; failing that, every
 * package that does (a shared library reads what its hosts set); failing that, its own.
 */
export function scopesOf(
  definitions: readonly PlacedDefinition[],
  packageDirectory: string,
): readonly string[] {
  const scopes = scopesByDirectory(definitions);
  let found = scopes.get(packageDirectory);
  if (!found) {
    found = findScopes(definingPackages(definitions), packageDirectory);
    scopes.set(packageDirectory, found);
  }
  return found;
}

/** Every use of a name asks, whatever packages there are. */
const scopesByDirectory = memoByObject(
  (_: readonly PlacedDefinition[]) => new Map<string, readonly string[]>(),
);

function findScopes(
  defining: ReadonlyMap<string, Defining>,
  packageDirectory: string,
): readonly string[] {
  const above = ancestorsOf(packageDirectory).filter((directory) => defining.has(directory));
  if (above.length === 0) return defining.size > 0 ? [...defining.keys()] : [packageDirectory];
  // Tests set a variable for themselves: what runs takes it from the next who sets it.
  const running = above.find((directory) => defining.get(directory)?.isRun);
  return above.filter(
    (directory, position) =>
      position === 0 || directory === running || defining.get(directory)?.isDeployed,
  );
}

/** How a package sets a name. */
interface Defining {
  /** Somewhere else than in its tests. */
  isRun: boolean;
  /** From outside of the process, which no file of variables overrides. */
  isDeployed: boolean;
}

const deploying: ReadonlySet<Carrier> = new Set([
  'compose',
  'kubernetes',
  'workflow',
  'dockerfile',
  'manifest',
]);

/** A thousand lines may set a name: they are gathered once. */
const definingPackages = memoByObject((definitions: readonly PlacedDefinition[]) => {
  const live = definitions.filter(({ definition }) => !definition.isTemplate);
  const set = live.filter(({ definition }) => !onlyDeclares(definition));
  const counted = [set, live].find((list) => list.length > 0) ?? definitions;
  const defining = new Map<string, Defining>();
  for (const { definition, file } of counted) {
    const how = defining.get(file.packageDirectory) ?? { isRun: false, isDeployed: false };
    how.isRun ||= file.context !== 'test';
    how.isDeployed ||= definition.space === 'env' && deploying.has(definition.carrier);
    defining.set(file.packageDirectory, how);
  }
  return defining;
});

/** A schema that asks for a variable and gives no default does not say who sets it. */
function onlyDeclares({ name, value }: PlacedDefinition['definition']): boolean {
  return value.kind === 'env' && value.name === name && value.fallback === undefined;
}

/** Identity of a variable in a package. */
export function envId(packageDirectory: string, name: string): string {
  return `env:${packageDirectory}:${name}`;
}

/** Identity of a setting in a package; the path is relaxed already. */
export function settingId(packageDirectory: string, compactPath: string): string {
  return `setting:${packageDirectory}:${compactPath}`;
}

/** The definitions a setting read can mean: settings of that path, else a variable of that name. */
export function settingSpace(index: FactIndex, path: string): 'env' | 'setting' {
  if (index.settingDefinitions(path).length > 0) return 'setting';
  if (index.envDefinitions(path).length > 0) return 'env';
  return /^[A-Z][A-Z0-9_]*$/.test(path) ? 'env' : 'setting';
}

/** The end of a trail that is read from outside of the code. */
export type ReadEnd = Extract<OriginEnd, { readonly kind: 'env' | 'setting' }>;

/** What such a read means: a name, where it lives, and who sets it there. */
export function readOf(
  index: FactIndex,
  end: ReadEnd,
): {
  readonly name: string;
  readonly isEnv: boolean;
  readonly definitions: readonly PlacedDefinition[];
} {
  const name = end.kind === 'env' ? end.name : end.path;
  const isEnv = end.kind === 'env' || settingSpace(index, name) === 'env';
  const definitions = isEnv ? index.envDefinitions(name) : index.settingDefinitions(name);
  return { name, isEnv, definitions };
}

/** Everybody who may set it: a setting may be given by a variable of its name besides. */
export function settersOf(index: FactIndex, end: ReadEnd): readonly PlacedDefinition[] {
  if (end.kind === 'env') return index.envDefinitions(end.name);
  return [...index.settingDefinitions(end.path), ...index.envDefinitions(end.path)];
}
