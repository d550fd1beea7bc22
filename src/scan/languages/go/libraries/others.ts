// Rows of lestrrat-go/jwx, go-jose, gin-jwt, echo and fiber middleware, gorilla, and crypto/hmac.
import type { LibraryRow } from '../../../libraries/row.ts';

const file = (imports: string, body: string): string =>
  `package a\nimport ${imports}\nfunc f() { ${body} }\n`;

const jwx = [
  'github.com/lestrrat-go/jwx/v2/jwt',
  'github.com/lestrrat-go/jwx/v3/jwt',
  'github.com/lestrrat-go/jwx/jwt',
];
const jose = [
  'github.com/go-jose/go-jose',
  'github.com/go-jose/go-jose/v3',
  'github.com/go-jose/go-jose/v4',
  'gopkg.in/square/go-jose.v2',
  'github.com/square/go-jose',
];

/** A structure of settings that holds the key. */
function settings(
  library: string,
  modules: readonly string[],
  type: string,
  row: Partial<LibraryRow> & Pick<LibraryRow, 'example' | 'key'>,
): LibraryRow {
  return {
    library,
    modules,
    shape: { kind: 'typed', type },
    call: type,
    role: 'verify',
    kind: 'jwt',
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    ...row,
  };
}

export const otherGoRows: readonly LibraryRow[] = [
  {
    library: 'go-chi/jwtauth',
    modules: ['github.com/go-chi/jwtauth', 'github.com/go-chi/jwtauth/v5'],
    shape: { kind: 'call', callee: 'New' },
    call: 'jwtauth.New',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 0 }],
    expiryDefault: 'unknown',
    verification: 'pinned',
    example: file(
      '"github.com/go-chi/jwtauth/v5"',
      'g(jwtauth.New("HS256", []byte("«tutorial-value»"), nil))',
    ),
  },
  // livekit/protocol: auth/accesstoken.go.
  {
    library: 'livekit',
    modules: ['github.com/livekit/protocol/auth'],
    shape: { kind: 'call', callee: 'NewAccessToken' },
    call: 'auth.NewAccessToken',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    defaultAlgorithm: 'HS256',
    isIssued: true,
    expiryDefault: 'set',
    example: file(
      '"github.com/livekit/protocol/auth"',
      'auth.NewAccessToken("a", "«tutorial-value»").ToJWT()',
    ),
  },
  ...(
    [
      ['NewSigner', 'sign', 'time.Minute'],
      ['NewVerifier', 'verify', ''],
      ['Sign', 'sign', 'claims, jwt.MaxAge(time.Minute)'],
      ['Verify', 'verify', 'token'],
    ] as const
  ).map(
    ([callee, role, rest]): LibraryRow => ({
      library: 'kataras/jwt',
      modules: ['github.com/kataras/jwt', 'github.com/kataras/iris/v12/middleware/jwt'],
      shape: { kind: 'call', callee },
      call: `jwt.${callee}`,
      role,
      kind: 'jwt',
      key: [{ argument: 1 }],
      keyEncoding: 'utf8',
      algorithm: [{ argument: 0 }],
      verification: 'pinned',
      expiryDefault: callee === 'NewSigner' ? 'set' : 'unknown',
      example: file(
        '"github.com/kataras/jwt"',
        `jwt.${callee}(jwt.HS256, []byte("«tutorial-value»")${rest === '' ? '' : `, ${rest}`})`,
      ),
    }),
  ),
  {
    library: 'jwx',
    modules: jwx,
    shape: { kind: 'call', callee: 'WithKey' },
    call: 'jwt.WithKey',
    role: 'both',
    kind: 'jwt',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 0 }],
    verification: 'pinned',
    expiryDefault: 'never',
    example: file(
      '"github.com/lestrrat-go/jwx/v2/jwt"',
      'jwt.Sign(t, jwt.WithKey(jwa.HS256, []byte("«tutorial-value»")))',
    ),
  },
  // What a token is made of stands in statements of its own.
  {
    library: 'jwx',
    modules: jwx,
    shape: { kind: 'call', callee: 'Sign' },
    call: 'jwt.Sign',
    role: 'sign',
    kind: 'jwt',
    key: [],
    isKeyOptional: true,
    keyEncoding: 'utf8',
    expiry: [],
    expiryAround: { made: /\bNewBuilder\(|\bjwt\w{0,3}\.New\(/, ends: /exp/i },
    example: file(
      '"github.com/lestrrat-go/jwx/v2/jwt"',
      't, _ := jwt.NewBuilder().Subject("a").Build(); jwt.Sign(t, k)',
    ),
  },
  ...['Serialize', 'CompactSerialize'].map(
    (method): LibraryRow => ({
      library: 'go-jose',
      modules: jose.map((module) => `${module}/jwt`),
      shape: { kind: 'method', type: 'Signed()', method },
      call: `jwt.Signed().${method}`,
      role: 'sign',
      kind: 'jwt',
      key: [],
      isKeyOptional: true,
      keyEncoding: 'utf8',
      expiry: [{ chain: 'Claims', first: /\bExpiry:/, argument: 0, path: ['Expiry'] }],
      expiryNumber: 'moment',
      expiryAround: { made: /\.Claims\(|\bClaims\{/, ends: /exp/i },
      example: file(
        '"github.com/go-jose/go-jose/v4/jwt"',
        `jwt.Signed(s).Claims(jwt.Claims{Subject: "a"}).${method}()`,
      ),
    }),
  ),
  settings('go-jose', jose, 'SigningKey', {
    role: 'sign',
    key: [{ argument: 0, path: ['Key'] }],
    algorithm: [{ argument: 0, path: ['Algorithm'] }],
    expiryDefault: 'never',
    example: file(
      '"github.com/go-jose/go-jose"',
      's := jose.SigningKey{Algorithm: jose.HS256, Key: []byte("«tutorial-value»")}; g(s)',
    ),
  }),
  // Who has the key that encrypts a token can make one.
  settings('go-jose', jose, 'Recipient', {
    role: 'sign',
    key: [{ argument: 0, path: ['Key'] }],
    derivesKey: true,
    expiryDefault: 'never',
    example: file(
      '"github.com/go-jose/go-jose"',
      'r := jose.Recipient{Algorithm: jose.DIRECT, Key: []byte("«tutorial-value»")}; g(r)',
    ),
  }),
  settings(
    'gin-jwt',
    ['github.com/appleboy/gin-jwt', 'github.com/appleboy/gin-jwt/v2'],
    'GinJWTMiddleware',
    {
      role: 'both',
      key: [{ argument: 0, path: ['Key'] }],
      algorithm: [{ argument: 0, path: ['SigningAlgorithm'] }],
      expiry: [{ argument: 0, path: ['Timeout'] }],
      expiryDefault: 'set',
      example: file(
        'jwt "github.com/appleboy/gin-jwt/v2"',
        'm := &jwt.GinJWTMiddleware{Realm: "a", Key: []byte("«tutorial-value»")}; g(m)',
      ),
    },
  ),
  ...[
    'github.com/labstack/echo-jwt',
    'github.com/labstack/echo/v4/middleware',
    'github.com/labstack/echo/middleware',
  ].map((module) =>
    settings('echo-jwt', [module], module.includes('middleware') ? 'JWTConfig' : 'Config', {
      key: [{ argument: 0, path: ['SigningKey'] }],
      algorithm: [{ argument: 0, path: ['SigningMethod'] }],
      example: module.includes('middleware')
        ? file(
            `"${module}"`,
            'c := middleware.JWTConfig{SigningKey: []byte("«tutorial-value»")}; g(c)',
          )
        : file(
            `echojwt "${module}"`,
            'c := echojwt.Config{SigningKey: []byte("«tutorial-value»")}; g(c)',
          ),
    }),
  ),
  ...[
    'github.com/labstack/echo-jwt',
    'github.com/labstack/echo/v4/middleware',
    'github.com/labstack/echo/middleware',
  ].map(
    (module): LibraryRow => ({
      library: 'echo-jwt',
      modules: [module],
      shape: { kind: 'call', callee: 'JWT' },
      call: 'echojwt.JWT',
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      defaultAlgorithm: 'HS256',
      verification: 'pinned',
      example: file(`m "${module}"`, 'e.Use(m.JWT([]byte("«tutorial-value»")))'),
    }),
  ),
  ...['github.com/gofiber/jwt', 'github.com/gofiber/contrib/jwt'].map((module) =>
    settings('fiber jwtware', [module, `${module}/v2`, `${module}/v3`], 'Config', {
      key: [
        { argument: 0, path: ['SigningKey', 'Key'] },
        { argument: 0, path: ['SigningKey'] },
      ],
      algorithm: [
        { argument: 0, path: ['SigningKey', 'JWTAlg'] },
        { argument: 0, path: ['SigningMethod'] },
      ],
      example: file(
        `jwtware "${module}"`,
        'c := jwtware.Config{SigningKey: []byte("«tutorial-value»")}; g(c)',
      ),
    }),
  ),
  ...(
    [
      ['github.com/gorilla/sessions', 'NewCookieStore', 'gorilla sessions'],
      ['github.com/gorilla/sessions', 'NewFilesystemStore', 'gorilla sessions'],
      ['github.com/gorilla/securecookie', 'New', 'securecookie'],
      ['github.com/gin-contrib/sessions/cookie', 'NewStore', 'gin sessions'],
    ] as const
  ).map(
    ([module, callee, library]): LibraryRow => ({
      library,
      modules: [module],
      shape: { kind: 'call', callee },
      call: `${module.split('/').at(-1)}.${callee}`,
      role: 'both',
      kind: 'session',
      key: [{ argument: callee === 'NewFilesystemStore' ? 1 : 0 }],
      keyEncoding: 'utf8',
      example: file(
        `"${module}"`,
        `s := ${module.split('/').at(-1)}.${callee}(${callee === 'NewFilesystemStore' ? '"", ' : ''}[]byte("«tutorial-value»")); g(s)`,
      ),
    }),
  ),
  {
    library: 'crypto/hmac',
    modules: ['crypto/hmac'],
    shape: { kind: 'call', callee: 'New' },
    call: 'hmac.New',
    emptyKey: 'taken',
    role: 'both',
    kind: 'hmac',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    example: file('"crypto/hmac"', 'm := hmac.New(sha256.New, []byte("«tutorial-value»")); g(m)'),
  },
  {
    library: 'golang-jwt',
    modules: [
      'github.com/golang-jwt/jwt.NewParser.()',
      'github.com/golang-jwt/jwt.Parser.#',
      'github.com/dgrijalva/jwt-go.Parser.#',
      'github.com/golang-jwt/jwt',
      'github.com/dgrijalva/jwt-go',
    ],
    shape: { kind: 'call', callee: 'ParseUnverified' },
    call: 'jwt.ParseUnverified',
    role: 'verify',
    kind: 'jwt',
    key: [],
    keyEncoding: 'utf8',
    onlyDecodes: true,
    example:
      'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc Authenticate(s string) { t, _, _ := jwt.NewParser().ParseUnverified(s, jwt.MapClaims{}); g(t) }\n',
  },
];
