// What stands beside a secret - other values, old keys in comments, bytes, tokens - is in no report, frame or diff.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { audit, fix } from '../src/index.ts';
import { formatNames, loadReporter } from '../src/report/index.ts';
import { runCli } from './cli/run-cli.ts';

/** In each file another: one that is shared could be fixed nowhere alone. */
let count = 0;
const weaks: string[] = [];
const weak = () => {
  const made = `Zk3m9Qp${count++}`;
  weaks.push(made);
  return made;
};
/** No two of them share a piece, so that a failing test can tell which it is. */
const beside = (name: string): string => `Beside${name}Canary9x`;
/** `P`, `l`, `a` ... as numbers: a key that no text search finds. */
const numbers = [...Buffer.from('PlainlyFake-77!#')];

const call = (secret: string): string => `jwt.sign({}, ${secret});`;
const javascript = (line: string): string => `const jwt = require('jsonwebtoken');\n${line}\n`;

/** The same key as languages write bytes. */
const listed = numbers.join(', ');
const escaped = numbers.map((n) => `\\x${n.toString(16)}`).join('');
const characters = [...Buffer.from(numbers).toString()].map((one) => `'${one}'`).join(', ');

const goKey = (key: string): string =>
  `package main\n\nimport "github.com/golang-jwt/jwt/v5"\n\nfunc f(t *jwt.Token) (string, error) { return t.SignedString(${key}) }\n`;
const javaKey = (name: string, key: string): string =>
  `import io.jsonwebtoken.*;\nclass ${name} { String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, ${key}).compact(); } }\n`;

/** Each holds a weak secret, and beside it what must not be seen. */
const files: Readonly<Record<string, (weak: string) => string>> = {
  'bytes.js': () => javascript(call(`Buffer.from([${numbers.join(', ')}])`)),
  'bytes.ts': () =>
    javascript(call(`new Uint8Array([${numbers.map((n) => `0x${n.toString(16)}`)}])`)),
  'bytes.py': () =>
    `import jwt\njwt.encode({}, bytes([${numbers.join(', ')}]), algorithm='HS256')\n`,
  'comment.js': (weak) => javascript(`${call(`'${weak}'`)} // was ${beside('JsComment')} before`),
  'block.js': (weak) =>
    javascript(`/* ${beside('JsBlock')} */ ${call(`'${weak}'`)} /* ${beside('JsBlock2')}\n*/`),
  'call.js': (weak) =>
    javascript(
      `${call(`'${weak}'`)} connect('db', '${beside('JsArgument')}', '$${beside('JsDollar')}');`,
    ),
  'token.js': (weak) =>
    javascript(
      `const t = 'eyJhbGciOiJIUzI1NiJ9.e30.${beside('JsToken')}_abc'; jwt.verify(t, '${weak}');`,
    ),
  'template.js': (weak) =>
    javascript(
      `${call(`'${weak}'`)} f(\`\${a}${beside('JsTemplate')}\`, /${beside('JsPattern')}/);`,
    ),
  'view.vue': (weak) =>
    `<template><!-- ${beside('Vue')} --></template>\n<script>\nimport jwt from 'jsonwebtoken'\n${call(`'${weak}'`)} // ${beside('VueScript')}\n</script>\n`,
  'app.py': (weak) =>
    `import jwt\njwt.encode({}, '${weak}', algorithm='HS256')  # ${beside('PyComment')}\nDB = """\n${beside('PyText')}\n"""\n`,
  'main.go': (weak) =>
    `package main\n\nimport "github.com/golang-jwt/jwt/v5"\n\nvar key = []byte("${weak}") // ${beside('GoComment')}\n\nfunc f(t *jwt.Token) (string, error) { return t.SignedString(key) }\n`,
  'A.java': (weak) =>
    `import io.jsonwebtoken.Jwts;\nclass A { static final String SECRET = "${weak}"; /* ${beside('Java')} */ String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, SECRET).compact(); } }\n`,
  'a.rb': (weak) =>
    `require 'jwt'\nJWT.encode({}, '${weak}', 'HS256'); DB = %q(${beside('Ruby')}) # ${beside('RubyComment')}\n`,
  'a.php': (weak) =>
    `<?php\nuse Firebase\\JWT\\JWT;\nJWT::encode([], '${weak}', 'HS256'); $db = '${beside('Php')}'; # ${beside('PhpComment')}\n`,
  'A.cs': (weak) =>
    `using Microsoft.IdentityModel.Tokens;\nvar key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("${weak}")); var db = @"${beside('CSharp')}"; // ${beside('CSharpComment')}\nvar c = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);\n`,
  Dockerfile: (weak) =>
    `FROM node\nENV JWT_SECRET=${weak} DB_PASS=${beside('DockerEnv')}\nRUN JWT_SECRET=${weak} DB_PASS=${beside('DockerRun')} npm run build # ${beside('DockerComment')}\n`,
  'run.sh': (weak) =>
    `#!/bin/sh\ndocker run -e DB_PASSWORD=${beside('ShellOption')} -e JWT_SECRET=${weak} img --key ${beside('ShellWord')} # ${beside('ShellComment')}\n`,
  'flow.yaml': (weak) => `{jwtSecret: ${weak}, dbPassword: ${beside('YamlFlow')}}\n`,
  'block.yaml': (weak) =>
    `jwtSecret: ${weak} # was ${beside('YamlComment')}\ndb: ${beside('YamlNext')}\n`,
  'config.json': (weak) =>
    `{"jwtSecret": "${weak}", "db": "${beside('Json')}", "list": [${numbers.join(', ')}]}\n`,
  'config.toml': (weak) =>
    `jwt = { secret = "${weak}", db = '${beside('Toml')}' } # ${beside('TomlComment')}\n`,
  'app.properties': (weak) =>
    `# jwt.secret=${beside('Properties')}\njwt.secret=${weak}\ndb.password=${beside('PropertiesNext')}\n`,
  'application.conf': (weak) =>
    `jwt {\n  secret = "${weak}", db = "${beside('Hocon')}" # ${beside('HoconComment')}\n}\n`,
  'main.tf': (weak) => `resource "x" "y" {\n  jwt_secret = "${weak}" # ${beside('Hcl')}\n}\n`,
  'web.config': (weak) =>
    `<configuration><appSettings><add key="JwtSecret" value="${weak}"/><add key="Db" value="${beside('Xml')}"/></appSettings><!-- ${beside('XmlComment')} --></configuration>\n`,
  Makefile: (weak) =>
    `export JWT_SECRET := ${weak} # ${beside('Make')}\nrun:\n\tJWT_SECRET=${weak} DB=${beside('MakeRule')} node .\n`,
  '.env': (weak) =>
    `JWT_SECRET=${weak} # was ${beside('Dotenv')}\nDB_PASSWORD=${beside('DotenvNext')}\n`,
  '.env.example': (weak) =>
    `# ${beside('Example')}\nJWT_SECRET=${weak}\nDB=${beside('ExampleNext')}\n`,
  'api.service': (weak) =>
    `[Service]\nEnvironment="JWT_SECRET=${weak}" "DB=${beside('Systemd')}"\n`,
  'seed.sql': (weak) =>
    `INSERT INTO settings VALUES ('jwt_secret', '${weak}', '${beside('Sql')}'); -- ${beside('SqlComment')}\n`,
  'Deploy.ps1': (weak) => `$env:JWT_SECRET = "${weak}" # ${beside('PowerShellComment')}\n`,
  'package.json': (weak) =>
    `{"name": "a", "scripts": {"start": "JWT_SECRET=${weak} DB=${beside('Script')} node ."}}\n`,
};

