// Texts that tell a reader of code what happens and tell nobody a secret: names of algorithms, encodings, spans of
// time, and words of programs. Everything else in quotes is hidden.

/** Whether a text may be shown. */
export type IsWord = (text: string) => boolean;

const forms: readonly RegExp[] = [
  /^(?:[HREP]S(?:256|384|512)(?:K)?|EdDSA|ES256K|Ed25519|Ed448|A(?:128|192|256)(?:KW|GCM|GCMKW)|dir|none)$/i,
  /^(?:hmac[-_]?)?(?:sha-?(?:1|224|256|384|512)|md5)$/i,
  /^(?:utf-?(?:8|16(?:le|be)?)|us-ascii|ascii|latin-?1|iso-8859-1|binary|base64(?:url)?|hex|raw|jwk|pkcs8|spki|der|pem)$/i,
  /^\d{1,4}\s?(?:ms|[smhdwy]|sec|secs|min|mins|hrs?|days?|weeks?|months?|years?|minutes?|hours?|seconds?)$/i,
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Bearer|Authorization|JWT|jwt|HMAC|Hmac|SHA|RSA|oct|sig|enc)$/,
];

/** Where a value comes from, not what it is: `$NAME`, `${NAME:?must be set}`, `%NAME%`, `{{ .Values.name }}`. */
const references: readonly RegExp[] = [
  /^\$\{[A-Za-z_][\w.]{0,80}(?::?\?(?:(?:is |must be )?(?:required|missing|not set|set))?)?\}$/,
  // A password may begin with the sign as well: without braces only what is written like a variable, or is short.
  /^\$(?:[A-Z_][A-Z0-9_]{0,80}|[A-Za-z_]\w{0,5})$/,
  /^\$\{\{\s?[\w.]{1,80}\s?\}\}$/,
  /^%[A-Z_][A-Z0-9_]{0,80}%$/,
  /^\{\{-?\s?[.$]?[A-Za-z][\w.]{0,80}\s?-?\}\}$/,
];

const words: ReadonlySet<string> = new Set(
  `alg typ kid iss sub aud exp nbf iat jti key keys secret secrets token tokens password session cookie cookies
  algorithm algorithms expiresIn issuer audience subject payload header sign verify encode decode encrypt decrypt
  production development staging test testing local default config configuration environment
  true false null undefined yes no on off string number boolean object function
  user users admin auth login logout api
  docker compose docker-compose kubectl helm podman run build exec start stop restart npm npx yarn pnpm bun node deno
  python python3 java ruby php bundle rails rake cargo dotnet mvn gradle gunicorn uvicorn flask django manage.py
  export env set source echo printf cat tee curl wget openssl rand ssh scp git sudo bash sh zsh sleep install
  development: production: heroku config:set config set: eval if then else elif fi for in do done while case esac
  FROM RUN CMD ENTRYPOINT ENV ARG COPY ADD WORKDIR EXPOSE USER VOLUME LABEL HEALTHCHECK ONBUILD SHELL STOPSIGNAL
  MAINTAINER AS`.split(/\s+/),
);

/** Words of every language; `more` are those of a run: modules of libraries, names that reports show anyway. */
export function createIsWord(more: ReadonlySet<string> = new Set()): IsWord {
  return (text) => {
    if (text.length > 100) return false;
    if (words.has(text) || more.has(text)) return true;
    return [...forms, ...references].some((form) => form.test(text));
  };
}

/** Whether a name may be shown as one: short, and no run of letters that a machine has drawn. */
export function isPlausibleName(name: string): boolean {
  if (name.length === 0 || name.length > 80) return false;
  if (/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/]{20,}$/.test(name)) return false;
  return !/[0-9a-f]{24}/i.test(name);
}

/** What people call secrets in all code: a value like these is no longer told from the names around it. */
const everyday =
  /^(?:the|my|our|your|a|an|app|application|api|jwt|jws|json|web|access|refresh|session|cookie|auth|authentication|user|admin|client|server|service|super|private|public|signing|sign|signature|secure|security|hmac|default|test|dev|prod|some|random|key|keys|secret|secrets|token|tokens|pass|password|pwd|passphrase|salt|hash|config|env|id|name|value|string|base|code|data|main|node|express|next|nest|flask|django|rails|laravel|spring|process|verify|encode|decode|login)+$/i;

/** Whether a value reads like a name of code, so that hiding its name would tell the value. */
export function isEverydayName(value: string): boolean {
  if (value.length > 60) return false;
  return everyday.test(value.replace(/[-_.\s]/g, ''));
}
