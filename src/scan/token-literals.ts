// Finds JSON Web Tokens in any text. Only the header is read; whether a token verifies is asked elsewhere.
import type { TokenLiteral } from '../model/facts.ts';
import type { RangeFinder } from '../model/place.ts';

// The look-behind lets a match start only where a word starts, so that no run of letters is scanned twice.
const compactForm =
  /(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{10,2000})\.[A-Za-z0-9_-]{2,20000}\.[A-Za-z0-9_-]{0,2000}/g;

// A file with more is a data file, and each costs a parse.
const maxTokens = 500;

/** Every JWS in compact form, in order; `algorithm` is the header's `alg` as written. */
export function findTokens(text: string, rangeOf: RangeFinder): readonly TokenLiteral[] {
  if (!text.includes('eyJ')) return [];
  const tokens: TokenLiteral[] = [];
  let tried = 0;
  for (const match of text.matchAll(compactForm)) {
    if (tokens.length >= maxTokens || tried++ > maxTokens * 4) break;
    const header = parseHeader(match[1] ?? '');
    if (!header) continue;
    const at = rangeOf(match.index, match.index + match[0].length);
    tokens.push(header.algorithm === undefined ? { at } : { at, algorithm: header.algorithm });
  }
  return tokens;
}

/** `undefined` for what is no JOSE header, and for JWE, whose key is none of a signature. */
function parseHeader(encoded: string): { readonly algorithm?: string } | undefined {
  let header: unknown;
  try {
    header = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof header !== 'object' || header === null || 'enc' in header) return undefined;
  const algorithm = 'alg' in header ? header.alg : undefined;
  if (typeof algorithm === 'string' && /^[\w-]{1,20}$/.test(algorithm)) return { algorithm };
  return 'typ' in header ? {} : undefined;
}
