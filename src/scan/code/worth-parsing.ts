// The second test of a file of any language that is read through its shapes, on its text: can it set, name, pass on, use,
// guard or write out a signing secret? Of the files that hold the word `secret` most speak of something else, and building
// their trees is what a full run takes its time for. What a link leads into is parsed in any case.
import { holdsMarks } from '../suppression-comments.ts';
import { mayTakeApart } from './decodes.ts';
import type { Language, LogRow } from './language.ts';

/** Words of which a file that sets, names, passes on or uses a signing secret holds at least one, in any language. */
const telling =
  /secret|jwt|jwk|jws\b|jose\b|hmac|signing|signer|sign_?key|itsdangerous|securecookie|pepper|app_?key|auth_?key|token_?key|api_?key|private_?key|access_?key|cookie_?key|encryption_?key|session_?key|keypair|signed_?cookie|cookie_?store|cookie\W{1,3}key|sessions?[/"']|session_secret|session\W{1,3}cookie|csrf\W|mac\b|joken|guardian|livekit|stream-chat|sessiontransport|jsonwebtoken|symmetricsecuritykey|pubseckey|message_?verifier|message_?encryptor|logged_in_|nonce_|auth_salt|default_signer|sessionconfig/i;

/** What a signing secret is called, with what may follow in the same name. */
const name =
  '(?:secret|jw[tsk]|jose|hmac|sign(?:ing|er|ature)?_?key|signing|signer|pepper|salt|passphrase|keypair|(?:app|api|auth|tokens?|session|cookie|sign|access|refresh|private|encryption|symmetric|security|master|hash|crypto?|base)_?(?:keys?|salt))[\\w$]{0,40}';

/** What says nothing of a value: an absent one, truth, numbers of three digits. */
const nothing = '(?!\\s*(?:nil|null|none|nullptr|undefined|true|false|\\d{1,3}\\b(?![\\w.])))';

const named = new RegExp(
  [
    // `jwtSecret = `, `"jwt.secret": `, `$key => `, `secret: String = `, `JWT_SECRET := `, `secret ?? `, `['jwt']['key'] = `.
    `${name}["'\`\\])}]{0,3}\\s*(?:[?!]?:\\s{0,3}[\\w$<>[\\]|?*&. ]{1,60}\\s{0,3}(?=[=]))?(?:[:?|]{0,2}=(?![=~])|=>|\\?\\?|\\|\\||:(?![:=]))${nothing}`,
    // `@Value("\${jwt.secret:abc}")`, `env('JWT_SECRET', `, `config[:jwt_secret]`, `->get('jwt.secret')`.
    `["'\`:{][\\w.:/${'$'}{}-]{0,60}${name}[\\w.:/}-]{0,80}["'\`\\]]?\\s{0,3}[,)\\]}]`,
    // What is given without an assignment: `set_secret "abc"`, `.secret("abc")`, `key secret, do: `.
    `${name}!?\\s{0,2}\\(?\\s{0,2}["'\`]`,
    // Fields that a framework fills: `private String secret;`, `Secret string`, `jwt_secret: str`.
    `\\b(?:private|public|protected|internal|var|val|let|final|field|pub)\\b[^\\n=(){}]{0,80}\\b\\w{0,40}${name}\\s*(?:[;:{]|$)`,
    `^\\s{1,12}\\w{0,40}${name}\\s{1,20}\\*?(?:string|\\[\\]byte)\\b`,
  ].join('|'),
  'im',
);

/** What speaks of a secret, or of something that may hold one, behind a call that writes it out. */
const written =
  '(?:secret|jwt|hmac|sign\\w{0,10}key|private_?key|environ|getenv|\\benv\\b|config|settings|options)';

/** Shorter names of loggers are words of everything: they count behind a dot, or where a line begins. */
const minLogLength = 3;

/** Something that may hold a secret is written out by one of a language's loggers. */
function outputOf(logs: readonly LogRow[]): RegExp {
  const names = logs.flatMap(({ path }) => (typeof path === 'string' ? [path] : path));
  const last = [...new Set(names.map((name) => /\w+(?=\W*$)/.exec(name)?.[0] ?? name))];
  const isShort = (name: string): boolean => name.length < minLogLength;
  const ways = [
    `\\b(?:${last.filter((name) => !isShort(name)).join('|')})\\b`,
    ...(last.some(isShort) ? [`(?:\\.|^\\s{0,40})(?:${last.filter(isShort).join('|')})[ (]`] : []),
  ];
  return new RegExp(`(?:${ways.join('|')})[^;]{0,160}${written}`, 'im');
}

/** A secret that is missing stops the program. */
const guard = new RegExp(
  `\\b(?:if|unless|guard|require|assert|check|when)\\b[^\\n]{0,100}${name}`,
  'i',
);
const refusal = /\b(?:raise|throw|panic|exit|abort|fatal|die|error|halt|expect|unwrap)/i;

/** Modules of settings, which hand values to all the others. */
const settings =
  /(?:^|\/)(?:settings|config|configuration|initializers|environments|conf|secrets?)(?:\/|\.[a-z]{1,4}$)|(?:^|\/)\w{0,40}(?:settings|config|configuration|properties|options)\.[a-z]{1,6}$/i;

/** Tells whether a file is worth a tree; errs towards true. `mayUse`: whether a text can hold a call that a row describes. */
export function createWorthTest(
  { logs }: Pick<Language, 'logs'>,
  mayUse: (text: string) => boolean,
): (file: { readonly path: string; readonly text: string }) => boolean {
  let output: RegExp | undefined;
  return ({ path, text }) => {
    if (!telling.test(text)) return mayTakeApart(text);
    output ??= outputOf(logs);
    return (
      settings.test(path) ||
      // A mark that silences nothing is told of.
      holdsMarks(text) ||
      mayUse(text) ||
      mayTakeApart(text) ||
      named.test(text) ||
      output.test(text) ||
      (guard.test(text) && refusal.test(text))
    );
  };
}
