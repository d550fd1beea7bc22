// Rows of java-jwt (auth0/java-jwt: Algorithm.HMAC256(String | byte[]), JWT.require, JWT.decode).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  library: 'java-jwt',
  modules: ['com.auth0.jwt.algorithms.Algorithm'],
  kind: 'jwt',
  keyEncoding: 'utf8',
} as const;

export const javaJwtRows: readonly LibraryRow[] = [
  ...[256, 384, 512].map(
    (bits): LibraryRow => ({
      ...shared,
      shape: { kind: 'call', callee: `HMAC${bits}` },
      call: `Algorithm.HMAC${bits}`,
      role: 'both',
      key: [{ argument: 0 }],
      defaultAlgorithm: `HS${bits}`,
      verification: 'pinned',
      expiryDefault: 'never',
      example: `import com.auth0.jwt.algorithms.Algorithm;\nclass A { Object a = Algorithm.HMAC${bits}("«tutorial-value»"); }\n`,
    }),
  ),
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
