// What a name alone tells: whether it is likely to hold a signing secret, and what for. Data first; the few
// functions below only split names into words and look them up.
import { withoutPublicPrefix } from '../model/browser-exposed.ts';
import type { UseKind } from '../model/facts.ts';
import type { Purpose } from '../model/secret.ts';

/**
 * `strong`: the name says "signing secret". `generic`: it may (`SECRET_KEY`), something else must say so too.
 * `never`: it holds something else, whatever it looks like. `none`: nothing to be said.
 */
export type NameVerdict = 'strong' | 'generic' | 'never' | 'none';

/** `accessTokenSecret`, `ACCESS-TOKEN_SECRET`, `access.token:secret` -> ['access', 'token', 'secret']. */
export function wordsOf(name: string): readonly string[] {
  let words = split.get(name);
  if (!words) {
    // Whoever writes the names decides how many there are.
    if (split.size >= 50_000) split.clear();
    words = splitWords(name);
    split.set(name, words);
  }
  return words;
}

/** Names come again and again: in every round of linking, and in every file that speaks of them. */
const split = new Map<string, readonly string[]>();

function splitWords(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{1,64})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .flatMap((word) => glued.get(word) ?? splitNumber(word))
    .filter((word) => word !== '');
}

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

/** What holds the key: the last noun of the name. */
const keyWords = new Set([
  'secret',
  'secrets',
  'key',
  'keys',
  'salt',
  'password',
  'passphrase',
  'hmac',
]);
/** What says that tokens are signed with it. */
const tokenWords = new Set([
  'jwt',
  'jws',
  'jwts',
  'token',
  'tokens',
  'signing',
  'sign',
  'signature',
  'hmac',
]);
/** What says that sessions, cookies or accounts hang on it. */
const sessionWords = new Set([
  'session',
  'cookie',
  'cookies',
  'auth',
  'authentication',
  'refresh',
  'access',
  'csrf',
  'xsrf',
  'nextauth',
  'devise',
  'guardian',
]);

/** A last word like these names something about a secret, not the secret. */
const attributeWords = new Set(
  `name id ids kid path file dir url uri endpoint host port header prefix suffix issuer iss audience aud
  expiry expires expiration expiresin expire ttl lifetime age maxage timeout time minutes seconds hours days
  algorithm algorithms alg algo type kind length size bits bytes min max enabled enable disabled required
  oid oids version count limit format encoding field column table index provider strategy service module options
  config schema pattern regex regexp error errors message text label title description placeholder hint
  status state cache storage rotation interval policy base64 manager generator validator hash arn ref
  environment env var variable parameter param query claim claims scheme generated location created updated
  public publickey cert certificate pem method mode user username email missing invalid mismatch expired unset
  unavailable set exists loaded present warning warn help info usage docs example exception reason prompt notes strength
  entropy score`.split(/\s+/),
);

/** What things are kept in, under a key that is a name. */
const keepers = new Set(
  'storage store cache redis local map lookup header query param cookies state metadata'.split(' '),
);

/** Below what a bare `key` may be a signing key. */
const keyOwners = new Set([
  ...tokenWords,
  ...sessionWords,
  ...['app', 'application', 'security', 'secret', 'secrets', 'server', 'api', 'identity', 'user'],
]);

/** Words of services that issue their secrets themselves. */
const vendorWords = new Set(
  `client consumer oauth stripe aws amazon s3 google gcp github gitlab bitbucket facebook
  twitter linkedin apple microsoft azure discord slack twilio sendgrid mailgun mailchimp paypal razorpay
  braintree square plaid recaptcha captcha hcaptcha turnstile cloudinary algolia pusher firebase sentry
  datadog newrelic openai anthropic mapbox spotify zoom notion shopify smtp ldap saml steam twitch dropbox okta auth0
  cognito keycloak idp telegram whatsapp line wechat alipay ably stream livekit npm docker
  pull bot dsn sns sqs ses aliyun oss tencent cos qiniu huawei obs upyun weixin sms r2 b2 public publishable anon map
  maps translate search analytics tracking push apns fcm terraform pulumi kubernetes k8s helm`.split(
    /\s+/,
  ),
);

