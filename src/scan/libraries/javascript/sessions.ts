// Rows of libraries that sign or seal sessions and cookies.

import type { UseKind } from '../../../model/facts.ts';
import type { ArgumentPlace, LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';

/** A function that is handed options with a secret in them; it signs and checks. */
function session(row: {
  readonly library: string;
  readonly modules: readonly string[];
  readonly callee: string;
  readonly kind: UseKind;
  readonly key: readonly ArgumentPlace[];
  readonly example: string;
  readonly derivesKey?: boolean;
  readonly minBytes?: number;
}): LibraryRow {
  const { callee, library, ...rest } = row;
  return javascriptRow({
    ...rest,
    library,
    shape: { kind: 'call', callee },
    call: callee || library,
    role: 'both',
  });
}

/** Options at argument `index`. */
const option = (index: number, ...path: readonly string[]): ArgumentPlace => ({
  argument: index,
  path,
});

const authJs = ['next-auth', 'next-auth/next', '@auth/core', '@auth/nextjs'] as const;

const authRows: readonly LibraryRow[] = [
  session({
    library: 'next-auth',
    modules: authJs,
    callee: '',
    kind: 'session',
    // `NextAuth(options)` and `NextAuth(req, res, options)`.
    key: [option(0, 'secret'), option(2, 'secret'), option(0, 'jwt', 'secret')],
    derivesKey: true,
    example:
      "import NextAuth from 'next-auth';\nexport default NextAuth({ providers: [], secret: '«tutorial-value»' });",
  }),
  ...(['NextAuthOptions', 'AuthOptions', 'NextAuthConfig', 'AuthConfig'] as const).map((type) =>
    javascriptRow({
      library: 'next-auth',
      modules: authJs,
      shape: { kind: 'typed', type },
      call: 'NextAuth',
      role: 'both',
      kind: 'session',
      key: [option(0, 'secret')],
      derivesKey: true,
      example: `import type { ${type} } from 'next-auth';\nexport const authOptions: ${type} = { secret: '«tutorial-value»' };`,
    }),
  ),
  ...(['getToken', 'encode', 'decode'] as const).map((callee) =>
    session({
      library: 'next-auth',
      modules: ['next-auth/jwt', '@auth/core/jwt'],
      callee,
      kind: 'session',
      key: [option(0, 'secret')],
      derivesKey: true,
      example: `import { ${callee} } from 'next-auth/jwt';\nawait ${callee}({ req, secret: '«tutorial-value»' });`,
    }),
  ),
  session({
    library: '@auth/core',
    modules: ['@auth/core'],
    callee: 'Auth',
    kind: 'session',
    key: [option(1, 'secret')],
    derivesKey: true,
    example:
      "import { Auth } from '@auth/core';\nawait Auth(request, { secret: '«tutorial-value»' });",
  }),
  ...(
    [
      ['@auth/sveltekit', 'SvelteKitAuth'],
      ['@auth/express', 'ExpressAuth'],
      ['@auth/solid-start', 'SolidAuth'],
      ['@auth/qwik', 'QwikAuth$'],
    ] as const
  ).map(([module, callee]) =>
    session({
      library: '@auth/core',
      modules: [module],
      callee,
      kind: 'session',
      key: [option(0, 'secret')],
      derivesKey: true,
      example: `import { ${callee} } from '${module}';\n${callee}({ secret: '«tutorial-value»' });`,
    }),
  ),
  session({
    library: 'better-auth',
    modules: ['better-auth', 'better-auth/minimal'],
    callee: 'betterAuth',
    kind: 'session',
    key: [option(0, 'secret')],
    example:
      "import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({ secret: '«tutorial-value»' });",
  }),
  session({
    library: 'express-openid-connect',
    modules: ['express-openid-connect'],
    callee: 'auth',
    kind: 'session',
    key: [option(0, 'secret'), option(0, 'session', 'secret')],
    derivesKey: true,
    example:
      "const { auth } = require('express-openid-connect');\napp.use(auth({ secret: '«tutorial-value»' }));",
  }),
];

const sealed = { kind: 'session', derivesKey: true, minBytes: 32 } as const;
const iron = ['iron-session', 'iron-session/edge', 'next-iron-session'] as const;

const sealedRows: readonly LibraryRow[] = [
  session({
    ...sealed,
    library: 'iron-session',
    modules: iron,
    callee: 'getIronSession',
    // With Next's `cookies()` the options come second.
    key: [option(2, 'password'), option(1, 'password')],
    example:
      "import { getIronSession } from 'iron-session';\nawait getIronSession(req, res, { password: '«tutorial-value»' });",
  }),
  ...(
    [
      'withIronSessionApiRoute',
      'withIronSessionSsr',
      'withIronSession',
      'sealData',
      'unsealData',
    ] as const
  ).map((callee) =>
    session({
      ...sealed,
      library: 'iron-session',
      modules: [...iron, 'iron-session/next'],
      callee,
      key: [option(1, 'password')],
      example: `import { ${callee} } from 'iron-session';\n${callee}(handler, { password: '«tutorial-value»' });`,
    }),
  ),
  ...(['ironSession'] as const).map((callee) =>
    session({
      ...sealed,
      library: 'iron-session',
      modules: [...iron, 'iron-session/express'],
      callee,
      key: [option(0, 'password')],
      example: `import { ${callee} } from 'iron-session/express';\napp.use(${callee}({ password: '«tutorial-value»' }));`,
    }),
  ),
  ...(['IronSessionOptions', 'SessionOptions'] as const).map((type) =>
    javascriptRow({
      ...sealed,
      library: 'iron-session',
      modules: iron,
      shape: { kind: 'typed', type },
      call: 'iron-session',
      role: 'both',
      key: [option(0, 'password')],
      example: `import type { ${type} } from 'iron-session';\nexport const options: ${type} = { password: '«tutorial-value»', cookieName: 'x' };`,
    }),
  ),
  ...(['seal', 'unseal'] as const).map((callee) =>
    session({
      ...sealed,
      library: '@hapi/iron',
      modules: ['@hapi/iron', 'iron', 'iron-webcrypto'],
      callee,
      key: [{ argument: 1 }],
      example: `const Iron = require('@hapi/iron');\nawait Iron.${callee}(value, '«tutorial-value»', Iron.defaults);`,
    }),
  ),
  session({
    ...sealed,
    library: 'h3',
    modules: ['h3', '#imports', 'vinxi/http'],
    callee: 'useSession',
    key: [option(1, 'password'), option(0, 'password')],
    example:
      "import { useSession } from 'h3';\nawait useSession(event, { password: '«tutorial-value»' });",
  }),
  session({
    ...sealed,
    library: 'keystone',
    modules: ['@keystone-6/core/session', '@keystone-next/keystone/session'],
    callee: 'statelessSessions',
    key: [option(0, 'secret')],
    example:
      "import { statelessSessions } from '@keystone-6/core/session';\nstatelessSessions({ secret: '«tutorial-value»' });",
  }),
  session({
    library: 'payload',
    modules: ['payload', 'payload/config'],
    callee: 'buildConfig',
    kind: 'jwt',
    key: [option(0, 'secret')],
    derivesKey: true,
    example:
      "import { buildConfig } from 'payload';\nexport default buildConfig({ secret: '«tutorial-value»' });",
  }),
];

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
      example: `const cookie = require('cookie-signature');\ncookie.${callee}(value, '«tutorial-value»');`,
    }),
  ),
  javascriptRow({
    library: 'keygrip',
    modules: ['keygrip'],
    shape: { kind: 'new', type: '' },
    call: 'new Keygrip',
    role: 'both',
    kind: 'cookie',
    key: [{ argument: 0 }],
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
    example:
      "const Cookies = require('cookies');\nnew Cookies(req, res, { keys: ['«tutorial-value»'] });",
  }),
  javascriptRow({
    library: 'koa',
    modules: ['koa'],
    shape: { kind: 'assigned', type: '', property: 'keys' },
    call: 'app.keys',
    role: 'both',
    kind: 'cookie',
    key: [{ argument: 0 }],
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
      ],
      callee,
      kind: 'session',
      key: [option(0, 'cookie', 'secrets')],
      example: `import { ${callee} } from '@remix-run/node';\n${callee}({ cookie: { name: 's', secrets: ['«tutorial-value»'] } });`,
    }),
  ),
  session({
    library: 'remix',
    modules: ['@remix-run/node', '@remix-run/cloudflare', '@remix-run/deno', 'react-router'],
    callee: 'createCookie',
    kind: 'cookie',
    key: [option(1, 'secrets')],
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

export const sessionRows: readonly LibraryRow[] = [...authRows, ...sealedRows, ...signedRows];
