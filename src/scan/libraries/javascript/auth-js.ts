// Rows of Auth.js (NextAuth), Better Auth and OpenID Connect sessions.
import type { LibraryRow } from '../row.ts';
import { javascriptRow } from './javascript-row.ts';
import { option, session } from './session-row.ts';

const authJs = ['next-auth', 'next-auth/next', '@auth/core', '@auth/nextjs'] as const;

/** Most derive their key from the secret (HKDF), so that its raw length does not matter. */
export const authRows: readonly LibraryRow[] = [
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
    library: '@sidebase/nuxt-auth',
    modules: ['#auth'],
    callee: 'NuxtAuthHandler',
    kind: 'session',
    key: [option(0, 'secret')],
    derivesKey: true,
    example:
      "import { NuxtAuthHandler } from '#auth';\nexport default NuxtAuthHandler({ secret: '«tutorial-value»' });",
  }),
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
