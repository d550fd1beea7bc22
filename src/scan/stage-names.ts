// What people call the places where a program runs, as values of `NODE_ENV`, `RAILS_ENV`, `APP_ENV` and as names of what is
// true there. Whatever the language, they are the same words.

/** What is known where a condition holds: it is production, or some place else. */
export interface Stage {
  readonly where: 'production' | 'elsewhere';
  readonly environment?: 'test';
  /** Where the condition does not hold it is the other of the two: `cfg!(debug_assertions)`. */
  readonly isOneOfTwo?: true;
}

export const production = /^(?:prod|production|prd|live|release)$/i;
export const elsewhere =
  /^(?:dev|devel|develop|development|local|localhost|docker-?dev|test|tests|testing|unittest|ci|e2e|qa|debug|preview|staging|stage|sandbox)$/i;
export const inTests = /^(?:tests?|testing|unittest|e2e)$/i;

/** `isProduction`, `is_prod`, `production?`, `InProduction`, `isProductionLike`; a `release` is more often a version. */
export const productionName =
  /^(?:(?:is|in|on)_?)?prod(?:uction)?(?:_?(?:env|mode|build|environment|like))?\??$|^(?:is|in|on)_?release(?:_?(?:env|mode|build))?\??$/i;

/** What names of the kind of `isDev` end in, the word in the group `what`. */
export const elsewhereWord =
  '(?<what>dev|development|local|test|testing|tests|unit_?tests?|ci|e2e|preview|staging|debug)(?:_?(?:env|mode|build|environment))?';

/** What follows where the environment's name is one of these, or none of them. */
export function stageOfNames(names: readonly string[], isOne: boolean): Stage | undefined {
  if (names.length === 0) return undefined;
  const hasProduction = names.some((name) => production.test(name));
  if (!isOne) return hasProduction ? { where: 'elsewhere' } : undefined;
  if (hasProduction) return names.length === 1 ? { where: 'production' } : undefined;
  if (!names.every((name) => elsewhere.test(name))) return undefined;
  return outside(names.every((name) => inTests.test(name)));
}

/** Not production; `isTest`: where tests run. */
export function outside(isTest: boolean): Stage {
  return { where: 'elsewhere', ...(isTest && { environment: 'test' }) };
}
