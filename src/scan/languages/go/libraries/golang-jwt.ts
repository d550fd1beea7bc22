// Rows of golang-jwt v3 to v5 and dgrijalva/jwt-go (token.go, parser.go).
import type { LibraryRow } from '../../../libraries/row.ts';
import type { ValueRow } from '../../../libraries/value-row.ts';

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

/** Names of algorithms as options take them: `jwt.SigningMethodHS256.Alg()`, or its `Name`. */
export const golangJwtValues: readonly ValueRow[] = [
  {
    path: ['*.Alg', '*.Name'],
    receiver: /(?:^|\.)SigningMethod(?:[HREP]S\d{3}|EdDSA)$/,
    is: 'same',
    of: 'receiver',
    example:
      'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f() { a := «jwt.SigningMethodHS256.Alg()»; g(a) }\n',
  },
];

/** `exp` in a map, or a field of the claims that are embedded. */
const expiryClaims: LibraryRow['expiry'] = [
  ['ExpiresAt'],
  ['RegisteredClaims', 'ExpiresAt'],
  ['StandardClaims', 'ExpiresAt'],
  ['Claims', 'ExpiresAt'],
  ['exp'],
].map((path) => ({ chain: 'NewWithClaims', argument: 1, path }));

const keyFunction =
  'func(t *jwt.Token) (interface{}, error) { return []byte("«tutorial-value»"), nil }';

const verifying = (callee: string, argument: number): readonly LibraryRow[] => {
  const row = {
    ...shared,
    role: 'verify',
    key: [{ argument, path: ['()'] }],
    isKeyOptional: true,
    keyIsHmac: 'as-bytes',
    // HMAC keys are bytes and other algorithms want keys of other types: the key itself tells the family.
    verification: 'pinned',
    // The key that lets tokens without a signature through.
    hazards: [
      {
        place: { argument, path: ['()'] },
        is: /\bUnsafeAllowNoneSignatureType$/,
        hazard: 'alg-none',
      },
    ],
  } as const;
  const call = `${callee}(s, ${argument === 2 ? '&jwt.RegisteredClaims{}, ' : ''}${keyFunction})`;
  const example = (receiver: string): string =>
    `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(s string) { ${receiver}.${call} }\n`;
  return [
    {
      ...row,
      shape: { kind: 'call', callee },
      call: `jwt.${callee}`,
      accepted: [{ option: 'WithValidMethods', argument: 0 }],
      example: example('jwt'),
    },
    {
      ...row,
      shape: { kind: 'method', type: 'NewParser()', method: callee },
      call: `parser.${callee}`,
      accepted: [{ chain: 'NewParser', option: 'WithValidMethods', argument: 0 }],
      example: example('jwt.NewParser()'),
    },
    {
      ...row,
      shape: { kind: 'method', type: 'Parser', method: callee },
      call: `parser.${callee}`,
      example: `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(s string, p *jwt.Parser) { p.${call} }\n`,
    },
  ];
};

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
      expiryNumber: 'moment',
      example:
        type === 'Token'
          ? 'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t *jwt.Token) { t.SignedString([]byte("«tutorial-value»")) }\n'
          : `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f() { t := jwt.${type.replace('()', '')}(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 1}); t.SignedString([]byte("«tutorial-value»")) }\n`,
    }),
  ),
  ...verifying('Parse', 1),
  ...verifying('ParseWithClaims', 2),
];
