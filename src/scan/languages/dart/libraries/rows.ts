// Rows of dart_jsonwebtoken (jonasroussel/dart_jsonwebtoken: lib/src/jwt.dart), jaguar_jwt and package:crypto.
import type { LibraryRow } from '../../../libraries/row.ts';

const imports = "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\n";
const shared = {
  library: 'dart_jsonwebtoken',
  modules: ['', 'dart_jsonwebtoken'],
  kind: 'jwt',
  keyEncoding: 'utf8',
} as const;

const verifying = (method: string): LibraryRow => ({
  ...shared,
  shape: { kind: 'call', callee: `JWT.${method}` },
  call: `JWT.${method}`,
  role: 'verify',
  key: [{ argument: 1 }],
  keyIsHmac: 'as-bytes',
  // A SecretKey checks HMAC alone, a public key its own family.
  verification: 'pinned',
  audience: [{ keyword: 'audience' }],
  issuer: [{ keyword: 'issuer' }],
  hazards: [{ place: { keyword: 'checkExpiresIn' }, is: 'false', hazard: 'expiry-ignored' }],
  example: `${imports}void f(String t) { JWT.${method}(t, SecretKey('«tutorial-value»')); }\n`,
});

const jaguar = (callee: string, role: 'sign' | 'verify'): LibraryRow => ({
  library: 'jaguar_jwt',
  modules: ['', 'jaguar_jwt'],
  shape: { kind: 'call', callee },
  call: callee,
  role,
  kind: 'jwt',
  key: [{ argument: 1 }],
  keyEncoding: 'utf8',
  defaultAlgorithm: 'HS256',
  ...(role === 'verify' ? { verification: 'pinned' as const } : { expiryDefault: 'set' as const }),
  example: `import 'package:jaguar_jwt/jaguar_jwt.dart';\nvoid f(c) { ${callee}(c, '«tutorial-value»'); }\n`,
});

export const dartRows: readonly LibraryRow[] = [
  {
    ...shared,
    shape: { kind: 'call', callee: 'JWT.decode' },
    call: 'JWT.decode',
    role: 'verify',
    key: [],
    onlyDecodes: true,
    runsInBrowsers: true,
    example: `${imports}String who(Request request) { return JWT.decode(request.headers['authorization']).payload['sub']; }\n`,
  },
  {
    ...shared,
    shape: { kind: 'method', type: 'JWT', method: 'sign' },
    call: 'JWT.sign',
    role: 'sign',
    key: [{ argument: 0 }],
    algorithm: [{ keyword: 'algorithm' }],
    defaultAlgorithm: 'HS256',
    payload: { chain: 'JWT', argument: 0 },
    expiry: [{ keyword: 'expiresIn' }],
    example: `${imports}void f() { final jwt = JWT({'id': 1}); jwt.sign(SecretKey('«tutorial-value»'), expiresIn: Duration(hours: 1)); }\n`,
  },
  verifying('verify'),
  verifying('tryVerify'),
  jaguar('issueJwtHS256', 'sign'),
  jaguar('verifyJwtHS256Signature', 'verify'),
  {
    library: 'crypto',
    modules: ['', 'crypto'],
    shape: { kind: 'call', callee: 'Hmac' },
    call: 'Hmac',
    role: 'both',
    kind: 'hmac',
    key: [{ argument: 1 }],
    keyEncoding: 'utf8',
    algorithm: [{ argument: 0 }],
    algorithmNames: 'hash',
    example:
      "import 'package:crypto/crypto.dart';\nvoid f() { Hmac(sha256, utf8.encode('«tutorial-value»')); }\n",
  },
];
