// Values that production cannot reach are warnings that name the guard, in every language; where the same words are
// turned round, or keep something else away, they stay what they are. `§` marks the line that keeps production away.
import { expect, test } from 'vitest';
import hardcodedFallback from '../../rules/hardcoded-fallback.ts';
import hardcodedSecret from '../../rules/hardcoded-secret.ts';
import { auditTexts } from '../helpers.ts';

const F = 'plainly-fake-value';

/** A body becomes a file that signs with `secret`. */
const programs: Readonly<Record<string, (body: string) => string>> = {
  'a.py': (body) =>
    `import os, sys\nimport jwt\n${body}\njwt.encode({'exp': 1}, SECRET, algorithm='HS256')\n`,
  'a.rb': (body) => `require 'jwt'\n${body}\nJWT.encode({ exp: 1 }, SECRET, 'HS256')\n`,
  'a.go': (body) => `package a
import ("os"; "log"; "github.com/golang-jwt/jwt/v5")
func key() string {
${body}
}
func sign(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(key())) }
`,
  'A.java': (body) => `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
class A {
${body}
  String sign() { return JWT.create().withExpiresAt(d).sign(Algorithm.HMAC256(secret())); }
}
`,
  'A.kt': (body) => `import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
${body}
fun sign() = JWT.create().withExpiresAt(d).sign(Algorithm.HMAC256(secret))
`,
  'A.cs': (body) => `using Microsoft.IdentityModel.Tokens;
${body}
var key = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(secret));
var credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
`,
  'a.php': (body) => `<?php
use Firebase\\JWT\\JWT;
${body}
JWT::encode(['exp' => 1], $secret, 'HS256');
`,
  'a.rs': (body) => `use jsonwebtoken::{encode, EncodingKey, Header};
fn sign(c: Claims) -> String {
${body}
    encode(&Header::default(), &c, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}
`,
  'a.exs': (body) => `${body}\nJoken.Signer.create("HS256", secret)\n`,
  'A.scala': (body) => `import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
object A {
${body}
  def sign(c: JwtClaim) = Jwt.encode(c, secret, JwtAlgorithm.HS256)
}
`,
  'a.swift': (body) => `import Vapor
import JWT
func configure(_ app: Application) throws {
${body}
    app.jwt.signers.use(.hs256(key: secret))
}
`,
  'a.dart': (body) => `import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
${body}
String sign() => JWT({'a': 1}).sign(SecretKey(secret), expiresIn: Duration(hours: 1));
`,
};

async function told(file: string, body: string): Promise<{ findings: string[]; line: number }> {
  const text = programs[file]?.(body) ?? '';
  const line = text.slice(0, text.indexOf('§')).split('\n').length;
  const findings = await auditTexts({ [file]: text.replace('§', '') }, [
    hardcodedFallback,
    hardcodedSecret,
  ]);
  return {
    line,
    findings: findings.map(({ severity, level, related }) => {
      const keeps = related.filter(({ message }) => /production|stops/.test(message));
      return [severity, level, ...keeps.map((place) => place.line)].join(' ');
    }),
  };
}

