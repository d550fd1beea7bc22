// The second test of a file of any language that is read through its shapes, on its text: can it set, name, pass on, use,
// guard or write out a signing secret? Of the files that hold the word `secret` most speak of something else, and building
// their trees is what a full run takes its time for. What a link leads into is parsed in any case.
import { holdsMarks } from '../suppression-comments.ts';

/** Words of which a file that sets, names, passes on or uses a signing secret holds at least one, in any language. */
const telling =
  /secret|jwt|jwk|jws\b|jose\b|hmac|signing|signer|sign_?key|itsdangerous|securecookie|pepper|app_?key|auth_?key|token_?key|api_?key|private_?key|access_?key|cookie_?key|encryption_?key|session_?key|keypair|cookie_?store|cookie\W{1,3}key|sessions?[/"']|session_secret|session\W{1,3}cookie|csrf\W|mac\b|joken|jsonwebtoken|symmetricsecuritykey|pubseckey|message_?verifier|message_?encryptor|logged_in_|nonce_|auth_salt|default_signer|sessionconfig/i;

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

/** Something that may hold a secret is written out. */
const output =
  /(?:log|print|puts|echo|dump|inspect|debug|info|warn|error|trace|fatal|panic)\w{0,12}[!.]?\w{0,12}\s?\(?[^;\n]{0,120}(?:secret|jwt|hmac|sign\w{0,10}key|private_?key|environ|getenv|\benv\b|config|settings|options)/i;

/** A secret that is missing stops the program. */
const guard = new RegExp(
  `\\b(?:if|unless|guard|require|assert|check|when)\\b[^\\n]{0,100}${name}`,
  'i',
);
const refusal = /\b(?:raise|throw|panic|exit|abort|fatal|die|error|halt|expect|unwrap)/i;

/** Modules of settings, which hand values to all the others. */
const settings =
  /(?:^|\/)(?:settings|config|configuration|initializers|environments|conf|secrets?)(?:\/|\.[a-z]{1,4}$)|(?:^|\/)\w{0,40}(?:settings|config|configuration|properties|options)\.[a-z]{1,6}$/i;

/** Errs towards true. `mayUse`: whether a text can hold a call that a library row describes. */
export function isWorthParsing(
  { path, text }: { readonly path: string; readonly text: string },
  mayUse: (text: string) => boolean,
): boolean {
  if (!telling.test(text)) return false;
  return (
    settings.test(path) ||
    // A mark that silences nothing is told of.
    holdsMarks(text) ||
    mayUse(text) ||
    named.test(text) ||
    output.test(text) ||
    (guard.test(text) && refusal.test(text))
  );
}
