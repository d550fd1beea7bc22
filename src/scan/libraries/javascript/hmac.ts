// Rows of plain HMAC keys: node:crypto, WebCrypto, crypto-js; and of platforms that sign with a configured secret.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const medusa = ['@medusajs/framework/utils', '@medusajs/utils', '@medusajs/medusa'] as const;

/** HMAC keys that no JWT library sees. */
export const hmacRows: readonly LibraryRow[] = [
  javascriptRow({
    library: 'node:crypto',
    modules: ['crypto'],
    shape: { kind: 'call', callee: 'createHmac' },
    call: 'createHmac',
    role: 'both',
    kind: 'hmac',
    unresolved: /^(?:\w+\.)?createHmac$/,
    minArguments: 2,
    key: [{ argument: 1 }],
    emptyKey: 'taken',
    algorithm: [{ argument: 0 }],
    algorithmNames: 'hash',
    example:
      "import { createHmac } from 'node:crypto';\ncreateHmac('sha512', '«tutorial-value»').update(text);",
  }),
  javascriptRow({
    library: 'Bun',
    modules: ['bun'],
    shape: { kind: 'new', type: 'CryptoHasher' },
    call: 'new CryptoHasher',
    role: 'both',
    kind: 'hmac',
    unresolved: /^Bun\.CryptoHasher$/,
    // Without a key it is a plain digest.
    minArguments: 2,
    key: [{ argument: 1 }],
    algorithm: [{ argument: 0 }],
    algorithmNames: 'hash',
    example:
      "import { CryptoHasher } from 'bun';\nnew CryptoHasher('sha256', '«tutorial-value»').update(text);",
  }),
  javascriptRow({
    library: 'WebCrypto',
    modules: ['crypto'],
    shape: { kind: 'call', callee: 'subtle.importKey' },
    call: 'subtle.importKey',
    role: 'both',
    kind: 'hmac',
    unresolved: /(?:^|\.)subtle\.importKey$/,
    minArguments: 3,
    when: [
      { place: { argument: 0 }, is: 'raw' },
      { place: { argument: 2, path: ['name'] }, is: ['HMAC', 'hmac'] },
    ],
    key: [{ argument: 1 }],
    algorithm: [
      { argument: 2, path: ['hash', 'name'] },
      { argument: 2, path: ['hash'] },
    ],
    algorithmNames: 'hash',
    example:
      "await crypto.subtle.importKey('raw', new TextEncoder().encode('«tutorial-value»'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);",
  }),
  ...(['HmacSHA256', 'HmacSHA384', 'HmacSHA512'] as const).map((callee) =>
    javascriptRow({
      library: 'crypto-js',
      modules: ['crypto-js', 'crypto-es', `crypto-js/hmac-${callee.slice(4).toLowerCase()}`],
      shape: { kind: 'call', callee },
      call: `CryptoJS.${callee}`,
      role: 'both',
      kind: 'hmac',
      unresolved: new RegExp(`^CryptoJS\\.${callee}$`),
      minArguments: 2,
      key: [{ argument: 1 }],
      emptyKey: 'taken',
      defaultAlgorithm: callee.replace('HmacSHA', 'HS'),
      example: `import CryptoJS from 'crypto-js';\nCryptoJS.${callee}(text, '«tutorial-value»');`,
    }),
  ),
  javascriptRow({
    library: 'medusa',
    modules: medusa,
    shape: { kind: 'call', callee: 'defineConfig' },
    call: 'http.jwtSecret',
    role: 'both',
    kind: 'jwt',
    expiryDefault: 'set',
    key: [
      { argument: 0, path: ['projectConfig', 'http', 'jwtSecret'] },
      { argument: 0, path: ['projectConfig', 'jwt_secret'] },
    ],
    defaultAlgorithm: 'HS256',
    example:
      "import { defineConfig } from '@medusajs/framework/utils';\ndefineConfig({ projectConfig: { http: { jwtSecret: '«tutorial-value»' } } });",
  }),
  javascriptRow({
    library: 'medusa',
    modules: medusa,
    shape: { kind: 'call', callee: 'defineConfig' },
    call: 'http.cookieSecret',
    role: 'both',
    kind: 'cookie',
    key: [
      { argument: 0, path: ['projectConfig', 'http', 'cookieSecret'] },
      { argument: 0, path: ['projectConfig', 'cookie_secret'] },
    ],
    example:
      "import { defineConfig } from '@medusajs/framework/utils';\ndefineConfig({ projectConfig: { http: { cookieSecret: '«tutorial-value»' } } });",
  }),
];
