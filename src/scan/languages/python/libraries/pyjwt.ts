// Rows of PyJWT 1 and 2 (jpadilla/pyjwt: jwt/api_jwt.py).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  library: 'PyJWT',
  kind: 'jwt',
  keyEncoding: 'utf8',
  emptyKey: 'taken',
} as const;

export const pyjwtRows: readonly LibraryRow[] = [
  {
    ...shared,
    modules: ['jwt', 'jwt.PyJWT.#', 'jwt.api_jwt'],
    shape: { kind: 'call', callee: 'encode' },
    call: 'jwt.encode',
    role: 'sign',
    key: [{ keyword: 'key', argument: 1 }],
    algorithm: [{ keyword: 'algorithm', argument: 2 }],
    defaultAlgorithm: 'HS256',
    payload: { keyword: 'payload', argument: 0 },
    example: "import jwt\njwt.encode({'sub': 1}, '«tutorial-value»', algorithm='HS256')\n",
  },
  {
    ...shared,
    modules: ['jwt', 'jwt.PyJWT.#', 'jwt.api_jwt'],
    shape: { kind: 'call', callee: 'decode' },
    call: 'jwt.decode',
    role: 'verify',
    key: [{ keyword: 'key', argument: 1 }],
    isKeyOptional: true,
    accepted: [{ keyword: 'algorithms', argument: 2 }],
    verification: 'open',
    // https://pyjwt.readthedocs.io/en/stable/changelog.html#v2-0-0
    listNeededSince: '2.0',
    hazards: [
      {
        place: { keyword: 'options', argument: 3, path: ['verify_signature'] },
        is: 'False',
        hazard: 'signature-not-checked',
      },
      { place: { keyword: 'verify', argument: 2 }, is: 'False', hazard: 'signature-not-checked' },
      {
        place: { keyword: 'options', argument: 3, path: ['verify_exp'] },
        is: 'False',
        hazard: 'expiry-ignored',
      },
    ],
    example: "from jwt import decode\ndecode(token, '«tutorial-value»', algorithms=['HS256'])\n",
  },
];
