// Keys that reach a call by the ways of frameworks and libraries: injection by interface, builders, records, settings that
// something else fills.
import { expect, test } from 'vitest';
import { judge, type MarkedProject } from './marked-projects.ts';

const projects: Readonly<Record<string, MarkedProject>> = {
  'cs-interface': {
    'Program.cs': `using Microsoft.IdentityModel.Tokens;
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<ITokenService>(new TokenService("tutorial-company-key-0001")); §
var app = builder.Build();
app.MapPost("/login", (ITokenService tokens) => tokens.Issue("u"));
`,
    'TokenService.cs': `using System.Text;
using Microsoft.IdentityModel.Tokens;
using System.IdentityModel.Tokens.Jwt;
public interface ITokenService { string Issue(string user); }
public class TokenService : ITokenService
{
    private readonly string _key;
    public TokenService(string key) { _key = key; }
    public string Issue(string user)
    {
        var creds = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_key)), SecurityAlgorithms.HmacSha256);
        var token = new JwtSecurityToken(issuer: "a", expires: DateTime.UtcNow.AddHours(1), signingCredentials: creds);
        return new JwtSecurityTokenHandler().WriteToken(token);
    }
}
`,
  },
  'cs-interface-key-passed': {
    'AuthController.cs': `public class AuthController : ControllerBase
{
    private readonly ITokenService _tokens;
    public AuthController(ITokenService tokens) { _tokens = tokens; }
    public IActionResult Login() => Ok(_tokens.BuildToken("plain-company-key-123", "u")); §
}
`,
    'TokenService.cs': `using System.Text;
using Microsoft.IdentityModel.Tokens;
using System.IdentityModel.Tokens.Jwt;
public interface ITokenService { string BuildToken(string key, string user); }
public class TokenService : ITokenService
{
    public string BuildToken(string key, string user)
    {
        var securityKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));
        var credentials = new SigningCredentials(securityKey, SecurityAlgorithms.HmacSha256Signature);
        return new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken("a", "b", null, expires: DateTime.Now.AddMinutes(20), signingCredentials: credentials));
    }
}
`,
  },
  'java-interface-key-passed': {
    'src/main/java/a/LoginController.java': `package a;
public class LoginController {
  private final TokenProvider tokens;
  public LoginController(TokenProvider tokens) { this.tokens = tokens; }
  public String login(String user) { return tokens.issue(user, "plain-company-key-123"); } §
}
`,
    'src/main/java/a/TokenProvider.java': `package a;
public interface TokenProvider { String issue(String user, String key); }
`,
    'src/main/java/a/JwtTokenProvider.java': `package a;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.SignatureAlgorithm;
public class JwtTokenProvider implements TokenProvider {
  @Override public String issue(String user, String key) {
    return Jwts.builder().setSubject(user).setExpiration(soon()).signWith(SignatureAlgorithm.HS256, key.getBytes()).compact();
  }
}
`,
  },
  'lombok-builder': {
    'src/main/java/a/JwtProperties.java': `package a;
import lombok.Builder;
import lombok.Value;
@Value @Builder
public class JwtProperties { String issuer; String secret; long ttl; }
`,
    'src/main/java/a/Config.java': `package a;
public class Config {
  JwtProperties props() { return JwtProperties.builder().issuer("acme").secret("plain-company-key-123").ttl(60).build(); } §
  TokenService tokens() { return new TokenService(props()); }
}
`,
    'src/main/java/a/TokenService.java': `package a;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import lombok.RequiredArgsConstructor;
@RequiredArgsConstructor
public class TokenService {
  private final JwtProperties props;
  public String issue(String u) { return JWT.create().withSubject(u).withExpiresAt(soon()).sign(Algorithm.HMAC256(props.getSecret())); }
}
`,
  },
  'lombok-required-args': {
    'src/main/java/a/Config.java': `package a;
public class Config {
  TokenService tokens() { return new TokenService("acme", "plain-company-key-123"); } §
}
`,
    'src/main/java/a/TokenService.java': `package a;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import lombok.RequiredArgsConstructor;
@RequiredArgsConstructor
public class TokenService {
  private static final int TTL = 60;
  private final String issuer;
  private final String key;
  public String issue(String u) { return JWT.create().withIssuer(issuer).withExpiresAt(soon()).sign(Algorithm.HMAC256(key)); }
}
`,
  },
  'py-dataclass-positional': {
    'app/settings.py': `from dataclasses import dataclass
@dataclass(frozen=True)
class TokenConfig:
    issuer: str
    seed: str
    ttl: int = 60
CONFIG = TokenConfig("acme", "plain-company-key-123") §
`,
    'app/tokens.py': `import jwt
from .settings import CONFIG
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, CONFIG.seed, algorithm="HS256")
`,
  },
  'py-namedtuple': {
    'app/tokens.py': `import jwt
from typing import NamedTuple
from collections import namedtuple
class Conf(NamedTuple):
    issuer: str
    seed: str
Other = namedtuple("Other", ["alg", "seed"])
conf = Conf("acme", "plain-company-key-123") §
other = Other("HS256", "another-company-key-4") §
def a(sub):
    return jwt.encode({"sub": sub, "exp": 1}, conf.seed, algorithm="HS256")
def b(sub):
    return jwt.encode({"sub": sub, "exp": 1}, other.seed, algorithm=other.alg)
`,
  },
  'py-dataclass-keyword': {
    'app/settings.py': `from dataclasses import dataclass, field
@dataclass
class TokenConfig:
    issuer: str
    seed: str = field(default="fallback-company-key") §
def make(): return TokenConfig(issuer="acme", seed="plain-company-key-123") §
`,
    'app/tokens.py': `import jwt
from .settings import make
CONFIG = make()
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, CONFIG.seed, algorithm="HS256")
`,
  },
  'swift-memberwise': {
    'Sources/App/configure.swift': `import Vapor
import JWT
struct TokenConfig { let issuer: String; let key: String }
let config = TokenConfig(issuer: "acme", key: "plain-company-key-123") §
func configure(_ app: Application) throws {
    app.jwt.signers.use(.hs256(key: config.key))
}
`,
  },
  'symfony-bind': {
    'config/services.yaml': `services:
  _defaults:
    autowire: true
    bind:
      $tokenKey: 'plain-company-key-123' §
  App\\Security\\TokenIssuer: ~
`,
    'src/Security/TokenIssuer.php': `<?php
namespace App\\Security;
use Firebase\\JWT\\JWT;
class TokenIssuer {
  public function __construct(private string $tokenKey) {}
  public function issue(array $claims): string { return JWT::encode($claims + ['exp' => time() + 60], $this->tokenKey, 'HS256'); }
}
`,
  },
  'symfony-arguments': {
    'config/services.yaml': `services:
  App\\Security\\TokenIssuer:
    arguments:
      $seed: 'plain-company-key-123' §
      $issuer: 'acme'
`,
    'src/Security/TokenIssuer.php': `<?php
namespace App\\Security;
use Firebase\\JWT\\JWT;
class TokenIssuer {
  public function __construct(private string $seed, private string $issuer) {}
  public function issue(array $claims): string { return JWT::encode($claims + ['exp' => time() + 60], $this->seed, 'HS256'); }
}
`,
  },
  'symfony-autowire-attribute': {
    'src/Security/TokenIssuer.php': `<?php
namespace App\\Security;
use Firebase\\JWT\\JWT;
use Symfony\\Component\\DependencyInjection\\Attribute\\Autowire;
class TokenIssuer {
  public function __construct(#[Autowire('%env(TOKEN_SEED)%')] private string $seed) {}
  public function issue(array $claims): string { return JWT::encode($claims + ['exp' => time() + 60], $this->seed, 'HS256'); }
}
`,
    '.env': `APP_ENV=dev
TOKEN_SEED=plain-company-key-123 §
`,
  },
  'ruby-configure': {
    'lib/tokens.rb': `require 'jwt'
module Tokens
  class Configuration
    attr_accessor :seed, :issuer
  end
  class << self
    def configuration
      @configuration ||= Configuration.new
    end
    def configure
      yield(configuration)
    end
  end
  def self.issue(claims)
    JWT.encode(claims.merge(exp: 1), configuration.seed, 'HS256')
  end
end
`,
    'config/initializers/tokens.rb': `Tokens.configure do |c|
  c.seed = 'plain-company-key-123' §
  c.issuer = 'acme'
end
`,
  },
  'rails-config-for': {
    'config/jwt.yml': `development:
  seed: dev-company-key-1 §
production:
  seed: plain-company-key-123 §
`,
    'app/services/token_issuer.rb': `class TokenIssuer
  def self.issue(claims)
    JWT.encode(claims.merge(exp: 1), Rails.application.config_for(:jwt)[:seed], 'HS256')
  end
end
`,
  },
  'rails-config-for-x': {
    'config/application.rb': `module Acme
  class Application < Rails::Application
    config.x.tokens = config_for(:tokens)
  end
end
`,
    'config/tokens.yml': `shared:
  issuer: acme
production:
  seed: plain-company-key-123 §
`,
    'app/services/token_issuer.rb': `class TokenIssuer
  def self.issue(claims)
    JWT.encode(claims.merge(exp: 1), Rails.configuration.x.tokens.seed, 'HS256')
  end
end
`,
  },
  dynaconf: {
    'app/config.py': `from dynaconf import Dynaconf
settings = Dynaconf(settings_files=["settings.toml", ".secrets.toml"], environments=True)
`,
    'settings.toml': `[default]
issuer = "acme"
[production]
token_seed = "plain-company-key-123" §
`,
    'app/tokens.py': `import jwt
from .config import settings
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, settings.TOKEN_SEED, algorithm="HS256")
`,
  },
  'dynaconf-nested': {
    'app/tokens.py': `import jwt
from dynaconf import settings
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, settings.auth.seed, algorithm="HS256")
`,
    'settings.yaml': `default:
  auth:
    seed: plain-company-key-123 §
`,
  },
  'rust-config': {
    'config/default.toml': `[auth]
seed = "plain-company-key-123" §
ttl = 60
`,
    'src/settings.rs': `use config::{Config, File};
use serde::Deserialize;
#[derive(Debug, Deserialize)]
pub struct Auth { pub seed: String, pub ttl: u64 }
#[derive(Debug, Deserialize)]
pub struct Settings { pub auth: Auth }
impl Settings {
    pub fn new() -> Result<Self, config::ConfigError> {
        let s = Config::builder().add_source(File::with_name("config/default")).build()?;
        s.try_deserialize()
    }
}
`,
    'src/tokens.rs': `use jsonwebtoken::{encode, EncodingKey, Header};
use crate::settings::Settings;
pub fn issue(settings: &Settings, claims: &Claims) -> String {
    encode(&Header::default(), claims, &EncodingKey::from_secret(settings.auth.seed.as_bytes())).unwrap()
}
`,
  },
  'rust-config-get': {
    'Settings.toml': `seed = "plain-company-key-123" §
`,
    'src/main.rs': `use jsonwebtoken::{encode, EncodingKey, Header};
use config::Config;
fn issue(claims: &Claims) -> String {
    let settings = Config::builder().add_source(config::File::with_name("Settings")).build().unwrap();
    let seed = settings.get_string("seed").unwrap();
    encode(&Header::default(), claims, &EncodingKey::from_secret(seed.as_ref())).unwrap()
}
`,
  },
  'kotlin-companion-one-line': {
    'src/main/kotlin/Tokens.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
class Tokens { companion object { const val SEED = "plain-company-key-123" } §
  fun issue() = JWT.create().withExpiresAt(soon()).sign(Algorithm.HMAC256(SEED)) }
`,
  },
  'kotlin-companion-private': {
    'src/main/kotlin/Tokens.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
class Tokens(private val seed: String) {
  companion object { fun create() = Tokens("plain-company-key-123") } §
  fun issue() = JWT.create().withExpiresAt(soon()).sign(Algorithm.HMAC256(seed)) }
`,
  },
  'pydantic-prefix': {
    'app/config.py': `from pydantic import Field, AliasChoices
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="acme_", env_file=".env")
    seed: str
    other: str = Field("fallback-company-key", validation_alias=AliasChoices("REFRESH_SEED", "OTHER_SEED")) §
settings = Settings()
`,
    '.env': `ACME_SEED=plain-company-key-123 §
REFRESH_SEED=second-company-key-4 §
`,
    'app/tokens.py': `import jwt
from .config import settings
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, settings.seed, algorithm="HS256")
def refresh(sub):
    return jwt.encode({"sub": sub, "exp": 1}, settings.other, algorithm="HS256")
`,
  },
  'pydantic-nested': {
    'app/config.py': `from pydantic import BaseModel
from pydantic_settings import BaseSettings
class Auth(BaseModel):
    seed: str = "fallback-company-key" §
class Settings(BaseSettings):
    auth: Auth = Auth()
    class Config:
        env_nested_delimiter = "__"
def get_settings():
    return Settings()
`,
    '.env': `AUTH__SEED=plain-company-key-123 §
`,
    'app/tokens.py': `import jwt
from .config import get_settings
def issue(sub):
    return jwt.encode({"sub": sub, "exp": 1}, get_settings().auth.seed, algorithm="HS256")
`,
  },
  'scala-typed': {
    'conf/application.conf': `acme {
  seed = "plain-company-key-123" §
  refresh { seed = "second-company-key-4" } §
}
`,
    'app/Tokens.scala': `package a
import com.typesafe.config.ConfigFactory
import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
object Tokens {
  private val config = ConfigFactory.load()
  private val seed = config.getString("acme.seed")
  private val sub = config.getConfig("acme.refresh").getString("seed")
  def issue(c: JwtClaim): String = Jwt.encode(c, seed, JwtAlgorithm.HS256)
  def refresh(c: JwtClaim): String = Jwt.encode(c, sub, JwtAlgorithm.HS256)
}
`,
  },
  'scala-ficus': {
    'conf/application.conf': `ACCESS_TOKEN_KEY = "plain-company-key-123" §
`,
    'app/Tokens.scala': `package a
import net.ceedubs.ficus.Ficus._
import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
class Tokens(config: Config) {
  def issue(c: JwtClaim): String = Jwt.encode(c, config.as[String]("ACCESS_TOKEN_KEY"), JwtAlgorithm.HS256)
}
`,
  },
  'scala-play': {
    'conf/application.conf': `acme.seed = "plain-company-key-123" §
`,
    'app/Tokens.scala': `package a
import javax.inject.Inject
import play.api.Configuration
import pdi.jwt.{JwtJson, JwtAlgorithm, JwtClaim}
class Tokens @Inject()(config: Configuration) {
  private val seed = config.get[String]("acme.seed")
  def issue(c: JwtClaim): String = JwtJson.encode(c, seed, JwtAlgorithm.HS256)
}
`,
  },
  'scala-pureconfig': {
    'src/main/resources/application.conf': `auth {
  token-seed = "plain-company-key-123" §
  ttl = 1 hour
}
`,
    'src/main/scala/Tokens.scala': `package a
import pureconfig._
import pureconfig.generic.auto._
import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
case class AuthConfig(tokenSeed: String, ttl: Duration)
object Tokens {
  val conf = ConfigSource.default.at("auth").loadOrThrow[AuthConfig]
  def issue(c: JwtClaim): String = Jwt.encode(c, conf.tokenSeed, JwtAlgorithm.HS256)
}
`,
  },
};

test.each(Object.entries(projects))('%s', async (_, project) => {
  const { marked, told } = await judge(project);
  expect(told).toEqual(marked);
});
