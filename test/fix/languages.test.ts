// Repairs of code in every language but JavaScript: what stands there afterwards, to the letter, and that it parses.
import { beforeAll, describe, expect, test } from 'vitest';
import { startParser } from '../../src/scan/languages/parser.ts';
import { parseForRepair } from '../../src/scan/repairs.ts';
import { type Files, planTexts } from './plan-texts.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  /** The whole file afterwards; absent: it stays, for this reason. */
  readonly after?: string;
  readonly reason?: RegExp;
  readonly beside?: Files;
}

const weak = 'tutorial-secret-1';

const python: readonly Case[] = [
  {
    name: 'what a service has issued is left',
    path: 'tokens.py',
    before: `from twilio.jwt.access_token import AccessToken\ntoken = AccessToken("a", "b", "${weak}", identity="c")\n`,
    reason: /has issued it: make a new one there/,
  },
  {
    name: 'a constant, and a verify call without algorithms',
    path: 'tokens.py',
    before: `"""Tokens."""\nimport jwt\n\nSECRET = '${weak}'\n\n\ndef issue(claims):\n    return jwt.encode(claims, SECRET, algorithm='HS512')\n\n\ndef check(token):\n    return jwt.decode(token, SECRET)\n`,
    after: `"""Tokens."""\nimport jwt\nimport os\n\nSECRET = os.environ['JWT_SECRET']\n\n\ndef issue(claims):\n    return jwt.encode(claims, SECRET, algorithm='HS512')\n\n\ndef check(token):\n    return jwt.decode(token, SECRET, algorithms=['HS512'])\n`,
  },
  {
    name: 'fallbacks of three kinds',
    path: 'tokens.py',
    before: `import os\nimport jwt\nfrom decouple import config\nA = os.environ.get('A_SECRET', '${weak}')\nB = os.getenv('B_SECRET') or '${weak}2'\nC = config('C_SECRET', default='${weak}3')\njwt.encode({}, A)\njwt.encode({}, B)\njwt.encode({}, C)\n`,
    after: `import os\nimport jwt\nfrom decouple import config\nA = os.environ['A_SECRET']\nB = os.environ['B_SECRET']\nC = config('C_SECRET')\njwt.encode({}, A)\njwt.encode({}, B)\njwt.encode({}, C)\n`,
  },
  {
    name: 'bytes stay bytes',
    path: 'tokens.py',
    before: `from os import environ\nimport jwt\njwt.encode({}, b'${weak}')\n`,
    after: `from os import environ\nimport jwt\njwt.encode({}, environ['JWT_SECRET'].encode())\n`,
  },
  {
    name: 'a text of random letters, and a number',
    path: 'tokens.py',
    before: `import random\nimport jwt\nKEY = ''.join(random.choice('abc') for _ in range(9))\nPIN = random.randint(1, 9999)\njwt.encode({}, KEY)\njwt.encode({}, PIN)\n`,
    after: `import random\nimport jwt\nimport secrets\nKEY = secrets.token_urlsafe(32)\nPIN = random.SystemRandom().randint(1, 9999)\njwt.encode({}, KEY)\njwt.encode({}, PIN)\n`,
  },
  {
    name: 'a field of settings becomes required',
    path: 'settings.py',
    before: `from pydantic_settings import BaseSettings\nimport jwt\n\n\nclass Settings(BaseSettings):\n    jwt_secret: str = "${weak}"\n\n\nsettings = Settings()\njwt.encode({}, settings.jwt_secret)\n`,
    after: `from pydantic_settings import BaseSettings\nimport jwt\n\n\nclass Settings(BaseSettings):\n    jwt_secret: str\n\n\nsettings = Settings()\njwt.encode({}, settings.jwt_secret)\n`,
  },
  {
    name: 'a default inside of a field is left',
    path: 'settings.py',
    before: `from pydantic import Field\nfrom pydantic_settings import BaseSettings\nimport jwt\n\n\nclass Settings(BaseSettings):\n    jwt_secret: str = Field("${weak}", alias="TOKEN_SECRET")\n\n\nsettings = Settings()\njwt.encode({}, settings.jwt_secret)\n`,
    reason: /take the default of TOKEN_SECRET out/,
  },
  {
    name: 'a text of several parts is left',
    path: 'tokens.py',
    before: `import jwt\njwt.encode({}, 'tutorial-' 'secret-1')\n`,
    reason: /several/,
  },
];

