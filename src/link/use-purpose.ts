// What the tokens of a call are for, by what the code around it says: the function's name, what the result is given
// to, a `type` among the claims.
import type { Expression } from '../model/expression.ts';
import type { Use } from '../model/facts.ts';
import type { Purpose } from '../model/secret.ts';
import { bareName, walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { purposeOf } from './secret-names.ts';

/** Claims in which programs say what a token is for. */
const typeClaims = [
  'type',
  'typ',
  'tokenType',
  'token_type',
  'purpose',
  'use',
  'token_use',
  'kind',
  'scope',
];

/** `undefined` where nothing says it. */
export function purposeOfUse(use: Use, path: string, index: FactIndex): Purpose | undefined {
  const claim = use.payload && typeClaimOf(use.payload, path, index);
  const names = [claim, use.givenTo, use.inside?.replace(/@\d+$/, '')];
  for (const name of names) {
    const purpose = name === undefined ? null : purposeOf(lastName(name), null);
    if (purpose) return purpose;
  }
  return undefined;
}

/** `AuthService#.issueRefreshToken` -> `issueRefreshToken`, `'refresh_token'` -> `refresh_token`. */
function lastName(name: string): string {
  return bareName(name).split(/[.#]/).at(-1) ?? '';
}

function typeClaimOf(payload: Expression, path: string, index: FactIndex): string | undefined {
  for (const object of objectsOf(payload, path, index)) {
    for (const claim of typeClaims) {
      const value = walk(object, [claim]);
      if (value?.kind === 'text') return value.value;
    }
  }
  return undefined;
}

function objectsOf(payload: Expression, path: string, index: FactIndex): readonly Expression[] {
  if (payload.kind !== 'name') return [payload];
  return index.codeDefinitions(path, payload.path.join('.')).map(({ value }) => value);
}
