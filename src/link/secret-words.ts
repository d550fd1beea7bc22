// The words that names of signing secrets are made of, and those of other secrets. Data alone: secret-names.ts looks them up.

/** What holds the key: the last noun of the name. */
export const keyWords: ReadonlySet<string> = new Set([
  'secret',
  'secrets',
  'key',
  'keys',
  'salt',
  'password',
  'passphrase',
  'hmac',
]);
/** What says that tokens are signed with it. Clients of other services call `sign key` what they sign their questions with. */
export const tokenWords: ReadonlySet<string> = new Set([
  'jwt',
  'jws',
  'jwts',
  'token',
  'tokens',
  'signing',
  'signature',
  'hmac',
]);
/** What says that sessions, cookies or accounts hang on it. */
export const sessionWords: ReadonlySet<string> = new Set([
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
export const attributeWords: ReadonlySet<string> = new Set(
  `name id ids identifier identifiers kid path file dir url uri endpoint host port header prefix suffix issuer iss audience aud
  context domain
  expiry expires expiration expiresin expire ttl lifetime age maxage timeout time minutes seconds hours days
  algorithm algorithms alg algo type kind length size bits bytes min max enabled enable disabled required
  oid oids version count limit format encoding field fields fingerprint fingerprints column table index provider strategy service module options
  config schema pattern regex regexp error errors err errs message msg msgs text label title description placeholder hint
  status state cache storage rotation interval policy base64 manager generator validator hash arn ref
  environment env var variable parameter param query claim claims scheme generated location created updated
  public publickey cert certificate pem method mode user username email missing invalid mismatch expired unset
  unavailable set exists loaded present warning warn help info usage docs example exception reason prompt notes strength
  entropy score`.split(/\s+/),
);

/** What things are kept in, under a key that is a name. */
export const keepers: ReadonlySet<string> = new Set(
  `storage store cache redis local context ctx map lookup header query param cookies state metadata claim claims message error
  identity payload username authority authorities role roles permission permissions scope scopes subject audience issuer
  email`.split(/\s+/),
);

/** Below what a bare `key` may be a signing key. */
export const keyOwners: ReadonlySet<string> = new Set([
  ...tokenWords,
  ...sessionWords,
  ...['app', 'application', 'security', 'secret', 'secrets', 'server', 'api', 'identity', 'user'],
]);

/** Words of services that issue their secrets themselves. */
export const vendorWords: ReadonlySet<string> = new Set(
  `client consumer oauth stripe aws amazon s3 google gcp github gitlab bitbucket facebook
  twitter linkedin apple microsoft azure discord slack twilio sendgrid mailgun mailchimp paypal razorpay
  braintree square plaid recaptcha captcha hcaptcha turnstile cloudinary algolia pusher firebase sentry
  datadog newrelic openai anthropic mapbox spotify zoom notion shopify smtp ldap saml steam twitch dropbox okta auth0
  cognito keycloak idp telegram whatsapp line wechat alipay ably stream livekit npm docker
  pull bot dsn sns sqs ses aliyun alioss oss tencent cos qiniu huawei obs upyun weixin sms r2 b2 public publishable anon map
  maps translate search analytics tracking push apns fcm terraform pulumi kubernetes k8s helm`.split(
    /\s+/,
  ),
);

/** Words of other kinds of key. A call that signs with one outweighs them. */
export const otherKindWords: ReadonlySet<string> = new Set(
  `webhook webhooks mail email db database postgres mysql mongo mongodb redis rabbitmq kafka minio storage bucket ssh gpg
  pgp tls ssl vapid totp otp mfa 2fa encryption encrypt crypto cipher aes rsa iv nonce license vault deploy registry i18n
  cdn proxy clients`.split(/\s+/),
);

/** Names that are signing secrets of well-known software though their words do not show it. */
export const exactStrong: ReadonlySet<string> = new Set(
  `secretkeybase nextauthsecret authsecret betterauthsecret payloadsecret feathersecret featherssecret
  mbembeddingsecretkey ncauthjwtsecret cubejsapisecret redashcookiesecret securecookiesecret
  secretcookiepassword ironsessionpassword nuxtsessionpassword sessionpassword cookiepassword sessionkey
  cookiekey magiclinksecret passwordresetsecret resetpasswordsecret emailtokensecret emailverificationsecret
  activationsecret invitesecret devisesecretkey guardiansecretkey jokensecret djangosecretkey flasksecretkey
  livekitapisecretkey apitokensalt transfertokensalt sessionsecret secrettoken`.split(/\s+/),
);

/** Generic names: signing secrets in one project, something else in the next. */
export const exactGeneric: ReadonlySet<string> = new Set(
  `secret secretkey secrets appsecret appkey appkeys applicationsecret apisecret apisecretkey coresecret serversecret mysecret thesecret privatekey secretphrase securitykey securekey`.split(
    /\s+/,
  ),
);

/** Words that every code base has in its paths. */
export const foreignWordsOfPaths: ReadonlySet<string> = new Set(
  'client clients public email mail database db map maps search encryption crypto cipher deploy i18n line notion pull'.split(
    ' ',
  ),
);

/** What a key below `jwt:` may be called. */
export const plainKeyWords: ReadonlySet<string> = new Set(
  `key keys signing sign signature signer signers verifier verify verification issuer private token tokens hmac hs256
  hs384 hs512 symmetric base64 access refresh auth authentication value security main master default id admin client
  server service app application api session password reset email`.split(/\s+/),
);

/** Settings that frameworks (Koa and Strapi: `app.keys`) and tutorials of whole ecosystems use for the signing secret. */
export const strongPaths: ReadonlySet<string> = new Set([
  'app.keys',
  'appsettings.secret',
  'appsettings.token',
  'tokenoptions.securitykey',
  'tokensettings.key',
  'http.secretkey',
]);

/** What is said of texts that a program refuses to run with. */
export const deniedWords: ReadonlySet<string> = new Set(
  'placeholder placeholders weak known insecure forbidden banned disallowed blocked denied deny denylist blocklist unsafe bad common public'.split(
    ' ',
  ),
);
