// What a fix makes of a file, case by case. New secrets are shown as <bytes format>.
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  readonly argv?: readonly string[];
  /** Default: git tracks what it does not ignore. */
  readonly isRepository?: boolean;
  readonly files: Files;
  /** The files that differ afterwards. */
  readonly after: Files;
}

const old = 'mysecretkey';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (user) => jwt.sign({ sub: user }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const signs512 = signs.replace('{ expiresIn', "{ algorithm: 'HS512', expiresIn");
const ignored = { '.gitignore': '.env\n' };
const missing = `
function missingVariable(name) {
  throw new Error(\`\${name} is not set\`);
}
`;
const template = (name: string, algorithm = 'HS256', bytes = 32): string =>
  `# ${bytes} random bytes: keylint generate --alg ${algorithm}\n${name}=\n`;

/** A new secret is as long as its bytes say and nothing else in these files is. */
function hideSecrets(text: string): string {
  return text
    .replace(/(?<![\w+/-])[\da-f]{64}(?![\w+/=-])/g, '<32 hex>')
    .replace(/(?<![\w+/-])[A-Za-z\d+/]{43}=/g, '<32 base64>')
    .replace(/(?<![\w+/-])[A-Za-z\d+/]{86}==/g, '<64 base64>')
    .replace(/(?<![\w+/-])[\w-]{86}(?![\w+/=-])/g, '<64 base64url>')
    .replace(/(?<![\w+/-])[\w-]{43}(?![\w+/=-])/g, '<32 base64url>');
}

const safe: readonly Case[] = [
  {
    name: 'an ignored .env: quotes, comments, line ends and the missing last one stay',
    files: {
      ...ignored,
      'a.js': signs,
      '.env': `# mine\r\nPORT=1\r\nexport JWT_SECRET="${old}" # why\r\nA='b'`,
    },
    after: { '.env': `# mine\r\nPORT=1\r\nexport JWT_SECRET="<32 base64url>" # why\r\nA='b'` },
  },
  {
    name: 'as many bytes as the linked algorithm needs',
    files: { ...ignored, 'a.js': signs512, '.env': `JWT_SECRET=${old}\n` },
    after: { '.env': 'JWT_SECRET=<64 base64url>\n' },
  },
  {
    name: 'base64 for code that decodes it',
    files: {
      ...ignored,
      'a.js': signs.replace(
        'process.env.JWT_SECRET',
        "Buffer.from(process.env.JWT_SECRET, 'base64')",
      ),
      '.env': 'JWT_SECRET=bXlzZWNyZXRrZXk=\n',
    },
    after: { '.env': 'JWT_SECRET=<32 base64>\n' },
  },
  {
    name: 'two environments that shared a value get two',
    files: {
      '.gitignore': '.env*\n',
      'a.js': signs,
      '.env.production': `JWT_SECRET=${old}\n`,
      '.env.staging': `JWT_SECRET=${old}\n`,
    },
    after: {
      '.env.production': 'JWT_SECRET=<32 base64url>\n',
      '.env.staging': 'JWT_SECRET=<32 base64url>\n',
    },
  },
];

const unsafe: readonly Case[] = [
  {
    name: 'a secret that is put together of random numbers is drawn as a whole',
    argv: ['--rule', 'weak-random-secret'],
    files: {
      'a.js': `const jwt = require('jsonwebtoken');
const { randomBytes } = require('node:crypto');
const secret = process.env.JWT_SECRET || 'a' + Math.random().toString(36) + Date.now();
exports.sign = (user) => jwt.sign({ sub: user }, secret, { expiresIn: '1h' });
exports.id = () => randomBytes(4);
`,
    },
    after: {
      'a.js': `const jwt = require('jsonwebtoken');
const { randomBytes } = require('node:crypto');
const secret = process.env.JWT_SECRET || randomBytes(32).toString('base64url');
exports.sign = (user) => jwt.sign({ sub: user }, secret, { expiresIn: '1h' });
exports.id = () => randomBytes(4);
`,
    },
  },
  {
    name: 'Kubernetes data holds base64 of the new value',
    isRepository: false,
    files: {
      'k8s/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: api
data:
  JWT_SECRET: bXlzZWNyZXRrZXk= # old
`,
    },
    after: {
      'k8s/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: api
data:
  JWT_SECRET: <base64 of 32 base64url> # old
`,
    },
  },
  {
    name: 'JSON inside a variable keeps its shape',
    files: {
      ...ignored,
      '.env': `HASURA_GRAPHQL_JWT_SECRET='{"type":"HS512","key":"${old}","claims_format":"json"}'\n`,
    },
    after: {
      '.env': `HASURA_GRAPHQL_JWT_SECRET='{"type":"HS512","key":"<64 base64url>","claims_format":"json"}'\n`,
    },
  },
  {
    name: 'a literal in the call',
    files: {
      ...ignored,
      'a.js': signs.replace('process.env.JWT_SECRET', `'${old}'`),
    },
    after: {
      '.env': 'JWT_SECRET=<32 base64url>\n',
      '.env.example': template('JWT_SECRET'),
      'a.js': `${signs.replace('process.env.JWT_SECRET', "process.env.JWT_SECRET || missingVariable('JWT_SECRET')")}${missing}`,
    },
  },
  {
    name: 'signing and verifying literals in two files move to one variable',
    files: {
      ...ignored,
      'sign.js': `const jwt = require("jsonwebtoken")
module.exports = (user) => jwt.sign({ user }, "${old}", { expiresIn: "1h" })
`,
      'verify.js': `const jwt = require("jsonwebtoken")
module.exports = (token) => jwt.verify(token, "${old}", { algorithms: ["HS256"] })
`,
    },
    after: {
      '.env': 'JWT_SECRET=<32 base64url>\n',
      '.env.example': template('JWT_SECRET'),
      'sign.js': `const jwt = require("jsonwebtoken")
module.exports = (user) => jwt.sign({ user }, process.env.JWT_SECRET || missingVariable("JWT_SECRET"), { expiresIn: "1h" })
${missing.replace(');\n', ')\n')}`,
      'verify.js': `const jwt = require("jsonwebtoken")
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET || missingVariable("JWT_SECRET"), { algorithms: ["HS256"] })
${missing.replace(');\n', ')\n')}`,
    },
  },
  {
    name: 'an empty entry that waits in .env is filled',
    files: {
      ...ignored,
      '.env': 'JWT_SECRET= # set me\nPORT=1\n',
      '.env.example': 'JWT_SECRET=\n',
      'a.js': signs.replace('process.env.JWT_SECRET', `process.env.JWT_SECRET || '${old}'`),
    },
    after: {
      '.env': 'JWT_SECRET=<32 base64url> # set me\nPORT=1\n',
      'a.js': `${signs.replace('process.env.JWT_SECRET', "process.env.JWT_SECRET || missingVariable('JWT_SECRET')")}${missing}`,
    },
  },
  {
    name: 'the default of a schema',
    files: {
      ...ignored,
      '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n',
      'env.ts': `import { z } from 'zod';
export const env = z.object({ JWT_SECRET: z.string().min(8).default('${old}') }).parse(process.env);
`,
    },
    after: {
      'env.ts': `import { z } from 'zod';
export const env = z.object({ JWT_SECRET: z.string().min(8) }).parse(process.env);
`,
    },
  },
  {
    name: 'options that are there already get the algorithms',
    files: {
      ...ignored,
      '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n',
      'a.js': `${signs}exports.verify = (token) =>
  jwt.verify(token, process.env.JWT_SECRET, {
    issuer: 'us',
  });
`,
    },
    after: {
      'a.js': `${signs}exports.verify = (token) =>
  jwt.verify(token, process.env.JWT_SECRET, {
    issuer: 'us',
    algorithms: ['HS256'],
  });
`,
    },
  },
  {
    name: 'the previous value stays beside the new one',
    argv: ['--keep-previous'],
    files: { ...ignored, 'a.js': signs, '.env': `JWT_SECRET="${old}" # why\nPORT=1` },
    after: {
      '.env': `JWT_SECRET="<32 base64url>" # why\nJWT_SECRET_PREVIOUS="${old}" # why\nPORT=1`,
    },
  },
];

async function check(
  { files, after, argv = [], isRepository = true }: Case,
  mode: string,
): Promise<void> {
  project = createProject(files, { isRepository });
  const before = project.snapshot();
  const command = argv.length > 0 ? ['fix', '--unsafe', ...argv] : [mode];
  await project.run(...command);
  const now = project.snapshot();
  const changed = Object.fromEntries(
    Object.entries(now)
      .filter(([path, text]) => before[path] !== text)
      .map(([path, text]) => [
        path,
        hideSecrets(
          text.replace(/[A-Za-z\d+/]{58}==/, (encoded) => {
            const inner = Buffer.from(encoded, 'base64').toString();
            return `<base64 of ${hideSecrets(inner).replace(/[<>]/g, '')}>`;
          }),
        ),
      ]),
  );
  expect(changed).toEqual(after);
  await project.run(...command);
  expect(project.snapshot()).toEqual(now);
}

describe('--fix', () => {
  test.each(safe)('$name', (example) => check(example, '--fix'));

  test('two environments get two values', async () => {
    project = createProject(safe[3]?.files ?? {});
    await project.run('--fix');
    expect(project.read('.env.production')).not.toBe(project.read('.env.staging'));
  });

  test('leaves code and tracked production files alone, and says why', async () => {
    project = createProject({
      'a.js': signs.replace('process.env.JWT_SECRET', `'${old}'`),
      'docker-compose.yml': `services:\n  a:\n    environment:\n      JWT_SECRET: ${old}\n`,
    });
    const before = project.snapshot();
    const { code, stderr } = await project.run('--fix');
    expect(code).toBe(1);
    expect(stderr).toMatch(/a\.js:2 hardcoded-secret: .*--fix=unsafe/);
    expect(project.snapshot()).toEqual(before);
  });
});

test('an env file that git could pick up is put into .gitignore', async () => {
  project = createProject({ '.gitignore': 'node_modules', 'a.js': signs });
  project.write('.env', 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n');
  expect((await project.run('--fix')).code).toBe(0);
  expect(project.read('.gitignore')).toBe('node_modules\n.env');
  expect(project.git('status', '--short')).toBe(' M .gitignore\n');
});

test('rotate replaces a strong secret, keeps the old one beside it and says what to deploy', async () => {
  const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
  const files = { ...ignored, 'a.js': signs, '.env': `JWT_SECRET=${strong}\n` };
  project = createProject(files);
  const { code, stdout, stderr } = await project.run('rotate', 'JWT_SECRET');
  expect(code).toBe(0);
  const [first = '', second] = project.read('.env').split('\n');
  expect(first).toMatch(/^JWT_SECRET=[\w-]{43}$/);
  expect(first).not.toContain(strong);
  expect(second).toBe(`JWT_SECRET_PREVIOUS=${strong}`);
  expect(stderr).toMatch(/JWT_SECRET_PREVIOUS[\s\S]*longest-lived/);
  expect(stdout + stderr).not.toContain(first.slice('JWT_SECRET='.length));
  expect(stdout + stderr).not.toContain(strong);
  expect((await project.run('rotate', 'NO_SUCH_SECRET')).code).toBe(2);
});

test('rotate keeps the old value beside the new one in every format', async () => {
  const entries = {
    Dockerfile: [
      'FROM node\nENV A=1 JWT_SECRET=old\n',
      'ENV A=1 JWT_SECRET=new JWT_SECRET_PREVIOUS=old\n',
    ],
    'application.properties': ['jwt.secret=old\n', 'jwt.secret=new\njwt.secretPrevious=old\n'],
    'docker-compose.yml': [
      'services:\n  a:\n    environment:\n      - JWT_SECRET=old\n',
      '      - JWT_SECRET=new\n      - JWT_SECRET_PREVIOUS=old\n',
    ],
    'k8s/pod.yaml': [
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - env:\n        - name: JWT_SECRET\n          value: old\n',
      '          value: new\n        - name: JWT_SECRET_PREVIOUS\n          value: old\n',
    ],
    'wrangler.toml': [
      '[vars]\nJWT_SECRET = "old"\n',
      'JWT_SECRET = "new"\nJWT_SECRET_PREVIOUS = "old"\n',
    ],
  } as const;
  project = createProject(
    Object.fromEntries(
      Object.entries(entries).map(([path, [text]]) => [path, text.replace('old', old)]),
    ),
    { isRepository: false },
  );
  expect((await project.run('rotate', 'JWT_SECRET')).code).toBe(0);
  const made = /^JWT_SECRET = "([\w-]{43})"$/m.exec(project.read('wrangler.toml'))?.[1] ?? '?';
  for (const [path, [, after]] of Object.entries(entries)) {
    expect(project.read(path).replaceAll(made, 'new').replaceAll(old, 'old')).toContain(after);
  }
});

test('a weak value that was kept is not replaced in its turn, however its name is spelled', async () => {
  const files = {
    'config/default.json': '{\n  "jwtSecret": "mysecretkey"\n}\n',
    'config/local.yaml': 'jwt-secret: mysecretkey\n',
  };
  project = createProject(files, { isRepository: false });
  await project.run('--fix=unsafe', '--keep-previous');
  const after = project.snapshot();
  expect(after['config/default.json']).toContain('"jwtSecretPrevious": "mysecretkey"');
  expect(after['config/local.yaml']).toContain('jwt-secret-previous: mysecretkey');
  expect(Object.values(after).join('')).not.toMatch(/previous.?previous/i);
});

test('a rotation that cannot reach every place changes none and says which', async () => {
  const files = {
    '.env': `JWT_SECRET=${old}\n`,
    'wrangler.toml': `vars = { A = "1", JWT_SECRET = "${old}" }\n`,
  };
  project = createProject(files, { isRepository: false });
  const before = project.snapshot();
  const { code, stderr } = await project.run('rotate', 'JWT_SECRET');
  expect(code).toBe(2);
  expect(stderr).toMatch(/old value in wrangler\.toml cannot be kept/);
  expect(project.snapshot()).toEqual(before);
});

test('a tracked env file leaves the index, stays on disk, and the purge is explained', async () => {
  project = createProject({ 'a.js': signs, '.env': `JWT_SECRET=${old}\n` });
  const { code, stderr } = await project.run('--fix=unsafe');
  expect(code).toBe(0);
  expect(project.git('ls-files', '.env')).toBe('');
  expect(project.read('.env')).toMatch(/^JWT_SECRET=[\w-]{43}\n$/);
  expect(stderr).toContain('git filter-repo --invert-paths --path .env');
  expect((await project.run('undo')).code).toBe(0);
  expect(project.git('ls-files', '.env')).toBe('.env\n');
  expect(project.git('status', '--short')).toBe('');
});

test('the names of a tracked env file stay in git, in a template without values', async () => {
  const key = 'KEY="-----BEGIN KEY-----\nQUJD=\nabc==\n-----END KEY-----"\n';
  project = createProject({
    'a.js': signs,
    '.env': `# all\nPORT=1\n${key}export JWT_SECRET="${old}" # why\n`,
    '.env.production': `JWT_SECRET=${old}2\n`,
  });
  await project.run('--fix=unsafe');
  expect(project.read('.env.example')).toBe('PORT=\nKEY=\nJWT_SECRET=\n');
  await project.run('undo');
  expect(project.git('status', '--short')).toBe('');
});

test('alg none and decode without verify are explained, not edited', async () => {
  const text = `const jwt = require('jsonwebtoken');
exports.sign = (user) => jwt.sign({ sub: user }, '', { algorithm: 'none', expiresIn: '1h' });
exports.user = (request) => jwt.decode(request.headers.authorization).sub;
`;
  project = createProject({ 'a.js': text });
  const { code, stderr } = await project.run('--fix=unsafe');
  expect(project.read('a.js')).toBe(text);
  expect(code).toBe(1);
  expect(stderr).toMatch(/unsigned-token: .*not signed at all/);
});

test('--rule limits what is repaired', async () => {
  project = createProject({
    ...ignored,
    'a.js': `${signs}exports.verify = (token) => jwt.verify(token, process.env.JWT_SECRET);\n`,
    '.env': `JWT_SECRET=${old}\n`,
  });
  await project.run('--fix=unsafe', '--rule', 'verify-without-algorithms');
  expect(project.read('.env')).toBe(`JWT_SECRET=${old}\n`);
  expect(project.read('a.js')).toContain("{ algorithms: ['HS256'] }");
});

describe('--fix=unsafe', () => {
  test.each(unsafe)('$name', (example) => check(example, '--fix=unsafe'));
});
