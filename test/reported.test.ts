// A run that reports on few files parses few of the others: it must find in these files what a run over everything
// finds there. Held against every example of every rule, the fixtures, and ways that are easily lost.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import type { Finding } from '../src/model/finding.ts';
import { type AuditTextsOptions, auditTexts, runTexts, unmark } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const say = ({ path, line, column, rule, message }: Finding): string =>
  `${path}:${line}:${column} ${rule}: ${message}`;

/** Trying keys on every token of a repository takes what nobody has at commit time. */
const wholeRuns: ReadonlySet<string> = new Set(['forgeable-token']);

/** What is found in each file: by a run over everything, and by one that reports on the file alone. */
async function compare(files: Files, options: AuditTextsOptions = {}): Promise<void> {
  const all = await auditTexts(files, rules, options);
  for (const path of Object.keys(files)) {
    const own = await auditTexts(files, rules, {
      ...options,
      cwd: '/memory',
      reportPaths: [`/memory/${path}`],
    });
    const expected = all.filter((one) => one.path === path && !wholeRuns.has(one.rule));
    expect(own.map(say), path).toEqual(expected.map(say));
  }
}

function readFolder(folder: string): Files {
  const root = join(import.meta.dirname, '../fixtures', folder);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]),
  );
}

describe('one file reported on gets the findings it has among all', () => {
  test.each(rules)('in the examples of $id', async ({ examples }) => {
    for (const { files, tracked, days } of [...examples.bad, ...examples.good]) {
      // Of what is not reported on no age is looked up, so that another place of the same value is the oldest.
      if (!files || days) continue;
      const plain = Object.entries(files).map(([path, text]) => [path, unmark(text).plain]);
      await compare(Object.fromEntries(plain), tracked ? { tracked } : {});
    }
  });

  test.each([
    'demo',
    'services/express-jsonwebtoken',
    'services/fastify-jwt',
    'services/hono-jose',
    'services/nest-jwt',
    'services/next-authjs',
  ])('in fixtures/%s', (folder) => compare(readFolder(folder)));
});

const weak = 'JWT_SECRET=harbour-lights-2019\n';
const signing =
  "import jwt from 'jsonwebtoken';\nexport const issue = (user, key) => jwt.sign({ sub: user }, key, { algorithm: 'HS512', expiresIn: '1h' });\n";

test('what other files take a constant for is asked of them all', async () => {
  const used = (call: string) =>
    `import { Keys } from './keys.js';\nexport const use = (store) => ${call};\n`;
  const keys =
    "export const Keys = { APP_JWT_SECRET: 'acme words 12', WEB_JWT_SECRET: 'acme words 13' };\n";
  const files = {
    'src/keys.js': keys,
    'src/a.js': used('store[Keys.APP_JWT_SECRET]'),
    'src/b.js': used('store.run(Keys.WEB_JWT_SECRET)'),
  };
  const found = await auditTexts(files, rules);
  expect(new Set(found.map(({ secret }) => secret?.name))).toEqual(new Set(['WEB_JWT_SECRET']));
  await compare(files);
});

describe('the algorithm of a value is known', () => {
  test.each<[string, Files]>([
    [
      'through two modules that hold no word of signing',
      {
        'src/auth.js':
          "import jwt from 'jsonwebtoken';\nimport { values } from './values.js';\nexport const issue = (user) => jwt.sign({ sub: user }, values.first, { algorithm: 'HS512', expiresIn: '1h' });\n",
        'src/values.js': "export { values } from './more/values.js';\n",
        'src/more/values.js': 'export const values = { first: process.env.JWT_SECRET };\n',
      },
    ],
    [
      'through barrels of barrels',
      {
        'src/auth.js':
          "import jwt from 'jsonwebtoken';\nimport { first } from './lib';\nexport const issue = (user) => jwt.sign({ sub: user }, first, { algorithm: 'HS512', expiresIn: '1h' });\n",
        'src/lib/index.js': "export * from './a.js';\nexport * from './more';\n",
        'src/lib/a.js': 'export const second = 1;\n',
        'src/lib/more/index.js': "export * from './b.js';\n",
        'src/lib/more/b.js': 'export const first = process.env.JWT_SECRET;\n',
      },
    ],
    [
      'through a wrapper and its caller',
      {
        'src/issuer.js': signing,
        'src/users.js':
          "import { issue } from './issuer.js';\nexport const login = (user) => issue(user, process.env.JWT_SECRET);\n",
      },
    ],
    [
      'through a wrapper that its caller imports from a barrel',
      {
        'src/lib/maker.js': signing,
        'src/lib/index.js': "export * from './maker.js';\n",
        'src/values.js': 'export const values = { first: process.env.JWT_SECRET };\n',
        'src/users.js':
          "import { issue } from './lib/index.js';\nimport { values } from './values.js';\nexport const login = (user) => issue(user, values.first);\n",
      },
    ],
    [
      'through a class that is constructed with it',
      {
        'src/token-issuer.js':
          "import jwt from 'jsonwebtoken';\nexport class TokenIssuer {\n  constructor(key) { this.key = key; }\n  issue(user) { return jwt.sign({ sub: user }, this.key, { algorithm: 'HS512', expiresIn: '1h' }); }\n}\n",
        'src/values.js': 'export const values = { first: process.env.JWT_SECRET };\n',
        'src/server.js':
          "import { TokenIssuer } from './token-issuer.js';\nimport { values } from './values.js';\nexport const made = new TokenIssuer(values.first);\n",
      },
    ],
    [
      'through a setting that a configuration function defines',
      {
        'src/options.ts':
          "import { registerAs } from '@nestjs/config';\nexport default registerAs('auth', () => ({ phrase: process.env.JWT_SECRET }));\n",
        'src/auth.module.ts':
          "import { JwtModule } from '@nestjs/jwt';\nimport { ConfigService } from '@nestjs/config';\nexport const module = JwtModule.registerAsync({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ secret: config.get('auth.phrase'), signOptions: { algorithm: 'HS512', expiresIn: '1h' } }) });\n",
      },
    ],
    [
      'through another file of configuration that hands it on',
      {
        'compose.yaml': 'services:\n  api:\n    environment:\n      SIGNER: $' + '{JWT_SECRET}\n',
        'src/auth.js':
          "import jwt from 'jsonwebtoken';\nexport const issue = (user) => jwt.sign({ sub: user }, process.env.SIGNER, { algorithm: 'HS512', expiresIn: '1h' });\n",
      },
    ],
  ])('%s', async (_, files) => {
    const all = { ...files, '.env.production': weak };
    const findings = await auditTexts(all, rules, {
      cwd: '/memory',
      reportPaths: ['/memory/.env.production'],
    });
    expect(findings.map(({ secret }) => secret?.algorithm)).toContain('HS512');
    await compare(all);
  });
});

test('of a repository full of code, what can say something is parsed', async () => {
  const filler = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [
      `src/page${n}.js`,
      `export const session${n} = process.env.PAGE_${n}; export const tokenOf = (x) => x.token;\n`,
    ]),
  );
  const { report } = await runTexts(
    {
      ...filler,
      'src/issuer.js': `import { session0 } from './page0.js';\nexport const sessionSecret = session0;\n${signing}`,
      '.env.production': weak,
    },
    rules,
    { cwd: '/memory', reportPaths: ['/memory/.env.production'] },
  );
  expect(report.summary.files.parsed).toBe(1);
});
