// Files that somebody wrote to hold up whoever reads them: every reader meets every unit over and over, and what hurts
// one reader most is spelled out. Sizes are given, so that the same input shows that time grows with it.

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

export interface HostileInput {
  readonly name: string;
  /** About so many characters. */
  files(length: number): Files;
}

/** `line(0)`, `line(1)` ... until there are `length` characters. */
export function filled(length: number, line: (n: number) => string): string {
  const lines: string[] = [];
  for (let n = 0, size = 0; size < length; n++) {
    const text = line(n);
    lines.push(text);
    size += text.length;
  }
  return lines.join('');
}

/** One path for every reader there is; `test/hostile-inputs.test.ts` holds that none is left out. */
export const paths: readonly string[] = [
  '.env',
  'a.json',
  'package.json',
  'a.yaml',
  'docker-compose.yml',
  'k8s/secret.yaml',
  'a.toml',
  'a.tf',
  'application.conf',
  'nginx.conf',
  'application.properties',
  'a.ini',
  'Dockerfile',
  'a.sh',
  'a.service',
  'api.vars',
  'Makefile',
  'a.sql',
  'Jenkinsfile',
  'a.ps1',
  'a.bat',
  'a.http',
  'README.md',
  'web.config',
  'a.csproj',
  'requirements.txt',
  'a.ipynb',
  'a.js',
  'a.tsx',
  'a.vue',
  'a.py',
  'a.dart',
  'a.scala',
  'a.swift',
  'a.ex',
  'keys/a.pem',
  'a.go',
  'A.java',
  'A.kt',
  'A.cs',
  'a.php',
  'a.rb',
  'a.rs',
];

/** What is repeated; each reader takes some of them for an opening that is never closed. */
export const units: readonly (readonly [string, (n: number) => string])[] = [
  ['round brackets', () => '('],
  ['square brackets', () => '['],
  ['braces', () => '{'],
  ['keys that open braces', () => '{"a":'],
  ['nested blocks', (n) => `a${n % 10} {\n`],
  ['double quotes', () => '"'],
  ['single quotes', () => "'"],
  ['triple quotes', () => '"""\n'],
  ['backticks and dollars', () => '`${'],
  ['references', () => '${a:-'],
  ['references of doubled names', () => '${A}${A}'],
  ['escapes', () => '\\"'],
  ['continued lines', () => 'a \\\n'],
  ['here-documents', (n) => `cat <<EOF${n % 7}\n`],
  ['comments', () => '/* # // -- ; '],
  ['comments that open', () => '<!-- '],
  ['tags', () => '<a b="c">'],
  ['attributes', () => '<a b='],
  ['indents', (n) => `${' '.repeat(n % 60)}a${n}:\n`],
  ['dotted names', () => 'a.b.c.'],
  ['assignments', (n) => `SOME_NAME_${n}=value-${n}\n`],
  ['entries', (n) => `name${n}: value${n}\n`],
  ['list items', (n) => `- name: n${n}\n  value: v${n}\n`],
  ['secrets', (n) => `jwt.secret.n${n}=weak${n}\n`],
  ['marks', (n) => `x = ${n} # keylint: ignore[short-secret] why\n`],
  ['token heads', () => 'eyJhbGciOiJIUzI1NiJ9.'],
  ['blanks', () => ' '],
  ['empty lines', () => '\r\n'],
  ['one word', () => 'secret'],
  ['letters of other scripts', () => 'é😀ß'],
  ['control characters', () => '\u0001\u202e'],
];

/** A file of one reader that is full of one unit. */
export function filledWith(path: string, unit: (n: number) => string, length: number): Files {
  return { [path]: `${filled(length, unit)}\njwt_secret = "plainly-fake"\n` };
}

const jwt = "const jwt = require('jsonwebtoken');\n";

