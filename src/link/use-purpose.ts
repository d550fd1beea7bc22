// What the tokens of a call are for, by what the code around it says: the function's name, what the result is given
// to, a `type` among the claims.
import type { Expression } from '../model/expression.ts';
import type { Use, UseKind } from '../model/facts.ts';
import type { Purpose, StatedPurpose } from '../model/secret.ts';
import { bareName, walk } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { wordsOf } from './name-words.ts';

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
export function purposeOfUse(use: Use, path: string, index: FactIndex): StatedPurpose | undefined {
  const claim = use.payload && typeClaimOf(use.payload, path, index);
  return (
    stated(claim, 'claim') ??
    stated(use.givenTo, 'result') ??
    statedByFunction(functionName(use, path, index), path, index)
  );
}

/** Beside a function `accessToken`, `refreshToken` is what it gives and nothing that is done. */
function statedByFunction(
  name: string | undefined,
  path: string,
  index: FactIndex,
): StatedPurpose | undefined {
  const found = stated(name, 'function');
  if (!name || !found || found.isSure || !/token$/i.test(name)) return found;
  const isNoun = (index.facts.get(path)?.uses ?? []).some((use) =>
    /^access_?token$/i.test(lastName(functionName(use, path, index) ?? '')),
  );
  return isNoun ? { ...found, isSure: true } : found;
}

function stated(
  name: string | undefined,
  by: 'claim' | 'result' | 'function',
): StatedPurpose | undefined {
  const purpose: Purpose | null = name === undefined ? null : purposeOf(lastName(name), null);
  // `refreshToken()` and `verifyEmail()` may be what a person does, and give out a token of another kind.
  const isSure = by !== 'function' || makers.test(lastName(name ?? ''));
  return purpose ? { purpose, isSure } : undefined;
}

/** Functions that say what kind of token they give: `createRefreshToken`. */
const makers = /^(?:create|generate|gen|make|sign|issue|build|encode|new|mint|get)(?:[A-Z_]|$)/;

/** Its own, or that of what it is given to: `exports.createToken = () => ...`. */
function functionName({ inside }: Use, path: string, index: FactIndex): string | undefined {
  return inside && (/^function@/.test(inside) ? index.holderOf(path, inside) : inside);
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

const purposes: readonly (readonly [Purpose, RegExp])[] = [
  ['refresh', /^refresh$/],
  ['csrf', /^(?:csrf|xsrf)$/],
  ['reset', /^(?:reset|forgot|forget|recovery)$/],
  [
    'verification',
    /^(?:verification|verify|confirm|confirmation|activation|activate|magic|invite|email)$/,
  ],
  ['webhook', /^webhooks?$/],
  ['session', /^sessions?$/],
  ['cookie', /^cookies?$/],
  ['access', /^access$/],
  ['api', /^api$/],
];

/** What a secret of that name and use protects; `null` when neither tells. */
export function purposeOf(name: string | null, kind: UseKind | null): Purpose | null {
  const words = name === null ? [] : wordsOf(name);
  for (const [purpose, pattern] of purposes) {
    if (words.some((word) => pattern.test(word))) return purpose;
  }
  if (kind === 'session') return 'session';
  if (kind === 'cookie') return 'cookie';
  return null;
}