const javaUse = (key: string): string =>
  `  String issue() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, ${key}).compact(); }\n`;

const java: readonly Case[] = [
  {
    name: 'a constant',
    path: 'Tokens.java',
    before: `package a;\n\nimport io.jsonwebtoken.*;\n\nclass Tokens {\n  private static final String SECRET = "${weak}";\n${javaUse('SECRET.getBytes()')}}\n`,
    after: `package a;\n\nimport io.jsonwebtoken.*;\nimport java.util.Objects;\n\nclass Tokens {\n  private static final String SECRET = Objects.requireNonNull(System.getenv("JWT_SECRET"), "JWT_SECRET is not set");\n${javaUse('SECRET.getBytes()')}}\n`,
  },
  {
    name: 'a default of a placeholder',
    path: 'Tokens.java',
    before: `package a;\nimport io.jsonwebtoken.*;\nclass Tokens {\n  @Value("\${jwt.secret:${weak}}") private String secret;\n${javaUse('secret.getBytes()')}}\n`,
    after: `package a;\nimport io.jsonwebtoken.*;\nclass Tokens {\n  @Value("\${jwt.secret}") private String secret;\n${javaUse('secret.getBytes()')}}\n`,
  },
  {
    name: 'a default of the environment',
    path: 'Tokens.java',
    before: `package a;\nimport io.jsonwebtoken.*;\nimport java.util.*;\nclass Tokens {\n  private String secret = System.getenv().getOrDefault("APP_SECRET", "${weak}");\n${javaUse('secret.getBytes()')}}\n`,
    after: `package a;\nimport io.jsonwebtoken.*;\nimport java.util.*;\nclass Tokens {\n  private String secret = Objects.requireNonNull(System.getenv("APP_SECRET"), "APP_SECRET is not set");\n${javaUse('secret.getBytes()')}}\n`,
  },
  {
    name: 'a generator made elsewhere in the class',
    path: 'Tokens.java',
    before: `package a;\nimport io.jsonwebtoken.*;\nimport java.util.Random;\nclass Tokens {\n  private static final Random RANDOM = new Random();\n  String issue() {\n    byte[] key = new byte[32];\n    RANDOM.nextBytes(key);\n    return Jwts.builder().signWith(SignatureAlgorithm.HS256, key).compact();\n  }\n}\n`,
    after: `package a;\nimport io.jsonwebtoken.*;\nimport java.security.SecureRandom;\nimport java.util.Random;\nclass Tokens {\n  private static final Random RANDOM = new SecureRandom();\n  String issue() {\n    byte[] key = new byte[32];\n    RANDOM.nextBytes(key);\n    return Jwts.builder().signWith(SignatureAlgorithm.HS256, key).compact();\n  }\n}\n`,
  },
  {
    name: 'a constant that an annotation takes is left',
    path: 'Tokens.java',
    before: `package a;\nimport io.jsonwebtoken.*;\nclass Tokens {\n  static final String SECRET = "${weak}";\n  @Key(SECRET) int key;\n${javaUse('SECRET.getBytes()')}}\n`,
    reason: /constants alone/,
  },
];

const kotlinUse = (key: string): string =>
  `fun issue() = Jwts.builder().signWith(SignatureAlgorithm.HS256, ${key}).compact()\n`;
const kotlinHead =
  'package a\nimport io.jsonwebtoken.Jwts\nimport io.jsonwebtoken.SignatureAlgorithm\n';

const kotlin: readonly Case[] = [
  {
    name: 'a constant becomes a value',
    path: 'Tokens.kt',
    before: `${kotlinHead}private const val SECRET = "${weak}"\n${kotlinUse('SECRET.toByteArray()')}`,
    after: `${kotlinHead}private val SECRET = System.getenv("JWT_SECRET") ?: error("JWT_SECRET is not set")\n${kotlinUse('SECRET.toByteArray()')}`,
  },
  {
    name: 'a fallback',
    path: 'Tokens.kt',
    before: `${kotlinHead}val key = System.getenv("APP_SECRET") ?: "${weak}"\n${kotlinUse('key.toByteArray()')}`,
    after: `${kotlinHead}val key = System.getenv("APP_SECRET") ?: error("APP_SECRET is not set")\n${kotlinUse('key.toByteArray()')}`,
  },
  {
    name: 'what goes on behind the literal',
    path: 'Tokens.kt',
    before: `${kotlinHead}${kotlinUse(`"${weak}".toByteArray()`)}`,
    after: `${kotlinHead}${kotlinUse('(System.getenv("JWT_SECRET") ?: error("JWT_SECRET is not set")).toByteArray()')}`,
  },
  {
    name: 'a random UUID',
    path: 'Tokens.kt',
    before: `${kotlinHead}import java.util.UUID\nval key = UUID.randomUUID().toString()\n${kotlinUse('key.toByteArray()')}`,
    after: `${kotlinHead}import java.math.BigInteger\nimport java.security.SecureRandom\nimport java.util.UUID\nval key = BigInteger(256, SecureRandom()).toString(16)\n${kotlinUse('key.toByteArray()')}`,
  },
];

