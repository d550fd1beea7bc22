// Whose variable a name is: in a monorepo `JWT_SECRET` of `apps/api` and of `apps/web` are two secrets, while one
// in the root's `.env` is everybody's.
import type { FactIndex, PlacedDefinition } from './fact-index.ts';
import { ancestorsOf } from './packages.ts';

/**
 * Package directories whose definitions a reader in `packageDirectory` sees: the nearest at or above it that
 * defines the name; failing that, every package that does (a shared library reads what its hosts set); failing
 * that, its own.
 */
export function scopesOf(
  definitions: readonly PlacedDefinition[],
  packageDirectory: string,
): readonly string[] {
  const defining = definingPackages(definitions);
  const nearest = ancestorsOf(packageDirectory).find((directory) => defining.has(directory));
  if (nearest !== undefined) return [nearest];
  return defining.size > 0 ? [...defining] : [packageDirectory];
}

const known = new WeakMap<readonly PlacedDefinition[], ReadonlySet<string>>();

/** Every use of a name asks for these, and a thousand lines may set it: they are gathered once. */
function definingPackages(definitions: readonly PlacedDefinition[]): ReadonlySet<string> {
  let defining = known.get(definitions);
  if (!defining) {
    const live = definitions.filter(({ definition }) => !definition.isTemplate);
    const set = live.filter(({ definition }) => !onlyDeclares(definition));
    const counted = [set, live].find((list) => list.length > 0) ?? definitions;
    defining = new Set(counted.map(({ file }) => file.packageDirectory));
    known.set(definitions, defining);
  }
  return defining;
}

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
