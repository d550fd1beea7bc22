// Values that are one of several: which ways are alive, what guards a fallback, and what a text that is partly variable
// still tells.
import type { Choice, Expression } from '../model/expression.ts';
import type { Place } from '../model/place.ts';
import { finish, isWrittenDown, maxOrigins, standIns } from './parts.ts';
import type { Part, Trail } from './trail.ts';

/** `rest` is the property path still to be walked below each way. */
type Follow = (expression: Expression, rest: readonly string[], trail: Trail) => readonly Part[];

/** Every way that a choice can come out, in its order; empty where it has none. */
export function followChoice(
  { how, options }: Choice,
  rest: readonly string[],
  trail: Trail,
  follow: Follow,
): readonly Part[] {
  if (how === 'either')
    return standIns(options.map((o) => follow(o, rest, trail))).slice(0, maxOrigins);
  const origins: Part[] = [];
  let guard = trail.fallbackFor;
  for (const option of options) {
    // What is never unset never becomes the word `undefined`.
    if (option.kind === 'text' && option.isCoerced && !guard) break;
    if (option.kind === 'text' && option.isCoerced && origins.some(isWrittenDown)) break;
    const found = follow(option, rest, { ...trail, fallbackFor: guard });
    origins.push(...found);
    const settable = found.find(
      (origin) => origin.end.kind === 'env' || origin.end.kind === 'setting',
    );
    guard ??= settable?.end;
    // `'literal' || x`: the literal always wins, what follows is dead.
    if (found.every((origin) => origin.end.kind === 'text' && origin.end.text !== '')) break;
    guard ??= found[0]?.end.kind === 'unknown' ? found[0].end : undefined;
  }
  return origins.slice(0, maxOrigins);
}

/** The text that a part is, where it can be no other. */
function onlyText([only, ...others]: readonly Part[]): string | undefined {
  const isPlain = only?.end.kind === 'text' && !only.end.isCoerced && !only.end.outsideProduction;
  const isRead = only?.hashedBy || only?.encodings.some((encoding) => encoding !== 'utf8');
  return isPlain && !isRead && others.length === 0 && only.end.kind === 'text'
    ? only.end.text
    : undefined;
}

/** A text that is partly variable: the variables still tell which secret it is. */
export function followParts(
  parts: readonly Expression[],
  trail: Trail,
  at: Place,
  follow: Follow,
): readonly Part[] {
  const ways = parts.map((part) => follow(part, [], trail));
  const written = ways.map(onlyText);
  if (written.every((text) => text !== undefined)) {
    return finish(trail, { kind: 'text', text: written.join(''), at, isComposed: true });
  }
  const found = ways.flat();
  const named = found
    .filter((origin) => origin.end.kind === 'env' || origin.end.kind === 'setting')
    .map((origin): Part => ({ ...origin, hashedBy: origin.hashedBy ?? 'concatenation' }));
  if (named.length > 0) return named.slice(0, maxOrigins);
  const made = found.filter((origin) => origin.end.kind === 'generated');
  // `datetime.utcnow() + lifetime`: of a moment to come, how far away it is.
  const spans = found.filter(({ end }) => end.kind === 'unknown' && end.number?.isFromNow);
  if (made.length > 0 && spans.length > 0) return spans.slice(0, maxOrigins);
  return made.length > 0 ? made.slice(0, 1) : finish(trail, { kind: 'unknown', at });
}
