// What well-kept programs hold and no rule may speak of: phrases, names of headers, flags, keys of other services.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { exampleKeyInLine } from '../src/model/example-key.ts';
import { auditTexts, runTexts } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const laravel = JSON.stringify({ require: { 'laravel/framework': '^11.0' } });
const go = 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n';
const signedInGo = `package app

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(claims jwt.MapClaims) (string, error) {
	claims["exp"] = 600
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(os.Getenv("JWT_SECRET")))
}
`;

const quiet: Readonly<Record<string, Files>> = {
  'a lifetime that is set behind the key, in a language whose members are nodes': {
    'Tokens.kt': `import io.jsonwebtoken.Jwts
class Tokens(private val key: javax.crypto.SecretKey) {
    fun issue(end: java.util.Date): String = Jwts.builder().subject("a").signWith(key).expiration(end).compact()
}
`,
  },
  'numbers under which a context keeps something': {
    'go.mod': go,
    'keys.go': `package app

type Key int

const (
	JwtKey    Key = 100000
	TokenKey  Key = 200000
	JWTSecretKey  = 300000
)
`,
    'Keys.java': 'class Keys { static final int JWT_SECRET_KEY = 7340001; }\n',
  },
  'a client whose name has capitals inside': {
    'go.mod': go,
    'clients.go': `package app

const (
	OAuthClientiOSSecret = "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB"
	iOSAppTokenSecretID  = "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB"
)
`,
  },
  'names of places in a program': {
    'Cargo.toml': '[dependencies]\njsonwebtoken = "9"\n',
    'src/lib.rs': `pub const JWT_AUTH_DATA_KEY: &str = "::acme::jwt_auth::auth_data";
pub const SESSION_KEY: &str = "::acme::session";
`,
  },
  'a private key beside nothing that speaks of tokens': {
    'compose.yaml': `# Cookies are the proxy's.\nservices:\n  api:\n    environment:\n      SSH_HOST: acme\n      PRIVATE_KEY: "${exampleKeyInLine}"\n`,
  },
  'a set of public keys': {
    'keys/jwks.json':
      '{"keys":[{"kty":"RSA","alg":"RS256","n":"dHV0b3JpYWwtc2VjcmV0","e":"AQAB"}]}\n',
  },
  'a key of bytes in a file that says nothing of tokens': {
    'cache/store.json':
      '{"cookie":"acme","keys":[{"kty":"oct","alg":"A256GCM","k":"dHV0b3JpYWwtc2VjcmV0"}]}\n',
  },
  'the algorithm of a head where the key fits one family': {
    'package.json': '{ "dependencies": { "jose": "^5.0.0" } }',
    'verify.ts': `import { decodeProtectedHeader, jwtVerify } from 'jose';
export const verify = async (token: string, config: { jwks: any; algorithms?: string[] }) => {
  const { alg } = decodeProtectedHeader(token);
  return jwtVerify(token, config.jwks, { algorithms: config.algorithms ?? (alg ? [alg] : undefined) });
};
`,
  },
  'the end of a longer name': {
    'Header.kt': 'const val JWT_HEADER_KEY_ATTESTATION = "key_attestation"\n',
  },
  'a signer of another family, which is given something that nobody reads': {
    'composer.json': JSON.stringify({ require: { 'lcobucci/jwt': '^5.0' } }),
    'src/Validator.php': `<?php
use Lcobucci\\JWT\\Configuration;
use Lcobucci\\JWT\\Signer\\Key\\InMemory;
use Lcobucci\\JWT\\Signer\\Rsa\\Sha256;

class Validator {
    public function make() {
        return Configuration::forSymmetricSigner(new Sha256(), InMemory::plainText('empty', 'empty'));
    }
}
`,
  },
  'what is given along with a secret': {
    'package.json': '{ "dependencies": { "koa": "^2.0.0", "jose": "^5.0.0" } }',
    'routes.ts': `export const show = (router: Router) =>
  router.get('/me', async (ctx, next) => {
    const identitiesWithTokenSecret = (await find(ctx)).map((one) => ({ ...one, tokenSecret: hide(one) }));
    ctx.body = { identities: identitiesWithTokenSecret };
    return next();
  });
`,
  },
  'the name of a key in a log': {
    'go.mod': go,
    'consts.go': 'package app\n\nconst JWTSecretKey = "JWTSecret"\n',
    'auth.go': `package app

import (
	"log"

	"github.com/golang-jwt/jwt/v5"
)

func load(key string) []byte {
	log.Println("creating a new secret", key)
	return read(key)
}

func sign(claims jwt.MapClaims) (string, error) {
	claims["exp"] = 600
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(load(JWTSecretKey))
}
`,
  },
  'claims of which a library has none until it is handed some': {
    'go.mod': go,
    'middleware.go': `package app

import "github.com/golang-jwt/jwt/v5"

type options struct {
	claims func() jwt.Claims
}

func Client(keys jwt.Keyfunc, more ...func(*options)) (string, error) {
	claims := jwt.RegisteredClaims{}
	o := &options{claims: func() jwt.Claims { return claims }}
	for _, one := range more {
		one(o)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, o.claims())
	key, err := keys(token)
	if err != nil {
		return "", err
	}
	return token.SignedString(key)
}
`,
  },
  'a text that the program refuses to start with, whatever maps the file to its fields': {
    'go.mod': go,
    'conf/app.ini': '[security]\nSECRET_KEY = CHANGE-ME-OR-FAIL-TO-START\n',
    'conf.go': `package app

import "errors"

var Security struct {
	SecretKey string
}

func Init() error {
	if err := File.Section("security").MapTo(&Security); err != nil {
		return err
	}
	if Security.SecretKey == "" || Security.SecretKey == "CHANGE-ME-OR-FAIL-TO-START" {
		return errors.New("[security] SECRET_KEY is to be set")
	}
	return nil
}
`,
  },
  'an empty default that every use asks for first': {
    'requirements.txt': 'fastapi==0.115.0\npydantic-settings==2.5\n',
    'config.py': `from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    HOOK_SECRET: str = ""

settings = Settings()
`,
    'hooks.py': `import hashlib, hmac
from fastapi import HTTPException
from config import settings

def check(body: bytes, signature: str):
    secret = settings.HOOK_SECRET
    if not secret:
        raise HTTPException(500)
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, signature)
`,
  },
  'phrases of Laravel': {
    'composer.json': laravel,
    'lang/de/settings.php': `<?php
return [
    'user_api_token_secret' => 'Token Kennwort',
    'user_api_token_secret_desc' => 'Dieses Kennwort wird nur einmal angezeigt.',
];
`,
    'resources/lang/en/errors.php': `<?php
return ['api_incorrect_token_secret' => 'The secret of the token is not the right one'];
`,
  },
  'keys with which a client signs what it asks of another service': {
    'go.mod': go,
    'sign.go': signedInGo,
    'drivers/drive.go': `package drivers

type conf struct {
	signKey string
}

const openSignSecret = "a1b2c3d4e5f60718293a4b5c6d7e8f90"

var known = conf{signKey: "fk3dvtd8p5t4pjl3d0ed0yc9yej9fk3d"}
`,
  },
  'numbers, claims and kinds that are called after secrets': {
    'Details.cs': `namespace Acme;
public class Details {
  public const string SecretsManagerAccess = "accesssecretsmanager";
  public const string AccessSecretTypeStandard = "AccessSecretTypePass";
  public static Details Of() => new Details { AccessToSecrets = 0 };
}
public class AccessPolicy {
  public const string UserSecret = "user_secret";
}
`,
  },
  'messages and headers of Go': {
    'go.mod': go,
    'const.go': `package app

const (
	errFmtResetPasswordJWTSecret = "identity: option 'jwt_secret' is needed where the password can be reset"
	JWTHeaderKeyIdentifier       = "kid"
)
`,
  },
  'messages and headers of Rust': {
    'src/webhooks.rs': `const ACME_MSG_SIGNATURE_KEY: &str = "acme-signature";
pub const JWT_SECRET_ERR: &str = "Signing secrets are no tokens, see https://acme.test/docs";
`,
  },
  'a key of a cache that Rust formats': {
    'Cargo.toml': '[dependencies]\njsonwebtoken = "9"\n',
    'src/cache.rs': `pub fn session(session_id: &str) -> String {
    format!("session:{session_id}")
}

pub fn keep(cache: &Cache) {
    let session_key = session("sess_456");
    cache.set(&session_key, "data");
}
`,
  },
  'a column of a table': {
    'requirements.txt': 'fastapi==0.115.0\nPyJWT==2.9.0\n',
    'schema.sql': "CREATE TABLE fields (\n  secret char(1) not null default '1'\n);\n",
  },
  'the name of a cookie': {
    'composer.json': laravel,
    'config/jwt.php': "<?php\nreturn ['refresh_token' => ['key' => 'jwt_refresh_token']];\n",
  },
  'where the file of a key lies': {
    'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.0" } }',
    'keys.ts': `import fs from 'node:fs';
import jwt from 'jsonwebtoken';
const read = (name: string, otherwise: string) => fs.readFileSync(process.env[name] || otherwise, 'utf8');
const key = read('AUTH_TOKEN_KEY_FILE', '/run/secrets/auth_token_key');
export const sign = (sub: string) => jwt.sign({ sub }, key, { algorithm: 'HS256', expiresIn: '5m' });
`,
  },
  'what a build needs to start a program': {
    Dockerfile: `FROM ruby:3
RUN APP_SECRET_TOKEN=secret ON_BUILD=true bundle install
RUN APP_SECRET_TOKEN=secret ON_BUILD=true bundle exec bootsnap precompile --gemfile app/
`,
  },
  'what a form shows in place of a secret': {
    'form.ts': `const FAKE_PASSWORD = 'xkPqmRz7';
export function show(target: { access_secret: string }) {
  target.access_secret = FAKE_PASSWORD;
}
`,
  },
  'under what name a store keeps the key that the program makes': {
    'go.mod': go,
    'sign.go': signedInGo,
    'consts/consts.go': `package consts

const (
	JWTSecretKey       = "JWTSecret"
	JWTPublicSecretKey = "JWTPublicSecret"
)
`,
  },
  'what an entry is called, by the end of its name or with a version': {
    'Cargo.toml': '[package]\nname = "acme"\n[dependencies]\njsonwebtoken = "9"\n',
    'src/constants.rs': `pub const ENTRYCLASS_KEY_OBJECT_JWT_ES256: &str = "key_object_jwt_es256";
pub const ACME_HMAC_KEY: &str = "acme-hmac-key-v2";
`,
    'client/configuration.py': `import jwt
auth = {}
auth['tokenAuth'] = {
    'type': 'api_key',
    'in': 'header',
    'key': 'Authorization',
}
`,
  },
  'variables of a pipeline, and clients of a provider': {
    'deployments/concourse.yml': `properties:
  token_signing_key: ((token_signing_key))
  jwt:
    signingKey: ((uaa_jwt.private_key))
`,
    'hack/oidc/config.yml': `staticClients:
  - id: acme
    secret: super_secret
clients:
  - id: acme
    secret: super_secret
`,
  },
  'what a table keeps under a key': {
    'go.mod': go,
    'sign.go': signedInGo,
    'gen.go': `package gen

const (
	jwtTransKey = "jwtTransition"
	bodyKey     = "body"
)
`,
  },
  'the settings of a FastAPI service': {
    'config.py': `import os

class Settings:
    SECRET_KEY: str = os.getenv("SECRET_KEY")

settings = Settings()
`,
    'security.py': `import jwt
from config import settings

def create_access_token(claims):
    claims["exp"] = 600
    return jwt.encode(claims, settings.SECRET_KEY, algorithm="HS256")
`,
  },
  'which connection is meant, by its session': {
    'channels.py': `import logging
import jwt

log = logging.getLogger()

def closed(session_key, token, key):
    log.info("closed %s", session_key)
    return jwt.decode(token, key, algorithms=["HS256"])
`,
  },
  'a decode beside a check, and one that says so': {
    'JwtUtil.java': `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
class JwtUtil {
    String getUserNameFromJwtToken(String token) {
        return JWT.decode(token).getClaims().get("username").asString();
    }
    boolean validateJwtToken(String token, String secret) {
        JWT.require(Algorithm.HMAC256(secret)).build().verify(token);
        return true;
    }
}
`,
    'services.py': `import jwt

def exchange(token, keys):
    unverified_claims = jwt.decode(token, options={"verify_signature": False})
    key = keys[unverified_claims["iss"]]
    return jwt.decode(token, key, algorithms=["RS256"])
`,
  },
  'with what a client reaches another server, and a salt': {
    'Download/Clients/Aria2Settings.cs': `namespace Acme.Download.Clients;
public class Aria2Settings : DownloadClientSettingsBase {
  public Aria2Settings() {
    Host = "localhost";
    Port = 6800;
    SecretToken = "MySecretToken";
  }
  public string Host { get; set; }
  public int Port { get; set; }
  public string SecretToken { get; set; }
}
`,
    'ConfigService.cs': `namespace Acme.Core;
public class ConfigService {
  public string HmacSalt => GetValue("HmacSalt", Guid.NewGuid().ToString(), true);
}
`,
  },
  'a look at which key or whose a token is, before it is checked': {
    'verifier.kt': `import com.auth0.jwt.JWT
import com.auth0.jwt.interfaces.JWTVerifier
class TokenVerifier(private val provider: JwkProvider, private val issuer: String) {
    private fun buildVerifier(accessToken: String): JWTVerifier {
        return JWT.decode(accessToken).keyId
            .let { kid -> provider.get(kid) }
            .let { JWT.require(it.RSA256()) }
            .withIssuer(issuer)
            .build()
    }
}
`,
    'private_key_jwt.rb': `class PrivateKeyJwt
  def self.unverified_client_id(assertion)
    claims, = ::JWT.decode(assertion, nil, false)
    claims["iss"]
  end

  def self.claims_of(assertion, keys)
    ::JWT.decode(assertion, nil, true, algorithms: ["RS256"], jwks: keys, verify_expiration: true)
  end
end
`,
    'tokens.py': `import jwt

def is_acme_token(token: str) -> bool:
    payload = jwt.decode(token, options={"verify_signature": False})
    return payload.get("owner") == "acme"

def read(token, key):
    return jwt.decode(token, key, algorithms=["RS256"])
`,
  },
};