/** Words of other kinds of key. A call that signs with one outweighs them. */
const otherKindWords = new Set(
  `webhook webhooks mail email db database postgres mysql mongo mongodb redis rabbitmq kafka minio storage bucket ssh gpg
  pgp tls ssl vapid totp otp mfa 2fa encryption encrypt crypto cipher aes rsa iv nonce license vault deploy registry i18n
  cdn proxy`.split(/\s+/),
);

const isForeignWord = (word: string): boolean => vendorWords.has(word) || otherKindWords.has(word);

/** Names that are signing secrets of well-known software though their words do not show it. */
const exactStrong = new Set(
  `secretkeybase nextauthsecret authsecret betterauthsecret payloadsecret feathersecret featherssecret
  mbembeddingsecretkey ncauthjwtsecret cubejsapisecret redashcookiesecret securecookiesecret
  secretcookiepassword ironsessionpassword nuxtsessionpassword sessionpassword cookiepassword sessionkey
  cookiekey magiclinksecret passwordresetsecret resetpasswordsecret emailtokensecret emailverificationsecret
  activationsecret invitesecret devisesecretkey guardiansecretkey jokensecret djangosecretkey flasksecretkey
  livekitapisecretkey apitokensalt transfertokensalt sessionsecret secrettoken`.split(/\s+/),
);

/** Generic names: signing secrets in one project, something else in the next. */
const exactGeneric = new Set(
  `secret secretkey secrets appsecret appkey appkeys applicationsecret apisecret apisecretkey coresecret serversecret mysecret thesecret privatekey secretphrase`.split(
    /\s+/,
  ),
);

/**
 * Judges one name: an environment variable, a dotted setting path, a constant. For paths the last element must
 * name the key; the others give context (`jwt.secret`, `session.keys`). `isUsed`: a call signs with it, which outweighs
 * words of other kinds of key, and of services that say "webhook": everybody checks theirs with an HMAC.
 */
