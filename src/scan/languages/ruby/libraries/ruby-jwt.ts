// Rows of ruby-jwt (jwt/ruby-jwt: lib/jwt.rb, decode options).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = { library: 'ruby-jwt', modules: ['JWT'], kind: 'jwt', keyEncoding: 'utf8' } as const;

export const rubyJwtRows: readonly LibraryRow[] = [
  {
    ...shared,
    shape: { kind: 'call', callee: 'encode' },
    call: 'JWT.encode',
    role: 'sign',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 2 }],
    defaultAlgorithm: 'HS256',
    payload: { argument: 0 },
    example: "require 'jwt'\nJWT.encode({ exp: 1 }, '«tutorial-value»', 'HS256')\n",
  },
  {
    ...shared,
    shape: { kind: 'call', callee: 'decode' },
    call: 'JWT.decode',
    role: 'verify',
    key: [{ argument: 1 }],
    isKeyOptional: true,
    accepted: [
      { argument: 3, path: ['algorithm'] },
      { argument: 3, path: ['algorithms'] },
      { keyword: 'algorithm' },
      { keyword: 'algorithms' },
    ],
    // Without a list it takes HS256 alone.
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    hazards: [
      { place: { argument: 2 }, is: 'false', hazard: 'signature-not-checked' },
      {
        place: { argument: 3, path: ['verify_expiration'] },
        is: 'false',
        hazard: 'expiry-ignored',
      },
      { place: { keyword: 'verify_expiration' }, is: 'false', hazard: 'expiry-ignored' },
    ],
    example: "require 'jwt'\nJWT.decode(token, '«tutorial-value»', true, { algorithm: 'HS256' })\n",
  },
];
