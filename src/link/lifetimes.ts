// How long tokens live: spans that calls, settings and claims name, in seconds.
import type { Lifetime } from '../model/facts.ts';
import type { FactIndex } from './fact-index.ts';
import type { Resolver } from './resolve.ts';
import { settersOf } from './scopes.ts';

/** Seconds of the longest span that a lifetime can be; what is configured goes before what stands in for it. */
export function lifetimeSeconds(
  lifetime: Lifetime,
  path: string,
  resolver: Resolver,
  index: FactIndex,
): number | undefined {
  const configured: number[] = [];
  const written: number[] = [];
  for (const { end } of resolver.resolve(path, lifetime.value)) {
    if (end.kind === 'text' && end.isNumber)
      written.push(...ofNumber({ value: Number(end.text) }, lifetime));
    else if (end.kind === 'text') written.push(...secondsOf(end.text, lifetime));
    else if (end.kind === 'unknown' && end.number) written.push(...ofNumber(end.number, lifetime));
    else if (end.kind === 'env' || end.kind === 'setting') {
      for (const { definition } of settersOf(index, end)) {
        const { value, isTemplate, isCommentedOut, carrier } = definition;
        if (isTemplate || isCommentedOut || carrier === 'schema') continue;
        if (value.kind === 'text') configured.push(...secondsOf(value.value, lifetime));
      }
    }
  }
  const known = configured.length > 0 ? configured : written;
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** A point of time beyond 2100 is no expiry. */
const farFuture = 4_102_444_800;

function ofNumber(
  { value, isFromNow }: { readonly value: number; readonly isFromNow?: true },
  { unit, isMoment }: Lifetime,
): readonly number[] {
  // Without a clock a moment says how long only where it is absurd.
  if (isMoment && !isFromNow) return value > farFuture ? [Number.POSITIVE_INFINITY] : [];
  return [value * (unit === 'minutes' ? 60 : unit === 'milliseconds' ? 0.001 : 1)];
}

const unitSeconds: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|milliseconds?)$/, 0.001],
  [/^(?:s|secs?|seconds?)$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86_400],
  [/^(?:w|weeks?)$/, 604_800],
  [/^(?:mo|months?)$/, 2_629_800],
  [/^(?:y|yrs?|years?)$/, 31_557_600],
];

/** `15m`, `365 days`, `10y` (vercel/ms, jose); a bare number in a text is milliseconds for the first. */
function secondsOf(text: string, lifetime: Lifetime): readonly number[] {
  const match =
    /^\s*(?<count>\d{1,15}(?:\.\d{1,6})?)\s*(?<unit>[a-z]{0,12})\s*(?:from now)?$/i.exec(text);
  const { count = '', unit = '' } = match?.groups ?? {};
  if (count === '') return [];
  if (unit === '' && lifetime.unit === 'minutes') return [Number(count) * 60];
  if (unit === '') return lifetime.isMoment ? [] : [Number(count) / 1000];
  const seconds = unitSeconds.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  return seconds === undefined ? [] : [Number(count) * seconds];
}
