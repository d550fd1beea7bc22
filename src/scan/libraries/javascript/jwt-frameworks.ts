// Rows of JWT plugins of web frameworks: @fastify/jwt, hono, elysia.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

const fastify = '@fastify/jwt';

const fastifyRows: readonly LibraryRow[] = [
  javascriptRow({
    library: fastify,
    modules: ['@fastify/jwt', 'fastify-jwt'],
    shape: { kind: 'plugin', by: ['register'] },
    call: 'fastify.register',
    role: 'both',
    kind: 'jwt',
    // An object is a key pair: `{ private, public }`.
    key: [
      { argument: 1, path: ['secret', 'private'] },
      { argument: 1, path: ['secret'] },
    ],
    algorithm: [{ argument: 1, path: ['sign', 'algorithm'] }],
    defaultAlgorithm: 'HS256',
    accepted: [{ argument: 1, path: ['verify', 'algorithms'] }],
    verification: 'open',
    keyDecidesSince: '0',
    expiry: [{ argument: 1, path: ['sign', 'expiresIn'] }],
    provides: fastify,
    example:
      "import fastifyJwt from '@fastify/jwt';\nfastify.register(fastifyJwt, { secret: '«tutorial-value»' });",
  }),
  ...(['jwt.sign', 'jwtSign'] as const).map((method) =>
    javascriptRow({
      library: fastify,
      modules: [],
      shape: { kind: 'call', callee: '' },
      call: method === 'jwtSign' ? 'reply.jwtSign' : 'fastify.jwt.sign',
      role: 'sign',
      kind: 'jwt',
      unresolved:
        method === 'jwtSign'
          ? /(?:^|\.)jwtSign$/
          : /(?:^|\.)(?:fastify|app|server|instance|api)\.jwt\.sign$/,
      key: [
        { argument: 1, path: ['key'] },
        { argument: 1, path: ['sign', 'key'] },
      ],
      isKeyOptional: true,
      algorithm: [
        { argument: 1, path: ['algorithm'] },
        { argument: 1, path: ['sign', 'algorithm'] },
      ],
      defaultAlgorithm: 'HS256',
      expiry: [
        { argument: 1, path: ['expiresIn'] },
        { argument: 1, path: ['sign', 'expiresIn'] },
      ],
      payload: { argument: 0 },
      consumes: fastify,
      example:
        method === 'jwtSign'
          ? "reply.jwtSign({ id }, { sign: { key: '«tutorial-value»' } });"
          : "fastify.jwt.sign({ id }, { key: '«tutorial-value»' });",
    }),
  ),
  ...(['jwt.verify', 'jwtVerify'] as const).map((method) =>
    javascriptRow({
      library: fastify,
      modules: [],
      shape: { kind: 'call', callee: '' },
      call: method === 'jwtVerify' ? 'request.jwtVerify' : 'fastify.jwt.verify',
      role: 'verify',
      kind: 'jwt',
      unresolved:
        method === 'jwtVerify'
          ? /(?:^|\.)(?:req|request)\.jwtVerify$/
          : /(?:^|\.)(?:fastify|app|server|instance|api)\.jwt\.verify$/,
      minArguments: 0,
      key:
        method === 'jwtVerify'
          ? [{ argument: 0, path: ['key'] }]
          : [{ argument: 1, path: ['key'] }],
      isKeyOptional: true,
      consumes: fastify,
      example:
        method === 'jwtVerify'
          ? "request.jwtVerify({ key: '«tutorial-value»' });"
          : "fastify.jwt.verify(token, { key: '«tutorial-value»' });",
    }),
  ),
];

const honoModules = ['hono/jwt', 'hono/utils/jwt', 'hono/utils/jwt/jwt'] as const;

const honoRows: readonly LibraryRow[] = ['', 'Jwt.'].flatMap((prefix) => [
  javascriptRow({
    library: 'hono/jwt',
    modules: honoModules,
    shape: { kind: 'call', callee: `${prefix}sign` },
    call: 'sign',
    role: 'sign',
    kind: 'jwt',
    key: [{ argument: 1 }],
    algorithm: [{ argument: 2 }],
    defaultAlgorithm: 'HS256',
    payload: { argument: 0 },
    example: `import { ${prefix ? 'Jwt' : 'sign'} } from 'hono/utils/jwt';\nawait ${prefix}sign({ id }, '«tutorial-value»', 'HS512');`,
  }),
  javascriptRow({
    library: 'hono/jwt',
    modules: honoModules,
    shape: { kind: 'call', callee: `${prefix}verify` },
    call: 'verify',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 1 }],
    accepted: [{ argument: 2, path: ['alg'] }, { argument: 2 }],
    verification: 'pinned',
    defaultAlgorithm: 'HS256',
    example: `import { ${prefix ? 'Jwt' : 'verify'} } from 'hono/utils/jwt';\nawait ${prefix}verify(token, '«tutorial-value»', 'HS256');`,
  }),
]);

const pluginRows: readonly LibraryRow[] = [
  javascriptRow({
    library: 'hono/jwt',
    modules: honoModules,
    shape: { kind: 'call', callee: 'jwt' },
    call: 'jwt',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0, path: ['secret'] }],
    accepted: [{ argument: 0, path: ['alg'] }],
    verification: 'pinned',
    defaultAlgorithm: 'HS256',
    example:
      "import { jwt } from 'hono/jwt';\napp.use('/x/*', jwt({ secret: '«tutorial-value»', alg: 'HS256' }));",
  }),
  javascriptRow({
    library: 'elysia',
    modules: ['elysia'],
    shape: { kind: 'new', type: 'Elysia' },
    call: 'new Elysia',
    role: 'both',
    kind: 'cookie',
    key: [{ argument: 0, path: ['cookie', 'secrets'] }],
    emptyKey: 'taken',
    example:
      "import { Elysia } from 'elysia';\nnew Elysia({ cookie: { secrets: ['«tutorial-value»'] } });",
  }),
  javascriptRow({
    library: 'graphql-yoga',
    modules: ['@graphql-yoga/plugin-jwt'],
    shape: { kind: 'call', callee: 'createInlineSigningKeyProvider' },
    call: 'createInlineSigningKeyProvider',
    role: 'verify',
    kind: 'jwt',
    key: [{ argument: 0 }],
    // What is accepted is told to the plugin, which takes HS256 and RS256 otherwise.
    verification: 'pinned',
    example:
      "import { createInlineSigningKeyProvider } from '@graphql-yoga/plugin-jwt';\ncreateInlineSigningKeyProvider('«tutorial-value»');",
  }),
  ...['jwt', ''].map((callee) =>
    javascriptRow({
      library: '@elysiajs/jwt',
      modules: ['@elysiajs/jwt'],
      shape: { kind: 'call', callee },
      call: 'jwt',
      role: 'both',
      kind: 'jwt',
      key: [{ argument: 0, path: ['secret'] }],
      algorithm: [{ argument: 0, path: ['alg'] }],
      defaultAlgorithm: 'HS256',
      verification: 'pinned',
      expiry: [{ argument: 0, path: ['exp'] }],
      expiryDefault: 'unknown',
      claimsLater: { method: 'sign', as: { argument: 0, path: ['name'] } },
      example: `import ${callee ? '{ jwt }' : 'jwt'} from '@elysiajs/jwt';\nnew Elysia().use(jwt({ name: 'jwt', secret: '«tutorial-value»' }));`,
    }),
  ),
];

/** @fastify/jwt, hono and elysia. */
export const frameworkRows: readonly LibraryRow[] = [...fastifyRows, ...honoRows, ...pluginRows];
