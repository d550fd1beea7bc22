// Rows of jsonwebtoken 8 and 9 (auth0/node-jsonwebtoken) and its drop-in wrappers.
import type { LibraryRow } from '../row.ts';

const modules = [
  'jsonwebtoken',
  'jsonwebtoken-promisified',
  'jsonwebtoken-esm',
  'jsonwebtoken-es',
  'njsonwebtoken',
] as const;

export const jsonwebtokenRows: readonly LibraryRow[] = [
  {
    language: 'javascript',
    library: 'jsonwebtoken',
    modules,
    shape: { kind: 'call', callee: 'sign' },
    call: 'jwt.sign',
    role: 'sign',
    kind: 'jwt',
    unresolved: /^(?:.*\.)?(?:jwt|JWT|jsonwebtoken|JsonWebToken|jsonWebToken)\.sign$/,
    minArguments: 2,
    key: [{ argument: 1, path: ['key'] }, { argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [
      { argument: 2, path: ['algorithm'] },
      { argument: 2, path: ['header', 'alg'] },
    ],
    defaultAlgorithm: 'HS256',
    expiry: [{ argument: 2, path: ['expiresIn'] }],
    payload: { argument: 0 },
    example:
      "import jwt from 'jsonwebtoken';\njwt.sign({ id }, '«tutorial-value»', { expiresIn: '1h' });",
  },
  {
    language: 'javascript',
    library: 'jsonwebtoken',
    modules,
    shape: { kind: 'call', callee: 'verify' },
    call: 'jwt.verify',
    role: 'verify',
    kind: 'jwt',
    unresolved: /^(?:.*\.)?(?:jwt|JWT|jsonwebtoken|JsonWebToken|jsonWebToken)\.verify$/,
    minArguments: 2,
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    accepted: [{ argument: 2, path: ['algorithms'] }],
    verification: 'open',
    hazards: [
      { place: { argument: 2, path: ['ignoreExpiration'] }, is: 'true', hazard: 'expiry-ignored' },
    ],
    example: "const { verify } = require('jsonwebtoken');\nverify(token, '«tutorial-value»');",
  },
];
