// Rows of JWTKit 4 and 5 (vapor/jwt-kit: JWTSigner+HMAC, JWTKeyCollection+HMAC), SwiftJWT and JSONWebToken.swift, which
// give their signers the same names.
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = { library: 'JWTKit', kind: 'jwt', keyEncoding: 'utf8' } as const;

/** Ready for several owners: `JWTSigner.hs256(key: ...)`, `signers.use(.hs256(key: ...))`. */
const signers: readonly LibraryRow[] = ['HS256', 'HS384', 'HS512'].flatMap((algorithm) =>
  ['JWTSigner', 'JWTVerifier', 'implicit'].map((module): LibraryRow => {
    const callee = algorithm.toLowerCase();
    const owner = module === 'implicit' ? '' : module;
    return {
      ...shared,
      modules: [module],
      shape: { kind: 'call', callee },
      call: `${owner}.${callee}`,
      role: module === 'JWTVerifier' ? 'verify' : 'both',
      key: [{ keyword: 'key' }, { argument: 0 }],
      defaultAlgorithm: algorithm,
      keyIsHmac: 'always',
      verification: 'pinned',
      expiryDefault: 'unknown',
      example: `import JWTKit\nfunc f(signers: JWTSigners) { signers.use(${owner}.${callee}(key: "«tutorial-value»")) }\n`,
    };
  }),
);

export const swiftRows: readonly LibraryRow[] = [
  ...signers,
  ...['JWTSigners', 'JWTKeyCollection'].map(
    (type): LibraryRow => ({
      ...shared,
      modules: [''],
      shape: { kind: 'method', type, method: 'unverified' },
      call: `${type}.unverified`,
      role: 'verify',
      key: [],
      onlyDecodes: true,
      example: `import JWTKit\nfunc who(req: Request) -> String { return ${type}().unverified(req.headers.bearerAuthorization.token, as: P.self).sub }\n`,
    }),
  ),
  {
    ...shared,
    modules: [''],
    shape: { kind: 'method', type: 'JWTKeyCollection', method: 'add' },
    call: 'JWTKeyCollection.add',
    role: 'both',
    // `app.jwt.keys` comes from the framework.
    unresolved: /(?:^|\.)keys\.add$/,
    key: [{ keyword: 'hmac' }],
    algorithm: [{ keyword: 'digestAlgorithm' }],
    algorithmNames: 'hash',
    keyIsHmac: 'always',
    verification: 'pinned',
    expiryDefault: 'unknown',
    example:
      'import JWTKit\nfunc f() async { let keys = JWTKeyCollection()\n  await keys.add(hmac: "«tutorial-value»", digestAlgorithm: .sha256) }\n',
  },
];
