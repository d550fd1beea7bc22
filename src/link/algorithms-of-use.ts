// Which algorithms a use runs with, from what the call names, the configuration it names them in, and the
// library's default.
import { type HmacAlgorithm, isAsymmetricAlgorithm, isHmacAlgorithm } from '../model/algorithms.ts';
import type { Expression } from '../model/expression.ts';
import type { Use } from '../model/facts.ts';
import type { FactIndex } from './fact-index.ts';
import type { Resolver } from './resolve.ts';
import { settersOf } from './scopes.ts';

export interface UseAlgorithms {
  /** HMAC algorithms it may run with. */
  readonly hmac: readonly HmacAlgorithm[];
  /** Every algorithm named, as written. */
  readonly names: readonly string[];
  /** Nothing names one that could be read: a default was taken. */
  readonly isAssumed: boolean;
  /** Every algorithm named is asymmetric. */
  readonly isAsymmetric: boolean;
}

/** Hash names of HMAC calls, spelled in all their ways, to the JWS algorithm of the same hash. */
const hashToAlgorithm: ReadonlyMap<string, HmacAlgorithm> = new Map([
  ['sha256', 'HS256'],
  ['sha384', 'HS384'],
  ['sha512', 'HS512'],
]);

function hmacOf(name: string): HmacAlgorithm | undefined {
  const upper = name.toUpperCase();
  if (isHmacAlgorithm(upper)) return upper;
  return hashToAlgorithm.get(name.toLowerCase().replace(/^(?:hmac)?[-_]?(sha)[-_]?/, '$1'));
}

/** Reads `algorithm` and `accepted` of a use; falls back to the library's default. */
export function algorithmsOfUse(
  use: Use,
  path: string,
  resolver: Resolver,
  index: FactIndex,
): UseAlgorithms {
  const names = new Set<string>();
  for (const expression of [use.algorithm, use.accepted]) {
    if (!expression) continue;
    for (const name of textsOf(expression, path, resolver, index)) names.add(name);
  }
  const isSilentNone = !use.algorithm && !use.accepted && use.defaultAlgorithm === 'none';
  if (use.hazard === 'alg-none' || isSilentNone) names.add('none');
  const all = [...names];
  const hmac = all.flatMap((name) => hmacOf(name) ?? []);
  const isAsymmetric =
    all.length > 0 && all.every((name) => isAsymmetricAlgorithm(name)) && hmac.length === 0;
  if (hmac.length > 0 || isAsymmetric) return { hmac, names: all, isAssumed: false, isAsymmetric };
  const byDefault = use.defaultAlgorithm === undefined ? undefined : hmacOf(use.defaultAlgorithm);
  // Naming the library's default is knowledge, not a guess, when the call could have named another and did not.
  const isSilent = use.algorithm === undefined && use.accepted === undefined;
  return {
    hmac: byDefault ? [byDefault] : [],
    names: all,
    isAssumed: !(byDefault && isSilent && use.role !== 'verify'),
    isAsymmetric: false,
  };
}

/** All texts an expression can be, variables and settings followed to where files set them. */
export function textsOf(
  expression: Expression,
  path: string,
  resolver: Resolver,
  index: FactIndex,
): string[] {
  const texts: string[] = [];
  const isProduction = index.fileOf(path).context === 'production';
  for (const { end } of resolver.resolve(path, expression)) {
    if (end.kind === 'text' && !end.isCoerced) texts.push(end.text);
    if (end.kind !== 'env' && end.kind !== 'setting') continue;
    for (const { definition, file } of settersOf(index, end)) {
      // What tests and examples set says nothing of what the program runs with.
      if (isProduction && file.context !== 'production') continue;
      const { value, isTemplate } = definition;
      const set = value.kind === 'env' ? value.fallback : value;
      if (set?.kind === 'text' && !isTemplate) texts.push(set.value);
    }
  }
  return texts;
}
