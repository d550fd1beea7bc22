// Rows of libraries that encrypt sessions with a password: iron and its kin.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';
import { option, session } from './session-row.ts';

const sealed = { kind: 'session', derivesKey: true, minBytes: 32 } as const;

const iron = ['iron-session', 'iron-session/edge', 'next-iron-session'] as const;

/** Their passwords are stretched, and have to be 32 characters. */
export const sealedRows: readonly LibraryRow[] = [
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
  // https://hapi.dev/module/cookie/api and https://hapi.dev/module/yar/api
  javascriptRow({
    ...sealed,
    library: '@hapi/cookie',
    modules: [],
    shape: { kind: 'call', callee: '' },
    call: 'server.auth.strategy',
    role: 'both',
    unresolved: /(?:^|\.)auth\.strategy$/,
    minArguments: 3,
    when: [{ place: { argument: 1 }, is: ['cookie', 'session'] }],
    key: [option(2, 'cookie', 'password'), option(2, 'password')],
    example:
      "server.register(require('@hapi/cookie'));\nserver.auth.strategy('session', 'cookie', { cookie: { name: 'a', password: '«tutorial-value»' } });",
  }),
  javascriptRow({
    ...sealed,
    library: '@hapi/yar',
    modules: ['@hapi/yar'],
    shape: { kind: 'plugin', by: ['register'] },
    call: 'server.register',
    role: 'both',
    key: [option(0, 'options', 'cookieOptions', 'password')],
    example:
      "await server.register({ plugin: require('@hapi/yar'), options: { cookieOptions: { password: '«tutorial-value»' } } });",
  }),
  session({
    ...sealed,
    library: 'h3',
    modules: ['h3', '#imports', 'vinxi/http'],
    callee: 'useSession',
    key: [option(1, 'password'), option(0, 'password')],
    example:
      "import { useSession } from 'h3';\nawait useSession(event, { password: '«tutorial-value»' });",
  }),
  javascriptRow({
    ...sealed,
    library: 'nuxt-auth-utils',
    modules: ['nuxt/config', '@nuxt/kit'],
    shape: { kind: 'call', callee: 'defineNuxtConfig' },
    call: 'defineNuxtConfig',
    // Nuxt declares it everywhere.
    unresolved: /^defineNuxtConfig$/,
    role: 'both',
    key: [option(0, 'runtimeConfig', 'session', 'password')],
    example:
      "export default defineNuxtConfig({ runtimeConfig: { session: { password: '«tutorial-value»' } } });",
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
