// How long to wait for GitHub, and when not to, with a clock that does not tick.
import { describe, expect, test } from 'vitest';
import { askPatiently, refusalOf } from '../../src/github/patience.ts';

function refusal(status: number, headers: Record<string, string> = {}, message = ''): Error {
  return Object.assign(new Error(message), { status, response: { headers } });
}

/** What the waits were until `answers` succeeded or patience ended. */
async function waitsFor(
  answers: readonly (Error | 'ok')[],
  isHarmless = true,
): Promise<{ waits: number[]; last: unknown }> {
  const waits: number[] = [];
  const left = [...answers];
  const clock = { now: () => 1_000_000, sleep: async (time: number) => void waits.push(time) };
  const ask = async (): Promise<string> => {
    const next = left.shift() ?? 'ok';
    if (next instanceof Error) throw next;
    return next;
  };
  const last = await askPatiently(ask, clock, isHarmless).catch((error: unknown) => error);
  return { waits, last };
}

describe('askPatiently', () => {
  test('waits as long as it is told', async () => {
    const told = refusal(429, { 'retry-after': '7' });
    expect(await waitsFor([told, told])).toEqual({ waits: [7_000, 7_000], last: 'ok' });
  });

  test('waits until the limit is reset', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1030' };
    expect(await waitsFor([refusal(403, headers)])).toEqual({ waits: [30_000], last: 'ok' });
  });

  test('waits a minute for a secondary limit without a time', async () => {
    const { waits } = await waitsFor([
      refusal(403, {}, 'You have exceeded a secondary rate limit'),
    ]);
    expect(waits).toEqual([60_000]);
  });

  test('does not wait for an hour', async () => {
    const late = refusal(403, { 'retry-after': '3600' });
    expect(await waitsFor([late])).toEqual({ waits: [], last: late });
  });

  test('gives up after four tries', async () => {
    const told = refusal(429, { 'retry-after': '1' });
    expect(await waitsFor([told, told, told, told])).toEqual({
      waits: [1_000, 1_000, 1_000],
      last: told,
    });
  });

  test('asks again after a breakdown only where that is harmless', async () => {
    const broken = refusal(502);
    expect((await waitsFor([broken])).last).toBe('ok');
    expect((await waitsFor([broken], false)).last).toBe(broken);
  });

  test('a token that may not is not asked twice', async () => {
    const forbidden = refusal(403, {}, 'Resource not accessible by integration');
    expect(await waitsFor([forbidden])).toEqual({ waits: [], last: forbidden });
  });
});

test.each([
  [refusal(401), 'read-only'],
  [refusal(403), 'read-only'],
  [refusal(403, { 'retry-after': '1' }), 'rate-limit'],
  [refusal(404), 'missing'],
  [refusal(422), 'invalid'],
  [refusal(500), 'failed'],
  [new Error('no network'), 'failed'],
  ['a text', 'failed'],
])('%s is %s', (error, word) => {
  expect(refusalOf(error)).toBe(word);
});
