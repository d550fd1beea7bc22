// Rows of firebase/php-jwt 5 and 6 (src/JWT.php).
import type { LibraryRow } from '../../../libraries/row.ts';

const shared = {
  library: 'firebase/php-jwt',
  modules: ['Firebase.JWT.JWT', 'JWT'],
  kind: 'jwt',
  keyEncoding: 'utf8',
} as const;

export const firebaseRows: readonly LibraryRow[] = [
  {
    ...shared,
    shape: { kind: 'call', callee: 'encode' },
    call: 'JWT::encode',
    role: 'sign',
    key: [{ keyword: 'key', argument: 1 }],
    algorithm: [{ keyword: 'alg', argument: 2 }],
    defaultAlgorithm: 'HS256',
    payload: { keyword: 'payload', argument: 0 },
    example:
      "<?php\nuse Firebase\\JWT\\JWT;\n$t = JWT::encode(['exp' => 1], '«tutorial-value»', 'HS256');\n",
  },
  {
    ...shared,
    shape: { kind: 'call', callee: 'decode' },
    call: 'JWT::decode',
    role: 'verify',
    key: [{ keyword: 'keyOrKeyArray', argument: 1 }],
    accepted: [{ argument: 2 }],
    // `new Key($secret, 'HS256')` binds a key to its algorithm, and version 5 refuses to decode without a list.
    verification: 'pinned',
    example:
      "<?php\nuse Firebase\\JWT\\JWT;\nuse Firebase\\JWT\\Key;\n$t = JWT::decode($token, new Key('«tutorial-value»', 'HS256'));\n",
  },
  // What the key is for, wherever it is handed to `decode`.
  {
    ...shared,
    modules: ['Firebase.JWT'],
    shape: { kind: 'new', type: 'Key' },
    call: 'new Key',
    role: 'verify',
    key: [{ keyword: 'keyMaterial', argument: 0 }],
    accepted: [{ keyword: 'algorithm', argument: 1 }],
    verification: 'pinned',
    example:
      "<?php\nuse Firebase\\JWT\\Key;\n$keys = ['one' => new Key('«tutorial-value»', 'HS256')];\n",
  },
];
