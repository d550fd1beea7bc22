// Values that are one secret in several repositories: what they are to each, and which number the secret gets.
import { type Severity, severities } from '../../model/finding.ts';
import type { ValueRecord } from '../model.ts';
import { byText } from '../names.ts';

/** A value and the repository that holds it. */
export interface Occurrence {
  readonly repository: string;
  readonly record: ValueRecord;
}

/** What is wrong with a secret that several repositories hold. */
export type GroupKind = 'shared' | 'test-in-production' | 'removed-in-use';

/** One secret of several repositories. Sorted by repository and place. */
export interface Group {
  /** `S-0001`: the worst first. The same in every run over the same commits. */
  readonly number: string;
  readonly kinds: readonly GroupKind[];
  readonly severity: Severity;
  readonly occurrences: readonly Occurrence[];
  /** Of the occurrences: all that run with it, all that test with it, all that git remembers. */
  readonly production: readonly Occurrence[];
  readonly tests: readonly Occurrence[];
  readonly past: readonly Occurrence[];
  /** All ids that the values of the secret have. */
  readonly ids: readonly string[];
}

/** Groups of the occurrences of shared ids, numbered. */
export function groupOccurrences(occurrences: readonly Occurrence[]): Group[] {
  const sorted = [...occurrences].sort(compareOccurrences);
  return joinByIds(sorted)
    .flatMap((group) => describeGroup(group) ?? [])
    .sort(compareGroups)
    .map((group, index) => ({ ...group, number: `S-${String(index + 1).padStart(4, '0')}` }));
}

/** Repositories of the occurrences, sorted, each once. */
export function repositoriesOf(occurrences: readonly Occurrence[]): string[] {
  return [...new Set(occurrences.map(({ repository }) => repository))].sort(byText);
}

function compareOccurrences(a: Occurrence, b: Occurrence): number {
  return (
    byText(a.repository, b.repository) ||
    byText(a.record.at.path, b.record.at.path) ||
    a.record.at.start - b.record.at.start ||
    byText(a.record.role, b.record.role) ||
    byText(a.record.secretId, b.record.secretId)
  );
}

/** Two occurrences are one secret where they share an id, or a third has one of each. */
function joinByIds(occurrences: readonly Occurrence[]): Occurrence[][] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) {
      root = up;
    }
    parents.set(id, root);
    return root;
  };
  for (const { record } of occurrences) {
    const [first, ...others] = record.ids;
    if (first === undefined) continue;
    const root = rootOf(first);
    for (const other of others) parents.set(rootOf(other), root);
  }
  const groups = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    const [first] = occurrence.record.ids;
    if (first === undefined) continue;
    const root = rootOf(first);
    const group = groups.get(root);
    if (group) group.push(occurrence);
    else groups.set(root, [occurrence]);
  }
  return [...groups.values()];
}

function describeGroup(occurrences: readonly Occurrence[]): Group | undefined {
  const inRole = (role: ValueRecord['role']): Occurrence[] =>
    occurrences.filter(({ record }) => record.role === role);
  const [production, tests, past] = [inRole('production'), inRole('test'), inRole('past')];
  const running = repositoriesOf(production);
  const isElsewhere = (others: readonly Occurrence[]): boolean =>
    repositoriesOf(others).some((name) => running.some((one) => one !== name));
  const isChance = occurrences.every(({ record }) => isGuessed(record));
  const kinds: GroupKind[] = [
    ...(running.length > 1 ? (['shared'] as const) : []),
    ...(!isChance && isElsewhere(tests) ? (['test-in-production'] as const) : []),
    ...(!isChance && isElsewhere(past) ? (['removed-in-use'] as const) : []),
  ];
  if (kinds.length === 0) return undefined;
  return {
    number: '',
    kinds,
    // Whoever reads one of them signs for all.
    severity: kinds.includes('removed-in-use') ? 'critical' : 'high',
    occurrences,
    production,
    tests,
    past,
    ids: [...new Set(occurrences.flatMap(({ record }) => record.ids))].sort(byText),
  };
}

/** What everybody writes stands in two places by chance: it is no secret that went from one to the other. */
const guessed: ReadonlySet<string> = new Set([
  ...['known', 'placeholder', 'dictionary', 'pattern', 'low-entropy'],
]);

function isGuessed({ secret }: ValueRecord): boolean {
  return secret.reason !== null && guessed.has(secret.reason);
}

function compareGroups(a: Group, b: Group): number {
  const [first, second] = [a.occurrences[0], b.occurrences[0]];
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    repositoriesOf(b.production).length - repositoriesOf(a.production).length ||
    (first && second ? compareOccurrences(first, second) : 0)
  );
}
