// Rows of jose (panva/jose): 3 to 6, and the older interface of 1 and 2.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const signers = ['SignJWT', 'CompactSign', 'FlattenedSign'] as const;

const verifiers = ['jwtVerify', 'compactVerify', 'flattenedVerify', 'generalVerify'] as const;

const library = 'jose';

/** Signers, then verifiers. */
export const joseRows: readonly LibraryRow[] = [
  ...signers.map((type) =>
    javascriptRow({
      library,
      modules: ['jose', 'jose-node-cjs-runtime', 'jose-browser-runtime', 'jose/jwt/sign'],
      shape: { kind: 'method', type, method: 'sign' },
      call: `${type}.sign`,
      role: 'sign',
      kind: 'jwt',
      key: [{ argument: 0 }],
      algorithm: [{ chain: 'setProtectedHeader', argument: 0, path: ['alg'] }],
      ...(type === 'SignJWT'
        ? {
            expiry: [{ chain: 'setExpirationTime', argument: 0 }],
            expiryNumber: 'moment' as const,
            payload: { chain: 'new', argument: 0 },
          }
        : { expiryDefault: 'never' as const }),
      example:
        `import { ${type} } from 'jose';\n` +
        `await new ${type}(claims)\n  .setProtectedHeader({ alg: 'HS256' })\n` +
        "  .sign(new TextEncoder().encode('«tutorial-value»'));",
    }),
  ),
  javascriptRow({
    library,
    modules: ['jose'],
    shape: { kind: 'method', type: 'GeneralSign', method: 'addSignature' },
    call: 'GeneralSign.addSignature',
    role: 'sign',
    kind: 'jwt',
    expiryDefault: 'never',
    key: [{ argument: 0 }],
    algorithm: [{ chain: 'setProtectedHeader', argument: 0, path: ['alg'] }],
    example:
      "import { GeneralSign } from 'jose';\n" +
      "new GeneralSign(bytes).addSignature(new TextEncoder().encode('«tutorial-value»'));",
  }),
  ...verifiers.map((callee) =>
    javascriptRow({
      library,
      modules: ['jose', 'jose-node-cjs-runtime', 'jose-browser-runtime', 'jose/jwt/verify'],
      shape: { kind: 'call', callee },
      call: callee,
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 1 }],
      accepted: [{ argument: 2, path: ['algorithms'] }],
      ...(callee === 'jwtVerify' && {
        audience: [{ argument: 2, path: ['audience'] }],
        issuer: [{ argument: 2, path: ['issuer'] }],
      }),
      verification: 'open',
      keyDecidesSince: '0',
      // Bytes sign HMACs alone, and a CryptoKey or a JWK fits one family.
      keysAreTyped: true,
      boundKeys: [
        { by: 'createRemoteJWKSet' },
        { by: 'createLocalJWKSet' },
        { by: 'importSPKI' },
        { by: 'importX509' },
        // Without the algorithm a key takes the one its JWK names, if it names one.
        { by: 'importJWK', arguments: 2 },
      ],
      example:
        `import { ${callee} } from 'jose';\n` +
        "const key = new TextEncoder().encode('«tutorial-value»');\n" +
        `await ${callee}(token, key, { algorithms: ['HS256'] });`,
    }),
  ),
  // Who has the key that encrypts a token can make one: with `dir` and the wrappings it is a text or bytes.
  ...(['EncryptJWT', 'CompactEncrypt', 'FlattenedEncrypt'] as const).map((type) =>
    javascriptRow({
      library,
      modules: ['jose'],
      shape: { kind: 'method', type, method: 'encrypt' },
      call: `${type}.encrypt`,
      role: 'sign',
      kind: 'jwt',
      when: [
        {
          place: { chain: 'setProtectedHeader', argument: 0, path: ['alg'] },
          is: /^(?:dir|A\d{3}(?:GCM)?KW)$/,
        },
      ],
      key: [{ argument: 0 }],
      derivesKey: true,
      expiryDefault: 'unknown',
      example:
        `import { ${type} } from 'jose';\n` +
        `await new ${type}(claims)\n  .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })\n` +
        "  .encrypt(new TextEncoder().encode('«tutorial-value»'));",
    }),
  ),
  ...(['jwtDecrypt', 'compactDecrypt', 'flattenedDecrypt'] as const).map((callee) =>
    javascriptRow({
      library,
      modules: ['jose'],
      shape: { kind: 'call', callee },
      call: callee,
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 1 }],
      derivesKey: true,
      verification: 'pinned',
      example: `import { ${callee} } from 'jose';\nawait ${callee}(token, new TextEncoder().encode('«tutorial-value»'));`,
    }),
  ),
  ...(['JWK.asKey', 'JWK.createKeyStore.().add'] as const).map((callee) =>
    javascriptRow({
      library: 'node-jose',
      modules: ['node-jose'],
      shape: { kind: 'call', callee },
      call: callee.replace('.()', '()'),
      role: 'both',
      kind: 'jwt',
      when: [{ place: { argument: 0, path: ['kty'] }, is: 'oct' }],
      key: [{ argument: 0, path: ['k'] }],
      verification: 'pinned',
      expiryDefault: 'never',
      keyEncoding: 'base64url',
      example: `const jose = require('node-jose');\njose.${callee.replace('.()', '()')}({ kty: 'oct', k: '«dHV0b3JpYWw»' });`,
    }),
  ),
  javascriptRow({
    library,
    modules: ['jose'],
    shape: { kind: 'call', callee: 'JWT.sign' },
    call: 'JWT.sign',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 2, path: ['algorithm'] }],
    expiry: [{ argument: 2, path: ['expiresIn'] }],
    payload: { argument: 0 },
    example:
      "const { JWT, JWK } = require('jose');\n" +
      "JWT.sign({ id }, JWK.asKey('«tutorial-value»'), { algorithm: 'HS256' });",
  }),
  javascriptRow({
    library,
    modules: ['jose'],
    shape: { kind: 'call', callee: 'JWT.verify' },
    call: 'JWT.verify',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 1 }],
    accepted: [{ argument: 2, path: ['algorithms'] }],
    verification: 'open',
    keyDecidesSince: '0',
    example: "const { JWT } = require('jose');\nJWT.verify(token, '«tutorial-value»');",
  }),
];
