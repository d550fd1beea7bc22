// What the shared reader makes of code in languages beside JavaScript, where a row's example says too little.
import { describe, expect, test } from 'vitest';
import type { Use } from '../../../src/model/facts.ts';
import { keyBytes } from '../../../src/strength/key-bytes.ts';
import { readSource } from './read-source.ts';

async function usesOf(path: string, source: string): Promise<readonly Use[]> {
  return (await readSource(path, source)).uses ?? [];
}

describe('what a chain of calls says of the expiry', () => {
  const php = (body: string): string =>
    `<?php\nuse Lcobucci\\JWT\\Builder;\nuse Lcobucci\\JWT\\Signer\\Key;\nuse Lcobucci\\JWT\\Signer\\Hmac\\Sha256;\n${body}\n`;
  const go = (body: string): string =>
    `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(a bool, c jwt.Claims) { ${body}; t.SignedString([]byte("plainly-fake")) }\n`;
  const java = (body: string): string =>
    `import io.jsonwebtoken.*;\nclass A { String f(ClaimsBuilder b) { return Jwts.builder()${body}.signWith("plainly-fake").compact(); } }\n`;
  const cases: readonly (readonly [string, string, string, Use['expiry']])[] = [
    [
      'a builder that is handed in',
      'a.php',
      php("function f(Builder $b) { return $b->getToken(new Sha256(), new Key('plainly-fake')); }"),
      'unknown',
    ],
    [
      'a builder that is made here',
      'a.php',
      php("$b = new Builder(); $t = $b->getToken(new Sha256(), new Key('plainly-fake'));"),
      'missing',
    ],
    [
      'a token that is made in branches',
      'a.go',
      go(
        'var t *jwt.Token; if a { t = jwt.New(jwt.SigningMethodHS256) } else { t = jwt.NewWithClaims(jwt.SigningMethodHS256, c) }',
      ),
      'unknown',
    ],
    ['a token without claims', 'a.go', go('t := jwt.New(jwt.SigningMethodHS256)'), 'missing'],
    [
      'claims that are set through another name',
      'a.go',
      go('t := jwt.New(jwt.SigningMethodHS256); m := t.Claims.(jwt.MapClaims); m["exp"] = 1'),
      'unknown',
    ],
    [
      'claims that are copied one by one',
      'a.go',
      go(
        'm := jwt.MapClaims{}; for k, v := range x { m[k] = v }; t := jwt.NewWithClaims(jwt.SigningMethodHS256, m)',
      ),
      'unknown',
    ],
    ['claims that were built elsewhere', 'A.java', java('.claims(b.build())'), 'unknown'],
    ['claims that are a map', 'A.java', java('.claims(new HashMap<>())'), 'missing'],
    ['none', 'A.java', java('.subject("x")'), 'missing'],
  ];

  test.each(cases)('%s (%s)', async (_, path, source, expiry) => {
    expect((await usesOf(path, source)).map((use) => use.expiry)).toEqual([expiry]);
  });
});

test('of what one call logs, twelve values are looked at', async () => {
  const leaks = async (count: number) =>
    (await readSource('a.py', `print(${Array(count).fill('jwt_secret').join(', ')})`)).leaks;
  expect(await leaks(12)).toHaveLength(12);
  expect(await leaks(13)).toHaveLength(12);
});

test('a class that hashes passwords signs nothing', async () => {
  const source = (name: string): string =>
    `using System.Text;\nusing System.Security.Cryptography;\nclass ${name} { HMACSHA512 x = new HMACSHA512(Encoding.UTF8.GetBytes("plainly-fake")); }\n`;
  expect(await usesOf('A.cs', source('PasswordHasher'))).toEqual([]);
  expect(await usesOf('A.cs', source('LinkSigner'))).toHaveLength(1);
});

test('a concatenation is one row of parts, however its grammar nests', async () => {
  const parts = ['"a"', '"b"', '"c"', '"d"'].join(' + ');
  const facts = await readSource(
    'A.java',
    `class A { static final String JWT_SECRET = ${parts}; }\n`,
  );
  const found = (facts.definitions ?? []).find(({ value }) => value.kind === 'concat')?.value;
  expect(found?.kind === 'concat' && found.parts.map(({ kind }) => kind)).toEqual(
    parts.split(' + ').map(() => 'text'),
  );
});

