// What may be told of a token's payload: which claims it has and whether its time is over. Their values stay inside.
import { Buffer } from 'node:buffer';
import type { TokenSummary } from '../../model/token.ts';

/** More names than this tell nobody anything. */
const maxClaims = 12;
/** A name as programs write it, or as a URL that keeps names apart; anything else may be a text of somebody. */
const claimName = /^[\w.:/-]{1,60}$/;

/** The claims of jwt.io's sample, which every document about tokens shows, in the editions over the years. */
const sampleSubject = '1234567890';
const sampleName = 'John Doe';
const sampleClaims: ReadonlySet<string> = new Set(['sub', 'name', 'iat', 'admin', 'exp']);

export function readClaims(
  signed: string,
  now: Date,
): Pick<TokenSummary, 'expiry' | 'claims' | 'isSample'> {
  const payload = parse(signed.slice(signed.indexOf('.') + 1));
  const names = Object.keys(payload);
  const { exp } = payload;
  return {
    expiry: typeof exp !== 'number' ? 'never' : exp * 1000 <= now.getTime() ? 'expired' : 'valid',
    claims: names.filter((name) => claimName.test(name)).slice(0, maxClaims),
    isSample:
      payload.sub === sampleSubject &&
      payload.name === sampleName &&
      names.every((name) => sampleClaims.has(name)),
  };
}

function parse(encoded: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    // The cast: an object has named members of any kind.
    return isObject ? (parsed as Record<string, unknown>) : {};
  } catch {
    // A signature may cover any text.
    return {};
  }
}
