/** What has the same key, by that key. */
export function groupsBy<K, T>(
  items: Iterable<T>,
  keyOf: (item: T) => K,
): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Groups in the order of their first items. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): (readonly T[])[] {
  return [...groupsBy(items, keyOf).values()];
}
