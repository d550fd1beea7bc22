// Whether a token is what it says: one verdict in words. The algorithms are those that were asked for, whatever the
// token names.
import type { JWTVerifyOptions } from 'jose';
import type { Key } from './key.ts';
import { type ReadToken, span } from './read-token.ts';

export const verdicts = [
  'valid',
  'expired',
  'not-yet-valid',
  'wrong-key',
  'algorithm-not-allowed',
  'unsigned',
  'wrong-claim',
  'not-verifiable',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface Judged {
  readonly verdict: Verdict;
  /** One sentence. It names claims and algorithms, no values of claims. */
  readonly words: string;
}

export interface VerifyRequest {
  readonly token: string;
  readonly read: ReadToken;
  readonly key: Key;
  readonly algorithm: string;
  readonly audience: string | undefined;
  readonly issuer: string | undefined;
  readonly toleranceSeconds: number;
  readonly now: Date;
}

export async function judge(request: VerifyRequest): Promise<Judged> {
  const { read, algorithm, key } = request;
  const named = read.header.alg;
  if (read.claims === undefined) {
    return { verdict: 'not-verifiable', words: 'The token is encrypted: decrypt it first.' };
  }
  if (typeof named === 'string' && named.toLowerCase() === 'none') {
    return {
      verdict: 'unsigned',
      words: 'The token is not signed (alg "none"): anybody can write it.',
    };
  }
  if (named !== algorithm) {
    const other =
      typeof named === 'string' && /^[A-Z]{2,6}\d{0,4}$/i.test(named) ? named : 'another';
    return {
      verdict: 'algorithm-not-allowed',
      words: `The token names ${other} as its algorithm; only ${algorithm} is allowed (--alg).`,
    };
  }
  const { jwtVerify, errors } = await import('jose');
  const options: JWTVerifyOptions = {
    algorithms: [algorithm],
    clockTolerance: request.toleranceSeconds,
    currentDate: request.now,
    ...(request.audience !== undefined && { audience: request.audience }),
    ...(request.issuer !== undefined && { issuer: request.issuer }),
  };
  try {
    await jwtVerify(request.token, key.key, options);
    return {
      verdict: 'valid',
      words: `The signature is right (${algorithm}), and so are the times.`,
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const exp = Number(read.claims.exp);
      const ago = span(request.now.getTime() / 1000 - exp);
      return {
        verdict: 'expired',
        words: `The signature is right, but the token expired ${ago} ago.`,
      };
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      if (error.claim === 'nbf') {
        return {
          verdict: 'not-yet-valid',
          words: 'The signature is right, but the token is not valid yet.',
        };
      }
      return {
        verdict: 'wrong-claim',
        words: `The signature is right, but the claim ${error.claim} is missing or not what was asked for.`,
      };
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return {
        verdict: 'wrong-key',
        words: 'The signature is wrong: another key signed it, or it was changed.',
      };
    }
    return {
      verdict: 'not-verifiable',
      words: `The key does not fit ${algorithm}, or the token is damaged.`,
    };
  }
}
