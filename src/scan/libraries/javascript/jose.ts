// Rows of jose 3 to 6 (panva/jose).
import type { LibraryRow } from '../row.ts';

const signers = ['SignJWT', 'CompactSign', 'FlattenedSign'] as const;
const verifiers = ['jwtVerify', 'compactVerify', 'flattenedVerify', 'generalVerify'] as const;

export const joseRows: readonly LibraryRow[] = [
  ...signers.map(
    (type): LibraryRow => ({
      language: 'javascript',
      library: 'jose',
      modules: ['jose', 'jose-node-cjs-runtime', 'jose/jwt/sign'],
      shape: { kind: 'method', type, method: 'sign' },
      call: `${type}.sign`,
      role: 'sign',
      kind: 'jwt',
      key: [{ argument: 0 }],
      keyEncoding: 'utf8',
      algorithm: [{ chain: 'setProtectedHeader', argument: 0, path: ['alg'] }],
      ...(type === 'SignJWT'
        ? {
            expiry: [{ chain: 'setExpirationTime', argument: 0 }],
            payload: { chain: 'new', argument: 0 },
          }
        : { expiryDefault: 'never' as const }),
      example:
        `import { ${type} } from 'jose';\n` +
        `await new ${type}(claims)\n  .setProtectedHeader({ alg: 'HS256' })\n` +
        "  .sign(new TextEncoder().encode('«tutorial-value»'));",
    }),
  ),
  ...verifiers.map(
    (callee): LibraryRow => ({
      language: 'javascript',
      library: 'jose',
      modules: ['jose', 'jose-node-cjs-runtime', 'jose/jwt/verify'],
      shape: { kind: 'call', callee },
      call: callee,
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 1 }],
      keyEncoding: 'utf8',
      accepted: [{ argument: 2, path: ['algorithms'] }],
      verification: 'open',
      example:
        `import { ${callee} } from 'jose';\nconst key = new TextEncoder().encode('«tutorial-value»');\n` +
        `await ${callee}(token, key, { algorithms: ['HS256'] });`,
    }),
  ),
];