const guarded: readonly [name: string, file: string, body: string][] = [
  [
    'a debug switch',
    'a.py',
    `§if settings.DEBUG:\n    SECRET = '${F}'\nelse:\n    SECRET = os.environ['S']`,
  ],
  [
    'an environment compared',
    'a.py',
    `SECRET = os.environ.get('S')\n§if not SECRET and os.environ.get('ENV') != 'production':\n    SECRET = '${F}'`,
  ],
  [
    'an else of production',
    'a.py',
    `§if os.getenv('APP_ENV') == 'production':\n    SECRET = os.environ['S']\nelse:\n    SECRET = '${F}'`,
  ],
  [
    'a choice',
    'a.py',
    `IS_PROD = os.environ.get('ENV') == 'prod'\n§SECRET = os.environ['S'] if IS_PROD else '${F}'`,
  ],
  [
    'a list of stages',
    'a.py',
    `§if os.environ.get('ENV') in ('dev', 'local'):\n    SECRET = '${F}'\nelse:\n    SECRET = os.environ['S']`,
  ],
  [
    'an exception in production',
    'a.py',
    `SECRET = os.environ.get('S', '${F}')\n§if not DEBUG and SECRET == '${F}':\n    raise ImproperlyConfigured('S')`,
  ],
  [
    'an exit in production',
    'a.py',
    `§if os.environ.get('ENV') == 'production' and not os.environ.get('S'):\n    sys.exit(1)\nSECRET = os.environ.get('S', '${F}')`,
  ],
  [
    'an exit before it',
    'a.py',
    `def read():\n    if os.environ.get('S'):\n        return os.environ['S']\n§    if ENVIRONMENT == 'production':\n        raise RuntimeError('S')\n    return '${F}'\nSECRET = read()`,
  ],
  [
    'asked by name',
    'a.rb',
    `§SECRET = if Rails.env.development? || Rails.env.staging?\n  '${F}'\nelse\n  ENV.fetch('S')\nend`,
  ],
  ['unless production', 'a.rb', `SECRET = ENV['S']\n§SECRET = '${F}' unless Rails.env.production?`],
  ['a choice', 'a.rb', `§SECRET = Rails.env.production? ? ENV.fetch('S') : '${F}'`],
  [
    'raised in production',
    'a.rb',
    `§raise 'S' if ENV['RACK_ENV'] == 'production' && ENV['S'].nil?\nSECRET = ENV['S'] || '${F}'`,
  ],
  [
    'one of several',
    'a.rb',
    `§SECRET = %w[development test].include?(Rails.env) ? '${F}' : ENV['S']`,
  ],
  [
    'fatal in production',
    'a.go',
    `\ts := os.Getenv("S")\n\tif s == "" {\n§\t\tif os.Getenv("APP_ENV") == "production" { log.Fatal("S") }\n\t\ts = "${F}"\n\t}\n\treturn s`,
  ],
  [
    'an else of production',
    'a.go',
    `\tenv := os.Getenv("GO_ENV")\n§\tif env == "production" { return os.Getenv("S") } else { return "${F}" }`,
  ],
  [
    'gin mode',
    'a.go',
    `§\tif gin.Mode() != gin.ReleaseMode { return "${F}" }\n\treturn os.Getenv("S")`,
  ],
  [
    'an early return',
    'a.go',
    `§\tif cfg.IsProduction() { return os.Getenv("S") }\n\treturn "${F}"`,
  ],
  ['a profile of a bean', 'A.java', `§  @Profile("dev")\n  String secret() { return "${F}"; }`],
  [
    'active profiles',
    'A.java',
    `  String secret() {\n§    if (env.acceptsProfiles(Profiles.of("dev", "local"))) return "${F}";\n    return System.getenv("S");\n  }`,
  ],
  [
    'equals',
    'A.java',
    `  String secret() {\n    String s = System.getenv("S");\n    if (s == null) {\n§      if ("production".equals(System.getenv("APP_ENV"))) throw new IllegalStateException("S");\n      return "${F}";\n    }\n    return s;\n  }`,
  ],
  [
    'if as a value',
    'A.kt',
    `§val secret = System.getenv("S") ?: if (System.getenv("APP_ENV") == "production") error("S") else "${F}"`,
  ],
  [
    'not in production',
    'A.kt',
    `§val secret = if (!config.isProduction && x) "${F}" else System.getenv("S")`,
  ],
  [
    'the host environment',
    'A.cs',
    `string secret;\n§if (builder.Environment.IsDevelopment()) { secret = "${F}"; } else { secret = Environment.GetEnvironmentVariable("S"); }`,
  ],
  [
    'a choice',
    'A.cs',
    `§var secret = app.Environment.IsProduction() ? Environment.GetEnvironmentVariable("S") : "${F}";`,
  ],
  [
    'a build',
    'A.cs',
    `§#if DEBUG\nvar secret = "${F}";\n#else\nvar secret = Environment.GetEnvironmentVariable("S");\n#endif`,
  ],
  [
    'thrown in production',
    'A.cs',
    `var secret = Environment.GetEnvironmentVariable("S");\nif (string.IsNullOrEmpty(secret))\n{\n§    if (env.IsProduction()) throw new InvalidOperationException("S");\n    secret = "${F}";\n}`,
  ],
  [
    'the local environment',
    'a.php',
    `§if (app()->environment('local', 'testing')) { $secret = '${F}'; } else { $secret = getenv('S'); }`,
  ],
  [
    'not production',
    'a.php',
    `$secret = getenv('S');\n§if (!$secret && getenv('APP_ENV') !== 'production') { $secret = '${F}'; }`,
  ],
  [
    'died in production',
    'a.php',
    `§if ($_ENV['APP_ENV'] === 'prod' && empty($_ENV['S'])) die('S');\n$secret = $_ENV['S'] ?? '${F}';`,
  ],
  [
    'debug assertions',
    'a.rs',
    `§    let secret = if cfg!(debug_assertions) { "${F}".to_string() } else { std::env::var("S").unwrap() };`,
  ],
  [
    'an attribute',
    'a.rs',
    `§    #[cfg(debug_assertions)]\n    let secret = "${F}";\n    #[cfg(not(debug_assertions))]\n    let secret = env!("S");`,
  ],
  [
    'a panic in production',
    'a.rs',
    `    let secret = std::env::var("S").unwrap_or_else(|_| {\n§        if is_production { panic!("S") }\n        "${F}".to_string()\n    });`,
  ],
  [
    'an else of production',
    'a.exs',
    `§secret = if config_env() == :prod do\n  System.fetch_env!("S")\nelse\n  "${F}"\nend`,
  ],
  [
    'unless production',
    'a.exs',
    `§secret = unless Mix.env() == :prod, do: "${F}", else: System.fetch_env!("S")`,
  ],
  [
    'an else of production',
    'A.scala',
    `§  val secret = if (env == "prod") sys.env("S") else "${F}"`,
  ],
  [
    'not in production',
    'A.scala',
    `§  val secret = sys.env.getOrElse("S", if (debugging && !isProd) "${F}" else sys.error("S"))`,
  ],
  [
    'the environment',
    'a.swift',
    `§    let secret = app.environment == .production ? Environment.get("S")! : "${F}"`,
  ],
  [
    'a build',
    'a.swift',
    `§    #if DEBUG\n    let secret = "${F}"\n    #else\n    let secret = Environment.get("S")!\n    #endif`,
  ],
  [
    'stopped in production',
    'a.swift',
    `§    guard !app.environment.isRelease else { fatalError("S") }\n    let secret = Environment.get("S") ?? "${F}"`,
  ],
  ['a build', 'a.dart', `§final secret = kDebugMode ? '${F}' : const String.fromEnvironment('S');`],
  [
    'a release',
    'a.dart',
    `§final secret = kReleaseMode ? const String.fromEnvironment('S') : '${F}';`,
  ],
  [
    'a case',
    'a.rb',
    `SECRET = case Rails.env\n  when 'production' then ENV.fetch('S')\n§  else '${F}'\nend`,
  ],
  [
    'a switch',
    'a.go',
    `\tswitch os.Getenv("APP_ENV") {\n\tcase "production":\n\t\treturn os.Getenv("S")\n§\tdefault:\n\t\treturn "${F}"\n\t}`,
  ],
  [
    'when',
    'A.kt',
    `val secret = when (System.getenv("APP_ENV")) {\n  "prod", "production" -> System.getenv("S")\n§  else -> "${F}"\n}`,
  ],
  [
    'a match',
    'a.php',
    `$secret = match (getenv('APP_ENV')) {\n  'production' => getenv('S'),\n§  default => '${F}',\n};`,
  ],
  [
    'a switch',
    'A.cs',
    `var secret = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") switch {\n  "Production" => Environment.GetEnvironmentVariable("S"),\n§  _ => "${F}",\n};`,
  ],
  [
    'a case',
    'a.exs',
    `secret = case config_env() do\n  :prod -> System.fetch_env!("S")\n§  _ -> "${F}"\nend`,
  ],
  [
    'a match',
    'A.scala',
    `  val secret = env match {\n    case "production" => sys.env("S")\n§    case _ => "${F}"\n  }`,
  ],
  [
    'a match',
    'a.rs',
    `    let secret = match env.as_str() {\n        "production" => std::env::var("S").unwrap(),\n§        _ => "${F}".to_string(),\n    };`,
  ],
];

