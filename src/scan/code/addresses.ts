// Secrets in the query of an address: servers, proxies and browsers write that down.

import type { ViewReading } from './call-view.ts';
import { dottedName } from './dotted-name.ts';
import { type Reading, shapeAs } from './reading.ts';
import type { ShapeOf, Slot } from './shape.ts';

/** Where a text becomes an address with a query: `https://host/path?key=`. */
export const endsInQuery =
  /^[`'"]?(?:https?:\/\/|\/)[^\s]{0,500}[?&][\w.-]{1,60}=$|^&[\w.-]{1,60}=$/;

/** What clients of HTTP call the options that become a query. */
export const queryOption = /^(?:params|searchParams|queryParameters|qs)$/;

/** Most parts of a sum that are looked at. */
const mostParts = 24;

/** What calls put into a query, as far as they are told it there and then. */
export function inQueries(reading: Reading, shape: ShapeOf<'call'>): readonly Slot[] {
  return shape.arguments.slice(0, 12).flatMap(({ keyword, value }): readonly Slot[] => {
    if (keyword !== undefined && queryOption.test(keyword) && isRequest(reading, shape)) {
      const given = shapeAs(reading, value, 'object');
      return (given?.entries ?? []).slice(0, mostParts).map((entry) => entry.value);
    }
    return shapeAs(reading, value, 'joined') ? inSum(reading, value) : [];
  });
}

function isRequest(reading: ViewReading, { callee }: ShapeOf<'call'>): boolean {
  return /(?:^|\.)(?:get|post|put|patch|delete|head|request)$/i.test(
    dottedName(reading, callee) ?? '',
  );
}

function inSum(reading: Reading, sum: Slot): readonly Slot[] {
  let before = '';
  return partsOf(reading, sum, 0).filter((part) => {
    const text = shapeAs(reading, part, 'text')?.value;
    const isInQuery = text === undefined && endsInQuery.test(before);
    before = (before + (text ?? 'x')).slice(-600);
    return isInQuery;
  });
}

function partsOf(reading: Reading, slot: Slot, depth: number): readonly Slot[] {
  const joined = depth < mostParts ? shapeAs(reading, slot, 'joined') : undefined;
  return joined
    ? joined.parts.flatMap((part) => partsOf(reading, part, depth + 1)).slice(0, mostParts)
    : [slot];
}
