// Constants that code does nothing with but ask a store for what it keeps under them, or compare them with what is set:
// `session.put(SESSION_KEY, state)`, `case SECRET:`. They are names and refused texts, whatever they are called.
import type { Definition } from '../model/facts.ts';

/** Methods whose first argument names an entry; those that take a value too are followed by a comma. */
const asking =
  '(?:get|put|set|remove|delete|has|contains|exists|fetch|load|pull|forget|unset|find|add|with|opt|save|store|insert|flash|increment|compute_?if_?absent|try_?get_?value|value)(?:_?(?:key|attribute|item|string|str|property|header|cookie|claim|value|env|or_?default|or_?create|if_?absent|as|bool|int|long|object|parameter|param|async))?|environ|env|claim|header|cookie';

/** In these nothing but the entry stands: a single argument is no value. */
const setting = '(?:put|set|add|with|save|store|insert|flash)';

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
    return !isDrawn(value.value) && (isOfKind(text, own) || isOnlyAsked(text, own))
      ? { ...definition, isLookedUp: true }
      : definition;
  });
}

/** Go: `SharedSecretAuth AuthType = "shared_secret"`, one of the values that a type of its own has. */
function isOfKind(text: string, own: string): boolean {
  return new RegExp(
    `^\\s{0,9}(?:const\\s{1,9})?${own.replaceAll('$', '\\$')}\\s{1,40}(?!\\w*(?:Secret|Key|Salt|Text|String|Bytes))[A-Z]\\w{2,60}\\s{1,40}=\\s{1,9}"`,
    'm',
  ).test(text);
}

/** What is drawn, and no name: many digits among letters of both cases, or a row of hexadecimal ones. */
function isDrawn(text: string): boolean {
  return (
    /^(?=(?:\D*\d){3})(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{20,}$/.test(text) ||
    /^[\da-f-]{32,}$/i.test(text)
  );
}

/** `DefaultJwtKey`: what is compared with is refused; with any other secret whoever asks is let in. */
const refused =
  /default|insecure|unsafe|weak|known|public|placeholder|sample|example|forbidden|legacy|dummy/i;

function isOnlyAsked(text: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  /** Whatever the case of the words around it: `secret_key` is another name than `SECRET_KEY`. */
  const count = (pattern: string): number =>
    [...text.matchAll(new RegExp(pattern, 'gi'))].filter(([found]) => found.includes(name)).length;
  const all = [...text.matchAll(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'g'))].length;
  if (all < 2) return false;
  const given = `\\(\\s{0,99}(?:[\\w$]{1,60}(?:\\.|::|->)\\$?){0,3}${escaped}\\s{0,99}`;
  // Nobody looks anything up under what is secret.
  const indexed = count(
    `(?<=[\\w$)\\]]|\\?\\.)\\[${entry}${escaped}\\s{0,9}\\](?!\\s{0,9}(?:=(?!=)|:=))`,
  );
  if (indexed > 0) return true;
  const asked =
    count(
      `(?<![\\w$])(?!${setting}(?:_?key\\(|[^(]{0,40}${given}\\)))(?:${asking})(?:<[^<>()]{1,60}>)?${given}[,)]`,
    ) +
    count(`WithValue\\([^,()]{1,80}(?:\\(\\))?,\\s{0,99}(?:\\w{1,60}\\.)?${escaped}\\s{0,9},`) +
    count(`\\bcase\\s{1,9}(?:[\\w$]{1,60}(?:\\.|::)){0,3}${escaped}\\s{0,9}[:,]`) +
    // A list begins with a bracket, too: `[SECRET]` behind nothing is one, unless a value follows.
    count(`(?<=[\\w$)\\]]|\\?\\.)\\[${entry}${escaped}\\s{0,9}\\]`) +
    count(`(?<![\\w$)\\].])\\[${entry}${escaped}\\s{0,9}\\]\\s{0,9}[:=](?!=)`);
  if (!refused.test(name)) return asked === all - 1;
  const compared = count(
    `(?<!api[-_]?)(?:key|secret)\\w{0,20}\\s{0,9}[!=]==?${entry}${escaped}(?![\\w$])`,
  );
  return asked + compared === all - 1;
}

/** Before the last of the names that a constant is reached by. */
const entry = '\\s{0,9}(?:[\\w$]{1,60}(?:\\.|::)){0,3}';
