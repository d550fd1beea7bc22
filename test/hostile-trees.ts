// Trees whose files lead to each other in circles by several ways each, and what tells keylint which of them to read.
import { type Files, filled, type HostileInput } from './hostile-inputs.ts';

function tree(name: string, each: number, file: (n: number, count: number) => Files): HostileInput {
  return {
    name: `tree: ${name}`,
    files: (length) => {
      const count = Math.max(4, Math.min(1_000, Math.round(length / each)));
      const files = Array.from({ length: count }, (_, n) => Object.entries(file(n, count)));
      return Object.fromEntries(files.flat());
    },
  };
}

/** Patterns of a text, and paths that are nearly all of them. */
function patterned(path: string, text: (length: number) => string, below: Files): HostileInput {
  return { name: `${path}: patterns`, files: (length) => ({ [path]: text(length), ...below }) };
}

const deep = Object.fromEntries(
  Array.from({ length: 100 }, (_, n) => [`${'a'.repeat(60)}/${n}${'ab'.repeat(40)}.js`, 'jwt\n']),
);
const variables = { '.env': filled(20_000, (n) => `AAAA_${n}_BBBB=weak\nJWT_SECRET_${n}=weak\n`) };
const list = (length: number, item: (n: number) => string): string =>
  filled(length - 40, (n) => `${n === 0 ? '' : ','}${item(n)}`);

