// What a fleet's reports say of a secret that several repositories have.
import { byText } from '../names.ts';
import { type Group, type GroupKind, repositoriesOf } from './groups.ts';

/** A group as reports know it: no id of it is left. */
export interface SharedRow extends Pick<Group, 'number' | 'kinds' | 'severity'> {
  /** Its name in most places. */
  readonly name: string;
  readonly repositories: readonly string[];
  readonly places: readonly SharedPlace[];
}

export interface SharedPlace {
  readonly repository: string;
  readonly role: 'production' | 'test' | 'past';
  readonly state: string | null;
  readonly secret: string | null;
  readonly environment: string | null;
  readonly algorithm: string;
  readonly bits: number | null;
  readonly path: string;
  readonly line: number;
  readonly teams: readonly string[];
}

const kindWords: Readonly<Record<GroupKind, string>> = {
  shared: 'shared',
  'test-in-production': 'a test’s, in production',
  'removed-in-use': 'removed, in use',
};

export function wordsOfKind(kind: GroupKind): string {
  return kindWords[kind];
}

export function toShared(
  group: Group,
  teamsOf: (repository: string, path: string) => readonly string[],
): SharedRow {
  const { number, kinds, severity, occurrences } = group;
  return {
    number,
    kinds,
    severity,
    name: commonName(group),
    repositories: repositoriesOf(occurrences),
    places: occurrences.map(({ repository, record }) => ({
      repository,
      role: record.role,
      state: record.state ?? null,
      secret: record.secret.name,
      environment: record.secret.environment,
      algorithm: record.secret.algorithm,
      bits: record.secret.bits,
      path: record.at.path,
      line: record.at.line,
      teams: teamsOf(repository, record.at.path),
    })),
  };
}

function commonName({ occurrences }: Group): string {
  const counts = new Map<string, number>();
  for (const { record } of occurrences) {
    const name = record.secret.name ?? record.label;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return first?.[0] ?? 'a secret';
}
