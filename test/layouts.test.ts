// Layouts of small projects: where a value is set and how it reaches the call that signs with it. Each plants one
// short value, which must be found where it stands with the algorithm of that call.
import { expect, test } from 'vitest';
import shortSecret from '../rules/short-secret.ts';
import { auditTexts, unmark } from './helpers.ts';

const value = 'Zq7Tr2Lw9Kd4Xv8Mn3Ps';

/** A file that signs HS512 with an expression. */
function signing(key: string, head = ''): string {
  return `import jwt from 'jsonwebtoken';
${head}
export const sign = (id) => jwt.sign({ sub: id }, ${key}, { algorithm: 'HS512', expiresIn: '1h' });
`;
}

const nest = signing(
  `new Keys().key()`,
  `import { ConfigService } from '@nestjs/config';
class Keys { constructor(private config: ConfigService) {} key() { return this.config.get('jwt.secret'); } }`,
);

const layouts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the environment is exported as it is': {
    'src/env.ts': 'export const env = process.env;\n',
    'src/sign.ts': signing('env.TOKEN_SEED', `import { env } from './env';`),
    '.env': `TOKEN_SEED=«${value}»\n`,
  },
  'the environment is a module': {
    'src/env.js': `require('dotenv').config();\nmodule.exports = process.env;\n`,
    'src/sign.js': signing('TOKEN_SEED', `const { TOKEN_SEED } = require('./env');`),
    '.env': `TOKEN_SEED=«${value}»\n`,
  },
  'the environment is handed to a function': {
    'src/sign.ts': signing('seedOf(process.env)', 'const seedOf = (all) => all.TOKEN_SEED;'),
    '.env': `TOKEN_SEED=«${value}»\n`,
  },
  'a default is assigned to the environment': {
    'src/env.ts': `process.env.TOKEN_SEED ??= '«${value}»';\nexport const env = process.env;\n`,
    'src/sign.ts': signing('env.TOKEN_SEED', `import { env } from './env';`),
  },
  'two underscores stand for a dot': {
    'src/sign.ts': signing(`config.get('jwt:secret')`, `import config from 'nconf';`),
    '.env.production': `JWT__SECRET=«${value}»\n`,
  },
  'settings by environment in one file': {
    'config.json': `{"development":{"secret":"«${value}»"}}`,
    'src/sign.js': signing(
      'settings.secret',
      `const settings = require('../config.json')[process.env.NODE_ENV || 'development'];`,
    ),
  },
  'a schema of convict in a constant': {
    'src/sign.ts': signing(
      `config.get('jwt.secret')`,
      `import convict from 'convict';
const schema = { jwt: { secret: { format: String, default: '«${value}»', env: 'TOKEN_SEED' } } };
const config = convict(schema);`,
    ),
  },
  'values that node-config computes': {
    'config/default.js': `const { deferConfig } = require('config/defer');
module.exports = { jwt: { secret: deferConfig(() => '«${value}»') } };
`,
    'src/sign.ts': signing(`config.get('jwt.secret')`, `import config from 'config';`),
  },
  'NestJS: a configuration function with a name': {
    'src/config/configuration.ts': `export default function configuration() {
  return { jwt: { secret: process.env.TOKEN_SEED ?? '«${value}»' } };
}
`,
    'src/sign.ts': nest,
  },
  'NestJS: loaded where the module is made': {
    'src/app.module.ts': `import { ConfigModule } from '@nestjs/config';
export const config = ConfigModule.forRoot({ load: [() => ({ jwt: { secret: '«${value}»' } })] });
`,
    'src/sign.ts': nest,
  },
  'NestJS: a namespace whose name is a constant': {
    'src/config/jwt.config.ts': `import { registerAs } from '@nestjs/config';
const name = 'jwt';
export default registerAs(name, () => ({ secret: '«${value}»' }));
`,
    'src/sign.ts': nest,
  },
  'NestJS: a class that validates the environment': {
    'src/env.validation.ts': `import { IsString } from 'class-validator';
export class Environment {
  @IsString()
  JWT_SECRET: string = '«${value}»';
}
`,
    'src/sign.ts': nest.replace('jwt.secret', 'JWT_SECRET'),
  },
  'Fastify: variables of @fastify/env': {
    'src/sign.ts': `import fastifyEnv from '@fastify/env';
import jwt from 'jsonwebtoken';
const schema = { type: 'object', properties: { TOKEN_SEED: { type: 'string', default: '«${value}»' } } };
app.register(fastifyEnv, { schema });
export const sign = () => jwt.sign({}, app.config.TOKEN_SEED, { algorithm: 'HS512', expiresIn: '1h' });
`,
  },
  'the last of two entries of a .env': {
    '.env': `TOKEN_SEED=Hb5Yc8Gf1Wn6Jt3Rk9Vx\nTOKEN_SEED=«${value}»\n`,
    'src/sign.ts': signing('process.env.TOKEN_SEED'),
  },
};

test.each(Object.entries(layouts))('%s', async (_, marked) => {
  const files = Object.entries(marked).map(([path, text]) => ({ path, ...unmark(text) }));
  const findings = await auditTexts(
    Object.fromEntries(files.map(({ path, plain }) => [path, plain])),
    [shortSecret],
  );
  const found = findings.map(({ path, start, secret }) => [path, start, secret?.algorithm]);
  const expected = files.flatMap(({ path, marked: marks }) =>
    marks.map(({ start }) => [path, start, 'HS512']),
  );
  expect(found).toEqual(expected);
});