/** What says which libraries there are is read in any case. */
const manifests =
  /(?:^|\/)(?:package\.json|requirements\.txt|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|[\w.]+\.csproj)$/;

test.each(Object.entries(quiet))('%s', async (_, files) => {
  const { report, facts } = await runTexts(files, rules);
  const { findings, summary } = report;
  // Quiet is no merit where nothing was looked at.
  const looked = [...facts.keys()].filter((path) => !manifests.test(path));
  expect(looked.length + summary.files.parsed).toBeGreaterThan(0);
  expect(
    findings.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`),
  ).toEqual([]);
});

test('settings of openssl are those of openssl', async () => {
  const text = '[signature]\njwt_secret = tutorial tutorial\n';
  expect(await auditTexts({ 'openssl.cnf': text }, rules)).toEqual([]);
  expect(await auditTexts({ 'acme.cnf': text }, rules)).not.toEqual([]);
});

test('a text is not shared with itself', async () => {
  const findings = await auditTexts(
    {
      'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.0" } }',
      'secrets.ts': `import fs from 'node:fs';
import jwt from 'jsonwebtoken';
const AUTH_DEV_TOKEN_SECRET = 'auth-dev-token-key';
export class Secrets {
  private tokenSecret = '';
  constructor(isDev: boolean) {
    if (isDev) this.tokenSecret = AUTH_DEV_TOKEN_SECRET;
    else this.tokenSecret = this.read('AUTH_TOKEN_KEY_FILE', '/run/secrets/auth_token_key');
  }
  private read(name: string, otherwise: string): string {
    return fs.readFileSync(process.env[name] || otherwise, 'utf8');
  }
  sign(sub: string) {
    return jwt.sign({ sub }, this.tokenSecret, { algorithm: 'HS256', expiresIn: '5m' });
  }
}
`,
    },
    rules,
  );
  const found = findings.map(({ rule, line }) => `${line} ${rule}`);
  expect(found).toContain('3 hardcoded-fallback');
  expect(findings.map(({ rule }) => rule)).not.toContain('shared-across-purposes');
  expect(findings.every(({ line }) => line === 3)).toBe(true);
});

test.each([
  [
    'a constant that only its name and its text tell apart, and a call signs with',
    {
      'go.mod': go,
      'sign.go': `package app

import "github.com/golang-jwt/jwt/v5"

const JWTSecretKey = "JWTSecret"

func sign(claims jwt.MapClaims) (string, error) {
	claims["exp"] = 600
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(JWTSecretKey))
}
`,
    },
    'hardcoded-secret',
  ],
  [
    'a look that nothing in the file follows',
    {
      'tokens.py': `import jwt

def unverified_user(token: str):
    return jwt.decode(token, options={"verify_signature": False})
`,
    },
    'unverified-token',
  ],
  [
    'a decode that decides, beside one that checks',
    {
      'tokens.py': `import jwt

def is_valid_token(token: str) -> bool:
    return bool(jwt.decode(token, options={"verify_signature": False}))

def read(token, key):
    return jwt.decode(token, key, algorithms=["RS256"])
`,
    },
    'unverified-token',
  ],
  [
    'claims, where the header would be none of our business',
    {
      'verifier.kt': `import com.auth0.jwt.JWT
class Guard {
    fun verifiedUser(token: String): String {
        return JWT.decode(token).subject
    }
}
`,
    },
    'unverified-token',
  ],
  [
    'what a library is told to skip',
    {
      'token_endpoint_controller.rb': `class TokenEndpointController
  def client(jwt_string)
    jwt = JSON::JWT.decode jwt_string, :skip_verification
    jwt["iss"]
  end
end
`,
    },
    'unverified-token',
  ],
  [
    'an empty default that nobody asks for before an HMAC takes it',
    {
      'requirements.txt': 'fastapi==0.115.0\npydantic-settings==2.5\n',
      'config.py': `from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    HOOK_SECRET: str = ""

settings = Settings()
`,
      'hooks.py': `import hashlib, hmac
from config import settings

def check(body: bytes, signature: str):
    secret = settings.HOOK_SECRET
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made, signature)
`,
    },
    'hardcoded-fallback',
  ],
  [
    'a text of digits alone',
    {
      'go.mod': go,
      'sign.go': signedInGo,
      'keys.go': 'package app\n\nconst JwtSecretKey = "4711081547110815"\n',
    },
    'hardcoded-secret',
  ],
  [
    'a short text that some check refuses',
    {
      'go.mod': go,
      'conf/app.ini': '[jwt]\nSECRET_KEY = secret\n',
      'conf.go': `package app

import "errors"

func Init() error {
	if Cache.SecretKey == "secret" {
		return errors.New("no secret")
	}
	return nil
}
`,
    },
    'known-secret',
  ],
  [
    'a year that C# adds to now',
    {
      'Tokens.cs': `using System;
using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.Tokens;
public class Tokens {
  public object Make(SigningCredentials made) {
    return new JwtSecurityToken(issuer: "a", expires: DateTime.UtcNow.Add(TimeSpan.FromDays(365)), signingCredentials: made);
  }
}
`,
    },
    'long-lived-token',
  ],
  [
    'a year of a description of a token',
    {
      'Tokens.cs': `using System;
using Microsoft.IdentityModel.Tokens;
public class Tokens {
  public object Make(SymmetricSecurityKey key) {
    var end = DateTime.Now.AddDays(365);
    return new SecurityTokenDescriptor { Expires = end, SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256Signature) };
  }
}
`,
    },
    'long-lived-token',
  ],
  [
    'a year that Rust adds to now',
    {
      'Cargo.toml': '[dependencies]\njsonwebtoken = "9"\n',
      'src/tokens.rs': `use chrono::{Duration, Utc};
