// The same story in every language: a value is set in one file, reaches a call that signs HS512 in another, and is too
// short for it. Each project plants one value, which must be found where it stands.
import { expect, test } from 'vitest';
import { expectPlanted, plantedValue as value } from './language-projects.ts';
import { readSource } from './scan/languages/read-source.ts';

const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Python: a variable with a default, a wrapper called by keyword': {
    'app/settings.py': `import os\nTOKEN_SEED = os.environ.get('TOKEN_SEED', '«${value}»')\n`,
    'app/tokens.py': `import jwt\ndef issue(claims, key, alg='HS512'):\n    return jwt.encode(claims, key, algorithm=alg)\n`,
    'app/main.py': `from .settings import TOKEN_SEED\nfrom .tokens import issue\nissue({'sub': 1}, key=TOKEN_SEED)\n`,
  },
  'Go: a constant of another package': {
    'config/keys.go': `package config\nconst Key = "«${value}»"\n`,
    'main.go': `package main
import (
	"github.com/golang-jwt/jwt/v5"
	"example.com/acme/config"
)
func sign(c jwt.Claims, key string) { t := jwt.NewWithClaims(jwt.SigningMethodHS512, c); t.SignedString([]byte(key)) }
func main() { sign(nil, config.Key) }
`,
  },
  'Go: a constant of a package whose first file holds nothing': {
    'config/app.go': `package config\ntype App struct { Port int }\n`,
    'config/keys.go': `package config\nconst TokenKey = "«${value}»"\n`,
    'main.go': `package main
import (
	"github.com/golang-jwt/jwt/v5"
	"example.com/acme/config"
)
func sign(c jwt.Claims) { t := jwt.NewWithClaims(jwt.SigningMethodHS512, c); t.SignedString([]byte(config.TokenKey)) }
`,
  },
  'Go: an exported function in another file of the package': {
    'tokens/sign.go': `package tokens
import "github.com/golang-jwt/jwt/v5"
func Sign(c jwt.Claims, key []byte) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString(key)
}
`,
    'tokens/login.go': `package tokens
type Service struct { Seed string }
func NewService(seed string) *Service { return &Service{Seed: seed} }
func (s *Service) Login() (string, error) { return Sign(nil, []byte(s.Seed)) }
`,
    'main.go': `package main
import "example.com/acme/tokens"
func main() { tokens.NewService("«${value}»").Login() }
`,
  },
  'Go: a structure that another file fills': {
    'tokens/maker.go': `package tokens
import "github.com/golang-jwt/jwt/v5"
type Maker struct { seed string }
func (m *Maker) Make(c jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(m.seed))
}
`,
    'tokens/start.go': `package tokens
func Start() { m := &Maker{seed: "«${value}»"}; m.Make(nil) }
`,
  },
  'Go: structures that Viper fills': {
    'config.yaml': `tokens:\n  seed: «${value}»\n`,
    'config/config.go': `package config
import "github.com/spf13/viper"
type Config struct { Tokens TokenConfig \`mapstructure:"tokens"\` }
type TokenConfig struct { Value string \`mapstructure:"seed"\` }
var C Config
func init() { viper.Unmarshal(&C) }
`,
    'tokens/maker.go': `package tokens
import (
	"example.com/acme/config"
	"github.com/golang-jwt/jwt/v5"
)
func Make(c jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(config.C.Tokens.Value))
}
`,
  },
  'Go: a field of a local instance': {
    'tokens/maker.go': `package tokens
import "github.com/golang-jwt/jwt/v5"
type Maker struct { seed string }
func (m *Maker) Make(c jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(m.seed))
}
`,
    'tokens/start.go': `package tokens
func Start() { m := &Maker{}; m.seed = "«${value}»"; m.Make(nil) }
`,
  },
  'Go: a parameter known by the type of another package': {
    'settings/settings.go': `package settings
type Settings struct { Seed string }
func Load() *Settings { return &Settings{Seed: "«${value}»"} }
`,
    'tokens/maker.go': `package tokens
import (
	"example.com/acme/settings"
	"github.com/golang-jwt/jwt/v5"
)
type Service struct { settings *settings.Settings }
func (s *Service) Make(c jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(s.settings.Seed))
}
func Make(c jwt.Claims, own *settings.Settings) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS512, c).SignedString([]byte(own.Seed))
}
`,
  },
  'Python: a call some of whose arguments are given before': {
    'app/tokens.py': `import functools, jwt\nissue = functools.partial(jwt.encode, key='«${value}»', algorithm='HS512')\n`,
  },
  'Python: an INI file that configparser reads': {
    'app.ini': `[tokens]\nseed = «${value}»\n`,
    'app/tokens.py': `import configparser, jwt
parser = configparser.ConfigParser()
parser.read('app.ini')
jwt.encode({}, parser['tokens']['seed'], algorithm='HS512')
jwt.encode({}, parser.get('tokens', 'seed'), algorithm='HS512')
`,
  },
  'Python: everything of another module': {
    'app/values.py': `SEED = '«${value}»'\n`,
    'app/tokens.py': `import jwt\nfrom .values import *\njwt.encode({}, SEED, algorithm='HS512')\n`,
  },
  'Java: a constant of an enum': {
    'Kinds.java': `import io.jsonwebtoken.*;
enum Kinds {
  MAIN("«${value}»");
  private final String held;
  Kinds(String held) { this.held = held; }
  String get() { return held; }
}
class Issuing { String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, Kinds.MAIN.get().getBytes()).compact(); } }
`,
  },
  'Java: a record that properties fill': {
    'src/main/resources/application.properties': `app.tok.seed=«${value}»\n`,
    'src/main/java/a/Props.java': `package a;\n@ConfigurationProperties("app.tok")\npublic record Props(String seed) {}\n`,
    'src/main/java/a/Issuing.java': `package a;
import io.jsonwebtoken.*;
public class Issuing {
  private final Props props;
  Issuing(Props props) { this.props = props; }
  String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, props.seed().getBytes()).compact(); }
}
`,
  },
  'PHP: a constant of a script that is taken in': {
    'inc/config.php': `<?php\ndefine('TOK_SEED', '«${value}»');\n`,
    'a.php': `<?php\nrequire_once __DIR__ . '/inc/config.php';\nuse Firebase\\JWT\\JWT;\necho JWT::encode(['a' => 1], TOK_SEED, 'HS512');\n`,
  },
  'PHP: a variable of a script that is taken in': {
    'inc/config.php': `<?php\n$seed = '«${value}»';\n`,
    'api/a.php': `<?php\ninclude '../inc/config.php';\nuse Firebase\\JWT\\JWT;\necho JWT::encode(['a' => 1], $seed, 'HS512');\n`,
  },
  'PHP: what a script returns': {
    'values.php': `<?php\nreturn ['tok' => ['seed' => '«${value}»']];\n`,
    'a.php': `<?php\nuse Firebase\\JWT\\JWT;\n$all = require dirname(__FILE__) . '/values.php';\nJWT::encode([], $all['tok']['seed'], 'HS512');\n`,
  },
  'Ruby: custom configuration of Rails': {
    'config/application.rb': `module A\n  class Application < Rails::Application\n    config.x.tok_seed = '«${value}»'\n  end\nend\n`,
    'app/t.rb': `class T\n  def f(p) = JWT.encode(p, Rails.configuration.x.tok_seed, 'HS512')\nend\n`,
  },
  'Rust: a constant by its path': {
    'src/keys.rs': `pub const SEED: &str = "«${value}»";\n`,
    'src/main.rs': `mod keys;
use jsonwebtoken::{encode, Algorithm, EncodingKey, Header};
fn make(claims: &Claims) { encode(&Header::new(Algorithm::HS512), claims, &EncodingKey::from_secret(crate::keys::SEED.as_bytes())); }
`,
  },
  'Python: what Depends gives': {
    'app/values.py': `class Values:\n    seed = '«${value}»'\n`,
    'app/api.py': `import jwt
from fastapi import Depends
from .values import Values
def get_values():
    return Values()
def login(values=Depends(get_values)):
    return jwt.encode({}, getattr(values, 'seed'), algorithm='HS512')
`,
  },
  'Python: a YAML file': {
    'app.yml': `tok:\n  seed: «${value}»\n`,
    'm.py': `import jwt, yaml
with open('app.yml') as file:
    held = yaml.safe_load(file)
jwt.encode({}, held['tok']['seed'], algorithm='HS512')
`,
  },
  'Ruby: a YAML file': {
    'app.yml': `tok:\n  seed: «${value}»\n`,
    'm.rb': `require 'jwt'\nHELD = YAML.load_file('app.yml')\nJWT.encode({}, HELD['tok']['seed'], 'HS512')\n`,
  },
  'Java: @Value above a setter of a static field': {
    'src/main/resources/application.yml': `tok:\n  seed: «${value}»\n`,
    'src/main/java/a/Maker.java': `package a;
import io.jsonwebtoken.*;
@Component
class Maker {
  private static String seed;
  @Value("\${tok.seed}") public void setSeed(String given) { seed = given; }
  static String f() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, seed.getBytes()).compact(); }
}
`,
  },
  'Java: a properties file': {
    'src/main/resources/app.properties': `tok.seed=«${value}»\n`,
    'src/main/java/a/Maker.java': `package a;
import io.jsonwebtoken.*;
import java.util.Properties;
class Maker {
  String f() throws Exception {
    Properties held = new Properties();
    held.load(Maker.class.getResourceAsStream("/app.properties"));
    return Jwts.builder().signWith(SignatureAlgorithm.HS512, held.getProperty("tok.seed").getBytes()).compact();
  }
}
`,
  },
  'Python: a module of a package': {
    'app/settings.py': `SEED_OF_ALL = '«${value}»'\n`,
    'app/tokens.py': `import jwt\nfrom app import settings\ndef make(claims):\n    return jwt.encode(claims, settings.SEED_OF_ALL, algorithm='HS512')\n`,
  },
  'Python: a field of settings that the environment fills': {
    '.env': `APP_SEED=«${value}»\n`,
    'app/config.py': `from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='APP_', env_file='.env')
    seed: str
settings = Settings()
`,
    'app/tokens.py': `import jwt\nfrom app.config import settings\ndef make(claims):\n    return jwt.encode(claims, settings.seed, algorithm='HS512')\n`,
  },
  'Kotlin: a property of the primary constructor': {
    'src/Issuing.kt': `import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
class Issuing(private val seed: String) { fun make(): String = JWT.create().sign(Algorithm.HMAC512(seed)) }
`,
    'src/Start.kt': `fun main() { Issuing("«${value}»").make() }\n`,
  },
  'C#: options that are bound to a section': {
    'appsettings.json': `{ "Tokens": { "Seed": "«${value}»" } }\n`,
    'TokenOptions.cs': `namespace A;\npublic class TokenOptions { public string Seed { get; set; } }\n`,
    'Program.cs': `var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<TokenOptions>(builder.Configuration.GetSection("Tokens"));
`,
    'Issuing.cs': `using Microsoft.IdentityModel.Tokens;
using Microsoft.Extensions.Options;
namespace A;
class Issuing {
  private readonly TokenOptions _options;
  public Issuing(IOptions<TokenOptions> options) { _options = options.Value; }
  SigningCredentials Make() => new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_options.Seed)), SecurityAlgorithms.HmacSha512);
}
`,
  },
  'C#: options whose class says its section, a helper that makes the key': {
    'appsettings.json': `{ "Issuing": { "Seed": "«${value}»" } }\n`,
    'IssuingOptions.cs': `namespace Acme;
public class IssuingOptions {
  public const string Place = "Issuing";
  public string Seed { get; set; }
}
`,
    'Start.cs': `namespace Acme;
public static class Start {
  public static void Add(IServiceCollection services, IConfiguration configuration) {
    services.Configure<IssuingOptions>(o => configuration.GetSection(IssuingOptions.Place).Bind(o));
  }
}
`,
    'Keys.cs': `using System.Text;
using Microsoft.IdentityModel.Tokens;
namespace Acme;
public static class Keys {
  public static SecurityKey Make(string seed) { return new SymmetricSecurityKey(Encoding.UTF8.GetBytes(seed)); }
}
`,
    'Tokens.cs': `using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
namespace Acme;
public class Tokens(IOptions<IssuingOptions> given) {
  private readonly IssuingOptions given = given.Value;
  public SigningCredentials Make() {
    var key = Keys.Make(given.Seed);
    return new SigningCredentials(key, SecurityAlgorithms.HmacSha512Signature);
  }
}
`,
  },
  'C#: a static method of another file': {
    'Tokens.cs': `using Microsoft.IdentityModel.Tokens;
namespace A;
public static class Tokens {
  public static SigningCredentials Sign(string key) {
    return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha512);
  }
}
`,
    'Login.cs': `namespace A;
class Login { object Run() { return Tokens.Sign("«${value}»"); } }
`,
  },
  'Java: @Value and application.properties': {
    'src/main/resources/application.properties': `app.jwt.seed=«${value}»\n`,
    'src/main/java/Tokens.java': `package a;
import io.jsonwebtoken.*;
import org.springframework.beans.factory.annotation.Value;
class Tokens {
  @Value("\${app.jwt.seed}") private String seed;
  String issue() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, seed.getBytes()).compact(); }
}
`,
  },
  'Java: properties of a prefix, injected by the constructor, with getters': {
    'src/main/resources/application.yml': `acme:\n  jwt:\n    seed: «${value}»\n`,
    'src/main/java/a/JwtProperties.java': `package a;
@ConfigurationProperties(prefix = "acme.jwt")
public class JwtProperties { private String seed; }
`,
    'src/main/java/a/Tokens.java': `package a;
import io.jsonwebtoken.*;
class Tokens {
  private final JwtProperties properties;
  Tokens(JwtProperties properties) { this.properties = properties; }
  String issue() { return Jwts.builder().signWith(SignatureAlgorithm.HS512, properties.getSeed().getBytes()).compact(); }
}
`,
  },
  'Kotlin: a constant of a companion object': {
    'src/Keys.kt': `package a\nclass Keys {\n  companion object {\n    const val SEED = "«${value}»"\n  }\n}\n`,
    'src/Tokens.kt': `package a
import io.jsonwebtoken.Jwts
import io.jsonwebtoken.SignatureAlgorithm
fun issue(): String {
  return Jwts.builder().signWith(SignatureAlgorithm.HS512, Keys.SEED.toByteArray()).compact()
}
`,
  },
  'C#: IConfiguration and appsettings.json': {
    'appsettings.json': `{ "Jwt": { "Seed": "«${value}»" } }\n`,
    'Tokens.cs': `using Microsoft.IdentityModel.Tokens;
using System.Text;
public class Tokens {
  private readonly IConfiguration _configuration;
  public Tokens(IConfiguration configuration) { _configuration = configuration; }
  public SigningCredentials Issue() {
    var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_configuration["Jwt:Seed"]));
    return new SigningCredentials(key, SecurityAlgorithms.HmacSha512);
  }
}
`,
  },
  "PHP: Laravel's configuration": {
    'config/tokens.php': `<?php\nreturn ['secret' => env('TOKEN_SEED', '«${value}»')];\n`,
    'app/Tokens.php': `<?php
namespace App;
use Firebase\\JWT\\JWT;
class Tokens { public function issue($claims) { return JWT::encode($claims, config('tokens.secret'), 'HS512'); } }
`,
  },
  'Ruby: a constant with a default, a class method': {
    'lib/keys.rb': `module Keys\n  SEED = ENV.fetch('TOKEN_SEED', '«${value}»')\nend\n`,
    'lib/tokens.rb': `require 'jwt'
class Tokens
  def self.issue(claims)
    JWT.encode(claims, Keys::SEED, 'HS512')
  end
end
`,
  },
  'Dart: a member with a default of the environment, the key of a class': {
    'lib/config.dart': `import 'dart:io';
class Config {
  static final seed = Platform.environment['TOKEN_SEED'] ?? '«${value}»';
}
`,
    'bin/server.dart': `import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import '../lib/config.dart';
String issue(Map claims, {required String key}) {
  final jwt = JWT(claims, issuer: 'acme');
  return jwt.sign(SecretKey(key), algorithm: JWTAlgorithm.HS512);
}
void main() {
  print(issue({'id': 1}, key: Config.seed));
}
`,
  },
  'Dart: a top-level constant of another file, texts side by side': {
    'lib/keys.dart': `const seed = '«${value}»';
`,
    'lib/tokens.dart': `import 'dart:convert';
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'keys.dart' as keys;
class Tokens {
  Tokens(this._key);
  final String _key;
  String issue() => JWT({'id': 1}).sign(SecretKey(_key), algorithm: JWTAlgorithm.HS512);
}
final tokens = Tokens(keys.seed);
`,
  },
  'Swift: a static property, a method with a label': {
    'Sources/App/Keys.swift': `enum Keys {\n  static let seed = Environment.get("TOKEN_SEED") ?? "«${value}»"\n}\n`,
    'Sources/App/configure.swift': `import Vapor
import JWT
public func configure(_ app: Application) throws {
  register(app, with: Keys.seed)
}
func register(_ app: Application, with secret: String) {
  app.jwt.signers.use(.hs512(key: secret))
}
`,
  },
  'Swift: JWTKit 5, a multi-line text': {
    'Sources/App/configure.swift': `import Vapor
let seed = """
  «${value}»
  """
func configure(_ app: Application) async throws {
  await app.jwt.keys.add(hmac: HMACKey(from: seed), digestAlgorithm: .sha512)
}
`,
  },
  'Rust: a field of a structure, HS256 where nothing is said': {
    'src/main.rs': `use jsonwebtoken::EncodingKey;
struct Config { seed: String }
impl Config {
    fn new() -> Self { Self { seed: "«${value}»".to_string() } }
    fn key(&self) -> EncodingKey { EncodingKey::from_secret(self.seed.as_bytes()) }
}
`,
  },
  'Rust: a constant of a module': {
    'src/keys.rs': `pub const SEED: &str = "«${value}»";\n`,
    'src/main.rs': `mod keys;
use jsonwebtoken::{encode, Algorithm, EncodingKey, Header};
fn make(claims: &Claims) { encode(&Header::new(Algorithm::HS512), claims, &EncodingKey::from_secret(keys::SEED.as_bytes())); }
`,
  },
};

test.each(Object.entries(projects))('%s', expectPlanted);

test('Elixir: the head of a function calls nothing', async () => {
  const text = `defmodule Acme.Signer do
  @spec create(binary(), binary()) :: t()
  def create(alg, secret) when is_binary(secret), do: make(alg, secret)
end
`;
  const { calls = [] } = await readSource('lib/signer.ex', text);
  const names = calls.map(({ callee }) => (callee.kind === 'name' ? callee.path.at(-1) : ''));
  expect(names).toContain('make');
  expect(names).not.toContain('create');
});
