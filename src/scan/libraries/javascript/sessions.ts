// Rows of libraries that sign or seal sessions and cookies.
import type { LibraryRow } from '../row.ts';
import { authRows } from './auth-js.ts';
import { javascriptRow } from './javascript-row.ts';
import { sealedRows } from './sealed-sessions.ts';
import { option, session } from './session-row.ts';

const signedRows: readonly LibraryRow[] = [
  session({
    library: 'express-session',
    modules: ['express-session', 'next-session', 'client-sessions'],
    callee: '',
    kind: 'session',
    key: [option(0, 'secret')],
    example:
      "const session = require('express-session');\napp.use(session({ secret: '«tutorial-value»', resave: false }));",
  }),
  session({
    library: 'cookie-session',
    modules: ['cookie-session'],
    callee: '',
    kind: 'session',
    key: [option(0, 'keys'), option(0, 'secret')],
    emptyKey: 'taken',
    example:
      "const cookieSession = require('cookie-session');\napp.use(cookieSession({ name: 's', keys: ['«tutorial-value»'] }));",
  }),
  session({
    library: 'cookie-parser',
    modules: ['cookie-parser'],
    callee: '',
    kind: 'cookie',
    key: [{ argument: 0 }],
    example:
      "import cookieParser from 'cookie-parser';\napp.use(cookieParser('«tutorial-value»'));",
  }),
  ...(['sign', 'unsign'] as const).map((callee) =>
    session({
      library: 'cookie-signature',
      modules: ['cookie-signature'],
      callee,
      kind: 'cookie',
      key: [{ argument: 1 }],
      emptyKey: 'taken',
      example: `const cookie = require('cookie-signature');\ncookie.${callee}(value, '«tutorial-value»');`,
    }),
  ),
  session({
    library: 'csrf-csrf',
    modules: ['csrf-csrf'],
    callee: 'doubleCsrf',
    kind: 'cookie',
    key: [option(0, 'getSecret')],
    example:
      "const { doubleCsrf } = require('csrf-csrf');\ndoubleCsrf({ getSecret: () => '«tutorial-value»' });",
  }),
  session({
    library: 'tiny-csrf',
    modules: ['tiny-csrf'],
    callee: '',
    kind: 'cookie',
    key: [{ argument: 0 }],
    example:
      "const csurf = require('tiny-csrf');\napp.use(cookieParser(secrets));\napp.use(csurf('«tutorial-value»'));",
  }),
  javascriptRow({
    library: 'keygrip',
    modules: ['keygrip'],
    shape: { kind: 'new', type: '' },
    call: 'new Keygrip',
    role: 'both',
    kind: 'cookie',
    key: [{ argument: 0 }],
    emptyKey: 'taken',
    example: "const Keygrip = require('keygrip');\nnew Keygrip(['«tutorial-value»'], 'sha256');",
  }),
  javascriptRow({
    library: 'cookies',
    modules: ['cookies'],
    shape: { kind: 'new', type: '' },
    call: 'new Cookies',
    role: 'both',
    kind: 'cookie',
    key: [option(2, 'keys')],
    emptyKey: 'taken',
    example:
      "const Cookies = require('cookies');\nnew Cookies(req, res, { keys: ['«tutorial-value»'] });",
  }),
  // A Koa application inside: the keys of its cookies come from the configuration (lib/provider.js).
  ...['', 'Provider'].map((type) =>
    javascriptRow({
      library: 'oidc-provider',
      modules: ['oidc-provider'],
      shape: { kind: 'new', type },
      call: 'new Provider',
      role: 'both',
      kind: 'cookie',
      key: [{ argument: 1, path: ['cookies', 'keys'] }],
      emptyKey: 'taken',
      example: `import ${type === '' ? 'Provider' : '{ Provider }'} from 'oidc-provider';
new Provider(issuer, { clients, cookies: { keys: ['«tutorial-value»'] } });`,
    }),
  ),
  javascriptRow({
    library: 'koa',
    modules: ['koa'],
    shape: { kind: 'assigned', type: '', property: 'keys' },
    call: 'app.keys',
    role: 'both',
    kind: 'cookie',
    key: [{ argument: 0 }],
    emptyKey: 'taken',
    example:
      "const Koa = require('koa');\nconst app = new Koa();\napp.keys = ['«tutorial-value»'];",
  }),
  ...(
    [
      ['@fastify/cookie', 'cookie', 'secret'],
      ['@fastify/session', 'session', 'secret'],
      ['@fastify/secure-session', 'session', 'secret'],
    ] as const
  ).map(([module, kind, property]) =>
    javascriptRow({
      library: module,
      modules: [module, module.replace('@fastify/', 'fastify-')],
      shape: { kind: 'plugin', by: ['register'] },
      call: 'fastify.register',
      role: 'both',
      kind,
      key: [option(1, property), option(1, 'key')],
      ...(module === '@fastify/session' && { minBytes: 32 }),
      ...(module === '@fastify/secure-session' && { derivesKey: true, minBytes: 32 }),
      example: `import plugin from '${module}';\napp.register(plugin, { ${property}: '«tutorial-value»' });`,
    }),
  ),
  ...(['createCookieSessionStorage', 'createSessionStorage'] as const).map((callee) =>
    session({
      library: 'remix',
      modules: [
        '@remix-run/node',
        '@remix-run/cloudflare',
        '@remix-run/deno',
        'react-router',
        '@react-router/node',
        'solid-start',
        'solid-start/session',
      ],
      callee,
      kind: 'session',
      key: [option(0, 'cookie', 'secrets')],
      emptyKey: 'taken',
      example: `import { ${callee} } from '@remix-run/node';\n${callee}({ cookie: { name: 's', secrets: ['«tutorial-value»'] } });`,
    }),
  ),
  session({
    library: 'remix',
    modules: ['@remix-run/node', '@remix-run/cloudflare', '@remix-run/deno', 'react-router'],
    callee: 'createCookie',
    kind: 'cookie',
    key: [option(1, 'secrets')],
    emptyKey: 'taken',
    example:
      "import { createCookie } from '@remix-run/node';\ncreateCookie('s', { secrets: ['«tutorial-value»'] });",
  }),
  session({
    library: 'hono/cookie',
    modules: ['hono/cookie'],
    callee: 'setSignedCookie',
    kind: 'cookie',
    key: [{ argument: 3 }],
    example:
      "import { setSignedCookie } from 'hono/cookie';\nawait setSignedCookie(c, 'name', value, '«tutorial-value»');",
  }),
  session({
    library: 'hono/cookie',
    modules: ['hono/cookie'],
    callee: 'getSignedCookie',
    kind: 'cookie',
    key: [{ argument: 1 }],
    example:
      "import { getSignedCookie } from 'hono/cookie';\nawait getSignedCookie(c, '«tutorial-value»', 'name');",
  }),
];

/** Session and cookie libraries of Node. */
export const sessionRows: readonly LibraryRow[] = [...authRows, ...sealedRows, ...signedRows];
