// A weak key behind a comment, a text or a bracket that nothing closes: it is found, or the file is told as not read. What
// follows is no answer where its own tools take it for a part of the comment.
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { languageAdapters } from '../../src/scan/languages/index.ts';
import { runTexts } from '../helpers.ts';
import { readSource } from './languages/read-source.ts';

interface Planted {
  readonly head?: string;
  readonly key: string;
  readonly tail?: string;
  /** What a file may begin with that never ends. */
  readonly open: readonly string[];
}

const planted: Readonly<Record<string, Planted>> = {
  'a.js': {
    head: "const jwt = require('jsonwebtoken');\n",
    key: "jwt.sign({ a }, 'fake');\n",
    open: [
      '/* a\n',
      'const b = `c\n',
      "const b = 'c\n",
      `const b = \`\${c\n`,
      'const b = /[/\n',
      'f(\n',
    ],
  },
  'a.tsx': {
    head: "import jwt from 'jsonwebtoken';\n",
    key: "jwt.sign({ a }, 'fake');\n",
    open: ['const b = <c>\n', 'const b = <c d="\n', 'const b = <c>{/* \n'],
  },
  'a.py': {
    head: 'import jwt\n',
    key: "jwt.encode({}, 'fake', algorithm='HS256')\n",
    open: ['b = """c\n', "b = '''c\n", 'b = f"""{c\n', 'b = (\n', "b = 'c\n"],
  },
  'a.go': {
    head: 'package a\nimport "github.com/golang-jwt/jwt/v5"\n',
    key: 'func f() { jwt.New(jwt.SigningMethodHS256).SignedString([]byte("fake")) }\n',
    open: ['/* a\n', 'var b = `c\n', 'var b = "c\n'],
  },
  'A.java': {
    head: 'import io.jsonwebtoken.*;\nclass A {\n',
    key: 'String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, "fake").compact(); }\n',
    tail: '}\n',
    open: ['/* a\n', 'String b = """\nc\n', 'String b = "c;\n', "char b = 'c;\n"],
  },
  'A.kt': {
    head: 'import io.jsonwebtoken.*\nclass A {\n',
    key: 'fun f() = Jwts.builder().signWith(SignatureAlgorithm.HS256, "fake").compact()\n',
    tail: '}\n',
    open: ['/* a\n', '/* a /* b */\n', 'val b = """c\n', 'val b = "c\n'],
  },
  'A.cs': {
    head: 'using System.Text;\nusing Microsoft.IdentityModel.Tokens;\nclass A {\n',
    key: 'SigningCredentials F() => new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes("fake")), SecurityAlgorithms.HmacSha256);\n',
    tail: '}\n',
    open: ['/* a\n', 'string b = @"c\n', 'string b = """\nc\n', 'string b = "c;\n'],
  },
  'a.php': {
    head: '<?php\nuse Firebase\\JWT\\JWT;\n',
    key: "JWT::encode(['a' => 1], 'fake', 'HS256');\n",
    open: ['/* a\n', "$b = 'c\n", '$b = "c\n', '$b = <<<EOT\nc\n', "$b = <<<'EOT'\nc\n"],
  },
  'a.rb': {
    head: "require 'jwt'\n",
    key: "JWT.encode({ a: 1 }, 'fake', 'HS256')\n",
    open: [
      '=begin\na\n',
      "b = 'c\n",
      'b = "c\n',
      'b = <<~EOT\nc\n',
      'b = %w(c\n',
      'f(<<~A, <<~B)\nc\nA\nd\n',
    ],
  },
  'a.rs': {
    head: 'use jsonwebtoken::{encode, Header, EncodingKey};\n',
    key: 'fn f() { encode(&Header::default(), &c, &EncodingKey::from_secret("fake".as_ref())); }\n',
    open: ['/* a\n', '/* a /* b */\n', 'const B: &str = "c;\n', 'const B: &str = r#"c";\n', '"\n'],
  },
  'A.scala': {
    head: 'import pdi.jwt._\nobject A {\n',
    key: 'def f = JwtCirce.encode("{}", "fake", JwtAlgorithm.HS256)\n',
    tail: '}\n',
    open: ['/* a\n', '/* a /* b */\n', 'val b = """c\n', 'val b = "c\n'],
  },
  'a.ex': {
    head: 'defmodule A do\n',
    key: 'def f, do: Joken.Signer.create("HS256", "fake")\n',
    tail: 'end\n',
    open: ['@b """\nc\n', "@b '''\nc\n", '@b "c\n'],
  },
  'a.dart': {
    head: "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\n",
    key: "f() => JWT({'a': 1}).sign(SecretKey('fake'));\n",
    open: ['/* a\n', '/* a /* b */\n', "var b = '''c\n", 'var b = r"""c\n', "var b = 'c\n"],
  },
  'a.swift': {
    head: 'import JWTKit\n',
    key: 'func f() async { await JWTKeyCollection().add(hmac: "fake", digestAlgorithm: .sha256) }\n',
    open: [
      '/* a\n',
      '/* a /* b */\n',
      'let b = """\nc\n',
      '"""\n',
      'let b = #"c"\n',
      'let b = "c\n',
      // Texts of their own, which the grammar takes for ends of others.
      'let b = #""/*"#\n',
      'let b = #"""\n """ /*\n """#\n',
    ],
  },
  'a.json': {
    head: '{\n',
    key: '"jwtSecret": "fake"\n',
    tail: '}\n',
    open: ['/* a\n', '"b": "c,\n', '"b": [\n', '"b": {\n'],
  },
  'jwks.json': {
    head: '{"keys":[\n',
    key: '{"kty":"oct","alg":"HS256","k":"ZmFrZQ"}\n',
    tail: ']}\n',
    open: ['/* a\n', '{"a":"b},\n'],
  },
  'a.yaml': {
    key: 'jwtSecret: fake\n',
    open: [
      'b: "c\n',
      "b: 'c\n",
      'b: {c: d\n',
      'b: [c\n',
      '  b: c\n d: e\n',
      '- b\n',
      '{b: c}\n',
      'b:\n\tc: d\n',
    ],
  },
  'docker-compose.yml': {
    head: 'services:\n  a:\n    environment:\n',
    key: '      JWT_SECRET: fake\n',
    open: ['      A: "b\n', '      A: {b\n', '\tA: b\n'],
  },
  'a.toml': {
    head: '[jwt]\n',
    key: 'secret = "fake"\n',
    open: ['b = """c\n', 'b = [1,\n', 'b = {c = 1,\n'],
  },
  '.env': { key: 'JWT_SECRET=fake\n', open: ['A="b\n', "A='b\n", 'A=$(b\n', `A=\${b\n`] },
  Dockerfile: {
    head: 'FROM node\n',
    key: 'ENV JWT_SECRET=fake\n',
    open: ['RUN <<EOF\na\n', 'RUN a <<A b <<B\nc\nA\n', 'RUN cat <<<EOF\n', "RUN echo 'b\n"],
  },
  'a.sh': {
    key: 'export JWT_SECRET=fake\n',
    open: [
      'cat <<EOF\na\n',
      'echo "a\n',
      "echo 'a\n",
      "echo $'a\n",
      "cat <<EOF\nit's\nEOF\n",
      'echo $(a\n',
    ],
  },
  'a.tf': {
    key: 'jwt_secret = "fake"\n',
    open: [
      '/* a\n',
      'b = <<EOF\nc\n',
      `b = "\${c\n`,
      'b = "%{if c\n',
      'b = [for c in d :\n',
      'b = "c\n',
    ],
  },
  'application.conf': {
    key: 'jwt.secret = "fake"\n',
    open: ['b = """c\n', 'b = [\n', 'b {\n', 'b = "c\n'],
  },
  'a.sql': {
    key: "ALTER DATABASE a SET app.jwt_secret = 'fake';\n",
    open: [
      '/* a\n',
      "select 'a;\n",
      'select "a;\n',
      "select E'a\\'b';\n",
      "select 'it\\'s';\n",
      "COPY a FROM stdin;\nit's\n\\.\n",
    ],
  },
  'build.gradle': {
    key: "ext.jwtSecret = 'fake'\n",
    open: ['/* a\n', "def b = '''c\n", 'def b = """c\n', "def b = 'c\n"],
  },
  'a.ps1': { key: "$env:JWT_SECRET = 'fake'\n", open: ['<# a\n', "$b = @'\nc\n", "$b = 'c\n"] },
  'web.config': {
    head: '<configuration>\n',
    key: '<appSettings><add key="JwtSecret" value="fake" /></appSettings>\n',
    tail: '</configuration>\n',
    open: [
      '<!-- a\n',
      '<![CDATA[ a\n',
      '<?a\n',
      '<a b="c\n',
      '<!DOCTYPE a [\n',
      '<a>\n',
      '<!-->\n',
    ],
  },
};

