// Answers that come from a text alone, kept for the next one who asks.

/** Texts that answers are kept for. Whoever writes a repository decides how many there are. */
const maximumKept = 50_000;

/** Longer ones are no names; their answers are not kept. */
const maximumLength = 500;

/** `compute` that looks at each text once. For pure functions of short texts: names, paths. */
export function memoByText<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    const answer = compute(text);
    if (text.length > maximumLength) return answer;
    if (known.size >= maximumKept) known.clear();
    known.set(text, answer);
    return answer;
  };
}

/** `compute` that looks at each object once, as long as there is somebody who holds it. */
export function memoByObject<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as T;
    const answer = compute(key);
    known.set(key, answer);
    return answer;
  };
}
