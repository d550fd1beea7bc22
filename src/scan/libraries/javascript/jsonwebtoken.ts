// Rows of jsonwebtoken 8 and 9 (auth0/node-jsonwebtoken) and its drop-in wrappers.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const modules = [
  'jsonwebtoken',
  'jsonwebtoken-promisified',
  'jsonwebtoken-esm',
  'jsonwebtoken-es',
  'jwt-promisify',
] as const;

/** Receivers that can only be this library when nothing imports them (injected, wrapped, global). */
const receiver = '^(?:this\\.[#_]?)?(?:jwt|JWT|jsonwebtoken|jsonWebToken|JsonWebToken)';

/** sign, verify, and decode where it is taken for verify. */
export const jsonwebtokenRows: readonly LibraryRow[] = [
  javascriptRow({
    library: 'jsonwebtoken',
    modules,
    shape: { kind: 'call', callee: 'sign' },
    call: 'jwt.sign',
    role: 'sign',
    kind: 'jwt',
    unresolved: new RegExp(`${receiver}\\.sign$`),
    minArguments: 2,
    // `{ key, passphrase }` is a private key; text has no property of that name.
    key: [{ argument: 1, path: ['key'] }, { argument: 1 }],
    algorithm: [
      { argument: 2, path: ['algorithm'] },
      { argument: 2, path: ['header', 'alg'] },
    ],
    defaultAlgorithm: 'HS256',
    expiry: [{ argument: 2, path: ['expiresIn'] }],
    payload: { argument: 0 },
    example:
      "import jwt from 'jsonwebtoken';\njwt.sign({ id }, '«tutorial-value»', { expiresIn: '1h' });",
  }),
  javascriptRow({
    library: 'jsonwebtoken',
    modules,
    shape: { kind: 'call', callee: 'verify' },
    call: 'jwt.verify',
    role: 'verify',
    kind: 'jwt',
    unresolved: new RegExp(`${receiver}\\.verify$`),
    minArguments: 2,
    key: [{ argument: 1 }],
    accepted: [{ argument: 2, path: ['algorithms'] }],
    audience: [{ argument: 2, path: ['audience'] }],
    issuer: [{ argument: 2, path: ['issuer'] }],
    verification: 'open',
    // Before, any algorithm of the header was taken (CVE-2015-9235).
    keyDecidesSince: '4.2.2',
    hazards: [
      { place: { argument: 2, path: ['ignoreExpiration'] }, is: 'true', hazard: 'expiry-ignored' },
    ],
    example: "const { verify } = require('jsonwebtoken');\nverify(token, '«tutorial-value»');",
  }),
  javascriptRow({
    library: 'jsonwebtoken',
    modules,
    shape: { kind: 'call', callee: 'decode' },
    call: 'jwt.decode',
    role: 'verify',
    kind: 'jwt',
    onlyDecodes: true,
    key: [],
    example:
      "import jwt from 'jsonwebtoken';\n" +
      'export function auth(req, res, next) { req.user = jwt.decode(req.cookies.jwt); next(); }',
  }),
  ...(
    [
      ['jwt-decode', 'jwtDecode'],
      ['jwt-decode', ''],
      ['jwt-decode', 'jwt_decode'],
      ['jose', 'decodeJwt'],
      ['hono/jwt', 'decode'],
      ['@tsndr/cloudflare-worker-jwt', 'decode'],
      ['jws', 'decode'],
      ['oslo/jwt', 'parseJWT'],
    ] as const
  ).map(([module, callee]) =>
    javascriptRow({
      library: module,
      modules: [module],
      shape: { kind: 'call', callee },
      call: callee === '' ? 'jwtDecode' : callee,
      role: 'verify',
      kind: 'jwt',
      onlyDecodes: true,
      runsInBrowsers: true,
      key: [],
      example:
        `import ${callee === '' ? 'jwtDecode' : `{ ${callee} }`} from '${module}';\n` +
        `export function auth(req, res, next) { req.user = ${callee || 'jwtDecode'}(req.cookies.jwt); next(); }`,
    }),
  ),
];
