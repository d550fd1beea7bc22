// Texts that stand where a secret would and are none: references, key material of other algorithms, names of
// names. Applied before any rule sees a value.
import { isEncryptedValue } from '../model/encrypted-value.ts';
import { isAdvice, isInCapitals, isKeyVariableName } from '../model/variable-names.ts';
import { wordsOf } from './name-words.ts';

/** PEM blocks, key files and JWK sets: asymmetric material, whatever the variable is called. */
export function isAsymmetricMaterial(text: string): boolean {
  return (
    text.includes('-----BEGIN') ||
    /^ssh-(?:rsa|ed25519) /.test(text) ||
    /"kty"\s*:\s*"(?:RSA|EC|OKP)"/.test(text) ||
    /\.(?:pem|key|crt|cer|pub|der|p12|jks)$/i.test(text)
  );
}

/** A public key or a certificate: what everybody may have. */
export function isPublicMaterial(text: string): boolean {
  return (
    /-----BEGIN (?:[A-Z]{2,10} )?(?:PUBLIC KEY|CERTIFICATE)-----/.test(text) ||
    /^ssh-(?:rsa|ed25519) /.test(text) ||
    (/"kty"\s*:\s*"(?:RSA|EC|OKP)"/.test(text) && !/"d"\s*:/.test(text)) ||
    /\.(?:crt|cer|pub)$/i.test(text)
  );
}

/** A URL or connection string: `postgres://...`. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z\d+.-]{1,30}:\/\//i.test(text);
}

/**
 * Whether letters and digits of a text alternate as chance makes them do. Names and paths have words: a digit beside a
 * letter, or a capital behind a small letter, is the exception there.
 */
export function isMixedByChance(text: string): boolean {
  let changes = 0;
  for (let at = 1; at < text.length; at++) {
    const pair = text.slice(at - 1, at + 1);
    if (/[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]\d/.test(pair)) changes++;
  }
  return changes * 6 >= text.length;
}

/** An absolute or relative path; base64 may begin with `/` and hold another one, but it is no path. */
export function isPath(text: string): boolean {
  if (!/^(?:\.{0,2}\/|[A-Za-z]:\\|~\/)[^\s]*$/.test(text)) return false;
  if (!/\/.*\/|\.[a-z]{2,5}$/.test(text)) return false;
  const isBase64 = /^[A-Za-z0-9+/]{20,}={0,2}$/.test(text);
  return !(isBase64 && (/[+=]/.test(text) || isMixedByChance(text)));
}