/** Starting the program for each of their grammars would take long: these are audited in this process, once. */
const languages: typeof files = {
  'list.go': () => goKey(`[]byte{${listed}}`),
  'letters.go': () => goKey(`[]byte{${characters}}`),
  'escapes.go': () => goKey(`[]byte("${escaped}")`),
  'Bytes.java': () => javaKey('Bytes', `new byte[] {${listed}}`),
  'Casts.java': () => javaKey('Casts', `new byte[] {(byte) ${numbers.join(', (byte) ')}}`),
  'Beside.java': (weak) =>
    `import io.jsonwebtoken.*;\nclass Beside { String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, "${weak}").compact(); } char[] c = {${characters}}; String db = """\n  ${beside('JavaText')}\n"""; }\n`,
  'escapes.py': () => `import jwt\njwt.encode({}, b'${escaped}', algorithm='HS256')\n`,
  'hex.py': () =>
    `import jwt\njwt.encode({}, bytes.fromhex('${Buffer.from(numbers).toString('hex')}'), algorithm='HS256')\n`,
  'claims.py': (weak) =>
    `import jwt\njwt.encode({'a': f'{a}${beside('PyFormat')}', 'b': rb'${beside('PyRaw')}'}, '${weak}', algorithm='HS256')\n`,
  'claims.rb': (weak) =>
    `require 'jwt'\nJWT.encode({a: :'${beside('RubySymbol')}', b: %w[${beside('RubyWords')} x], c: <<~X}, '${weak}', 'HS256')\n  ${beside('RubyHere')}\nX\n`,
  'b.kt': (weak) =>
    `import io.jsonwebtoken.*\nfun t() = Jwts.builder().signWith(SignatureAlgorithm.HS256, "${weak}").compact(); val db = """${beside('KotlinRaw')}"""; val k = byteArrayOf(${listed}) // ${beside('KotlinComment')}\n`,
  'b.rs': (weak) =>
    `use jsonwebtoken::{encode, EncodingKey, Header};\nfn u() { encode(&Header::default(), &c, &EncodingKey::from_secret(b"${weak}")); let db = r#"${beside('RustRaw')}"#; f(&[${listed}]); /* ${beside('RustBlock')} */ }\n`,
  'B.scala': (weak) =>
    `import pdi.jwt._\nobject B { val a = JwtCirce.encode("{}", "${weak}", JwtAlgorithm.HS256); val db = """${beside('ScalaRaw')}"""; val s = s"$x ${beside('ScalaHole')}" } // ${beside('ScalaComment')}\n`,
  'b.ex': (weak) =>
    `defmodule B do\n def t, do: {Joken.Signer.create("HS256", "${weak}"), ~s(${beside('ElixirSigil')}), <<${listed}>>} # ${beside('ElixirComment')}\nend\n`,
  'b.dart': (weak) =>
    `import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\nvoid t() { JWT({}).sign(SecretKey('${weak}')); var db = r'${beside('DartRaw')}'; } // ${beside('DartComment')}\n`,
  'b.swift': (weak) =>
    `import JWTKit\nlet signers = JWTSigners()\nsigners.use(.hs256(key: "${weak}")); let db = #"${beside('SwiftRaw')}"# // ${beside('SwiftComment')}\n`,
  'page.tsx': (weak) =>
    `import jwt from 'jsonwebtoken';\nconst A = () => <a title="${beside('TsxTitle')}">${beside('TsxText')} {jwt.sign({}, '${weak}')}</a>;\n`,
  Jenkinsfile: (weak) =>
    `pipeline { environment { JWT_SECRET = '${weak}'; DB = '${beside('Jenkins')}' } } // ${beside('JenkinsComment')}\n`,
  'deploy.bat': (weak) =>
    `set "JWT_SECRET=${weak}" & set DB=${beside('Batch')}& setx DB ${beside('BatchWord')} & rem ${beside('BatchComment')}\n`,
  'run.ps1': (weak) =>
    `docker run -e DB=${beside('PowerShellOption')} -e "JWT_SECRET=${weak}" img --key ${beside('PowerShellWord')}\n`,
  'a.http': (weak) =>
    `POST http://x\nX-Jwt-Secret: ${weak}\nCookie: a=${beside('Cookie')}\n\n@jwt_secret = ${weak}\n`,
};

