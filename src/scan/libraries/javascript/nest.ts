// Rows of @nestjs/jwt. Calls of JwtService take from the module what they do not say themselves; a call's own
// `secret` goes before the module's (nestjs/jwt 11).
import type { ArgumentPlace, LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const library = '@nestjs/jwt';

const modules = [library] as const;

const instance = '@nestjs/jwt';

/** @nestjs/jwt hands a secret to jsonwebtoken 9, which takes it for HS256, HS384 or HS512 and nothing else. */
const verificationConfidence = 'low';

/** The module's options, which stand at `path` of argument 0. */
function moduleOptions(...path: readonly string[]) {
  const place = (...below: readonly string[]): ArgumentPlace => ({
    argument: 0,
    path: [...path, ...below],
  });
  return {
    role: 'both',
    kind: 'jwt',
    key: [
      place('secret'),
      place('secretOrPrivateKey'),
      place('privateKey'),
      place('secretOrKeyProvider'),
    ],
    isKeyOptional: true,
    algorithm: [place('signOptions', 'algorithm'), place('signOptions', 'header', 'alg')],
    defaultAlgorithm: 'HS256',
    accepted: [place('verifyOptions', 'algorithms')],
    verification: 'open',
    keyDecidesSince: '0',
    verificationConfidence,
    expiry: [place('signOptions', 'expiresIn')],
    provides: instance,
  } as const;
}

const signing = (method: 'sign' | 'signAsync') =>
  javascriptRow({
    library,
    modules,
    shape: { kind: 'method', type: 'JwtService', method },
    call: `jwtService.${method}`,
    role: 'sign',
    kind: 'jwt',
    unresolved:
      method === 'signAsync'
        ? /(?:^|\.)\w*jwt\w*\.signAsync$/i
        : /(?:^|\.)\w*jwt\w*(?:Service|Svc)\.sign$/i,
    key: [
      { argument: 1, path: ['secret'] },
      { argument: 1, path: ['privateKey'] },
    ],
    isKeyOptional: true,
    algorithm: [
      { argument: 1, path: ['algorithm'] },
      { argument: 1, path: ['header', 'alg'] },
    ],
    defaultAlgorithm: 'HS256',
    expiry: [{ argument: 1, path: ['expiresIn'] }],
    payload: { argument: 0 },
    consumes: instance,
    example:
      "import { JwtService } from '@nestjs/jwt';\n" +
      `class Auth { constructor(private tokens: JwtService) {}\n  issue(id) { return this.tokens.${method}({ id }, { secret: '«tutorial-value»' }); } }`,
  });

const verifying = (method: 'verify' | 'verifyAsync') =>
  javascriptRow({
    library,
    modules,
    shape: { kind: 'method', type: 'JwtService', method },
    call: `jwtService.${method}`,
    role: 'verify',
    kind: 'jwt',
    unresolved:
      method === 'verifyAsync'
        ? /(?:^|\.)\w*jwt\w*\.verifyAsync$/i
        : /(?:^|\.)\w*jwt\w*(?:Service|Svc)\.verify$/i,
    key: [
      { argument: 1, path: ['secret'] },
      { argument: 1, path: ['publicKey'] },
    ],
    isKeyOptional: true,
    accepted: [{ argument: 1, path: ['algorithms'] }],
    verification: 'open',
    keyDecidesSince: '0',
    verificationConfidence,
    hazards: [
      { place: { argument: 1, path: ['ignoreExpiration'] }, is: 'true', hazard: 'expiry-ignored' },
    ],
    consumes: instance,
    example: `async function check(jwtService, token) {\n  return jwtService.${method}(token, { secret: '«tutorial-value»' }); }`,
  });

/** Module registrations, then the calls of the service. */
export const nestRows: readonly LibraryRow[] = [
  javascriptRow({
    library,
    modules,
    shape: { kind: 'call', callee: 'JwtModule.register' },
    call: 'JwtModule.register',
    ...moduleOptions(),
    example:
      "import { JwtModule } from '@nestjs/jwt';\n" +
      "JwtModule.register({ secret: '«tutorial-value»', signOptions: { expiresIn: '1h' } });",
  }),
  javascriptRow({
    library,
    modules,
    shape: { kind: 'call', callee: 'JwtModule.registerAsync' },
    call: 'JwtModule.registerAsync',
    ...moduleOptions('useFactory', '()'),
    example:
      "import { JwtModule } from '@nestjs/jwt';\n" +
      "JwtModule.registerAsync({ useFactory: async () => ({ secret: '«tutorial-value»' }) });",
  }),
  javascriptRow({
    library,
    modules,
    shape: { kind: 'returned', method: 'createJwtOptions' },
    call: 'createJwtOptions',
    ...moduleOptions('()'),
    example: "class Options { createJwtOptions() { return { secret: '«tutorial-value»' }; } }",
  }),
  javascriptRow({
    library,
    modules,
    shape: { kind: 'new', type: 'JwtService' },
    call: 'new JwtService',
    ...moduleOptions(),
    example:
      "import { JwtService } from '@nestjs/jwt';\nnew JwtService({ secret: '«tutorial-value»' });",
  }),
  signing('sign'),
  signing('signAsync'),
  javascriptRow({
    library,
    modules,
    shape: { kind: 'method', type: 'JwtService', method: 'decode' },
    call: 'jwtService.decode',
    role: 'verify',
    kind: 'jwt',
    onlyDecodes: true,
    key: [],
    example:
      "import { JwtService } from '@nestjs/jwt';\n" +
      'class Guard { constructor(private tokens: JwtService) {}\n' +
      '  canActivate(request) { request.user = this.tokens.decode(request.cookies.jwt); } }',
  }),
  verifying('verify'),
  verifying('verifyAsync'),
];
