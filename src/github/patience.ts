// What to do with an answer that is no success: wait and ask again, or say in one word what it means.

/** Time, as a value: tests do not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** `read-only`: the token may not; `missing`: not there, or not for this token; `invalid`: 422. */
export type Refusal = 'read-only' | 'missing' | 'invalid' | 'rate-limit' | 'failed';

/** Nobody waits longer for a review. */
const longestWait = 120_000;
const mostTries = 4;
/** Where somebody waits for hours anyway, a limit is waited for until it is lifted. */
const mostLongTries = 20;
/** What GitHub asks for where a secondary limit names no time. */
const secondaryWait = 60_000;

/**
 * Calls `request` until it succeeds or waiting makes no sense. What GitHub turned away for its rate was not done and
 * is asked again; what broke on its side is asked again only where that is harmless.
 */
export async function askPatiently<T>(
  request: () => Promise<T>,
  clock: Clock,
  isHarmless: boolean,
  patienceMs = longestWait,
): Promise<T> {
  const most = patienceMs > longestWait ? mostLongTries : mostTries;
  let waited = 0;
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (error) {
      const wait = waitFor(error, clock, isHarmless ? tries : undefined);
      if (wait === undefined || tries >= most || waited + wait > patienceMs) throw error;
      waited += wait;
      await clock.sleep(wait);
    }
  }
}

/** Milliseconds to wait before `error` may be gone; `undefined` where it will not go. */
function waitFor(error: unknown, clock: Clock, tries: number | undefined): number | undefined {
  if (isRateLimit(error)) {
    const after = Number(header(error, 'retry-after'));
    if (after > 0) return after * 1000;
    const reset = Number(header(error, 'x-ratelimit-reset'));
    if (header(error, 'x-ratelimit-remaining') === '0' && reset > 0) {
      return Math.max(1000, reset * 1000 - clock.now());
    }
    return secondaryWait;
  }
  const status = statusOf(error);
  return status !== undefined && status >= 500 && tries !== undefined ? tries * 1000 : undefined;
}

/** What the answer behind a thrown error means. */
export function refusalOf(error: unknown): Refusal {
  if (isRateLimit(error)) return 'rate-limit';
  const status = statusOf(error);
  if (status === 401 || status === 403) return 'read-only';
  if (status === 404) return 'missing';
  return status === 422 ? 'invalid' : 'failed';
}

/** What went wrong between us and a host, in words of ours: its own may quote what was sent. */
export function describeRefusal(error: unknown, host = 'GitHub'): string {
  const status = statusOf(error);
  const refused = `${host} refused the request`;
  const words = {
    'read-only': 'the token may not do that',
    missing: 'not found with this token',
    invalid: refused,
    'rate-limit': 'the rate limit is used up',
    failed: status === undefined ? `no answer from ${host}` : refused,
  } as const;
  return `${words[refusalOf(error)]}${status === undefined ? '' : ` (${status})`}`;
}

/** `403`; `undefined` where there was no answer at all. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

function isRateLimit(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 429) return true;
  return (
    status === 403 &&
    (header(error, 'retry-after') !== undefined ||
      header(error, 'x-ratelimit-remaining') === '0' ||
      (error instanceof Error && /secondary rate limit/i.test(error.message)))
  );
}

function header(error: unknown, name: string): string | undefined {
  if (!(error instanceof Error && 'response' in error)) return undefined;
  const { response } = error;
  if (typeof response !== 'object' || response === null || !('headers' in response))
    return undefined;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value: unknown = Reflect.get(headers, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
