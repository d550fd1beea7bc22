// Rows of golang-jwt v3 to v5 and dgrijalva/jwt-go (token.go, parser.go).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  library: 'golang-jwt',
  modules: [
    'github.com/golang-jwt/jwt',
    'github.com/dgrijalva/jwt-go',
    'gopkg.in/dgrijalva/jwt-go.v3',
    'github.com/form3tech-oss/jwt-go',
  ],
  kind: 'jwt',
  keyEncoding: 'utf8',
} as const;

/** `exp` in a map, or a field of the claims that are embedded. */
const expiryClaims: LibraryRow['expiry'] = [
  ['ExpiresAt'],
  ['RegisteredClaims', 'ExpiresAt'],
  ['StandardClaims', 'ExpiresAt'],
  ['Claims', 'ExpiresAt'],
  ['exp'],
].map((path) => ({ chain: 'NewWithClaims', argument: 1, path }));

const verifying = (call: string, callee: string, argument: number): LibraryRow => ({
  ...shared,
  shape: { kind: 'call', callee },
  call,
  role: 'verify',
  key: [{ argument, path: ['()'] }],
  isKeyOptional: true,
  // HMAC keys are bytes and other algorithms want keys of other types: the key itself tells the family.
  verification: 'pinned',
  example:
    `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(s string) { ${call}(s, ${argument === 2 ? '&jwt.RegisteredClaims{}, ' : ''}` +
    'func(t *jwt.Token) (interface{}, error) { return []byte("«tutorial-value»"), nil }) }\n',
});

export const golangJwtRows: readonly LibraryRow[] = [
  ...['NewWithClaims()', 'New()', 'Token'].map(
    (type): LibraryRow => ({
      ...shared,
      shape: { kind: 'method', type, method: 'SignedString' },
      call: 'token.SignedString',
      role: 'sign',
      key: [{ argument: 0 }],
      algorithm: [{ chain: type.replace('()', ''), argument: 0 }],
      payload: { chain: 'NewWithClaims', argument: 1 },
      expiry: expiryClaims,
      example:
        type === 'Token'
          ? 'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t *jwt.Token) { t.SignedString([]byte("«tutorial-value»")) }\n'
          : `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f() { t := jwt.${type.replace('()', '')}(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 1}); t.SignedString([]byte("«tutorial-value»")) }\n`,
    }),
  ),
  verifying('jwt.Parse', 'Parse', 1),
  verifying('jwt.ParseWithClaims', 'ParseWithClaims', 2),
];
