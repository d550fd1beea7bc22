// Whether a word on a line can be the name of a signing secret, whatever stands around it: what a name is nested below
// may make one of `key`. Asked of every line that a history holds, so most words end at the first test.
import { compactName, matchesName } from '../../link/name-words.ts';
import { suggestsSecret } from '../../link/secret-names.ts';
import { memoByText } from '../../model/memo.ts';

/** Every name of a secret holds one of these. */
const core = /secret|key|jwt|jws|hmac|salt|sign|passw|passphrase/i;

/** Names that say something only below one that says what they are the key of. */
export const plainKey = /^(?:keys?|sign|signing|signature|hmac)$/i;

/** Whether a name, whole or the last part of a dotted one, can be that of a signing secret. */
export const mayNameKey = memoByText((name: string): boolean => {
  if (!core.test(name)) return false;
  const last = lastPart(name);
  return (
    suggestsSecret(name) ||
    (core.test(last) &&
      !plainKey.test(last) &&
      ['', 'jwt.', 'token.'].some((above) => suggestsSecret(above + last)))
  );
});

/**
 * Names that calls of this project read, by their last parts: `auth.phrase` is `phrase:` on a line of YAML. `patterns`:
 * what its settings call a secret.
 */
export function createUsedNames(
  names: readonly string[],
  patterns: readonly string[],
): (name: string) => boolean {
  const used = new Set(names.map((name) => compactName(lastPart(name))));
  used.delete('');
  return (name) =>
    used.has(compactLast(name)) ||
    patterns.some(
      (pattern) => matchesName(pattern, name) || matchesName(lastPart(pattern), lastPart(name)),
    );
}

/** The last element of a dotted name. */
export function lastPart(name: string): string {
  return name.split(/[.:/]|__/).findLast((part) => part !== '') ?? '';
}

const compactLast = memoByText((name: string): string => compactName(lastPart(name)));