/** A text that some other tool replaces before the program sees it. */
export function isReferenceText(text: string): boolean {
  return (
    /^(?:\$\{|\$\([\w.-]{1,200}\)$|\{\{|<%|%env\(|vault:|op:\/\/|ssm:|arn:aws:|projects\/[^/]{1,99}\/secrets\/|ref\+|sops:|doppler:|infisical:|bws:\/\/|gcp:\/\/|azure:\/\/|file:\/)/i.test(
      text,
    ) ||
    isEncryptedValue(text) ||
    // Cloud Run's: the version of a secret that is kept elsewhere.
    /^[\w./-]{1,200}:latest$/.test(text) ||
    // Variables of Concourse and BOSH: `((token_signing_key))`.
    /^\(\([\w./:-]{1,200}\)\)$/.test(text) ||
    // Dynaconf's: `@vault path/to/secret`, `@format {env[KEY]}`.
    /^@(?:vault|format|jinja|get|read_file)\s/.test(text) ||
    (/^\$[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !isMixedByChance(text))
  );
}

/** Words that are settings, never secrets: switches, algorithm names, spans of time. */
const settingWords =
  /^(?:true|false|yes|no|on|off|null|undefined|none|auto|string|number|boolean|required|optional|[HREP]S(?:256|384|512)|EdDSA|sha-?(?:1|256|384|512)|md5|\d{1,6}\s?(?:ms|s|m|h|d|w|y|sec|min|hours?|days?|minutes?|seconds?))$/i;

/** The header that a key is sent in, in clients that are made from a description of an API. */
const headerName = /^(?:proxy-)?authorization$|^x-(?:[a-z]{2,20}-){0,3}(?:key|token)$/i;

/** `application/kb+jwt`. */
const mediaType = /^(?:application|text|image|audio|video|multipart)\/[\w.+-]{1,60}$/;

/** `ignore`, `build-time-placeholder`: a text that says itself that no running program reads it. */
export function saysUnread(text: string): boolean {
  return (
    /^(?:ignored?|unused|not[ _-]?(?:used|needed|required))$/i.test(text.trim()) ||
    /(?:^|[^a-z])build[ _-]?(?:time|only)(?:[^a-z]|$)/i.test(text)
  );
}

const standIns =
  /^(?:(?:not[ _]|un)?configured|(?:not[ _]|un)?set|(?:not[ _])?found|missing|present|redacted|hidden|masked|provided|available|unavailable|n\/a)?$/i;

/** `export_signing_key = "acme.scripts:main"`: what a package starts under a name. */
function isEntryPoint(text: string, name: string): boolean {
  return isEntry.test(name) && /^[a-z_]\w*(?:\.\w+)*:\w+$/i.test(text);
}

const isEntry = /(?:^|[._-])(?:scripts|entry[-_]?points|commands)\./i;

/** `base64 encoded HMAC key or public key`: what a configuration says of a value that is still to come. */
function isDescription(text: string): boolean {
  return /^(?:base ?64|hex)[ -]encoded (?:\S+ ){1,20}\S+$/i.test(text);
}

/** An OpenPGP key, by its fingerprint or its id, that packages are signed with. */
function isFingerprint(text: string, name: string): boolean {
  return (
    /^[\dA-F]{40}$/.test(text) &&
    /^(?:[a-z]{1,9}_)?sign(?:ing)?_key(?:_id)?$/i.test(name) &&
    !/jwt|token|session|auth|access|refresh|cookie|hmac|app_|api_/i.test(name)
  );
}

/** Claims of a token, parameters of its head, ways in which a client of OpenID shows who it is: `JwtIDKey = "jti"`. */
function isRegisteredName(text: string): boolean {
  return /^(?:iss|sub|aud|exp|nbf|iat|jti|kid|typ|alg|cty|enc|jku|jwk|x5[uct]|crit|zip|nonce|azp|acr|amr|scope|client_secret_(?:basic|post|jwt)|private_key_jwt)$/.test(
    text,
  );
}

/**
 * `jwt.secret`, `acme.auth.access_token.expiry`: words behind joints, which are longer than two steps where others join them,
 * unless the last one is the name that they are given: `SECRET_KEY_BASE = 'acme.secret_key_base'`.
 */
function isSettingsPath(text: string, name: string): boolean {
  if (text.length >= 40) return false;
  const last = /^[a-z][A-Za-z_-]*[.:](?<last>[a-z][A-Za-z_-]*)$/.exec(text)?.groups?.last ?? '';
  if (last !== '' && folded(name).endsWith(folded(last))) return true;
  if (/^[a-z][A-Za-z0-9]*(?:[.:][a-z][A-Za-z0-9]*)+$/.test(text)) return true;
  return /^[a-z][A-Za-z_-]*(?:[.:][a-z][A-Za-z_-]*){2,}$/.test(text);
}

/** What interfaces and logs show in place of a secret: nothing but signs, or such a word between them. */
function isShownInstead(text: string): boolean {
  const from = text.search(/[\p{L}\p{N}]/u);
  if (from === -1) return true;
  // Looked for from the end: one expression for signs on both sides would try each way to share them.
  let to = text.length;
  while (to > from && !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, to - 2), to))) to--;
  return standIns.test(text.slice(from, to));
}

/** Verbs of messages about a secret: `JWT_SECRET is missing`. */
const messageWord =
  /\b(?:is|are|was|must|cannot|can't|could|not|missing|required|requires|should|invalid|undefined|empty|failed|unable|expected|used to|signs?)\b/i;

/** A sentence that speaks of a variable or of the secret by name; what asks to be replaced is a placeholder. */
function isMessage(text: string, name: string): boolean {
  if (!/\s/.test(text) || !messageWord.test(text) || /chang|replac|your/i.test(text)) return false;
  return /\b[A-Z][A-Z\d]*_[A-Z\d_]+\b/.test(text) || folded(text).includes(folded(name));
}

/**
 * Whether a text that only its name calls a secret can be one. Stricter than for a text that a call signs with:
 * constants hold names of variables, storage keys, labels and translations far more often than secrets.
 * `constant` is code too: a constant of its own, spelled `LIKE_THIS`. `isVariable` tells of a text whether anything in
 * the project sets a variable of that name.
 */
export function isPlausibleByName(
  text: string,
  name: string,
  where: 'code' | 'constant' | 'setting' | 'env',
  isVariable: (name: string) => boolean = () => false,
): boolean {
  if (text.trim() === '' || settingWords.test(text.trim()) || saysUnread(text)) return false;
  if (isAsymmetricMaterial(text) || isReferenceText(text)) return false;
  // `jwt = "0.15.0"` in a manifest is a version; longer rows of numbers are addresses and object identifiers.
  if (/^[\^~>=<v]{0,2}\d{1,4}(?:\.\d{1,5}){1,3}(?:[-+][\w.-]{1,40})?$/.test(text)) return false;
  if (/^\d{1,10}(?:\.\d{1,10}){3,40}$/.test(text)) return false;
  if (isAddress(text) || headerName.test(text) || mediaType.test(text)) return false;
  // Where something stands in a program: `::acme::session`.
  if (/^(?:::)?[A-Za-z_]\w{0,60}(?:::[A-Za-z_]\w{0,60}){1,9}$/.test(text)) return false;
  // Parts of an address: `&hash=`, `#/components/schemas/Login`.
  if (/^[?&][\w.-]{1,60}=|^#\/\w/.test(text)) return false;
  if (isPath(text) || isFingerprint(text, name)) return false;
  if (where === 'env') return true;
  // `JWT_SECRET = 'JWT_SECRET'`, `'jwt.secret'`: a key to look up, an injection token.
  if (folded(text) === folded(name) || isShownInstead(text)) return false;
  if (isNameOfKey(text, name) || isMessage(text, name)) return false;
  // A job that calls a reusable workflow hands its own secrets on.
  if (text === 'inherit' && /(?:^|\.)secrets$/.test(name)) return false;
  // A label or an annotation: `acme.test/api-token-secret`.
  if (
    /^[a-z\d-]{1,60}(?:\.[a-z\d-]{1,60}){1,5}\/[a-z]+(?:[._-][a-z\d]+)*$/.test(text) &&
    !isMixedByChance(text)
  )
    return false;
  // A variable's name: what holds the secret, or the key of a Kubernetes Secret in Helm values.
  if (isVariable(text) || isKeyVariableName(text)) return false;
  if (isEntryPoint(text, name) || isDescription(text)) return false;
  if (where === 'setting') return true;
  if (isRegisteredName(text) || isNameItself(text, name) || isTailOfName(text, name)) return false;
  if (isNamedByKey(text, name)) return false;
  // `jwtKey = 'jwt'`: the name of an entry in a store.
  const entry = /(?<entry>[A-Za-z]{2,20}?)[_-]?key$/i.exec(name)?.groups?.entry;
  if (/^(?:jwt|auth|access|refresh|csrf|xsrf)$/i.test(text) && folded(entry ?? '') === folded(text))
    return false;
  // What names are looked for with: `SECRET_TOKEN = ".*token.*"`.
  if (/\.\*/.test(text) && /^\^?(?:\.\*)?[a-z_|()-]{0,40}(?:\.\*)?\$?$/i.test(text)) return false;
  // How many, or the number of a state.
  if (/^\d{1,3}$/.test(text)) return false;
  // Constants in capitals name actions, states and keys of stores: only advice is surely none of these.
  if (isInCapitals(text) && !isAdvice(text)) return false;
  // A settings path or a storage key, and labels for people.
  if (isSettingsPath(text, name)) return false;
  if (/^\s|\s$|\n/.test(text)) return false;
  const words = text.split(/\s+/);
  if (where === 'constant' && words.length <= 3) return true;
  // Chinese and Arabic phrases have no spaces to tell them by, and few people type secrets in them.
  if (/[^\p{Script=Latin}\P{L}]/u.test(text)) return false;
  if (words.length >= 2 && words.every((word) => /^[\p{L}'’(),.:!?/-]+$/u.test(word))) return false;
  return true;
}

/**
 * `sessionKey = 'express.sid'`, `TOKEN_KEY = 'user_token'`, `jwtSecretRow.key = 'jwtSecret'`: under what name
 * something is kept.
 */
function isNameOfKey(text: string, name: string): boolean {
  if (name.includes('.')) {
    const [owner = '', last = ''] = name.split('.').slice(-2);
    if (last === 'key') {
      // `jwt.refresh_token.key = 'jwt_refresh_token'`: the name of a cookie.
      const isIdentifier = /^[a-z]+(?:[_-][a-z]+)+$/.test(text) && !/secret/.test(text);
      const path = folded(name.slice(0, -'.key'.length));
      return (
        folded(owner).startsWith(folded(text)) || (isIdentifier && path.endsWith(folded(text)))
      );
    }
    return isNameOfKey(text, last);
  }
  // `KEY_VALUE = 'value_'`: the key of an entry, called after it.
  const entry = /^key_(?<entry>\w{1,60})$/i.exec(name)?.groups?.entry;
  if (entry !== undefined && folded(text) === folded(entry)) return true;
  // `FieldSigningKey = "signing_key"`: what a column, a field or a flag is called.
  const called =
    /^(?:field|fld|column|col|attr|attribute|param|prop|property|flag|opt|option|label|arg)_?(?<rest>[A-Z_]\w{1,60})$/i;
  const rest = called.exec(name)?.groups?.rest;
  if (rest !== undefined && folded(rest) === folded(text)) return true;
  const kind = /(?:session|cookie|token|signature)[_-]?key$/i.exec(name)?.[0];
  if (kind === undefined || !/^_{0,2}[A-Za-z]{1,20}(?:[._:-][A-Za-z]{1,20}){0,9}$/.test(text)) {
    return false;
  }
  // Many words are a storage key only where they say so themselves: `our_app_session_key`.
  return text.split(/[._:-]/).length <= 4 || folded(text).endsWith(folded(kind));
}

/**
 * `UserSecret = 'user_secret'`, `SecretsManagerAccess = 'accesssecretsmanager'`: the words of a constant's name, in any
 * order. One word may be anything: `secret = 'secret'`.
 */
function isNameItself(text: string, name: string): boolean {
  const words = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  const rest = folded(text);
  if (words.length < 2 || rest.length !== words.join('').length) return false;
  const byLength = [...words].sort((a, b) => b.length - a.length);
  return byLength.reduce((left, word) => left.replace(word, ' '), rest).trim() === '';
}

/**
 * `ENTRYCLASS_KEY_OBJECT_JWT_ES256 = 'key_object_jwt_es256'`, `HMAC_KEY = 'hmac-key-v2'`: what something is called in a store,
 * where the name goes on before it or the text counts its versions.
 */
function isTailOfName(text: string, name: string): boolean {
  if (!/^[A-Za-z][A-Za-z\d]*(?:[._:-][A-Za-z\d]+){1,12}$/.test(text)) return false;
  const versioned = /^(?<rest>.{4,80})[._:-]v\d{1,3}$/i.exec(text)?.groups?.rest;
  if (versioned !== undefined) return folded(name).endsWith(folded(versioned));
  if (/(?:secret|key)$/i.test(text)) return false;
  if (folded(name).endsWith(folded(text))) return true;
  // `SECRET_ROUTE = 'acme_secret_route'`: the name goes on before it in the text.
  const own = name.slice(name.lastIndexOf('.') + 1);
  return wordsOf(own).length > 1 && !variant.test(text) && folded(text).endsWith(folded(own));
}

/** Which of several it is: `MY_SECRET_DEV = 'my_secret_dev'` is a secret all the same. */
const variant =
  /(?:[._:-]|^)(?:dev|development|prod|production|stag(?:e|ing)|test|testing|local|old|new|default|value|token|password|phrase|salt)$/i;

/**
 * `JWTSecretKey = "JWTSecret"`, `jwtTransKey = "jwtTransition"`: under what name a store or a table keeps something. What
 * signs with such a text is seen to.
 */
function isNamedByKey(text: string, name: string): boolean {
  const entry = /^(?<entry>.*[A-Za-z])_?key$/i.exec(name)?.groups?.entry;
  if (entry === undefined || !isOfWords(text)) return false;
  if (folded(text) === folded(entry)) return true;
  return isOfWords(entry) && !/secret|sign/i.test(entry) && folded(text).startsWith(folded(entry));
}

/** `JWTSecret`, `jwt_secret`: a name of two words or more. */
function isOfWords(text: string): boolean {
  return /^[A-Za-z]+(?:[._-][A-Za-z]+)*$/.test(text) && wordsOf(text).length > 1;
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
