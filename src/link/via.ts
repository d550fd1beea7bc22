// The places a way passes. Ways that go on from where another came to share what lies behind it, and most of them nobody
// asks about: places are put together where they are told.
import type { Place } from '../model/place.ts';

/** Places passed through, first things first. */
export interface Via {
  /** How many: `maxVia` where there are more. */
  readonly length: number;
  readonly before: Via | null;
  readonly after: Via | Place | null;
}

/** Places a way is told by. */
const maxVia = 20;

/** No places. */
export const noVia: Via = { length: 0, before: null, after: null };

/** One place more. */
export function viaPlace(via: Via, place: Place): Via {
  return via.length < maxVia ? { length: via.length + 1, before: via, after: place } : via;
}

/** Those of a way and of what it goes on with. */
export function joinVia(before: Via, after: Via): Via {
  if (after.length === 0 || before.length === maxVia) return before;
  if (before.length === 0) return after;
  return { length: Math.min(before.length + after.length, maxVia), before, after };
}

/** At most `maxVia` of them, in order. */
export function placesOf(via: Via): readonly Place[] {
  const places: Place[] = [];
  const rest: (Via | Place | null)[] = [via];
  while (rest.length > 0 && places.length < maxVia) {
    const next = rest.pop();
    if (!next) continue;
    if ('path' in next) places.push(next);
    else rest.push(next.after, next.before);
  }
  return places;
}
