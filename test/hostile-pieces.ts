// How each language spells the pieces that hostile programs are made of.

/** Statements end their line. */
export interface Pieces {
  readonly head: string;
  readonly tail?: string;
  /** A function that gives what one of two others gives. */
  readonly choice: (n: number, a: number, b: number) => string;
  readonly called: (n: number) => string;
  readonly sign: (key: string) => string;
  readonly check: (key: string) => string;
  readonly set: (name: string, value: string) => string;
  readonly read?: (name: string) => string;
  readonly env: (name: string, fallback: string) => string;
  readonly or: (a: string, b: string) => string;
  /** A class with a base, a key and a method that signs. */
  readonly type: (n: number) => string;
  /** What stops in production. */
  readonly stop: (n: number) => string;
  readonly log: (value: string) => string;
  readonly map: readonly [open: string, entry: (n: number) => string, close: string];
  /** Settings as its frameworks declare them. */
  readonly setting?: (n: number) => string;
}

const jjwt = (key: string): string => `Jwts.builder().signWith(SignatureAlgorithm.HS256, ${key})`;
const bytes = (key: string): string => `new SymmetricSecurityKey(Encoding.UTF8.GetBytes(${key}))`;

/** By path. */
export const piecesOf: Readonly<Record<string, Pieces>> = {
  'a.ts': {
    head: "import jwt from 'jsonwebtoken';\n",
    choice: (n, a, b) => `const f${n} = (k: string): string => x ? f${a}(k) : f${b}(k);\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `jwt.sign({}, ${key});\n`,
    check: (key) => `jwt.verify(t, ${key}, { algorithms: ['HS256'] });\n`,
    set: (name, value) => `const ${name} = ${value};\n`,
    env: (name, fallback) => `process.env.${name} ?? '${fallback}'`,
    or: (a, b) => `${a} ?? ${b}`,
    type: (n) =>
      `class C${n} extends C${n + 1} { private secret = 'weak${n}'; t() { return jwt.sign({}, this.secret); } }\n`,
    stop: (n) => `if (process.env.ENV${n} === 'production') throw new Error();\n`,
    log: (value) => `console.log(${value});\n`,
    map: ['export const jwtSettings = {\n', (n) => `secret${n}: 'weak${n}',\n`, '};\n'],
    setting: (n) =>
      `const s${n} = z.object({ JWT_SECRET_${n}: z.string().min(${n}).default('weak${n}') });\n`,
  },
  'a.py': {
    head: 'import jwt, os, logging\n',
    choice: (n, a, b) => `def f${n}(k):\n    return f${a}(k) if x else f${b}(k)\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `jwt.encode({}, ${key}, algorithm='HS256')\n`,
    check: (key) => `jwt.decode(t, ${key}, algorithms=['HS256'])\n`,
    set: (name, value) => `${name} = ${value}\n`,
    env: (name, fallback) => `os.environ.get('${name}', '${fallback}')`,
    or: (a, b) => `${a} or ${b}`,
    type: (n) =>
      `class C${n}(C${n + 1}):\n    secret = 'weak${n}'\n    def t(self):\n        return jwt.encode({}, self.secret)\n`,
    stop: (n) => `if os.environ.get('ENV${n}') == 'production':\n    raise Exception('weak${n}')\n`,
    log: (value) => `logging.info(${value})\n`,
    map: ['jwt_settings = {\n', (n) => `  'secret${n}': 'weak${n}',\n`, '}\n'],
  },
  'a.go': {
    head: 'package a\nimport ("os"; "log"; "github.com/golang-jwt/jwt/v5")\n',
    choice: (n, a, b) =>
      `func f${n}(k string) string { if x { return f${a}(k) }; return f${b}(k) }\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `func g() { jwt.New(jwt.SigningMethodHS256).SignedString([]byte(${key})) }\n`,
    check: (key) =>
      `func h() { jwt.Parse(t, func(*jwt.Token) (interface{}, error) { return []byte(${key}), nil }) }\n`,
    set: (name, value) => `var ${name} = ${value}\n`,
    env: (name) => `os.Getenv("${name}")`,
    or: (a, b) => `pick(${a}, ${b})`,
    type: (n) =>
      `type C${n} struct { C${n + 1}; secret string }\nfunc (c *C${n}) T(t *jwt.Token) { c.secret = "weak${n}"; t.SignedString([]byte(c.secret)) }\n`,
    stop: (n) => `func i${n}() { if os.Getenv("ENV${n}") == "production" { panic(1) } }\n`,
    log: (value) => `func l() { log.Println(${value}) }\n`,
    map: ['var jwtSettings = map[string]string{\n', (n) => `"secret${n}": "weak${n}",\n`, '}\n'],
  },
  'A.java': {
    head: 'import io.jsonwebtoken.*;\nclass A {\n',
    tail: '}\n',
    choice: (n, a, b) => `String f${n}(String k) { return x ? f${a}(k) : f${b}(k); }\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `String t() { return ${jjwt(key)}.compact(); }\n`,
    check: (key) => `void d() { Jwts.parser().setSigningKey(${key}).parseClaimsJws(t); }\n`,
    set: (name, value) => `static String ${name} = ${value};\n`,
    env: (name) => `System.getenv("${name}")`,
    or: (a, b) => `x ? ${a} : ${b}`,
    type: (n) =>
      `static class C${n} extends C${n + 1} { String secret = "weak${n}"; String t() { return ${jjwt('this.secret')}.compact(); } }\n`,
    stop: (n) =>
      `void i${n}() { if ("production".equals(System.getenv("ENV${n}"))) throw new RuntimeException(); }\n`,
    log: (value) => `void l() { log.info(${value}); }\n`,
    map: [
      'static Map<String, String> jwtSettings = Map.of(\n',
      (n) => `"secret${n}", "weak${n}",\n`,
      '"a", "b");\n',
    ],
    setting: (n) => `@Value("\${jwt.secret${n}:weak${n}}") private String jwtSecret${n};\n`,
  },
  'A.kt': {
    head: 'import io.jsonwebtoken.*\n',
    choice: (n, a, b) => `fun f${n}(k: String): String = if (x) f${a}(k) else f${b}(k)\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `fun t() = ${jjwt(key)}.compact()\n`,
    check: (key) => `fun d() { Jwts.parser().setSigningKey(${key}).parseClaimsJws(t) }\n`,
    set: (name, value) => `val ${name} = ${value}\n`,
    env: (name) => `System.getenv("${name}")`,
    or: (a, b) => `${a} ?: ${b}`,
    type: (n) =>
      `open class C${n} : C${n + 1}() { val secret = "weak${n}"; fun t() = ${jjwt('secret')}.compact() }\n`,
    stop: (n) =>
      `fun i${n}() { if (System.getenv("ENV${n}") == "production") throw Exception() }\n`,
    log: (value) => `fun l() { println(${value}) }\n`,
    map: ['val jwtSettings = mapOf(\n', (n) => `"secret${n}" to "weak${n}",\n`, ')\n'],
    setting: (n) =>
      `class K${n}(@Value("\\\${jwt.secret${n}:weak${n}}") private val jwtSecret${n}: String)\n`,
  },
  'A.cs': {
    head: 'using Microsoft.IdentityModel.Tokens;\nclass A {\n',
    tail: '}\n',
    choice: (n, a, b) => `string F${n}(string k) => x ? F${a}(k) : F${b}(k);\n`,
    called: (n) => `F${n}(s)`,
    sign: (key) => `object T() => ${bytes(key)};\n`,
    check: (key) =>
      `object D() => new TokenValidationParameters { IssuerSigningKey = ${bytes(key)}, ValidateLifetime = false };\n`,
    set: (name, value) => `static string ${name} = ${value};\n`,
    env: (name) => `Environment.GetEnvironmentVariable("${name}")`,
    or: (a, b) => `${a} ?? ${b}`,
    type: (n) =>
      `class C${n} : C${n + 1} { string secret = "weak${n}"; object T() => ${bytes('secret')}; }\n`,
    stop: (n) =>
      `void I${n}() { if (Environment.GetEnvironmentVariable("ENV${n}") == "Production") throw new Exception(); }\n`,
    log: (value) => `void L() { Console.WriteLine(${value}); }\n`,
    map: [
      'static object jwtSettings = new Dictionary<string, string> {\n',
      (n) => `["secret${n}"] = "weak${n}",\n`,
      '};\n',
    ],
    setting: (n) => `class O${n} { public string JwtSecret${n} { get; set; } = "weak${n}"; }\n`,
  },
  'a.php': {
    head: '<?php\nuse Firebase\\JWT\\JWT;\n',
    choice: (n, a, b) => `function f${n}($k) { return $x ? f${a}($k) : f${b}($k); }\n`,
    called: (n) => `f${n}($s)`,
    sign: (key) => `JWT::encode([], ${key}, 'HS256');\n`,
    check: (key) => `JWT::decode($t, new Key(${key}, 'HS256'));\n`,
    set: (name, value) => `$${name} = ${value};\n`,
    read: (name) => `$${name}`,
    env: (name, fallback) => `env('${name}', '${fallback}')`,
    or: (a, b) => `${a} ?: ${b}`,
    type: (n) =>
      `class C${n} extends C${n + 1} { private $secret = 'weak${n}'; function t() { return JWT::encode([], $this->secret, 'HS256'); } }\n`,
    stop: (n) => `if (getenv('ENV${n}') === 'production') { throw new Exception(); }\n`,
    log: (value) => `error_log(${value});\n`,
    map: ['return [\n', (n) => `'jwt_secret${n}' => 'weak${n}',\n`, '];\n'],
    setting: (n) => `define('JWT_SECRET_${n}', 'weak${n}');\n`,
  },
  'a.rb': {
    head: "require 'jwt'\n",
    choice: (n, a, b) => `def f${n}(k)\n  x ? f${a}(k) : f${b}(k)\nend\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `JWT.encode({}, ${key}, 'HS256')\n`,
    check: (key) => `JWT.decode(t, ${key}, true, algorithm: 'HS256')\n`,
    set: (name, value) => `${name} = ${value}\n`,
    env: (name, fallback) => `ENV.fetch('${name}', '${fallback}')`,
    or: (a, b) => `${a} || ${b}`,
    type: (n) =>
      `class C${n} < C${n + 1}\n  def initialize\n    @secret = 'weak${n}'\n  end\n  def t\n    JWT.encode({}, @secret, 'HS256')\n  end\nend\n`,
    stop: (n) => `raise 'a' if ENV['ENV${n}'] == 'production'\n`,
    log: (value) => `puts ${value}\n`,
    map: ['JWT_SETTINGS = {\n', (n) => `secret${n}: 'weak${n}',\n`, '}\n'],
    setting: (n) => `config.jwt_secret${n} = 'weak${n}'\n`,
  },
  'a.rs': {
    head: 'use jsonwebtoken::{encode, decode, EncodingKey, DecodingKey, Header};\n',
    choice: (n, a, b) => `fn f${n}(k: &str) -> &str { if x { f${a}(k) } else { f${b}(k) } }\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) =>
      `fn t() { encode(&Header::default(), &c, &EncodingKey::from_secret(${key}.as_ref())); }\n`,
    check: (key) => `fn d() { decode(&t, &DecodingKey::from_secret(${key}.as_ref()), &v); }\n`,
    set: (name, value) => `static ${name}: &str = ${value};\n`,
    env: (name, fallback) => `std::env::var("${name}").unwrap_or("${fallback}".into())`,
    or: (a, b) => `${a}.or(${b})`,
    type: (n) =>
      `struct C${n} { secret: String }\nimpl C${n} { fn t(&self) { encode(&Header::default(), &c, &EncodingKey::from_secret(self.secret.as_ref())); } }\n`,
    stop: (n) => `fn i${n}() { if std::env::var("ENV${n}") == Ok("production") { panic!() } }\n`,
    log: (value) => `fn l() { println!("{}", ${value}); }\n`,
    map: [
      'static JWT_SETTINGS: &[(&str, &str)] = &[\n',
      (n) => `("secret${n}", "weak${n}"),\n`,
      '];\n',
    ],
  },
  'A.scala': {
    head: 'import pdi.jwt._\nobject B {\n',
    tail: '}\n',
    choice: (n, a, b) => `def f${n}(k: String): String = if (x) f${a}(k) else f${b}(k)\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `val t = JwtCirce.encode("{}", ${key}, JwtAlgorithm.HS256)\n`,
    check: (key) => `val d = JwtCirce.decode(t, ${key}, Seq(JwtAlgorithm.HS256))\n`,
    set: (name, value) => `val ${name} = ${value}\n`,
    env: (name, fallback) => `sys.env.getOrElse("${name}", "${fallback}")`,
    or: (a, b) => `${a}.getOrElse(${b})`,
    type: (n) =>
      `class C${n} extends C${n + 1} { val secret = "weak${n}"; def t = JwtCirce.encode("{}", secret, JwtAlgorithm.HS256) }\n`,
    stop: (n) => `if (sys.env("ENV${n}") == "production") throw new Exception\n`,
    log: (value) => `println(${value})\n`,
    map: ['val jwtSettings = Map(\n', (n) => `"secret${n}" -> "weak${n}",\n`, ')\n'],
  },
  'a.ex': {
    head: 'defmodule B do\n',
    tail: 'end\n',
    choice: (n, a, b) => `def f${n}(k), do: if x, do: f${a}(k), else: f${b}(k)\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `def t, do: Joken.Signer.create("HS256", ${key})\n`,
    check: (key) => `def d, do: Joken.verify(t, Joken.Signer.create("HS256", ${key}))\n`,
    set: (name, value) => `@${name} ${value}\n`,
    read: (name) => `@${name}`,
    env: (name, fallback) => `System.get_env("${name}", "${fallback}")`,
    or: (a, b) => `${a} || ${b}`,
    type: (n) =>
      `defmodule C${n} do\n use C${n + 1}\n @secret "weak${n}"\n def t, do: Joken.Signer.create("HS256", @secret)\nend\n`,
    stop: (n) => `if System.get_env("ENV${n}") == "prod", do: raise "a"\n`,
    log: (value) => `IO.puts(${value})\n`,
    map: ['@jwt_settings %{\n', (n) => `secret${n}: "weak${n}",\n`, 'a: 1}\n'],
    setting: (n) => `config :app, jwt_secret${n}: "weak${n}"\n`,
  },
  'a.dart': {
    head: "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\n",
    choice: (n, a, b) => `String f${n}(String k) => x ? f${a}(k) : f${b}(k);\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `t() => JWT({}).sign(SecretKey(${key}));\n`,
    check: (key) => `d() => JWT.verify(t, SecretKey(${key}));\n`,
    set: (name, value) => `final ${name} = ${value};\n`,
    env: (name) => `Platform.environment['${name}']`,
    or: (a, b) => `${a} ?? ${b}`,
    type: (n) =>
      `class C${n} extends C${n + 1} { String secret = 'weak${n}'; t() => JWT({}).sign(SecretKey(secret)); }\n`,
    stop: (n) => `i${n}() { if (Platform.environment['ENV${n}'] == 'production') throw 1; }\n`,
    log: (value) => `l() { print(${value}); }\n`,
    map: ['final jwtSettings = {\n', (n) => `'secret${n}': 'weak${n}',\n`, '};\n'],
  },
  'a.swift': {
    head: 'import JWTKit\nlet signers = JWTSigners()\n',
    choice: (n, a, b) => `func f${n}(_ k: String) -> String { return x ? f${a}(k) : f${b}(k) }\n`,
    called: (n) => `f${n}(s)`,
    sign: (key) => `signers.use(.hs256(key: ${key}))\n`,
    check: (key) => `signers.use(.hs384(key: ${key}))\n`,
    set: (name, value) => `let ${name} = ${value}\n`,
    env: (name, fallback) => `ProcessInfo.processInfo.environment["${name}"] ?? "${fallback}"`,
    or: (a, b) => `${a} ?? ${b}`,
    type: (n) =>
      `class C${n}: C${n + 1} { let secret = "weak${n}"\n func t() { signers.use(.hs256(key: secret)) } }\n`,
    stop: (n) =>
      `func i${n}() { if ProcessInfo.processInfo.environment["ENV${n}"] == "production" { fatalError() } }\n`,
    log: (value) => `print(${value})\n`,
    map: ['let jwtSettings = [\n', (n) => `"secret${n}": "weak${n}",\n`, ']\n'],
  },
};
