// Fallbacks that never run: a guard stops the program where the variable is unset, in production or always.
import type { Expression } from '../model/expression.ts';
import type { Facts } from '../model/facts.ts';
import type { Place } from '../model/place.ts';
import type { SecretValue, ValueGuard } from '../model/secret.ts';
import { bareName } from './expressions.ts';
import { identitiesOf, type Linker } from './linker.ts';
import { compactName } from './name-words.ts';
import type { Origin } from './trail.ts';
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

/** What guards protect. */
export interface Guards {
  /** By the identity of what they look at. */
  readonly byId: ReadonlyMap<string, readonly PlacedGuard[]>;
  /**
   * By a text that they refuse and the last name of what they look at: settings may be mapped to fields in ways that nobody
   * sees from here, but a program that refuses to start with a text of its own does not run with it.
   */
  readonly byText: ReadonlyMap<string, PlacedGuard>;
}

/** Shorter texts than this are refused for all kinds of reasons. */
const minRefused = 8;

function refusedKey(text: string, name: string): string {
  return `${text}\0${compactName(name.split(/[.:#]|__/).at(-1) ?? '')}`;
}

/** Functions that a program runs when it starts, by their names. A class checks when somebody makes one of it. */
const startName =
  /^(?!.*constructor)(?:.*[.#])?(?:valid|check|assert|ensure|require|verif|load|init|boot|start|env|config|main|setup|register)/i;

/** Collects the guards of all files; call after the secrets are known. */
export function collectGuards(linker: Linker, facts: readonly Facts[]): Guards {
  const guards = new Map<string, PlacedGuard[]>();
  const byText = new Map<string, PlacedGuard>();
  for (const { path, guards: found } of facts) {
    for (const { value, refuses, inProductionOnly, at, inside } of found ?? []) {
      const origins = linker.resolver.resolve(path, value);
      // Behind a fallback the value is never unset.
      if (!refuses && origins.some(isBehindFallback)) continue;
      const placed: PlacedGuard = {
        at: placeOf(path, at),
        inProductionOnly,
        refuses: refuses && textsIn(linker, path, refuses),
        isForAll: inside === undefined || startName.test(inside),
      };
      const name = lastNameOf(value);
      if (placed.isForAll && name !== undefined) {
        for (const text of placed.refuses ?? []) {
          const key = refusedKey(text, name);
          if (text.length >= minRefused && !byText.has(key)) byText.set(key, placed);
        }
      }
      for (const { id } of origins.flatMap((origin) => identitiesOf(linker, origin))) {
        const root = linker.graph.rootOf(id);
        const list = guards.get(root);
        if (list) list.push(placed);
        else guards.set(root, [placed]);
      }
    }
  }
  return { byId: guards, byText };
}

/** A value that stands in for an unset one, and is not as good as unset itself. */
function isBehindFallback({ fallbackFor, end }: Origin): boolean {
  return fallbackFor !== undefined && !(end.kind === 'text' && end.text === '');
}

/** `Security.SecretKey` -> `SecretKey`. */
function lastNameOf(value: Expression): string | undefined {
  if (value.kind === 'name') return bareName(value.path.at(-1) ?? '');
  if (value.kind === 'member') return value.property;
  return value.kind === 'parameter' ? value.path.at(-1) : undefined;
}

function textsIn(linker: Linker, path: string, refuses: Expression): readonly string[] {
  return linker.resolver
    .resolve(path, refuses)
    .flatMap(({ end }) => (end.kind === 'text' ? [end.text] : []));
}

/** The guard that keeps `value`, a value of the secret `id`, from running. */
export function guardOf(guards: Guards, id: string, value: SecretValue): ValueGuard | undefined {
  const refusing =
    value.text !== undefined && value.name !== null
      ? guards.byText.get(refusedKey(value.text, value.name))
      : undefined;
  const fitting = [...(guards.byId.get(id) ?? []), ...(refusing ? [refusing] : [])].filter(
    (guard) =>
      (guard.isForAll || guard.at.path === value.at.path) &&
      (guard.refuses ? guard.refuses.includes(value.text ?? '') : isCodeFallback(value)),
  );
  const best = fitting.find(({ inProductionOnly }) => !inProductionOnly) ?? fitting[0];
  if (!best) return undefined;
  const isOfText = best.refuses !== undefined && !['code', 'schema'].includes(value.carrier);
  return {
    at: best.at,
    against: best.inProductionOnly ? 'production' : 'always',
    ...(isOfText && { isOfText }),
  };
}

/** Code sees the variable unset; what Compose falls back to is set. */
function isCodeFallback({ isFallback, carrier }: SecretValue): boolean {
  return isFallback && (carrier === 'code' || carrier === 'schema');
}
