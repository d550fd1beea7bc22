// Code of one call over and over, where what is asked at each call has its answer in the rest of the file: whether anything
// verifies, what fills an array, what a schema declares, what a name is handed to.
import { filled, type HostileInput } from './hostile-inputs.ts';

type Line = (n: number) => string;

const jwt = "const jwt = require('jsonwebtoken');\n";
const zod = `const { z } = require('zod');\n${jwt}`;
const envalid = `const { cleanEnv, str } = require('envalid');\n${jwt}`;
const ajv = `const Ajv = require('ajv');\nconst ajv = new Ajv({ useDefaults: true });\n${jwt}`;

const calls = (path: string, name: string, line: Line, head = '', tail = ''): HostileInput => ({
  name: `${path}: ${name}`,
  files: (length) => ({ [path]: head + filled(length - head.length - tail.length, line) + tail }),
});

/** A list that takes half of the file, and calls that are about all of it. */
const listAndCalls = (
  name: string,
  [open, entry, close]: readonly [string, Line, string],
  call: Line,
): HostileInput => ({
  name: `a.js: ${name}`,
  files: (length) => ({
    'a.js': open + filled(length / 2, entry) + close + filled(length / 2, call),
  }),
});

const schema = (open: string): readonly [string, Line, string] => [
  open,
  (n) => `  JWT_SECRET_${n}: z.string().default('weak${n}'),\n`,
  '});\n',
];

export const callInputs: readonly HostileInput[] = [
  calls(
    'a.js',
    'decodes',
    (n) => `function user${n}(req) { return jwt.decode(req.t).sub; }\n`,
    jwt,
  ),
  calls(
    'a.js',
    'decodes that are called',
    () => 'const getUser = (t) => jwt.decode(t);\nreq.user = getUser(t);\n',
    jwt,
  ),
  calls(
    'a.js',
    'decodes in one catch',
    (n) => `const d${n} = jwt.decode(t); req.user = d${n}.sub;\n`,
    `${jwt}try { verify(t) } catch (e) {\n`,
    '}\n',
  ),
  calls(
    'a.js',
    'signers',
    (n) => `const s${n} = createSigner({ key: 'weak${n}' }); s${n}({ a: 1 });\n`,
    "const { createSigner } = require('fast-jwt');\n",
  ),
  calls('a.js', 'bytes', (n) => `const key${n} = Buffer.alloc(32); jwt.sign({}, key${n});\n`, jwt),
  calls(
    'a.js',
    'arrays that nobody fills',
    (n) => `const k${n} = new Uint8Array(8); jwt.sign({}, k${n}); foo(k${n});\n`,
    `const crypto = require('crypto');\n${jwt}`,
  ),
  calls(
    'a.js',
    'schemas of schemas',
    (n) => `const s${n + 1} = s${n}.extend({ A${n}: z.string().default('weak') });\n`,
    `${zod}const s0 = z.object({ A: z.string() });\n`,
  ),
  calls(
    'a.js',
    'decodes by hand',
    (n) => `const j${n} = atob(t.split('.')[1]); req.user = JSON.parse(j${n}).sub;\n`,
    jwt,
  ),
  calls(
    'a.js',
    'options of a command line',
    (n) =>
      `const argv${n} = yargs.option('jwt-secret${n}', { default: 'weak' }).argv; jwt.sign({}, argv${n}.jwtSecret${n});\n`,
    `const yargs = require('yargs');\n${jwt}`,
  ),
  listAndCalls(
    'a schema that is applied',
    schema(`${zod}const s = z.object({\n`),
    (n) => `const e${n} = s.safeParse(process.env);\n`,
  ),
  listAndCalls(
    'a schema that is extended',
    schema(`${zod}const s = z.object({\n`),
    (n) => `const e${n} = s.extend({ A${n}: z.string() }).parse(process.env);\n`,
  ),
  listAndCalls(
    'variables that are checked',
    [
      `${envalid}const s = {\n`,
      (n) => `  JWT_SECRET_${n}: str({ default: 'weak${n}' }),\n`,
      '};\n',
    ],
    (n) => `const e${n} = cleanEnv(process.env, s);\n`,
  ),
  listAndCalls(
    'defaults that are filled in',
    [
      `${ajv}const s = { type: 'object', properties: {\n`,
      (n) => `  jwtSecret${n}: { type: 'string', default: 'weak${n}' },\n`,
      '} };\n',
    ],
    (n) => `const c${n} = {}; ajv.validate(s, c${n});\n`,
  ),
  calls(
    'a.py',
    'looks that nothing follows',
    (n) =>
      `    unverified${n} = jwt.decode(token, options={"verify_signature": False})\n    use(unverified${n}["sub"])\n`,
    'import jwt\ndef f(token):\n',
  ),
  calls(
    'a.go',
    'variables that are set if they are empty',
    (n) => `secret${n} := os.Getenv("S${n}")\nif secret${n} == "" { secret${n} = "weak${n}" }\n`,
    'package a\nimport ("os"; "github.com/golang-jwt/jwt/v5")\nfunc f() {\n',
    '}\n',
  ),
  calls(
    'A.cs',
    'sections',
    (n) =>
      `var s${n} = configuration.GetSection("Jwt${n}"); services.Configure<Jwt${n}>(s${n}); var o${n} = new Jwt${n}(); s${n}.Bind(o${n});\n`,
    'using Microsoft.IdentityModel.Tokens;\nclass A { void F(IConfiguration configuration) {\n',
    '}}\n',
  ),
];