let directory = '';

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'keylint-beside-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text(weak()));
  }
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function run(...args: string[]): string {
  const { stdout, stderr } = runCli(['--no-progress', ...args], {
    cwd: directory,
    env: { NO_COLOR: '1', XDG_STATE_HOME: directory },
  });
  return stdout + stderr;
}

/** What is seen of it, by name. */
function tracesIn(output: string): string[] {
  const [first, second] = numbers;
  const bytes = [
    numbers.slice(0, 3).join(', '),
    numbers.slice(0, 3).join(','),
    `(byte) ${first}, (byte) ${second}`,
    '0x50,0x6c',
    escaped.slice(0, 12),
    characters.slice(0, 12),
    Buffer.from(numbers).toString('hex').slice(0, 12),
  ];
  return [
    ...(output.match(/Beside[A-Za-z0-9]+Canary/g) ?? []),
    ...(output.match(/\w*Canary9x/g) ?? []),
    ...bytes.filter((list) => output.replaceAll('&#44;', ',').includes(list)),
    ...weaks.filter((weak) => output.includes(weak)),
  ];
}

const everything = ['--strict', '--verbose', '--show-suppressed'];

test('nearly every file has a finding', async () => {
  const { findings } = await audit({ cwd: directory, strict: true });
  const found = new Set(findings.map(({ path }) => path));
  // A weak value of an example is what examples are for.
  expect(Object.keys(files).filter((path) => !found.has(path))).toEqual(['.env.example']);
  expect(findings.filter(({ frame }) => frame).length).toBeGreaterThan(50);
});

test.each(['text', 'html', 'sarif'])('a run shows none of it as %s', (format) => {
  const output = run('--format', format, ...everything);
  expect(output.length).toBeGreaterThan(10_000);
  expect(tracesIn(output)).toEqual([]);
});

test('no format shows any of it', async () => {
  const report = await audit({ cwd: directory, strict: true, minConfidence: 'low' });
  for (const format of formatNames) {
    const render = await loadReporter(format);
    const text = render(report, { color: false, showSuppressed: true, verbosity: 'verbose' });
    expect(tracesIn(text), format).toEqual([]);
  }
});

test('the same of all languages, in all formats and the diff', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'keylint-beside-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(languages))
    writeFileSync(join(cwd, path), text(weak()));
  const report = await audit({ cwd, strict: true, minConfidence: 'low' });
  const found = new Set(report.findings.map(({ path }) => path));
  expect(Object.keys(languages).filter((path) => !found.has(path))).toEqual([]);
  for (const format of formatNames) {
    const render = await loadReporter(format);
    const text = render(report, { color: false, showSuppressed: true, verbosity: 'verbose' });
    expect(tracesIn(text), format).toEqual([]);
  }
  const { diff } = await fix({ cwd, safety: 'unsafe', dryRun: true });
  expect(diff).toContain('JWT_SECRET');
  expect(tracesIn(diff)).toEqual([]);
});

test('nor does the diff of a dry run', () => {
  const output = run('--fix=unsafe', '--dry-run');
  expect(output).toMatch(/^\+.*process\.env/m);
  expect(tracesIn(output)).toEqual([]);
});