use jsonwebtoken::{encode, EncodingKey, Header};

struct Claims { sub: String, exp: usize }

pub fn make(key: &[u8]) -> String {
    let exp = Utc::now().checked_add_signed(Duration::days(365)).unwrap().timestamp() as usize;
    encode(&Header::default(), &Claims { sub: "a".into(), exp }, &EncodingKey::from_secret(key)).unwrap()
}
`,
    },
    'long-lived-token',
  ],
  [
    'a year from now that has a name of its own in Rust',
    {
      'Cargo.toml': '[dependencies]\njsonwebtoken = "9"\n',
      'src/tokens.rs': `use jsonwebtoken::{encode, EncodingKey, Header};

struct Claims { sub: String, exp: i64 }

pub fn make(key: &[u8]) -> String {
    let end = OffsetDateTime::now_utc() + Duration::days(365);
    encode(&Header::default(), &Claims { sub: "a".into(), exp: end.unix_timestamp() }, &EncodingKey::from_secret(key)).unwrap()
}
`,
    },
    'long-lived-token',
  ],
  [
    'a private key beside settings of tokens',
    {
      'compose.yaml': `services:\n  api:\n    environment:\n      JWT_ISSUER: acme\n      PRIVATE_KEY: "${exampleKeyInLine}"\n`,
    },
    'hardcoded-secret',
  ],
  [
    'a private key that code signs with, in a file that says nothing of tokens',
    {
      'go.mod': go,
      'compose.yaml': `services:\n  api:\n    environment:\n      PRIVATE_KEY: "${exampleKeyInLine}"\n`,
      'sign.go': `package app

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(claims jwt.MapClaims) (string, error) {
	claims["exp"] = 600
	key, _ := jwt.ParseECPrivateKeyFromPEM([]byte(os.Getenv("PRIVATE_KEY")))
	return jwt.NewWithClaims(jwt.SigningMethodES256, claims).SignedString(key)
}
`,
    },
    'hardcoded-secret',
  ],
  [
    'a secret of a set of keys',
    { 'keys/jwks.json': '{"keys":[{"kty":"oct","alg":"HS256","k":"dHV0b3JpYWwtc2VjcmV0"}]}\n' },
    'hardcoded-secret',
  ],
  [
    'the key of a Flask application',
    { 'config.py': 'class Config:\n    SECRET_KEY = "tutorial tutorial"\n' },
    'hardcoded-secret',
  ],
  [
    'what Compose merges into its services',
    {
      'config.py': `import os, jwt