test('padding in the midst of a base64 text does not make its key empty', () => {
  expect(keyBytes('====aaaa====bbbb====', 'base64')).toBe(13);
  expect(keyBytes('YWFhYQ==', 'base64')).toBe(4);
});

test('attributes of an Elixir module, its configuration and a pipe', async () => {
  const source = `defmodule App.Tokens do
  @seed "plainly-fake-seed"
  def signer, do: "HS512" |> Joken.Signer.create(@seed)
end
`;
  const [use] = await usesOf('lib/tokens.ex', source);
  expect(use).toMatchObject({ call: 'Joken.Signer.create', algorithm: { value: 'HS512' } });
  expect(use?.key).toMatchObject({ kind: 'name', path: ['Tokens#', 'seed'] });
  const config =
    'import Config\nconfig :app, App.Guardian, issuer: "x", secret_key: "plainly-fake"\n';
  expect(await usesOf('config/prod.exs', config)).toMatchObject([{ library: 'Guardian' }]);
  expect(await usesOf('lib/other.exs', config)).toEqual([]);
});

test('a Scala class with parameters behind an annotation, an option with a default, an infix call', async () => {
  const source = `import pdi.jwt.{Jwt, JwtAlgorithm}
import play.api.Configuration
class Tokens @Inject()(config: Configuration) {
  private val seed = config.getOptional[String]("jwt.seed") getOrElse "plainly-fake"
  def issue(c: String) = Jwt.encode(c, seed, JwtAlgorithm.HS384)
  def read(t: String) = Jwt.decode(t, seed, Seq(JwtAlgorithm.HS384))
}
`;
  const facts = await readSource('Tokens.scala', source);
  expect(facts.uses?.map(({ call, role }) => [call, role])).toEqual([
    ['Jwt.encode', 'sign'],
    ['Jwt.decode', 'verify'],
  ]);
  const seed = facts.definitions?.find(({ name }) => name === 'Tokens#.seed')?.value;
  expect(seed).toMatchObject({ kind: 'setting', path: 'jwt.seed', fallback: { kind: 'text' } });
});

test('test modules in a Rust file are left out, repeated bytes are a text', async () => {
  const key = 'jsonwebtoken::EncodingKey::from_secret';
  const source = `fn f() { ${key}(&[7; 32]); }\n#[cfg(test)]\nmod tests { fn g() { ${key}(b"plainly-fake"); } }\n`;
  const uses = await usesOf('a.rs', source);
  expect(uses.map(({ key: given }) => given)).toMatchObject([
    { kind: 'text', value: '\u0007'.repeat(32) },
  ]);
});

test('what a PHP file returns is its settings, wherever it stands', async () => {
  const source = "<?php\nreturn ['secret' => env('JWT_SECRET', 'plainly-fake')];\n";
  const { definitions } = await readSource('publish/jwt.php', source);
  expect(definitions).toMatchObject([
    { space: 'code', name: 'return' },
    { space: 'setting', name: 'jwt.secret' },
  ]);
});

describe('classes that extend each other', () => {
  const use = "    def make(self):\n        return jwt.encode({}, 'plainly-fake')\n";
  test.each([
    [
      'a class that is called like its base',
      `import lib, jwt\nclass JWT(lib.JWT):\n${use}x = JWT().make()\n`,
    ],
    ['a circle', `import jwt\nclass A(B):\n${use}class B(A):\n    pass\nA().make()\nB().make()\n`],
    [
      'a chain of thousands',
      `import jwt\nclass C0:\n${use}${Array.from({ length: 5_000 }, (_, at) => `class C${at + 1}(C${at}):\n    pass\n`).join('')}C5000().make()\n`,
    ],
    [
      'many bases of many bases',
      `import jwt\nclass A0:\n${use}${Array.from({ length: 60 }, (_, at) => `class A${at + 1}(${Array.from({ length: at + 1 }, (__, base) => `A${base}`).join(', ')}):\n    pass\n`).join('')}A60().make()\n`,
    ],
  ])('%s', async (_, source) => {
    const facts = await readSource('a.py', source);
    expect(facts.problem).toBeUndefined();
    expect(facts.uses).toHaveLength(1);
  });
});