const goHelper = `
// requireEnv returns a variable of the environment that must be set.
func requireEnv(name string) string {
	value := os.Getenv(name)
	if value == "" {
		panic(name + " is not set")
	}
	return value
}
`;
const goSign =
  'func sign(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret)) }\n';

const go: readonly Case[] = [
  {
    name: 'a constant becomes a variable',
    path: 'tokens.go',
    before: `package a\n\nimport "github.com/golang-jwt/jwt/v5"\n\nconst secret = "${weak}"\n\n${goSign}`,
    after: `package a\n\nimport "os"\nimport "github.com/golang-jwt/jwt/v5"\n\nvar secret = requireEnv("JWT_SECRET")\n\n${goSign}${goHelper}`,
  },
  {
    name: 'a constant among others, with a helper in another file of the package',
    path: 'tokens.go',
    before: `package a\n\nimport (\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nconst (\n\tname   = "a"\n\tsecret = "${weak}"\n)\n\n${goSign}`,
    after: `package a\n\nimport (\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nconst (\n\tname   = "a"\n)\n\nvar secret = requireEnv("JWT_SECRET")\n\n${goSign}`,
    beside: { 'env.go': `package a\n\nimport "os"\n${goHelper}` },
  },
  {
    name: 'a default in an if',
    path: 'tokens.go',
    before: `package a\n\nimport (\n\t"os"\n\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nfunc sign(c jwt.Claims) {\n\tsecret := os.Getenv("APP_SECRET")\n\tif secret == "" {\n\t\tsecret = "${weak}"\n\t}\n\tjwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))\n}\n`,
    after: `package a\n\nimport (\n\t"os"\n\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nfunc sign(c jwt.Claims) {\n\tsecret := os.Getenv("APP_SECRET")\n\tif secret == "" {\n\t\tsecret = requireEnv("APP_SECRET")\n\t}\n\tjwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))\n}\n${goHelper}`,
  },
  {
    name: 'bytes of math/rand',
    path: 'tokens.go',
    before: `package a\n\nimport (\n\t"math/rand"\n\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nfunc sign(c jwt.Claims) {\n\tsecret := make([]byte, 32)\n\trand.Read(secret)\n\tjwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(secret)\n}\n`,
    after: `package a\n\nimport (\n\t"crypto/rand"\n\n\t"github.com/golang-jwt/jwt/v5"\n)\n\nfunc sign(c jwt.Claims) {\n\tsecret := make([]byte, 32)\n\trand.Read(secret)\n\tjwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(secret)\n}\n`,
  },
  {
    name: 'a constant that others are made of is left',
    path: 'tokens.go',
    before: `package a\n\nimport "github.com/golang-jwt/jwt/v5"\n\nconst secret = "${weak}"\nconst other = "x" + secret\n\n${goSign}`,
    reason: /other constants/,
  },
];

const csUse = (key: string): string =>
  `    var c = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(${key})), SecurityAlgorithms.HmacSha256);\n`;
const csFile = (members: string, body: string): string =>
  `using System;\nusing System.Text;\nusing Microsoft.IdentityModel.Tokens;\n\npublic class Tokens {\n${members}  public void Issue() {\n${body}  }\n}\n`;

