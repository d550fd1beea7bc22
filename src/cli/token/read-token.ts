// What a token says, without asking whether it is true: its parts, and its times read out.
import { UserError } from '../../model/errors.ts';

export interface ReadToken {
  readonly header: Readonly<Record<string, unknown>>;
  /** `undefined`: it is encrypted. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  readonly isSigned: boolean;
}

/** Throws a UserError, which quotes nothing, for what is no token. */
export function readToken(text: string): ReadToken {
  const parts = text.replace(/^Bearer\s+/i, '').split('.');
  const header = parts.length === 3 || parts.length === 5 ? readPart(parts[0]) : undefined;
  if (!header) throw noToken();
  if (parts.length === 5) return { header, claims: undefined, isSigned: false };
  const claims = readPart(parts[1]);
  if (!claims) throw noToken();
  return { header, claims, isSigned: parts[2] !== '' };
}

function noToken(): UserError {
  return new UserError('That is no JSON Web Token: it has no three parts of base64url with JSON.');
}

function readPart(part = ''): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    // The cast: an object has named members of any kind.
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `3 days`, `1 minute`; the largest unit that fits. */
export function span(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [name, length] = units.find(([, size]) => whole >= size) ?? (['second', 1] as const);
  const count = Math.floor(whole / length);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** What the numbers of `exp`, `nbf` and `iat` mean now (seconds since 1970); `undefined` for what is no time. */
export function readTime(claim: string, value: unknown, now: number): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 8.64e12) {
    return undefined;
  }
  const date = `${new Date(value * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const away = span(value - now);
  switch (claim) {
    case 'exp':
      return value > now ? `${date}, expires in ${away}` : `${date}, expired ${away} ago`;
    case 'nbf':
      return value > now ? `${date}, not valid for another ${away}` : `${date}, valid since`;
    case 'iat':
    case 'auth_time':
      return value > now ? `${date}, which is ${away} ahead` : `${date}, ${away} ago`;
    default:
      return undefined;
  }
}
