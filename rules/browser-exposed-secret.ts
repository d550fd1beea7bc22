// Finds signing secrets under names that bundlers copy into the script every visitor downloads.
import { isBrowserExposedName } from '../src/model/browser-exposed.ts';
import { aboutValue, isLive, subjectOf, usePlaces } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { LinkedLeak, Secret } from '../src/model/secret.ts';

function check(secret: Secret): Problem[] {
  const exposed = secret.values.filter((value) => value.isBrowserExposed && isLive(value));
  if (exposed.length > 0) {
    return exposed.map((value) =>
      aboutValue(
        { secret, value, strength: undefined },
        `${value.name ?? subjectOf(secret)} goes into the browser bundle: its prefix makes it public`,
      ),
    );
  }
  // Without a file that sets it (a clone on CI has no .env) the name in the call says it all the same.
  const [use] = secret.uses;
  if (!use || !isBrowserExposedName(secret.name ?? '')) return [];
  return [
    {
      at: use.at,
      message: `${secret.label} goes into the browser bundle: its prefix makes it public`,
      confidence: secret.confidence,
      related: usePlaces(secret, use.at),
      secret,
    },
  ];
}

/** What the configuration of a build hands to browsers, whatever its name. */
function checkPublished({ leak, at, secret, label }: LinkedLeak): Problem {
  return {
    at,
    message: `${label} goes into what users download: ${leak.by} publishes it`,
    confidence: secret ? 'high' : 'medium',
    ...(secret && { secret }),
  };
}

export default defineRule({
  id: 'browser-exposed-secret',
  title: 'Signing secret exposed to the browser',
  category: 'storage',
  severity: 'critical',
  confidence: 'high',
  remedy: {
    leave:
      'the code that signs has to move to the server, and the variable needs a name without the public prefix',
  },
  looksFor:
    "A signing secret in a variable whose prefix tells the bundler to publish it: `NEXT_PUBLIC_`, `VITE_`, `REACT_APP_`, `EXPO_PUBLIC_` and their like; or one that the configuration of the build hands to browsers: `runtimeConfig.public` of Nuxt, `env` of Next, `define` of Vite, webpack's DefinePlugin, an env file among the assets of Flutter.",
  why: 'The bundler writes the value into the script that every visitor downloads, so that every visitor can sign tokens as any user.',
  howToFix:
    'Rename the variable so that it has no public prefix, sign and verify on the server alone, and replace the value: it has been published.',
  references: [
    'https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser',
    'https://vite.dev/guide/env-and-mode#env-variables',
    'CWE-200',
  ],

  checkAll({ project }) {
    const published = project.leaks.filter(({ leak }) => leak.isPublished);
    return [...project.secrets.flatMap(check), ...published.map(checkPublished)];
  },

  examples: {
    bad: [
      {
        name: 'Next.js',
        file: '.env.local',
        text: 'NEXT_PUBLIC_JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
        tracked: { '.env.local': 'ignored' },
      },
      {
        name: 'Vite',
        file: '.env',
        text: 'VITE_JWT_SECRET="«keyboard cat»"\n',
      },
      {
        name: 'only the call is there to see',
        file: 'src/session.js',
        text: `import jwt from 'jsonwebtoken';
export const check = (token) => «jwt.verify»(token, process.env.NEXT_PUBLIC_JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'the public part of the configuration of Nuxt',
        files: {
          'nuxt.config.ts':
            'export default defineNuxtConfig({ runtimeConfig: { public: { jwtSecret: «process.env.JWT_SECRET» } } });\n',
        },
      },
      {
        name: 'what Vite defines',
        files: {
          'vite.config.js':
            "export default { define: { 'process.env.JWT_SECRET': JSON.stringify(«process.env.JWT_SECRET») } };\n",
        },
      },
      {
        name: 'the environment that Vite is built in',
        files: {
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'web/vite.config.js': "export default { define: { 'process.env': «process.env» } };\n",
        },
      },
      {
        name: 'what plugins of webpack define',
        files: {
          'webpack.config.js':
            "const { EnvironmentPlugin } = require('webpack');\nmodule.exports = { plugins: [new EnvironmentPlugin(['NODE_ENV', «'JWT_SECRET'»])] };\n",
        },
      },
      {
        name: 'an env file among the assets of a Flutter app',
        files: {
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'pubspec.yaml': 'name: shop\nflutter:\n  assets:\n    - images/\n    - «.env»\n',
        },
      },
      {
        name: 'an env file of a Flutter app that is not committed',
        files: {
          'lib/main.dart': "final key = dotenv.env['JWT_SECRET'];\n",
          'pubspec.yaml': 'name: shop\nflutter:\n  assets:\n    - «.env»\n',
        },
      },
      {
        name: 'what Next hands on',
        files: {
          'next.config.js': 'module.exports = { env: { JWT_SECRET: «process.env.JWT_SECRET» } };\n',
        },
      },
    ],
    good: [
      {
        name: 'the part of the configuration that stays on the server',
        files: {
          'nuxt.config.ts':
            'export default defineNuxtConfig({ runtimeConfig: { jwtSecret: process.env.JWT_SECRET, public: { api: process.env.API_URL } } });\n',
        },
      },
      {
        name: 'assets of a Flutter app without an env file',
        files: {
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'pubspec.yaml': 'name: shop\nflutter:\n  assets:\n    - images/\n',
        },
      },
      {
        name: 'the server beside a Flutter app',
        files: {
          'app/pubspec.yaml': 'name: shop\nflutter:\n  assets:\n    - .env\n',
          'server/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'the environment of a server',
        files: {
          'ecosystem.config.js':
            'module.exports = { apps: [{ env: { JWT_SECRET: process.env.JWT_SECRET } }] };\n',
        },
      },
      {
        name: 'no public prefix',
        file: '.env.local',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
      },
      {
        name: 'a public variable that is no signing secret',
        file: '.env.local',
        text: 'NEXT_PUBLIC_API_URL=https://api.example.test\n',
      },
      {
        name: 'a template, which says nothing of what is deployed',
        file: '.env.example',
        text: 'NEXT_PUBLIC_JWT_SECRET=change-me\n',
      },
      {
        name: 'a call that takes a private variable',
        file: 'src/session.js',
        text: `import jwt from 'jsonwebtoken';
export const check = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'a public key, which is meant to be public',
        file: 'src/session.js',
        text: `import jwt from 'jsonwebtoken';
export const check = (token) => jwt.verify(token, process.env.NEXT_PUBLIC_JWT_PUBLIC_KEY, { algorithms: ['RS256'] });
`,
      },
      {
        name: 'an entry that is not set',
        file: '.env.local',
        text: 'NEXT_PUBLIC_JWT_SECRET=\n',
      },
    ],
  },
});
