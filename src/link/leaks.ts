// Logged values that are signing secrets, by what they resolve to or by name.
import type { Facts } from '../model/facts.ts';
import type { LinkedLeak, Secret } from '../model/secret.ts';
import { identitiesOf, type Linker, originName } from './linker.ts';
import { judgeName } from './secret-names.ts';
import { placeOf } from './values.ts';

/** Joins leaks to secrets; drops those that nothing says are signing secrets. */
export function linkLeaks(
  linker: Linker,
  facts: readonly Facts[],
  secrets: ReadonlyMap<string, Secret>,
): LinkedLeak[] {
  const leaks: LinkedLeak[] = [];
  for (const { path, leaks: found } of facts) {
    for (const leak of found) {
      const origins = linker.resolver
        .resolve(path, leak.value)
        .filter((origin) => origin.end.kind !== 'generated' && origin.hashedBy === null);
      const linked = origins
        .flatMap((origin) => identitiesOf(linker, origin))
        .map(({ id }) => secrets.get(linker.graph.rootOf(id)))
        .find((secret) => secret !== undefined && secret.confidence !== 'low');
      const written =
        leak.value.kind === 'name' ? (leak.value.path.at(-1) ?? '').split('@')[0] : null;
      const byName = [...origins.map(originName), written ?? null].find(
        (name) => typeof name === 'string' && judgeName(name) === 'strong',
      );
      if (!linked && byName === undefined) continue;
      leaks.push({
        leak,
        at: placeOf(path, leak.at),
        file: linker.index.fileOf(path),
        secret: linked ?? null,
        label: linked?.label ?? byName ?? 'a signing secret',
      });
    }
  }
  return leaks;
}