/** Inputs that aim at one reader, or at what comes behind it. */
export const inputs: readonly HostileInput[] = [
  ...code(),
  ...yaml(),
  ...[
    one('references that double', '.env', (n) => `A${n}=\${A${n + 1}}\${A${n + 1}}\n`),
    one('objects of one name', 'a.json', (n) => `{"jwt":${n % 2 ? '{' : '"a"},'}`),
    one('a name a million times', 'a.json', (n) => `${n === 0 ? '{' : ','}"jwtSecret":"a${n}"`),
    one('keys of keys', 'a.json', (n) => `${n === 0 ? '[' : ','}{"kty":"oct","k":"c2VjcmV0${n}"}`),
    one('dependencies', 'package.json', (n) =>
      n === 0 ? '{"dependencies":{' : `"jsonwebtoken${n}":"^1",`,
    ),
    one('tables', 'a.toml', (n) => `[a.b${n}.c]\njwt_secret = "weak${n}"\n`),
    one('tables of tables', 'a.toml', () => '[[a.a.a.a.a.a]]\n'),
    one('inline tables', 'a.toml', (n) => (n === 0 ? 'jwt = ' : '{ a = ')),
    one('blocks in blocks', 'a.tf', (n) => `resource "a" "b${n}" {\n jwt_secret = "\${var.x}\n`),
    one('templates in templates', 'a.tf', () => 'a = "${ jwt ? "${'),
    one('build arguments', 'Dockerfile', (n) => `ARG A${n}=$A${n - 1}$A${n - 1}\n`),
    one('entities', 'web.config', (n) => `<!ENTITY a${n} "&a${n - 1};&a${n - 1};">\n`),
    one('substitutions', 'application.conf', (n) => `a${n} = \${a${n + 1}} \${a${n + 1}}\n`),
    one('placeholders', 'application.properties', (n) => `a${n}=\${a${n + 1}:\${a${n + 1}}}\n`),
    one('variables of make', 'Makefile', (n) => `A${n} := $(A${n - 1}) $(A${n - 1})\n`),
    one('cells', 'a.ipynb', (n) =>
      n === 0 ? '{"cells":[' : `{"cell_type":"code","source":["jwt.encode({}, 'weak${n}')"]},`,
    ),
  ],
];

function one(name: string, path: string, line: (n: number) => string): HostileInput {
  return { name: `${path}: ${name}`, files: (length) => ({ [path]: filled(length, line) }) };
}

function lines(name: string, line: (n: number) => string, head = jwt): HostileInput {
  return {
    name: `code: ${name}`,
    files: (length) => ({ 'a.js': head + filled(length - head.length, line) }),
  };
}

function code(): readonly HostileInput[] {
  return [
    lines('weak calls', (n) => `jwt.sign({}, 'weak${n}');\n`),
    lines('weak calls in one line', (n) => `jwt.sign({}, 'weak${n}');`),
    lines(
      'classes with a key each',
      (n) =>
        `class C${n} { constructor() { this.secret = 'weak${n}'; } t() { return jwt.sign({}, this.secret); } }\n`,
    ),
    lines(
      'choices of choices',
      (n) => `const a${n} = x ? a${n + 1} : (y ? a${n + 1} : a${n + 1});\njwt.sign({}, a${n});\n`,
    ),
    lines(
      'options chosen from options',
      (n) =>
        `const o${n} = x ? o${n + 1} : { ...o${n + 1}, ...o${n + 2} };\njwt.sign({}, o${n}.key, o${n});\n`,
    ),
    lines(
      'functions of functions',
      (n) =>
        `function f${n}(k) { return x ? f${n + 1}(k) : f${n + 2}(k); }\njwt.sign({}, f${n}(s));\n`,
    ),
    lines(
      'wrappers of wrappers',
      (n) => `function s${n}(p, k) { s${n + 1}(p, k); s${n + 2}(p, k); return jwt.sign(p, k); }\n`,
    ),
    lines('one variable', () => 's = process.env.X || s; jwt.sign({}, s);\n', `${jwt}let s;\n`),
    lines(
      'payloads',
      (n) => `const p${n} = { ...p${n + 1}, ...q }; jwt.sign(p${n}, process.env.S);\n`,
    ),
    lines(
      'logged values',
      (n) => `console.log(process.env.JWT_SECRET_${n}, config.jwt.secret${n});\n`,
    ),
    lines('variables of the environment', (n) => `process.env.JWT_SECRET_${n} || 'weak${n}';\n`),
    {
      name: 'code: modules that export each other',
      files: (length) => {
        const count = Math.max(4, Math.min(200, Math.floor(length / 300)));
        const names = Array.from({ length: count }, (_, n) => n);
        return Object.fromEntries(
          names.map((n) => [
            `m${n}.js`,
            filled(length / count, (line) =>
              line < 8
                ? `export * from './m${(n * 7 + line * 3 + 1) % count}';\n`
                : `import { k${line} as l${line} } from './m${(n + line) % count}';\nsign({}, l${line});\n`,
            ),
          ]),
        );
      },
    },
    {
      name: 'code: a wrapper and its callers',
      files: (length) => ({
        'sign.js': `${jwt}module.exports.issue = (claims, key) => jwt.sign(claims, key);\n`,
        'call.js': `const { issue } = require('./sign');\n${filled(length, (n) => `issue({}, 'weak${n}');\n`)}`,
      }),
    },
    {
      name: 'code: a variable that is set and read',
      files: (length) => ({
        '.env': filled(length / 2, (n) => `JWT_SECRET=weak${n}\n`),
        'a.js': jwt + filled(length / 2, () => 'jwt.sign({}, process.env.JWT_SECRET);\n'),
      }),
    },
    one('weak calls', 'a.py', (n) => (n === 0 ? 'import jwt\n' : `jwt.encode({}, "weak${n}")\n`)),
    one('weak calls', 'a.go', (n) =>
      n === 0
        ? 'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f() {\n'
        : `t${n}.SignedString([]byte("weak${n}"))\n`,
    ),
    one('weak calls', 'a.rb', (n) =>
      n === 0 ? "require 'jwt'\n" : `JWT.encode({}, 'weak${n}')\n`,
    ),
    one('weak calls', 'a.php', (n) =>
      n === 0 ? '<?php\nuse Firebase\\JWT\\JWT;\n' : `JWT::encode([], 'weak${n}', 'HS256');\n`,
    ),
    one('fields', 'A.java', (n) =>
      n === 0
        ? 'import io.jsonwebtoken.*;\nclass A {\n'
        : `String k${n} = "weak${n}"; String t${n}() { return Jwts.builder().signWith(k${n}).compact(); }\n`,
    ),
  ];
}

