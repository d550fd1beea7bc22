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

/** What signs a payload that is made there and then: `req.jwt.sign(Payload(...))`, `app.jwt.keys.sign(...)`. */
const payload = {
  ...shared,
  modules: [''],
  shape: { kind: 'method', type: 'JWTSigners', method: 'sign' },
  call: 'jwt.sign',
  role: 'sign',
  unresolved: /(?:^|\.)(?:jwt|(?:signers|keys)(?:\.get)?|jwtSigners?|signer)\.sign$/,
  key: [],
  isKeyOptional: true,
} as const;

const example = (declared: string, made: string): string =>
  `import JWT\nstruct P: JWTPayload { var sub: SubjectClaim${declared} }\nfunc f(req: Request) throws -> String { try req.jwt.sign(P(sub: "a"${made})) }\n`;

export const swiftRows: readonly LibraryRow[] = [
  // vapor/jwt 2 for Vapor 2: Sources/JWT/Signer/HMACSigner.swift.
  ...['HS256', 'HS384', 'HS512'].map(
    (type): LibraryRow => ({
      ...shared,
      library: 'vapor/jwt',
      modules: [''],
      shape: { kind: 'call', callee: type },
      call: type,
      role: 'both',
      key: [{ keyword: 'key' }],
      defaultAlgorithm: type,
      keyIsHmac: 'always',
      verification: 'pinned',
      expiryDefault: 'unknown',
      example: `import JWT\nfunc f() throws { g(${type}(key: "«tutorial-value»".bytes)) }\n`,
    }),
  ),
  // The payload is declared beside it, and nothing there speaks of an end.
  {
    ...payload,
    when: [{ place: { argument: 0 }, is: /^[A-Z]\w*\(/ }],
    inFiles: { text: /^(?![\s\S]*exp)[\s\S]*\bstruct\s+\w+\s*:[^{]{0,200}\bJWTPayload\b/i },
    expiry: [],
    example: example('', ''),
  },
  {
    ...payload,
    expiry: ['exp', 'expiration', 'expirationTime', 'expiresAt', 'expiry', 'expires'].map(
      (name) => ({ argument: 0, path: [name] }),
    ),
    expiryNumber: 'moment',
    expiryDefault: 'unknown',
    example: example('; var exp: ExpirationClaim', ', exp: .init(value: Date())'),
  },
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