export function judgeName(
  written: string,
  { isUsed = false }: { readonly isUsed?: boolean } = {},
): NameVerdict {
  const name = readName(written);
  const elements = elementsOf(name);
  const last = elements.at(-1) ?? '';
  const lastWords = wordsOf(last);
  const words = elements.length > 1 ? wordsOf(name) : lastWords;
  const lastWord = lastWords.at(-1) ?? '';
  const compact = lastWords.join('');
  const isJwt = words.includes('jwt') || words.includes('jws');
  if (lastWords.length === 0 || lastWords.length > 8) return 'none';
  if (attributeWords.has(lastWord) && !isVariant(lastWords)) return 'never';
  if (lastWords.includes('public') && !lastWords.includes('secret')) return 'never';
  // A switch, not a secret: `JWT_SECRET_IS_BASE64`, `hasJwtSecret`. A message: `can_not_delete_signing_key`.
  if (
    lastWords.some((word) => /^(?:is|not|cannot|failed)$/.test(word)) ||
    /^(?:has|use|should|no|with|without|missing|invalid|get|set|validate|check|generate|create|rotate|delete|remove|revoke|existing|external|from)$/.test(
      lastWords[0] ?? '',
    )
  ) {
    return 'never';
  }
  if (exactStrong.has(compact)) return 'strong';
  // Rocket keys its private cookies with it.
  if (compact === 'secretkey' && words[0] === 'rocket') return 'strong';
  const body = isVariant(lastWords) ? lastWords.slice(0, -1) : lastWords;
  const noun = body.at(-1) ?? '';
  const hasKeyWord = body.some((word) => keyWords.has(word));
  if (!hasKeyWord && !(isJwt && ['signing', 'sign', 'signature'].includes(noun))) return 'none';
  // Under what name something is kept: `JWT_LOCAL_STORAGE_KEY`, `sessionCacheKey`.
  if (/^keys?$/.test(noun) && keepers.has(body.at(-2) ?? '')) return 'never';
  // Cloud providers call their pairs "access key id" and "access key secret".
  if (/access key|accesskey/.test(lastWords.join(' '))) return 'never';
  const isMailed = words.some((word) =>
    /^(?:confirm|confirmation|verify|verification|token)$/.test(word),
  );
  const isWebhook = words.some((word) => /^webhooks?$/.test(word));
  const foreign = words.filter(
    (word) =>
      (isUsed ? !isWebhook && vendorWords.has(word) : isForeignWord(word)) &&
      !(isMailed && word === 'email'),
  );
  if (foreign.length > 0 && !(isJwt && !words.includes('client'))) return 'never';
  // An `hmac` is mostly the digest itself, also a `tokenHmac`; only an `hmacKey` is surely what it was made with.
  if (noun === 'hmac' && !isJwt) return 'generic';
  const isHmacKey = noun === 'hmac' || (body.at(-2) === 'hmac' && keyWords.has(noun));
  const isSecretNoun = body.includes('secret') || body.includes('secrets') || isHmacKey;
  if (noun === 'password' || noun === 'passphrase') return 'none';
  if (words.includes('private') && !isSecretNoun) return isJwt ? 'generic' : 'none';
  // Below `jwt:` stand keys of caches and stores as well: `jwt.online-key` is none, `jwt.signing-key` is one.
  const isOwnJwt = lastWords.includes('jwt') || lastWords.includes('jws');
  if (isJwt && (isOwnJwt || isSecretNoun || body.every((word) => plainKeyWords.has(word)))) {
    return 'strong';
  }
  if (isJwt) return 'none';
  if (strongPaths.has(elements.slice(-2).map(compactName).join('.'))) return 'strong';
  // `key` names anything; in a list of `key` and `value` it names a name.
  if (elements.length > 1 && /^keys?$/.test(compact)) {
    const isItem = /^\d+$/.test(elements.at(-2) ?? '');
    return !isItem && words.some((word) => keyOwners.has(word)) ? 'generic' : 'none';
  }
  if (isSecretNoun) {
    if (exactGeneric.has(compact) && elements.length < 2) return 'generic';
    if (words.some((word) => tokenWords.has(word) || sessionWords.has(word))) return 'strong';
    return exactGeneric.has(compact) || body.length <= 2 || isUsed ? 'generic' : 'none';
  }
  // `key` alone is the commonest word of all: it needs a word of signing right beside it.
  if (['signing', 'sign', 'signature'].includes(body.at(-2) ?? '') && noun === 'key')
    return 'strong';
  // `TOKEN_SYMMETRIC_KEY` says outright that who verifies can sign.
  if (noun === 'key' && body.at(-2) === 'symmetric') {
    return words.some((word) => tokenWords.has(word)) ? 'strong' : 'generic';
  }
  if (body.length >= 2 && ['token', 'session', 'cookie', 'hmac'].includes(body.at(-2) ?? '')) {
    return noun === 'key' || noun === 'salt' ? 'generic' : 'none';
  }
  return exactGeneric.has(compact) ? 'generic' : 'none';
}

/**
 * Whether a name of verdict `generic` is one that people give to the key of their own tokens: `SECRET_KEY`,
 * `TOKEN_KEY`, a plain `key` below `auth:`. `TUMBLR_SECRET` is none, whatever stands beside it.
 */
export function isCommonSecretName(name: string): boolean {
  if (judgeName(name) !== 'generic') return false;
  const elements = elementsOf(name);
  const compact = wordsOf(elements.at(-1) ?? '').join('');
  return (
    (exactGeneric.has(compact) && compact !== 'privatekey') ||
    /^(?:token|hmac)(?:key|secret)$/.test(compact) ||
    (elements.length > 1 && /^keys?$/.test(compact))
  );
}

/** `token.secret.key` is the `secret-key` of `token`: two elements that only together name what they hold. */
function elementsOf(name: string): readonly string[] {
  const elements = name.split(/[.:/]|__/).filter((element) => element !== '');
  const [owner, last] = elements.slice(-2);
  const isOne =
    owner !== undefined &&
    /^keys?$/i.test(last ?? '') &&
    /^(?:secret|signing|sign|signature|hmac)$/i.test(owner);
  return isOne ? [...elements.slice(0, -2), `${owner}-${last}`] : elements;
}