export const treeInputs: readonly HostileInput[] = [
  tree('modules that import each other', 1_000, (n, count) => ({
    [`s${n}.ts`]: `import jwt from 'jsonwebtoken';\nimport { k } from './s${(n * 7 + 1) % count}';\nimport { k as j } from './s${(n * 13 + 5) % count}';\nexport const secret = x ? k : j;\nexport { secret as k };\nexport const f = (a: string) => jwt.sign({}, a);\nf(secret);\n`,
  })),
  tree('modules that import all', 1_000, (n, count) => ({
    [`p/m${n}.py`]: `import jwt\nfrom p.m${(n * 7 + 1) % count} import *\nfrom p.m${(n * 13 + 5) % count} import *\ndef f${n}(k):\n    return jwt.encode({}, k)\nf${(n + 1) % count}(secret)\n`,
  })),
  tree('classes in a circle', 1_000, (n, count) => ({
    [`src/a/C${n}.java`]: `package a;\nimport io.jsonwebtoken.*;\npublic class C${n} extends C${(n + 1) % count} { String k; C${n}(String s) { super(s); this.k = s; } String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, new C${(n * 7) % count}(k).k).compact(); } }\n`,
  })),
  tree('files of a package', 1_000, (n, count) => ({
    [`p/f${n}.go`]: `package p\nimport "github.com/golang-jwt/jwt/v5"\nvar k${n} = k${(n * 7 + 1) % count} + k${(n * 3 + 2) % count}\nfunc f${n}(t *jwt.Token, s string) { t.SignedString([]byte(s)); f${(n + 1) % count}(t, k${n}) }\n`,
  })),
  tree('types of a package', 1_000, (n, count) => ({
    [`p/t${n}.go`]: `package p\nimport "github.com/golang-jwt/jwt/v5"\ntype t${n} struct { seed string }\nfunc n${n}() *t${n} { return &t${n}{seed: "weak${n}"} }\nfunc (t *t${(n + 1) % count}) f(o *t${(n * 7) % count}) { jwt.New(jwt.SigningMethodHS256).SignedString([]byte(t.seed + o.seed)) }\n`,
  })),
  tree('types and their classes', 330, (n) => ({
    [`a/Seed${n}.java`]: `package a;\npublic interface Seed${n} { String get(); }\n`,
    [`a/Fixed${n}.java`]: `package a;\npublic class Fixed${n} implements Seed${n} { public String get() { return "weak${n}"; } }\n`,
    [`a/Maker${n}.java`]: `package a;\nimport io.jsonwebtoken.*;\nclass Maker${n} { Seed${n} s; String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, s.get()).compact(); } }\n`,
  })),
  tree('constants of classes', 1_000, (n, count) => ({
    [`app/models/m${n}.rb`]: `class M${n} < M${(n + 1) % count}\n  SECRET = M${(n * 7 + 1) % count}::SECRET\n  def t(k)\n    JWT.encode({}, k)\n    M${(n * 3) % count}.new.t(SECRET)\n  end\nend\n`,
  })),
  tree('one variable everywhere', 1_500, (n) => ({
    [`a${n}/.env`]: `JWT_SECRET=weak${n}\nB=\${JWT_SECRET}\n`,
    [`b${n}.js`]: "const jwt = require('jsonwebtoken');\njwt.sign({}, process.env.JWT_SECRET);\n",
  })),
  tree('packages that need each other', 2_000, (n, count) => ({
    [`p${n}/package.json`]: `{"name":"p${n}","dependencies":{"jsonwebtoken":"1","p${(n + 1) % count}":"1"}}`,
    [`p${n}/index.js`]: `const jwt = require('jsonwebtoken');\nmodule.exports.k = require('p${(n + 1) % count}').k;\njwt.sign({}, process.env.JWT_SECRET || module.exports.k);\n`,
    [`p${n}/.env`]: `JWT_SECRET=weak${n}\n`,
  })),
  tree('settings of a compiler', 2_000, (n, count) => ({
    [`d${n}/tsconfig.json`]: `{"extends":["../d${(n + 1) % count}/tsconfig.json","../d${(n + 2) % count}/tsconfig.json"],"compilerOptions":{"paths":{"a${n}":["b"]}}}`,
    [`d${n}/a.ts`]: "import { s } from 'a1';\nimport jwt from 'jsonwebtoken';\njwt.sign({}, s);\n",
  })),
  tree('variables of many services', 420, (n) => ({
    [`a${n}/.env`]: filled(420, (line) => `JWT_SECRET_${n}_${line}=weak${line}\n`),
  })),
  tree('one value in many services', 1_000, (n) => ({
    [`a${n}/application.yml`]: filled(1_000, (line) => `jwtSecret${line}: weak${line}\n`),
  })),
  tree('calls in many files', 1_000, (n) => ({
    [`a${n}/a.js`]: `const jwt = require('jsonwebtoken');\n${filled(960, (line) => `jwt.sign({}, 'w${line}');\n`)}`,
  })),
  tree('calls in some files', 10_000, (n) => ({
    [`a${n}/a.py`]: `import jwt\n${filled(9_990, (line) => `jwt.encode({}, 'w${line}')\n`)}`,
  })),
  tree('constants in many files', 1_000, (n) => ({
    [`a${n}/a.js`]: `const jwt = require('jsonwebtoken');\n${filled(960, (line) => `const jwtSecret${line} = 'w${line}';\n`)}`,
  })),
  tree('checks in many files', 1_000, (n) => ({
    [`a${n}/a.js`]: `const jwt = require('jsonwebtoken');\n${filled(960, () => "jwt.verify(t, '');\n")}`,
  })),
  patterned('.gitignore', (length) => filled(length, (n) => `**/a${n % 7}*/**/b*${n}*/**\n`), {
    '.env': 'JWT_SECRET=weak\n',
    ...deep,
  }),
  patterned('.keylintignore', (length) => filled(length, (n) => `!*a*${n}*b*c*\n`), deep),
  patterned(
    'keylint.config.json',
    (length) => `{"ignore":[${list(length, (n) => `"**/a*${n}*/**/b*"`)}]}`,
    deep,
  ),
  {
    name: 'keylint.config.json: names of secrets',
    files: (length) => ({
      'keylint.config.json': `{"secretNames":[${list(length, (n) => `"*a*${n}*b*"`)}]}`,
      ...variables,
    }),
  },
  {
    name: 'keylint.config.json: overrides',
    files: (length) => ({
      'keylint.config.json': `{"overrides":[${list(length, (n) => `{"files":["**/a*${n}*"],"rules":{"short-secret":"off"}}`)}]}`,
      ...variables,
    }),
  },
  {
    name: 'keylint.baseline.json: entries',
    files: (length) => ({
      'keylint.baseline.json': `{"version":1,"findings":[${list(length, (n) => `{"rule":"short-secret","path":"a${n}.js","fingerprint":"k1:${String(n).padStart(32, '0')}"}`)}]}`,
      ...variables,
    }),
  },
  {
    name: 'tsconfig.json: paths',
    files: (length) => ({
      'tsconfig.json': `{"compilerOptions":{"paths":{${list(length / 2, (n) => `"a${n}/*":["b${n}/*","c/*"]`)}}}}`,
      'a.ts': `import jwt from 'jsonwebtoken';\n${filled(length / 2, (n) => `import { k${n} } from 'a${n}/b';\njwt.sign({}, k${n});\n`)}`,
    }),
  },
];