const cases = Object.entries(planted).flatMap(([path, one]) =>
  one.open.map((open) => ({ ...one, path, open })),
);

const outcomeOf = async (path: string, text: string) => {
  const { findings, skipped, complete } = (await runTexts({ [path]: text }, rules)).report;
  return { isFound: findings.length > 0, isTold: skipped.length > 0 && !complete };
};

test.each(Object.entries(planted))('%s: the key alone is found', async (path, one) => {
  const text = `${one.head ?? ''}${one.key}${one.tail ?? ''}`;
  expect(await outcomeOf(path, text)).toEqual({ isFound: true, isTold: false });
});

test.each(cases)('$path: $open', async ({ path, open, head = '', key, tail = '' }) => {
  const { isFound, isTold } = await outcomeOf(path, head + open + key + tail);
  expect(isFound || isTold).toBe(true);
});

/** What takes the imports in the lines below with it, where a parser goes on behind it. */
const mistakes = ["'\n", '(\n', '= ', '\\u002f* a\n', '[ ', '@\n', '<\n', '} ', 'x := '];
const languages = Object.entries(planted).filter(([path]) =>
  languageAdapters.some((one) => one.canRead(path)),
);

describe.each(languages)(
  '%s: a mistake before what is imported',
  (path, { head = '', key, tail = '' }) => {
    test.each(mistakes)('%j', async (mistake) => {
      const first = /^(?:<\?php|package a)\n/.exec(head)?.[0] ?? '';
      const text = first + mistake + head.slice(first.length) + key + tail;
      const { isFound, isTold } = await outcomeOf(path, text);
      expect(isFound || isTold).toBe(true);
    });
  },
);

