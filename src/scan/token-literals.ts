// Finds JSON Web Tokens with an HMAC in any text: in quotes, in an address, in a dump. Whether one verifies is asked
// elsewhere.
import { type HmacAlgorithm, hmacAlgorithms, isHmacAlgorithm } from '../model/algorithms.ts';
import type { Range, RangeFinder } from '../model/place.ts';

/** A token in a text. Like a secret, its parts stay in the process. */
export interface FoundToken {
  readonly at: Range;
  readonly algorithm: HmacAlgorithm;
  /** What is signed: header and payload as they are written. */
  readonly signed: string;
  readonly signature: Buffer;
}

// A match starts only where a word starts, so that no run of letters is scanned twice: behind a sign, or behind an
// escape, whose letters belong to no word (`\n`, `%20`, `\u0022`).
const start = /(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))/
  .source;
const compactForm = new RegExp(
  `${start}(eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{2,20000})\\.([A-Za-z0-9_-]{43,86})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9_-])`,
  'g',
);

// A file with more is a data file, and each costs a parse.
const maxTokens = 500;

/** Every JWS in compact form that names an HMAC and has a signature of its length, in order. */
export function findTokens(text: string, rangeOf: RangeFinder): readonly FoundToken[] {
  if (!text.includes('eyJ')) return [];
  const tokens: FoundToken[] = [];
  let tried = 0;
  for (const match of text.matchAll(compactForm)) {
    if (tokens.length >= maxTokens || tried++ > maxTokens * 4) break;
    const [whole, signed = '', encoded = ''] = match;
    const algorithm = algorithmOf(signed.slice(0, signed.indexOf('.')));
    const signature = Buffer.from(encoded, 'base64url');
    if (!algorithm || signature.length !== hmacAlgorithms[algorithm].minBytes) continue;
    const end = match.index + whole.length;
    const start = end - signed.length - 1 - encoded.length;
    tokens.push({ at: rangeOf(start, end), algorithm, signed, signature });
  }
  return tokens;
}

/** `undefined` for what is no JOSE header, for other algorithms, and for JWE. */
function algorithmOf(encoded: string): HmacAlgorithm | undefined {
  let header: unknown;
  try {
    header = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof header !== 'object' || header === null || 'enc' in header) return undefined;
  const algorithm = 'alg' in header ? header.alg : undefined;
  return typeof algorithm === 'string' && isHmacAlgorithm(algorithm) ? algorithm : undefined;
}
