// What a tree is searched for before anything of it is read. Apart from the scan, so that a search can begin before
// the scan is loaded.

/** Words that a signing secret travels with; a file without any is not looked at (bytes, case folded). */
export const prefilterWords: readonly string[] = [
  'secret',
  'jwt',
  'jws',
  'jose',
  'hmac',
  'cryptohasher',
  'token',
  'session',
  'cookie',
  'passport',
  'signing',
  'sign_key',
  'signkey',
  'app_key',
  'auth_key',
  'authkey',
  'next-auth',
  '@auth/',
  'keygrip',
  'app.keys',
  'hapi/iron',
  'iron-webcrypto',
  'jwk',
  '"kty"',
  'kty:',
  'itsdangerous',
  'joken',
  'default_signer',
  'guardian',
  'phoenix.token',
  'softwaremill',
  'livekit',
  'stream-chat',
  'keylint:',
];

/** Endings of the files that language adapters read; a test holds them against the languages' own. */
export const codeEndings: readonly string[] = [
  ...[
    '.py',
    '.pyw',
    '.go',
    '.java',
    '.kt',
    '.kts',
    '.cs',
    '.cshtml',
    '.razor',
    '.php',
    '.phtml',
    '.inc',
    '.rb',
    '.rake',
    '.ru',
    '.rs',
    '.ex',
    '.exs',
    '.scala',
    '.sc',
    '.sbt',
    '.dart',
    '.swift',
  ],
  '.js',
  '.mjs',
  '.cjs',
  '.jsx',
  '.ts',
  '.mts',
  '.cts',
  '.tsx',
  '.vue',
  '.svelte',
  '.astro',
];

/** Endings of files that no reader reads, or that only show templates, and that are many or large. */
const unreadEndings: readonly string[] = [
  ...['.md', '.mdx', '.txt', '.html', '.css', '.scss', '.less', '.lock', '.snap', '.map', '.csv'],
  ...['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.ico', '.pdf', '.mp4', '.zip', '.gz'],
  ...['.c', '.h', '.cc', '.cpp', '.hpp', '.s'],
  ...['.m', '.pl', '.r', '.dts', '.rst'],
  ...['.woff', '.woff2', '.ttf', '.otf', '.eot', '.wasm', '.graphql', '.po', '.prisma'],
];

/**
 * Code with a call that a library row describes: every row's module or its call's name holds one of these. Far fewer
 * files than speak of tokens.
 */
export const usesSearch = {
  words: [
    ...['jwt', 'JWT', 'Jwt', 'ebtoken', 'ebToken', 'jose', 'jws', 'oslo/', 'Hmac', 'importKey'],
    'CryptoHasher',
    ...[
      'elysia',
      'next-auth',
      '@auth/',
      'betterAuth',
      'openid-connect',
      'oidc-provider',
      'passport',
      'keygrip',
      'koa',
    ],
    ...['-session', '/session', 'SessionStorage', 'useSession', 'statelessSessions', 'seal'],
    'SessionTransport',
    ...['IdentityModel', 'SigningCredentials', 'SECRET_KEY', 'secret_key', 'itsdangerous', 'hmac'],
    ...[
      'jwk',
      'JWK',
      'SessionMiddleware',
      'from_secret',
      'SecretKeySpec',
      'HMAC',
      'gorilla',
      'sessions',
      'token_secret',
    ],
    ...['ActionController', 'MessageVerifier', 'Session::Cookie', 'session_secret'],
    ...['AUTH_KEY', 'AUTH_SALT', 'LOGGED_IN_', 'NONCE_', 'import signing', 'core.signing'],
    ...['livekit', 'stream-chat', 'stream_chat', 'twilio'],
    ...['Joken', 'JOSE', 'Guardian', 'Phoenix.Token', 'default_signer', 'SessionConfig'],
    ...['#auth', '@hapi/yar', 'csrf', 'defineNuxtConfig'],
    ...['cookie', 'createCookie', 'SignedCookie', 'buildConfig', 'defineConfig'],
  ],
  isExact: true,
  endings: codeEndings,
} as const;

/** Configuration that may set a signing secret, or say something about one. */
export const configurationSearch = {
  words: prefilterWords,
  otherThan: [...codeEndings, ...unreadEndings],
};
