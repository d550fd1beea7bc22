// Rows of java-jwt (auth0/java-jwt: Algorithm.HMAC256(String | byte[]), JWT.require, JWT.decode).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  library: 'java-jwt',
  modules: ['com.auth0.jwt.algorithms.Algorithm'],
  kind: 'jwt',
  keyEncoding: 'utf8',
} as const;

export const javaJwtRows: readonly LibraryRow[] = [
  {
    ...shared,
    modules: ['com.auth0.jwt.JWT'],
    shape: { kind: 'method', type: 'create()', method: 'sign' },
    call: 'JWT.create().sign',
    role: 'sign',
    key: [{ argument: 0 }],
    claimCall: 'withClaim',
    expiry: [
      { chain: 'withExpiresAt', argument: 0 },
      { chain: 'withClaim', first: /^"exp"$/, argument: 1 },
      { chain: 'withPayload', argument: 0 },
    ],
    example:
      'import com.auth0.jwt.JWT;\nimport com.auth0.jwt.algorithms.Algorithm;\n' +
      'class A { String f() { return JWT.create().sign(Algorithm.HMAC256("«tutorial-value»")); } }\n',
  },
  ...[256, 384, 512].map(
    (bits): LibraryRow => ({
      ...shared,
      shape: { kind: 'call', callee: `HMAC${bits}` },
      call: `Algorithm.HMAC${bits}`,
      role: 'both',
      key: [{ argument: 0 }],
      keyIsHmac: 'always',
      defaultAlgorithm: `HS${bits}`,
      verification: 'pinned',
      expiryDefault: 'never',
      example: `import com.auth0.jwt.algorithms.Algorithm;\nclass A { Object a = Algorithm.HMAC${bits}("«tutorial-value»"); }\n`,
    }),
  ),
  {
    ...shared,
    shape: { kind: 'call', callee: 'none' },
    call: 'Algorithm.none',
    role: 'both',
    key: [],
    defaultAlgorithm: 'none',
    verification: 'pinned',
    expiryDefault: 'never',
    example:
      'import com.auth0.jwt.algorithms.Algorithm;\nclass A { Object a = Algorithm.none(); }\n',
  },
  {
    ...shared,
    modules: ['com.auth0.jwt.JWT'],
    shape: { kind: 'call', callee: 'decode' },
    call: 'JWT.decode',
    role: 'verify',
    key: [],
    onlyDecodes: true,
    example:
      'import com.auth0.jwt.JWT;\nclass A { String authenticate(String token) { return JWT.decode(token).getSubject(); } }\n',
  },
];
