// Where values and uses of a project stand, looked up once: a project may hold thousands of each, and as many findings.
import { groupsBy } from '../../model/group-by.ts';
import { memoByObject } from '../../model/memo.ts';
import type { LinkedUse, Project, Secret } from '../../model/secret.ts';
import type { OwnedValue } from '../secret-format.ts';

interface Placed {
  readonly path: string;
  readonly start: number;
}

interface ProjectPlaces {
  valuesIn(path: string): readonly OwnedValue[];
  usesAt(place: Placed): readonly LinkedUse[];
  usesIn(packageDirectory: string): readonly LinkedUse[];
  secretsOf(ids: readonly string[]): readonly Secret[];
}

export const projectPlaces: (project: Project) => ProjectPlaces = memoByObject(
  ({ secrets, uses }: Project) => {
    const owned = secrets.flatMap((secret) => secret.values.map((value) => ({ secret, value })));
    const secretOf = new Map(secrets.map((secret) => [secret.id, secret]));
    const usesAt = finder(uses, ({ at }) => `${at.path}\0${at.start}`);
    return {
      valuesIn: finder(owned, ({ value }) => value.at.path),
      usesAt: ({ path, start }) => usesAt(`${path}\0${start}`),
      usesIn: finder(uses, ({ file }) => file.packageDirectory),
      secretsOf: (ids) => ids.flatMap((id) => secretOf.get(id) ?? []),
    };
  },
);

/** The items of a key, in their order. */
function finder<T>(items: readonly T[], keyOf: (item: T) => string): (key: string) => readonly T[] {
  const groups = groupsBy(items, keyOf);
  return (key) => groups.get(key) ?? [];
}
