// Constants that code does nothing with but ask a store for what it keeps under them, or compare them with what is set:
// `session.put(SESSION_KEY, state)`, `case SECRET:`. They are names and refused texts, whatever they are called.
import type { Definition } from '../model/facts.ts';

/** Methods whose first argument names an entry; those that take a value too are followed by a comma. */
const asking =
  '(?:get|put|set|remove|delete|has|contains|exists|fetch|load|pull|forget|unset|find|add|with|opt|save|store|insert|increment|compute_?if_?absent|try_?get_?value|value)(?:_?(?:key|attribute|item|string|str|property|header|cookie|claim|value|env|or_?default|or_?create|if_?absent|as|bool|int|long|object|parameter|param|async))?|environ|env|claim|header|cookie';

/** In these nothing but the entry stands: a single argument is no value. */
const setting = '(?:put|set|add|with|save|store|insert)';

/** A repository decides how many constants a file has. */
const maxLooked = 40;

/** Marks the constants of a text that it only asks or compares with. */
export function markLookups(
  text: string,
  definitions: readonly Definition[],
): readonly Definition[] {
  let left = maxLooked;
  return definitions.map((definition) => {
    const { space, name, value } = definition;
    if (space !== 'code' || value.kind !== 'text') return definition;
    const own = /(?:^|\.)(?<own>[A-Za-z_$][\w$]{3,80})(?:@\d+)?$/.exec(name)?.groups?.own;
    if (own === undefined || !/key|secret|jwt|token|salt/i.test(own) || left-- <= 0)
      return definition;
    return isOnlyAsked(text, own) ? { ...definition, isLookedUp: true } : definition;
  });
}

function isOnlyAsked(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  const count = (pattern: string): number => [...text.matchAll(new RegExp(pattern, 'gi'))].length;
  const all = [...text.matchAll(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'g'))].length;
  if (all < 2) return false;
  const given = `\\(\\s{0,99}(?:[\\w$]{1,60}(?:\\.|::|->)\\$?){0,3}${escaped}\\s{0,99}`;
  const asked =
    count(
      `(?<![\\w$])(?!${setting}[^(]{0,40}${given}\\))(?:${asking})(?:<[^<>()]{1,60}>)?${given}[,)]`,
    ) +
    count(`WithValue\\([^,()]{1,80}(?:\\(\\))?,\\s{0,99}(?:\\w{1,60}\\.)?${escaped}\\s{0,9},`) +
    count(`\\bcase\\s{1,9}(?:[\\w$]{1,60}(?:\\.|::)){0,3}${escaped}\\s{0,9}[:,]`) +
    count(`\\[\\s{0,9}(?:[\\w$]{1,60}(?:\\.|::)){0,3}${escaped}\\s{0,9}\\]`);
  const compared = count(
    `(?<!api[-_]?)(?:key|secret)\\w{0,20}\\s{0,9}[!=]==?\\s{0,9}(?:[\\w$]{1,60}(?:\\.|::)){0,3}${escaped}(?![\\w$])`,
  );
  return asked + compared === all - 1;
}
