// What a token is given besides a signature: whether it expires, and claims that are none of the business of its holder.
import type { Expression } from '../model/expression.ts';
import type { Use } from '../model/facts.ts';
import { privateClaims } from '../model/private-claims.ts';
import type { LinkedUse } from '../model/secret.ts';
import { liveDefinitions } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import type { Resolver } from './resolve.ts';

const ownExpiryClaims: readonly string[] = [
  'expiresAt',
  'expires_at',
  'expires',
  'expiry',
  'expiration',
  'expireAt',
  'expiredAt',
  'validUntil',
  'valid_until',
  // Counted up to end all of them.
  ...['tokenVersion', 'token_version', 'TokenVersion'],
  // Fields of Go's claims, and what they are embedded by.
  ...['ExpiresAt', 'ExpiryTime', 'Expiry', 'Expires', 'ExpirationTime', 'Expiration', 'Exp'],
  ...['RegisteredClaims', 'StandardClaims'],
];

/** Private claims that are surely among those of a token. */
export function sensitiveClaimsOf(use: Use, path: string, resolver: Resolver): readonly string[] {
  const { payload } = use;
  if (!payload || use.role !== 'sign') return [];
  return privateClaims.filter((claim) => resolver.hasProperty(path, payload, claim) === 'yes');
}

/** What libraries call the lifetime among their options. */
const expiryOptions: readonly string[] = ['expiresIn', 'exp', 'ttlSec'];

/** The payload may say what the call does not. */
export function expiryOf(
  use: Use,
  path: string,
  resolver: Resolver,
  index: FactIndex,
): LinkedUse['expiry'] {
  if (use.expiry === undefined) return null;
  if (use.payload === undefined || use.expiry === 'set') return use.expiry;
  const { payload } = use;
  const answer = resolver.hasProperty(path, payload, 'exp');
  if (answer === 'yes') return 'set';
  // A project that checks a claim of its own has thought of it; whether well, nobody can tell from here.
  if (ownExpiryClaims.some((claim) => resolver.hasProperty(path, payload, claim) === 'yes'))
    return 'unknown';
  if (isTimeAlone(use, payload, path, index)) return 'unknown';
  // Options that nobody can read may still name one.
  const { options } = use;
  const isSilent =
    options === undefined ||
    expiryOptions.every((option) => resolver.hasProperty(path, options, option) === 'no');
  return answer === 'no' && isSilent ? 'missing' : use.expiry;
}

/** Libraries that sign the claims they are handed: others take a subject from their options or from calls in a chain. */
const signsPayloadAlone: ReadonlySet<string> = new Set([
  'golang-jwt',
  'jsonwebtoken (Rust)',
  'PyJWT',
  'firebase/php-jwt',
  'ruby-jwt',
  'jwt-simple',
]);

/**
 * Whether a token says when it was made and nothing else, as Ethereum's engine API has it: there is no account to it that
 * could stay open, and whoever checks it has nothing but its age to go by.
 */
function isTimeAlone(
  { library }: Use,
  payload: Expression,
  path: string,
  index: FactIndex,
): boolean {
  if (!signsPayloadAlone.has(library) || isAddedTo(payload, path, index)) return false;
  const values = writtenClaims(payload, path, index);
  return (
    values.length > 0 &&
    values.every((value) => {
      if (value.kind !== 'object' || value.spreads.length > 0) return false;
      const names = Object.keys(value.properties);
      return names.length === 1 && /^(?:iat|issued_?at)$/i.test(names[0] ?? '');
    })
  );
}

/**
 * Whether a token is what a program shows Apple in place of a client secret, which is made for half a year:
 * https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret
 */
export function isClientSecret({ payload }: Use, path: string, index: FactIndex): boolean {
  return (
    payload !== undefined &&
    writtenClaims(payload, path, index).some((value) => {
      const { aud } = value.kind === 'object' ? value.properties : {};
      return aud?.kind === 'text' && aud.value === 'https://appleid.apple.com';
    })
  );
}

/** `claims["sub"] = id`, once it has been made. */
function isAddedTo(payload: Expression, path: string, index: FactIndex): boolean {
  if (payload.kind !== 'name') return false;
  const below = `${payload.path.join('.')}.`;
  const { definitions } = index.facts.get(path) ?? { definitions: [] };
  return definitions.some(({ space, name }) => space === 'code' && name.startsWith(below));
}

/** What is signed, as far as it is written in the file. */
function writtenClaims(payload: Expression, path: string, index: FactIndex): readonly Expression[] {
  if (payload.kind !== 'name' || payload.path.length > 1) return [payload];
  return liveDefinitions(index.codeDefinitions(path, payload.path[0] ?? '')).map(
    ({ value }) => value,
  );
}