describe('what its own tools take for a text is one, and the file is read', () => {
  test.each([
    [
      'a.rs',
      'use jsonwebtoken::decode;\n/// Of `a` (from `jsonwebtoken::encode()`)\nfn f() { a b }\n',
    ],
    ['a.ts', "export type * from 'fast-jwt';\nexport type * from 'jose';\nlog.sign(text);\n"],
    ['a.rb', "require 'jwt'\n__END__\nJWT.encode({}, 'fake', 'HS256')\n"],
    ['a.php', "<?php\nuse Firebase\\JWT\\JWT;\n?>\nJWT::encode([], 'fake', 'HS256');\n"],
    ['a.yaml', 'a: |\n  jwtSecret: fake\n'],
    ['application.properties', 'a=b\\\njwt.secret=fake\n'],
    ['a.sql', "/* ALTER DATABASE a SET app.jwt_secret = 'fake'; */\n"],
    ['a.xml', '<a><!-- <add key="JwtSecret" value="fake" /> --></a>\n'],
  ])('%s', async (path, text) => {
    expect(await outcomeOf(path, text)).toEqual({ isFound: false, isTold: false });
  });
});

test('declarations of types call nothing, however little of them the grammar knows', async () => {
  const text =
    "import { A } from 'fast-jwt';\ndeclare namespace b {\n  interface C { sign(a: string): string\n verify(a) {{\n";
  expect((await readSource('a.ts', text)).problem?.reason).toBe('parse-error');
  expect((await readSource('a.d.ts', text)).problem).toBeUndefined();
});

describe('a singleton class is no here-document, whatever else the grammar does not know', () => {
  const text =
    "require 'jwt'\nclass A\n  class << self\n    def b(a, &)\n      c(a: 1,\n        &\n      )\n      JWT.encode({}, 'fake', 'HS256')\n    end\n  end\nend\n";
  test.each([text, `${text}def self\nend\n`])('%j', async (code) => {
    expect(await outcomeOf('a.rb', code)).toEqual({ isFound: true, isTold: false });
  });
});

describe('a file of more than a megabyte', () => {
  const blank = ' '.repeat(1_100_000);
  test.each([
    ['docker-compose.yml', `services:\n  a:\n    environment:\n${blank}\n      JWT_SECRET: fake\n`],
    ['Dockerfile', `FROM node\n${blank}ENV JWT_SECRET=fake\n`],
    ['a.ps1', `${blank}$env:JWT_SECRET = 'fake'\n`],
  ])('%s is read behind blanks', async (path, text) => {
    expect(await outcomeOf(path, text)).toMatchObject({ isFound: true });
  });
});