/** Without the prefix that makes it public: `PUBLIC_` alone may be all that tells a public key. */
function readName(name: string): string {
  return /^PUBLIC_/.test(name) && !/secret/i.test(name) ? name : withoutPublicPrefix(name);
}

/** Whether a name says that it holds what everybody may have: a public key, a certificate. */
export function namesPublicKey(name: string): boolean {
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  if (/\b(?:secrets?|private|priv)\b/.test(words)) return false;
  return /\b(?:public ?(?:key|pem|cert)s?|pub ?keys?|publickeys?|certificates?|certs?|x509|spki)\b/.test(
    words,
  );
}

/** Whether it leaves it open: `secretOrPublicKey`, `jwks`, `pem`. */
export function mayNamePublicKey(name: string): boolean {
  const words = wordsOf(withoutPublicPrefix(name)).join(' ');
  return namesPublicKey(name) || /\b(?:public|jwks?|pem|rsa)\b/.test(words);
}

/** Whether a path or function name speaks of a service whose keys somebody else issues, or of webhooks. */
export function namesForeignService(name: string): boolean {
  return wordsOf(name).some((word) => isForeignWord(word) && !foreignWordsOfPaths.has(word));
}

/** Words that every code base has in its paths. */
const foreignWordsOfPaths = new Set(
  'client public email mail database db map maps search encryption crypto cipher deploy i18n line notion pull'.split(
    ' ',
  ),
);

/** What a key below `jwt:` may be called. */
const plainKeyWords = new Set(
  `key keys signing sign signature signer signers verifier verify verification issuer private token tokens hmac hs256
  hs384 hs512 symmetric base64 access refresh auth authentication value security main master default id admin client
  server service app application api session password reset email`.split(/\s+/),
);

/** Settings that frameworks (Koa and Strapi: `app.keys`) and tutorials of whole ecosystems use for the signing secret. */
const strongPaths = new Set([
  'app.keys',
  'appsettings.secret',
  'appsettings.token',
  'tokenoptions.securitykey',
  'tokensettings.key',
  'http.secretkey',
]);

/** Cheap test that every name with a verdict of `strong` or `generic` passes: most of a JSON file's keys do not. */
export function mayNameSecret(name: string): boolean {
  return /secret|key|jwt|jws|hmac|salt|sign|passw|passphrase|appsettings/i.test(name);
}

/** `JWT_SECRET_DEV`, `jwtSecret2`: the last word only tells which one. */
function isVariant(words: readonly string[]): boolean {
  return (
    words.length > 1 &&
    /^(?:\d+|dev|development|prod|production|staging|stage|test|testing|local|old|new|previous|prev|current|default|fallback|primary|secondary|base64)$/.test(
      words.at(-1) ?? '',
    )
  );
}

const purposes: readonly (readonly [Purpose, RegExp])[] = [
  ['refresh', /^refresh$/],
  ['csrf', /^(?:csrf|xsrf)$/],
  ['reset', /^(?:reset|forgot|forget|recovery)$/],
  [
    'verification',
    /^(?:verification|verify|confirm|confirmation|activation|activate|magic|invite|email)$/,
  ],
  ['webhook', /^webhooks?$/],
  ['session', /^sessions?$/],
  ['cookie', /^cookies?$/],
  ['access', /^access$/],
  ['api', /^api$/],
];

/** What a secret of that name and use protects; `null` when neither tells. */
export function purposeOf(name: string | null, kind: UseKind | null): Purpose | null {
  const words = name === null ? [] : wordsOf(name);
  for (const [purpose, pattern] of purposes) {
    if (words.some((word) => pattern.test(word))) return purpose;
  }
  if (kind === 'session') return 'session';
  if (kind === 'cookie') return 'cookie';
  return null;
}

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
export function compactPath(path: string): string {
  return path
    .split(/[.:]|__/)
    .map(compactName)
    .filter((element) => element !== '')
    .join('.');
}
