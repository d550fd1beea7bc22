// Names taken apart and put together: words, and spellings that mean the same name.
import { memoByText } from '../model/memo.ts';

/** `accessTokenSecret`, `ACCESS-TOKEN_SECRET`, `access.token:secret` -> ['access', 'token', 'secret']. */
export const wordsOf = memoByText((name: string): readonly string[] =>
  name
    .replace(capitalsInside, (word) => ` ${word.toLowerCase()} `)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{1,64})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => glued.get(word) ?? splitNumber(word))
    .filter((word) => word !== ''),
);

/** Words of one's own spelling, which capitals do not part: `OAuthClientiOSSecret`. */
const capitalsInside = /(?:OAuth|iOS|macOS|GitHub|GitLab|LinkedIn|PayPal)(?![a-z])/g;

/** `secret2` is a secret, the second; `s3` and `auth0` are names. */
function splitNumber(word: string): string[] {
  return /^(?:secret|key|token|jwt)\d{1,4}$/.test(word)
    ? [word.replace(/\d+$/, ''), word.replace(/^\D+/, '')]
    : [word];
}

/** Words that people write without a separator. */
const glued = new Map<string, string[]>([
  ['jwtsecret', ['jwt', 'secret']],
  ['jwtkey', ['jwt', 'key']],
  ['jwtprivatekey', ['jwt', 'private', 'key']],
  ['jwtsecretkey', ['jwt', 'secret', 'key']],
  ['secretkey', ['secret', 'key']],
  ['secretorkey', ['secret', 'key']],
  ['signingkey', ['signing', 'key']],
  ['tokensecret', ['token', 'secret']],
  ['tokenkey', ['token', 'key']],
  ['authsecret', ['auth', 'secret']],
  ['sessionsecret', ['session', 'secret']],
  ['cookiesecret', ['cookie', 'secret']],
  ['accesssecret', ['access', 'secret']],
  ['refreshsecret', ['refresh', 'secret']],
  ['appsecret', ['app', 'secret']],
  ['nextauth', ['next', 'auth']],
]);

/** Whether a name matches a setting that may hold `*`; case and separators do not matter. */
export function matchesName(pattern: string, name: string): boolean {
  const pieces = pattern.split('*').map(compactName);
  const target = compactName(name);
  if (pieces.length === 1) return pieces[0] === target;
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const at = index === 0 ? (target.startsWith(piece) ? 0 : -1) : target.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return last === '' || (target.endsWith(last) && target.length - last.length >= 0);
}

/** Lower case without separators: relaxed binding, `jwtSecret` = `jwt-secret` = `JWT_SECRET`. */
export function compactName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The same for a dotted path, element by element. */
export const compactPath = memoByText((path: string): string =>
  path
    .split(/[.:]|__/)
    .map(compactName)
    .filter((element) => element !== '')
    .join('.'),
);
