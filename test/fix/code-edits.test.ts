// Edits of code as a maintainer reads them: in the style of the file, in its order, and nowhere but in sources.
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

interface Case {
  readonly name: string;
  readonly text: string;
  /** What the file holds afterwards. */
  readonly after: string;
  readonly path?: string;
  readonly manifest?: string;
}

const manifest = '{"private":true,"dependencies":{"@nestjs/config":"3"}}';
const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
const sign = "const jwt = require('jsonwebtoken');\n";

const cases: readonly Case[] = [
  {
    name: 'options before a callback stand on a line of their own where the other arguments do',
    text: `${sign}module.exports = (token, done) =>
  jwt.verify(
    token,
    process.env.JWT_SECRET,
    (error, claims) => done(claims),
  );
exports.sign = (sub) => jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
    after: `    process.env.JWT_SECRET,
    { algorithms: ['HS256'] },
    (error, claims) => done(claims),
`,
  },
  {
    name: 'options that come last do so, too',
    text: `${sign}module.exports = (token) =>
  jwt.verify(
    token,
    process.env.JWT_SECRET
  );
exports.sign = (sub) => jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
    after: `    process.env.JWT_SECRET,
    { algorithms: ['HS256'] }
  );
`,
  },
  {
    name: 'quotes are those of the code, not of the markup in its templates',
    text: `${sign}exports.sign = (sub) => jwt.sign({ sub }, 'mysecretkey', { expiresIn: '1h' });
exports.mail = () => \`<a class="a" href="b" style="c" title="d" id="e" lang="f" rel="g">it's</a>\`;
`,
    after: "process.env.JWT_SECRET || missingVariable('JWT_SECRET')",
  },
  {
    name: 'an import that comes first in a file stands apart from what follows',
    path: 'a.ts',
    text: `const secret = Math.random().toString(36);
export const sign = (sub: string, jwt: typeof import('jsonwebtoken')) => jwt.sign({ sub }, secret, { expiresIn: '1h' });
`,
    after: `import { randomBytes } from 'node:crypto';

const secret = randomBytes(32).toString('base64url');
`,
  },
  {
    name: 'an import goes with its last use, though the package has the same name',
    text: `import jwt from 'jsonwebtoken';
import { v4 as uuid } from 'uuid';

const secret = uuid();
export const sign = (sub) => jwt.sign({ sub }, secret, { expiresIn: '1h' });
`,
    path: 'a.mjs',
    after: `import jwt from 'jsonwebtoken';
import { randomBytes } from 'node:crypto';

const secret =`,
  },
  {
    name: 'a literal for the time of development gives way to the variable of production',
    text: `${sign}const secret = process.env.NODE_ENV === 'production' ? process.env.TOKEN_KEY : 'mysecretkey';
exports.sign = (sub) => jwt.sign({ sub }, secret, { expiresIn: '1h' });
`,
    after: "process.env.TOKEN_KEY : process.env.TOKEN_KEY || missingVariable('TOKEN_KEY');",
  },
  {
    name: 'the same the other way round',
    text: `${sign}const secret = process.env.CI ? 'mysecretkey' : process.env.TOKEN_KEY;
exports.sign = (sub) => jwt.sign({ sub }, secret, { expiresIn: '1h' });
`,
    after: "? process.env.TOKEN_KEY || missingVariable('TOKEN_KEY') : process.env.TOKEN_KEY;",
  },
  {
    name: 'a variable that is set late fails where it was given its default',
    text: `${sign}if (!process.env.TOKEN_KEY) process.env.TOKEN_KEY = 'mysecretkey';
exports.sign = (sub) => jwt.sign({ sub }, process.env.TOKEN_KEY, { expiresIn: '1h' });
`,
    after: "process.env.TOKEN_KEY = missingVariable('TOKEN_KEY');",
  },
  {
    name: 'a key without a name of its own takes that of the object it is in',
    text: `const { sign } = require('jsonwebtoken');
const options = { port: 1, cookieOptions: { httpOnly: true, secret: 'mysecretkey' } };
exports.sign = (sub) => sign({ sub }, options.cookieOptions.secret, { expiresIn: '1h' });
`,
    after: 'secret: process.env.COOKIE_SECRET ||',
  },
  {
    name: 'ConfigService fails by itself',
    manifest,
    path: 'a.module.ts',
    text: `import { ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
export const module = JwtModule.registerAsync({
  inject: [ConfigService],
  useFactory: (config: ConfigService) => ({
    secret: config.get<string>('JWT_SECRET') || 'mysecretkey',
    signOptions: { expiresIn: '1h' },
  }),
});
`,
    after: `    secret: config.getOrThrow<string>('JWT_SECRET'),
`,
  },
];

describe('--fix=unsafe', () => {
  test.each(cases)(
    '$name',
    async ({ text, after, path = 'a.js', manifest = '{"private":true}' }) => {
      project = createProject({ '.gitignore': '.env\n', 'package.json': manifest, [path]: text });
      await project.run('--fix=unsafe');
      expect(project.read(path)).toContain(after);
      const fixed = project.snapshot();
      await project.run('--fix=unsafe');
      expect(project.snapshot()).toEqual(fixed);
    },
  );
});

test('compiled code is left, its source is not', async () => {
  const compiled = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const jwt = require("jsonwebtoken");
exports.SECRET = 'mysecretkey';
exports.sign = (sub) => jwt.sign({ sub }, exports.SECRET, { expiresIn: '1h' });
exports.verify = (token) => jwt.verify(token, exports.SECRET);
//# sourceMappingURL=config.js.map`;
  project = createProject({
    '.gitignore': '.env\n',
    'lib/config.js': compiled,
    'src/config.ts': `import jwt from 'jsonwebtoken';
export const SECRET = 'mysecretkey';
export const sign = (sub: string) => jwt.sign({ sub }, SECRET, { expiresIn: '1h' });
`,
  });
  const { stderr } = await project.run('--fix=unsafe');
  expect(project.read('lib/config.js')).toBe(compiled);
  expect(project.read('src/config.ts')).toContain('SECRET = process.env.JWT_SECRET ||');
  expect(stderr).toMatch(/lib\/config\.js:4 hardcoded-secret: it is compiled from another file/);
  expect(stderr).toMatch(/lib\/config\.js:6 verify-without-algorithms: it is compiled/);
});

test('a constant that Nest reads before it has read .env comes with a word on the order', async () => {
  project = createProject({
    '.gitignore': '.env\n',
    'package.json': manifest,
    '.env': `OTHER_SECRET=${strong}\n`,
    'constants.ts': "export const jwtConstants = { secret: 'mysecretkey' };\n",
  });
  const { stderr } = await project.run('--fix=unsafe');
  expect(stderr).toMatch(
    /constants\.ts reads JWT_SECRET while it is loaded, before .* reads \.env/,
  );
});