function yaml(): readonly HostileInput[] {
  return [
    one('anchors of anchors', 'a.yaml', (n) =>
      n === 0 ? 'a0: &a0 jwtsecret\n' : `a${n}: &a${n} [*a${n - 1}, *a${n - 1}, *a${n - 1}]\n`,
    ),
    one('merges of merges', 'a.yaml', (n) =>
      n === 0
        ? 'a0: &a0 { jwtSecret: weak }\n'
        : `a${n}: &a${n}\n  <<: [*a${n - 1}, *a${n - 1}]\n  k${n}: v\n`,
    ),
    one('one anchor, many merges', 'a.yaml', (n) =>
      n === 0
        ? `a: &a\n${filled(2_000, (m) => `  jwtSecret${m}: weak${m}\n`)}`
        : `b${n}:\n  <<: *a\n`,
    ),
    one('documents', 'a.yaml', (n) => `---\njwtSecret: weak${n}\n`),
    one('deep maps', 'a.yaml', (n) => `${' '.repeat(n % 500)}jwt${n}:\n`),
    one('flow in flow', 'a.yaml', (n) => (n % 2 ? '[' : '{ jwt: ')),
    one('tags', 'a.yaml', (n) => `!!a${n} &b${n} ? !c jwt\n: !d secret\n`),
    one('block texts', 'a.yaml', (n) => `k${n}: |\n  JWT_SECRET=weak${n}\n  more\n`),
    one('secrets of a cluster', 'secret.yaml', (n) =>
      n === 0 ? 'apiVersion: v1\nkind: Secret\ndata:\n' : `  JWT_SECRET_${n}: c2VjcmV0\n`,
    ),
    one('files in a map', 'configmap.yaml', (n) =>
      n === 0
        ? 'apiVersion: v1\nkind: ConfigMap\ndata:\n'
        : `  application${n}.yaml: |\n    jwt:\n      secret: weak${n}\n`,
    ),
    one('services', 'docker-compose.yml', (n) =>
      n === 0
        ? 'services:\n'
        : `  s${n}:\n    environment:\n      - JWT_SECRET=weak${n}\n      - OTHER=\${JWT_SECRET:-\${JWT_SECRET}}\n`,
    ),
  ];
}