test.each(guarded)('%s keeps production away in %s', async (_, file, body) => {
  const { findings, line } = await told(file, body);
  expect(findings).toEqual([`medium warning ${line}`]);
});

const open: readonly [name: string, file: string, body: string][] = [
  ['no guard', 'a.py', `SECRET = os.environ.get('S', '${F}')`],
  [
    'the other branch of a switch',
    'a.py',
    `if not settings.DEBUG:\n    SECRET = '${F}'\nelse:\n    SECRET = os.environ['S']`,
  ],
  ['a switch that is on', 'a.py', `DEBUG = True\nif DEBUG:\n    SECRET = '${F}'`],
  [
    'a switch that is on where nobody turns it off',
    'a.py',
    `DEBUG = os.environ.get('DEBUG', 'True') == 'True'\nif DEBUG:\n    SECRET = '${F}'`,
  ],
  [
    'a branch for production',
    'a.py',
    `if os.environ.get('ENV') == 'production':\n    SECRET = '${F}'\nelse:\n    SECRET = os.environ['S']`,
  ],
  [
    'either of two, one of them anything',
    'a.py',
    `if os.environ.get('ENV') != 'production' or verbose:\n    SECRET = '${F}'\nelse:\n    SECRET = os.environ['S']`,
  ],
  [
    'an exception in development',
    'a.py',
    `if ENVIRONMENT != 'production' and not os.environ.get('S'):\n    raise RuntimeError('S')\nSECRET = os.environ.get('S', '${F}')`,
  ],
  [
    'a guard of another variable',
    'a.py',
    `if os.environ.get('ENV') == 'production' and not os.environ.get('T'):\n    sys.exit(1)\nSECRET = os.environ.get('S', '${F}')`,
  ],
  [
    'a warning in production',
    'a.py',
    `if os.environ.get('ENV') == 'production' and not os.environ.get('S'):\n    print('S')\nSECRET = os.environ.get('S', '${F}')`,
  ],
  [
    'a list that holds production',
    'a.py',
    `if os.environ.get('ENV') in ('dev', 'production'):\n    SECRET = '${F}'`,
  ],
  ['if production', 'a.rb', `SECRET = '${F}' if Rails.env.production?`],
  ['unless development', 'a.rb', `SECRET = '${F}' unless Rails.env.development?`],
  ['the other way of a choice', 'a.rb', `SECRET = Rails.env.production? ? '${F}' : ENV.fetch('S')`],
  [
    'fatal in development',
    'a.go',
    `\ts := os.Getenv("S")\n\tif s == "" {\n\t\tif os.Getenv("APP_ENV") != "production" { log.Fatal("S") }\n\t\ts = "${F}"\n\t}\n\treturn s`,
  ],
  [
    'a message in production',
    'a.go',
    `\ts := os.Getenv("S")\n\tif s == "" {\n\t\tif os.Getenv("APP_ENV") == "production" { log.Print("S") }\n\t\ts = "${F}"\n\t}\n\treturn s`,
  ],
  [
    'another profile',
    'A.java',
    `  @Profile({"dev", "prod"})\n  String secret() { return "${F}"; }`,
  ],
  ['all but development', 'A.java', `  @Profile("!dev")\n  String secret() { return "${F}"; }`],
  [
    'not equals',
    'A.java',
    `  String secret() {\n    if (!"dev".equals(System.getenv("APP_ENV"))) return "${F}";\n    return System.getenv("S");\n  }`,
  ],
  ['if production', 'A.kt', `val secret = if (config.isProduction) "${F}" else System.getenv("S")`],
  [
    'not in development',
    'A.cs',
    `string secret;\nif (!builder.Environment.IsDevelopment()) { secret = "${F}"; } else { secret = Environment.GetEnvironmentVariable("S"); }`,
  ],
  [
    'the other part of a build',
    'A.cs',
    `#if DEBUG\nvar secret = Environment.GetEnvironmentVariable("S");\n#else\nvar secret = "${F}";\n#endif`,
  ],
  [
    'the production environment',
    'a.php',
    `if (app()->environment('production')) { $secret = '${F}'; } else { $secret = getenv('S'); }`,
  ],
  [
    'no debug assertions',
    'a.rs',
    `    let secret = if !cfg!(debug_assertions) { "${F}".to_string() } else { std::env::var("S").unwrap() };`,
  ],
  [
    'if production',
    'a.exs',
    `secret = if config_env() == :prod do\n  "${F}"\nelse\n  System.fetch_env!("S")\nend`,
  ],
  ['if production', 'A.scala', `  val secret = if (env == "prod") "${F}" else sys.env("S")`],
  [
    'not a debug build',
    'a.swift',
    `    #if !DEBUG\n    let secret = "${F}"\n    #else\n    let secret = Environment.get("S")!\n    #endif`,
  ],
  [
    'a release',
    'a.dart',
    `final secret = kReleaseMode ? '${F}' : const String.fromEnvironment('S');`,
  ],
  [
    'another case',
    'a.rb',
    `SECRET = case Rails.env\n  when 'development' then ENV.fetch('S')\n  else '${F}'\nend`,
  ],
  [
    'the case of production',
    'a.go',
    `\tswitch os.Getenv("APP_ENV") {\n\tcase "production":\n\t\treturn "${F}"\n\tdefault:\n\t\treturn os.Getenv("S")\n\t}`,
  ],
  [
    'a switch by something else',
    'A.cs',
    `var secret = region switch {\n  "Production" => Environment.GetEnvironmentVariable("S"),\n  _ => "${F}",\n};`,
  ],
  [
    'a match without production',
    'a.php',
    `$secret = match (getenv('APP_ENV')) {\n  'testing' => getenv('S'),\n  default => '${F}',\n};`,
  ],
];

test.each(open)('%s leaves it an error in %s', async (_, file, body) => {
  expect((await told(file, body)).findings).toEqual(['high error']);
});