const csharp: readonly Case[] = [
  {
    name: 'a constant becomes a read-only field',
    path: 'Tokens.cs',
    before: csFile(`  private const string Key = "${weak}";\n`, csUse('Key')),
    after: csFile(
      `  private static readonly string Key = Environment.GetEnvironmentVariable("JWT_SECRET") ?? throw new InvalidOperationException("JWT_SECRET is not set");\n`,
      csUse('Key'),
    ),
  },
  {
    name: 'an argument',
    path: 'Tokens.cs',
    before: csFile('', csUse(`"${weak}"`)),
    after: csFile(
      '',
      csUse(
        'Environment.GetEnvironmentVariable("JWT_SECRET") ?? throw new InvalidOperationException("JWT_SECRET is not set")',
      ),
    ),
  },
  {
    name: 'a fallback of the configuration',
    path: 'Tokens.cs',
    before: csFile(
      '  IConfiguration _configuration;\n',
      `    var key = _configuration["Jwt:Key"] ?? "${weak}";\n${csUse('key')}`,
    ),
    after: csFile(
      '  IConfiguration _configuration;\n',
      `    var key = _configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt.Key is not set");\n${csUse('key')}`,
    ),
  },
  {
    name: 'bytes of Random',
    path: 'Tokens.cs',
    before: csFile(
      '',
      `    var key = new byte[32];\n    new Random().NextBytes(key);\n    var c = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);\n`,
    ),
    after: csFile(
      '',
      `    var key = new byte[32];\n    RandomNumberGenerator.Fill(key);\n    var c = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);\n`,
    ).replace('using System.Text', 'using System.Security.Cryptography;\nusing System.Text'),
  },
  {
    name: 'a default of a parameter is left',
    path: 'Tokens.cs',
    before: csFile(`  void With(string key = "${weak}") {\n${csUse('key')}  }\n`, ''),
    reason: /constants alone/,
  },
];

const php: readonly Case[] = [
  {
    name: 'a definition',
    path: 'tokens.php',
    before: `<?php\nuse Firebase\\JWT\\JWT;\ndefine('JWT_SECRET', '${weak}');\nJWT::encode([], JWT_SECRET, 'HS256');\n`,
    after: `<?php\nuse Firebase\\JWT\\JWT;\ndefine('JWT_SECRET', getenv('JWT_SECRET') ?: throw new \\RuntimeException('JWT_SECRET is not set'));\nJWT::encode([], JWT_SECRET, 'HS256');\n`,
  },
  {
    name: 'a property, with a constructor',
    path: 'Tokens.php',
    before: `<?php\nuse Firebase\\JWT\\JWT;\nclass Tokens\n{\n    private string $secret = '${weak}';\n\n    public function __construct(private Clock $clock)\n    {\n    }\n\n    public function issue(array $claims): string\n    {\n        return JWT::encode($claims, $this->secret, 'HS256');\n    }\n}\n`,
    after: `<?php\nuse Firebase\\JWT\\JWT;\nclass Tokens\n{\n    private string $secret;\n\n    public function __construct(private Clock $clock)\n    {\n        $this->secret = getenv('JWT_SECRET') ?: throw new \\RuntimeException('JWT_SECRET is not set');\n    }\n\n    public function issue(array $claims): string\n    {\n        return JWT::encode($claims, $this->secret, 'HS256');\n    }\n}\n`,
  },
  {
    name: "Laravel's default, in PHP 7",
    path: 'config/jwt.php',
    before: `<?php\nreturn ['secret' => env('JWT_SECRET', '${weak}')];\n`,
    after: `<?php\nreturn ['secret' => env('JWT_SECRET') ?? trigger_error('JWT_SECRET is not set', E_USER_ERROR)];\n`,
    beside: { 'composer.json': '{ "require": { "php": "^7.4" } }' },
  },
  {
    name: 'a digest of the time',
    path: 'tokens.php',
    before: `<?php\nuse Firebase\\JWT\\JWT;\n$key = md5(uniqid(rand(), true));\nJWT::encode([], $key, 'HS256');\n`,
    after: `<?php\nuse Firebase\\JWT\\JWT;\n$key = bin2hex(random_bytes(32));\nJWT::encode([], $key, 'HS256');\n`,
  },
  {
    name: 'a constant of a class is left',
    path: 'Tokens.php',
    before: `<?php\nuse Firebase\\JWT\\JWT;\nclass Tokens {\n    const SECRET = '${weak}';\n    function issue($c) { return JWT::encode($c, self::SECRET, 'HS256'); }\n}\n`,
    reason: /constants alone/,
  },
];

