// Rows of middleware that verifies JWTs: passport-jwt, express-jwt, koa-jwt, hapi, socket.io.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

/**
 * Middleware that is handed one options object with `secret` and `algorithms`. The key decides since the version that
 * depends on jsonwebtoken 4.2 (by the manifests on npm).
 */
function secretOptions(
  library: string,
  modules: readonly string[],
  callee: string,
  keyDecidesSince: string,
  example: string,
): LibraryRow {
  return javascriptRow({
    library,
    modules,
    shape: { kind: 'call', callee },
    call: callee || library,
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0, path: ['secret'] }],
    accepted: [{ argument: 0, path: ['algorithms'] }],
    audience: [{ argument: 0, path: ['audience'] }],
    issuer: [{ argument: 0, path: ['issuer'] }],
    verification: 'open',
    keyDecidesSince,
    hazards: [
      { place: { argument: 0, path: ['ignoreExpiration'] }, is: 'true', hazard: 'expiry-ignored' },
    ],
    example,
  });
}

/** Verifying middleware. */
export const middlewareRows: readonly LibraryRow[] = [
  javascriptRow({
    library: 'passport-jwt',
    modules: ['passport-jwt'],
    shape: { kind: 'new', type: 'Strategy' },
    call: 'new Strategy',
    role: 'verify',
    kind: 'jwt',
    key: [
      { argument: 0, path: ['secretOrKey'] },
      { argument: 0, path: ['secretOrKeyProvider'] },
    ],
    accepted: [
      { argument: 0, path: ['algorithms'] },
      { argument: 0, path: ['jsonWebTokenOptions', 'algorithms'] },
    ],
    audience: [
      { argument: 0, path: ['audience'] },
      { argument: 0, path: ['jsonWebTokenOptions', 'audience'] },
    ],
    issuer: [
      { argument: 0, path: ['issuer'] },
      { argument: 0, path: ['jsonWebTokenOptions', 'issuer'] },
    ],
    verification: 'open',
    keyDecidesSince: '1.1.1',
    // It hands a secret to jsonwebtoken 9, which takes it for HS256, HS384 or HS512 and nothing else.
    verificationConfidence: 'low',
    hazards: [
      { place: { argument: 0, path: ['ignoreExpiration'] }, is: 'true', hazard: 'expiry-ignored' },
    ],
    example:
      "import { Strategy } from 'passport-jwt';\nimport { PassportStrategy } from '@nestjs/passport';\n" +
      "class Jwt extends PassportStrategy(Strategy) { constructor() { super({ secretOrKey: '«tutorial-value»' }); } }",
  }),
  secretOptions(
    'express-jwt',
    ['express-jwt'],
    'expressjwt',
    '2.1.0',
    "import { expressjwt } from 'express-jwt';\napp.use(expressjwt({ secret: '«tutorial-value»', algorithms: ['HS256'] }));",
  ),
  secretOptions(
    'express-jwt',
    ['express-jwt'],
    '',
    '2.1.0',
    "const jwt = require('express-jwt');\napp.use(jwt({ secret: '«tutorial-value»' }));",
  ),
  secretOptions(
    'koa-jwt',
    ['koa-jwt'],
    '',
    '1.1.0',
    "import jwt from 'koa-jwt';\napp.use(jwt({ secret: '«tutorial-value»' }));",
  ),
  secretOptions(
    'socketio-jwt',
    ['socketio-jwt', '@thream/socketio-jwt', 'socketio-jwt-auth'],
    'authorize',
    '3.0.0',
    "const socketioJwt = require('socketio-jwt');\nio.use(socketioJwt.authorize({ secret: '«tutorial-value»' }));",
  ),
  secretOptions(
    'restify-jwt',
    ['restify-jwt', 'restify-jwt-community'],
    '',
    '0.4.0',
    "const jwt = require('restify-jwt-community');\nserver.use(jwt({ secret: '«tutorial-value»' }));",
  ),
  javascriptRow({
    library: 'socketio-jwt-auth',
    modules: ['socketio-jwt-auth'],
    shape: { kind: 'call', callee: 'authenticate' },
    call: 'authenticate',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0, path: ['secret'] }],
    accepted: [{ argument: 0, path: ['algorithm'] }],
    verification: 'open',
    example:
      "const jwtAuth = require('socketio-jwt-auth');\nio.use(jwtAuth.authenticate({ secret: '«tutorial-value»', algorithm: 'HS256' }, find));",
  }),
  javascriptRow({
    library: 'express-oauth2-jwt-bearer',
    modules: ['express-oauth2-jwt-bearer'],
    shape: { kind: 'call', callee: 'auth' },
    call: 'auth',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0, path: ['secret'] }],
    accepted: [{ argument: 0, path: ['tokenSigningAlg'] }],
    verification: 'pinned',
    example:
      "import { auth } from 'express-oauth2-jwt-bearer';\nauth({ secret: '«tutorial-value»', tokenSigningAlg: 'HS256' });",
  }),
  javascriptRow({
    library: '@hapi/jwt',
    modules: ['@hapi/jwt'],
    shape: { kind: 'call', callee: 'token.generate' },
    call: 'Jwt.token.generate',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 1, path: ['key'] }, { argument: 1 }],
    algorithm: [{ argument: 1, path: ['algorithm'] }],
    defaultAlgorithm: 'HS256',
    expiry: [{ argument: 2, path: ['ttlSec'] }],
    payload: { argument: 0 },
    example:
      "const Jwt = require('@hapi/jwt');\nJwt.token.generate({ id }, { key: '«tutorial-value»', algorithm: 'HS512' });",
  }),
  ...(['verify', 'verifySignature'] as const).map((method) =>
    javascriptRow({
      library: '@hapi/jwt',
      modules: ['@hapi/jwt'],
      shape: { kind: 'call', callee: `token.${method}` },
      call: `Jwt.token.${method}`,
      role: 'verify',
      kind: 'jwt',
      key: [{ argument: 1, path: ['key'] }, { argument: 1 }],
      accepted: [
        { argument: 1, path: ['algorithms'] },
        { argument: 1, path: ['algorithm'] },
      ],
      verification: 'open',
      keyDecidesSince: '0',
      example: `const Jwt = require('@hapi/jwt');\nJwt.token.${method}(artifacts, '«tutorial-value»');`,
    }),
  ),
  javascriptRow({
    library: '@hapi/jwt',
    modules: [],
    shape: { kind: 'call', callee: '' },
    call: 'server.auth.strategy',
    role: 'verify',
    kind: 'jwt',
    unresolved: /(?:^|\.)auth\.strategy$/,
    minArguments: 3,
    when: [{ place: { argument: 1 }, is: ['jwt', 'jwt2'] }],
    key: [
      { argument: 2, path: ['keys', 'key'] },
      { argument: 2, path: ['keys'] },
    ],
    accepted: [{ argument: 2, path: ['keys', 'algorithms'] }],
    verification: 'open',
    keyDecidesSince: '0',
    example:
      "const Jwt = require('@hapi/jwt');\n" +
      "server.auth.strategy('main', 'jwt', { keys: '«tutorial-value»', verify: { aud: false } });",
  }),
  javascriptRow({
    library: 'hapi-auth-jwt2',
    modules: [],
    shape: { kind: 'call', callee: '' },
    call: 'server.auth.strategy',
    role: 'verify',
    kind: 'jwt',
    unresolved: /(?:^|\.)auth\.strategy$/,
    minArguments: 3,
    when: [{ place: { argument: 1 }, is: ['jwt', 'jwt2'] }],
    key: [{ argument: 2, path: ['key'] }],
    accepted: [{ argument: 2, path: ['verifyOptions', 'algorithms'] }],
    verification: 'open',
    keyDecidesSince: '0',
    hazards: [
      {
        place: { argument: 2, path: ['verifyOptions', 'ignoreExpiration'] },
        is: 'true',
        hazard: 'expiry-ignored',
      },
    ],
    example:
      "server.auth.strategy('jwt', 'jwt', { key: '«tutorial-value»', validate, verifyOptions: { algorithms: ['HS256'] } });",
  }),
];
