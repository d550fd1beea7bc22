// What linking asked for in the last audit of a session. Rounds of linking follow names, not places: where nothing has
// moved but places, they would ask for the same files once more, and all can be linked at once.
import type { Facts } from '../model/facts.ts';
import type { Settings } from '../model/settings.ts';
import type { Source } from '../model/source.ts';

/** A file to scan because one of these names leads there. */
export interface Demand {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

/** What the rounds of an audit began with, and the files that they came to. */
export interface Rounds {
  readonly sources: readonly Source[];
  readonly configs: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** Facts before the first round. */
  readonly facts: ReadonlyMap<string, Facts>;
  /** The same of files that were spared. */
  readonly spare: ReadonlyMap<string, Facts | undefined>;
  readonly demands: readonly Demand[];
}

/**
 * Whether rounds that begin with `now` come to what `before` came to. `changed`: files that may not be what they were; of
 * those without Facts nobody knows what they hold now. Files that were spared are asked about where they have changed: of
 * the others nothing is new.
 */
export function comesToTheSame(
  before: Rounds,
  now: Omit<Rounds, 'demands'>,
  changed: ReadonlySet<string>,
): boolean {
  return (
    isSameLayout(before, now) &&
    before.facts.size === now.facts.size &&
    before.spare.size === now.spare.size &&
    [...changed].every(
      (path) => before.facts.has(path) || isSameForm(before.spare.get(path), now.spare.get(path)),
    ) &&
    [...now.facts].every(([path, facts]) => isSameForm(before.facts.get(path), facts))
  );
}

/** Whether the same files are there, and names lead from one to the other as they did. */
export function isSameLayout(
  before: Pick<Rounds, 'sources' | 'configs' | 'settings'>,
  now: Pick<Rounds, 'sources' | 'configs' | 'settings'>,
): boolean {
  return (
    before.sources === now.sources &&
    isSameTexts(before.configs, now.configs) &&
    JSON.stringify(before.settings) === JSON.stringify(now.settings)
  );
}

function isSameForm(before: Facts | undefined, now: Facts | undefined): boolean {
  if (before === undefined || now === undefined) return false;
  return before === now || formOf(before) === formOf(now);
}

/** Whether two maps hold the same texts. */
export function isSameTexts(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

/** Facts without the places; names of inner scopes hold one. */
function formOf(facts: Facts): string {
  return JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'string') return withoutPlace(value);
    return isRange(value) ? null : value;
  });
}

/** The name of something that is declared in an inner scope, `cached@4711`, without where that is. */
export function withoutPlace(name: string): string {
  return name.includes('@') ? name.replace(/@\d+/g, '@') : name;
}

function isRange(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'start' in value && 'endColumn' in value;
}