const ruby: readonly Case[] = [
  {
    name: 'a constant, fallbacks of three kinds',
    path: 'tokens.rb',
    before: `require 'jwt'\nA = '${weak}'\nB = ENV['B_SECRET'] || '${weak}2'\nC = ENV.fetch('C_SECRET') { '${weak}3' }\nD = ENV.fetch('D_SECRET', '${weak}4')\nJWT.encode({}, A, 'HS256')\nJWT.encode({}, B, 'HS256')\nJWT.encode({}, C, 'HS256')\nJWT.encode({}, D, 'HS256')\n`,
    after: `require 'jwt'\nA = ENV.fetch('A_SECRET')\nB = ENV.fetch('B_SECRET')\nC = ENV.fetch('C_SECRET')\nD = ENV.fetch('D_SECRET')\nJWT.encode({}, A, 'HS256')\nJWT.encode({}, B, 'HS256')\nJWT.encode({}, C, 'HS256')\nJWT.encode({}, D, 'HS256')\n`,
  },
  {
    name: 'a number, and a digest of the time',
    path: 'tokens.rb',
    before: `require 'jwt'\nkey = rand(10000)\nother = Digest::SHA256.hexdigest(Time.now.to_s)\nJWT.encode({}, key, 'HS256')\nJWT.encode({}, other, 'HS256')\n`,
    after: `require 'jwt'\nrequire 'securerandom'\nkey = SecureRandom.random_number(10000)\nother = SecureRandom.hex(32)\nJWT.encode({}, key, 'HS256')\nJWT.encode({}, other, 'HS256')\n`,
  },
];

const rustHead = 'use jsonwebtoken::EncodingKey;\n';

const rust: readonly Case[] = [
  {
    name: 'a constant becomes a lazy one',
    path: 'src/main.rs',
    before: `${rustHead}const SECRET: &str = "${weak}";\nfn key() -> EncodingKey { EncodingKey::from_secret(SECRET.as_bytes()) }\n`,
    after: `${rustHead}static SECRET: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| std::env::var("JWT_SECRET").expect("JWT_SECRET is not set"));\nfn key() -> EncodingKey { EncodingKey::from_secret(SECRET.as_bytes()) }\n`,
  },
  {
    name: 'a fallback, an argument of bytes, a borrowed name',
    path: 'src/main.rs',
    before: `${rustHead}fn main() {\n    let a = std::env::var("A_SECRET").unwrap_or_else(|_| "${weak}".to_string());\n    let b = "${weak}2";\n    EncodingKey::from_secret(a.as_bytes());\n    EncodingKey::from_secret(b.as_bytes());\n    EncodingKey::from_secret(b"${weak}3");\n}\n`,
    after: `${rustHead}fn main() {\n    let a = std::env::var("A_SECRET").expect("A_SECRET is not set");\n    let b = &std::env::var("B_SECRET").expect("B_SECRET is not set");\n    EncodingKey::from_secret(a.as_bytes());\n    EncodingKey::from_secret(b.as_bytes());\n    EncodingKey::from_secret(std::env::var("JWT_SECRET").expect("JWT_SECRET is not set").as_bytes());\n}\n`,
  },
  {
    name: 'a constant that is compared is left',
    path: 'src/main.rs',
    before: `${rustHead}const SECRET: &str = "${weak}";\nfn key() -> EncodingKey { assert!(SECRET != ""); EncodingKey::from_secret(SECRET.as_bytes()) }\n`,
    reason: /LazyLock/,
  },
];

const languages: Readonly<Record<string, readonly Case[]>> = {
  Python: python,
  Java: java,
  Kotlin: kotlin,
  Go: go,
  'C#': csharp,
  PHP: php,
  Ruby: ruby,
  Rust: rust,
};

beforeAll(startParser);

describe.each(Object.entries(languages))('%s', (_, cases) => {
  test.each(cases)('$name', async ({ path, before, after, reason, beside }) => {
    const files = { ...beside, [path]: before };
    const planned = await planTexts(files, { safety: 'unsafe' });
    expect(planned.after[path] ?? before).toBe(after ?? before);
    if (reason) expect(planned.left.map((left) => left.reason).join('\n')).toMatch(reason);
    const text = planned.after[path] ?? before;
    expect(parseForRepair(path, text)?.hasErrors).toBe(false);
    if (after === undefined) return;
    // What was repaired is not found again, and nothing is left to repair.
    const again = await planTexts(
      { ...files, ...planned.after, [path]: text },
      { safety: 'unsafe' },
    );
    expect(again.after[path]).toBeUndefined();
  });
});