SECRET_KEY = os.environ["SECRET_KEY"]
def issue(claims):
    return jwt.encode(claims, SECRET_KEY, algorithm="HS256")
`,
      'docker-compose.yml': `x-volumes: &all
  ALLOWED_HOSTS: "http://localhost"
  SECRET_KEY: "tutorial tutorial tutorial"
services:
  api:
    image: acme
    # environment: *all
    env_file: .env
`,
    },
    'hardcoded-secret',
  ],
])('%s is told', async (_, files, rule) => {
  const findings = await auditTexts(files as unknown as Files, rules);
  expect(findings.map((finding) => finding.rule)).toContain(rule);
});

test('settings that only tests run with are of tests', async () => {
  const findings = await auditTexts(
    {
      'requirements.txt': 'Flask==3.0\n',
      'acme/config.py': `class Config:
    pass

class TestingConfig(Config):
    SECRET_KEY = "AAAAAAAAAAAAAAAAAAAA"

class StagingConfig(Config):
    SECRET_KEY = "BBBBBBBBBBBBBBBBBBBB"
`,
    },
    rules,
  );
  const contexts = findings.map(({ context, line }) => `${line} ${context}`);
  expect([...new Set(contexts)].sort()).toEqual(['5 test', '8 production']);
});

test.each<[string, Files]>([
  [
    'keys that Rails itself writes for development',
    {
      Gemfile: "gem 'rails'\ngem 'jwt'\n",
      'config/secrets.yml':
        'development:\n  secret_key_base: AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBAAAAAAAAAAAAAAAABBBBBBBBBBBBBBBB\nproduction:\n  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\n',
    },
  ],
  [
    'what no program in service runs with',
    {
      'libs/crypto/src/jvmTest/kotlin/Wallet.kt': 'const val JWT_SECRET = "tutorial tutorial"\n',
      'acme-conformance-runners/src/main/kotlin/Plan.kt':
        'const val JWT_SECRET = "tutorial tutorial"\n',
      'contrib/local-environment/proxy.cfg': 'jwt_secret="tutorial tutorial"\n',
      '.devcontainer/docker-compose.yml':
        'services:\n  api:\n    environment:\n      JWT_SECRET: tutorial tutorial\n',
      '.docker_compose/env.cfg': 'jwt_secret="tutorial tutorial"\n',
      '.env.travis': 'JWT_SECRET=tutorial-tutorial\n',
      'misc/benchmarking/k6.js': "const jwtSecret = 'tutorial-tutorial-4711';\n",
      'src/test_utils.rs': 'pub const JWT_SECRET: &str = "tutorial tutorial";\n',
      'acme-docs/essay.ts': "export const jwtSecret = 'tutorial-tutorial-4711';\n",
    },
  ],
])('%s is told as a note', async (_, files) => {
  const findings = await auditTexts(files, rules);
  const held = Object.keys(files).filter((path) => path !== 'Gemfile');
  expect([...new Set(findings.map(({ path }) => path))].sort()).toEqual(held.sort());
  expect(findings.filter(({ level }) => level !== 'note')).toEqual([]);
});
