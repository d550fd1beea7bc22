// Fallbacks that never run: a guard stops the program where the variable is unset, in production or always.
import type { Expression } from '../model/expression.ts';
import type { Facts } from '../model/facts.ts';
import type { Place } from '../model/place.ts';
import type { SecretValue, ValueGuard } from '../model/secret.ts';
import { identitiesOf, type Linker } from './linker.ts';
import { placeOf } from './values.ts';

/** A guard of one secret. */
interface PlacedGuard {
  readonly at: Place;
  readonly inProductionOnly: boolean;
  /** Texts that it refuses; `undefined` where it refuses an unset value. */
  readonly refuses: readonly string[] | undefined;
  /** It protects more than its own file. */
  readonly isForAll: boolean;
}

/** Guards by the identity of what they look at. */
export type Guards = ReadonlyMap<string, readonly PlacedGuard[]>;

/** Functions that a program runs when it starts, by their names. A class checks when somebody makes one of it. */
const startName =
  /^(?!.*constructor)(?:.*[.#])?(?:valid|check|assert|ensure|require|verif|load|init|boot|start|env|config|main|setup|register)/i;

/** Collects the guards of all files; call after the secrets are known. */
export function collectGuards(linker: Linker, facts: readonly Facts[]): Guards {
  const guards = new Map<string, PlacedGuard[]>();
  for (const { path, guards: found } of facts) {
    for (const { value, refuses, inProductionOnly, at, inside } of found ?? []) {
      const origins = linker.resolver.resolve(path, value);
      // Behind a fallback the value is never unset.
      if (!refuses && origins.some(({ fallbackFor }) => fallbackFor !== undefined)) continue;
      const placed: PlacedGuard = {
        at: placeOf(path, at),
        inProductionOnly,
        refuses: refuses && textsIn(linker, path, refuses),
        isForAll: inside === undefined || startName.test(inside),
      };
      for (const { id } of origins.flatMap((origin) => identitiesOf(linker, origin))) {
        const root = linker.graph.rootOf(id);
        const list = guards.get(root);
        if (list) list.push(placed);
        else guards.set(root, [placed]);
      }
    }
  }
  return guards;
}

function textsIn(linker: Linker, path: string, refuses: Expression): readonly string[] {
  return linker.resolver
    .resolve(path, refuses)
    .flatMap(({ end }) => (end.kind === 'text' ? [end.text] : []));
}

/** The guard that keeps `value`, a value of the secret `id`, from running. */
export function guardOf(guards: Guards, id: string, value: SecretValue): ValueGuard | undefined {
  const fitting = (guards.get(id) ?? []).filter(
    (guard) =>
      (guard.isForAll || guard.at.path === value.at.path) &&
      (guard.refuses ? guard.refuses.includes(value.text ?? '') : isCodeFallback(value)),
  );
  const best = fitting.find(({ inProductionOnly }) => !inProductionOnly) ?? fitting[0];
  return best && { at: best.at, against: best.inProductionOnly ? 'production' : 'always' };
}

/** Code sees the variable unset; what Compose falls back to is set. */
function isCodeFallback({ isFallback, carrier }: SecretValue): boolean {
  return isFallback && (carrier === 'code' || carrier === 'schema');
}
