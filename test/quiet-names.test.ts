// Texts under a telling name that are no key: what stores are asked for, what settings and claims are called, what is
// refused. Each beside a near miss, with one thing changed, that stays found.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts, runTexts } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const go = 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n';
const fingerprint = '53E66E1D2CABEFCDB1D3B83E106164552E8D8149';

const inSession = (more: string): Files => ({
  'State.java': `package acme;
class State {
    private static final String SESSION_SECRET = "oauth2pkce";
    String load(Session session) { return session.get(SESSION_SECRET, String.class); }
    void keep(Session session, String verifier) { session.put(SESSION_SECRET, verifier); }
${more}}
`,
});

const inPython = (name: string): Files => ({
  'requirements.txt': 'Flask==3.0\n',
  'acme/config.py': `import os

class ${name}:
    SECRET_KEY = "SECRET_KEY"
    PEPPER = "ACME_PEPPER"
`,
});

const handedOut = (beside: string): Files => ({
  'go.mod': go,
  'keys/pair.go': `package keys

import "github.com/google/uuid"

type Pair struct {
	${beside}    string
	AccessSecret string
}

func Fill(pair *Pair) {
	pair.${beside} = uuid.NewString()
	pair.AccessSecret = uuid.NewString()
}
`,
});

const inGoConstants = (second: string): Files => ({
  'go.mod': go,
  'keys/auth.go': `package keys

const (
	AdminPassword = "adminPassword"
	JwtSecret     = "jwtSecretKey"
	${second}
)
`,
});

const inDefaults = (own: string): Files => ({
  'acme/settings.py': `class Settings:
    DB_USER = "user"
    DB_PASSWORD = "password"
    JWT_SECRET = "${own}"
`,
});

const described = (head: string): string =>
  `${head}\ninfo:\n  title: Acme\npaths:\n  /login:\n    example:\n      jwt_secret: tutorial-tutorial-4711\n`;

const inCredentials = (parameters: string): Files => ({
  'lib/credentials.rb': `module Credentials
  def self.fetch(${parameters})
    ENV[names.to_s] || fallback
  end
end
`,
  'app/tokens.rb': `class Tokens
  def sign(claims)
    JWT.encode(claims, Credentials.fetch(:ACME, "tutorial-4711"), "HS256")
  end
end
`,
});

const signsWith = (name: string): Files => ({
  '.env': `${name}=HS256\n`,
  'src/sign.js': `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.${name}, { expiresIn: '1h' });
`,
});

const inSessions = (name: string): Files => ({
  'acme/sessions.py': `import uuid

def create(user, ${name}=None):
    if not ${name}:
        ${name} = str(uuid.uuid4())
    return Session.objects.create(user=user, key=${name})
`,
});

const inPaths = (composed: string): Files => ({
  'start.sh': `#!/bin/sh
DATA_NAME="acme"
DATA="$ROOT/$DATA_NAME"
JWT_SECRET="${composed}"
acme-node --jwt-secret "$JWT_SECRET"
`,
});

const inEnum = (first: string, second: string): Files => ({
  'AuthMethod.java': `package acme;
public enum AuthMethod {
    SECRET_ROUTE("${first}"),
    SECRET_JWT("${second}");
    private final String value;
    AuthMethod(String value) { this.value = value; }
}
`,
});

const inGoType = (type: string): Files => ({
  'go.mod': go,
  'models.go': `package app

type ${type} string

const (
	SharedSecretAuth ${type} = "shared_secret"
	AssertionAuth    ${type} = "client_assertion"
)
`,
});

const inSettings = (environment: string): Files => ({
  'Settings.cs': `public static class Settings
{
    public const string Environments = "DEV,TEST";
    public const string DefaultEnvironmentKey = "${environment}";
    public const string DefaultJwtSecretKey = "jwtsecret";
}
`,
});

const cookieAuth = (attribute: string): Files => ({
  'requirements.txt': 'litestar==2.12\n',
  'acme/auth.py': `from dataclasses import dataclass, field

@dataclass
class JWTCookieAuth:
    key: str = field(default="token")
    path: str = field(default="/")
    ${attribute}: str = field(default="lax")
`,
});

const asksMap = (read: string): Files => ({
  'go.mod': go,
  'nats.go': `package app

const serverAuthSecretKey = "auth"

func missing(secret Secret) bool { return len(secret.${read}) == 0 }

func selector() Selector { return Selector{Name: "acme", Key: serverAuthSecretKey} }
`,
});

const asksElsewhere = (asked: string): Files => ({
  'go.mod': go,
  'keys/auth.go': 'package keys\n\nconst JwtSecret = "acme-signing-words"\n',
  'auth/auth.go': `package auth

import (
	"acme.test/app/keys"
	"github.com/golang-jwt/jwt/v5"
)

type Auth struct{ settings Settings }

func check(token string, find jwt.Keyfunc) { jwt.Parse(token, find, jwt.WithValidMethods([]string{"HS256"})) }

func (a *Auth) load() string { return ${asked} }
`,
});

const inAnnotation = (used: string): Files => ({
  'src/main/java/acme/Names.java': `package acme;
public interface Names {
    String SIGNING_SECRET = "acme-4711-signing";
}
`,
  'src/main/java/acme/web/Filter.java': `package acme.web;
import acme.Names;
class Filter {
    ${used}
}
`,
});

const inStorage = (used: string, own = "import { APP_JWT_SECRET } from './names';\n"): Files => ({
  'src/names.ts': "export const APP_JWT_SECRET = 'acme phrase';\n",
  'src/names/store.ts': `${own === '' ? "import { APP_JWT_SECRET } from '../names';\n" : own}export const load = () => ${used};\n`,
});

/** Two services that have nothing to do with each other, but for what they call things. */
const inServices = (names: string, imported: string): Files => ({
  'a/src/config.js': "export const APP_JWT_SECRET = 'acme phrase';\n",
  'a/src/auth.js': `import { APP_JWT_SECRET } from './config.js';
import { mint } from 'acme-tokens';
export const make = (user) => mint(user, APP_JWT_SECRET);
`,
  'b/src/names.js': names,
  'b/src/load.js': `import { config } from 'acme';
import { APP_JWT_SECRET } from '${imported}';
export const load = () => config[APP_JWT_SECRET];
`,
});

const comparesName = (compared: string): Files => ({
  'src/names.js': "export const Names = { REQUEST_JWT_SECRET: 'acme words 12' };\n",
  'src/find.js': `import { Names } from './names.js';
export const find = (all) => all.find((parameter) => ${compared});
`,
});

const inElixir = (module: string, key: string): Files => ({
  'mix.exs': 'defmodule App.MixProject do\nend\n',
  'config/config.exs': `import Config\n\nconfig :app, ${module},\n  enabled: true,\n  secret_key: "${key}"\n`,
});

const filledInRust = (mutable: string): Files => ({
  'Cargo.toml': '[dependencies]\nhmac = "0.12"\n',
  'src/lib.rs': `use hmac::{Hmac, Mac};
use sha2::Sha256;

pub fn sign(password: &[u8], data: &[u8]) -> Vec<u8> {
    let ${mutable}signing_key = [0u8; 32];
    acme::derive(password, &${mutable}signing_key);
    let mut mac = Hmac::<Sha256>::new_from_slice(&signing_key).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}
`,
});

const keyed = (parameter: string): Files => ({
  'go.mod': go,
  'hash.go': `package app

import (
	"crypto/hmac"
	"crypto/sha256"
)

func Hash(${parameter} string, data []byte) []byte {
	h := hmac.New(sha256.New, []byte(${parameter}))
	h.Write(data)
	return h.Sum(nil)
}

func HashProto(data []byte) []byte { return Hash("proto", data) }
`,
});

const inCSharp = (path: string): Files => ({
  [path]: `using Microsoft.IdentityModel.Tokens;
class Options {
    public TokenValidationParameters Parameters { get; set; } = new TokenValidationParameters
    {
        ValidateLifetime = false,
        RequireSignedTokens = true,
        IssuerSigningKey = Load(),
    };
}
`,
});

const unverified = (name: string): Files => ({
  'go.mod': go,
  'claims.go': `package app

import "github.com/golang-jwt/jwt/v5"

func ${name}(token string) (jwt.MapClaims, error) {
	parsed, _, err := jwt.NewParser().ParseUnverified(token, jwt.MapClaims{})
	if err != nil {
		return nil, err
	}
	return parsed.Claims.(jwt.MapClaims), nil
}
`,
});

const readKey = (text: string): Files => ({
  'go.mod': go,
  'main.go': `package main

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func load(path string) ([]byte, error) {
	if path == "+" {
		return []byte("${text}"), nil
	}
	return os.ReadFile(path)
}

func sign(path string, claims jwt.MapClaims) (string, error) {
	claims["exp"] = 600
	key, _ := load(path)
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}
`,
});

const inRuby = (method: string): Files => ({
  Gemfile: "gem 'json-jwt'\n",
  'lib/tokens.rb': `class Tokens
  def decode(text)
    jwt = JSON::JWT.decode text, :skip_verification
    jwt.${method} key_of(jwt.kid)
    jwt
  end
end
`,
});

const signsClaims = (claims: string): Files => ({
  'go.mod': go,
  'sign.go': `package app

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(claims jwt.MapClaims) (string, error) {
	t := jwt.New(jwt.SigningMethodHS256)
	t.Claims = ${claims}
	return t.SignedString([]byte(os.Getenv("JWT_SECRET")))
}
`,
});

const inRust = (key: string): Files => ({
  'Cargo.toml': '[dependencies]\nhmac = "0.12"\n',
  'src/lib.rs': `use hmac::{Hmac, Mac};
use sha2::Sha256;

pub fn sign(data: &[u8]) -> Vec<u8> {
    let callback_hmac_key = ${key};
    let mut mac = Hmac::<Sha256>::new_from_slice(callback_hmac_key.as_bytes()).unwrap();
    mac.update(data);
    mac.finalize().into_bytes().to_vec()
}
`,
});

const looksFor = (key: string): Files => ({
  'requirements.txt': 'pyjwt==2.9\n',
  'tokens.py': `import jwt

def decode(token):
    unverified_claims = jwt.decode(token, options={"verify_signature": False})
    return check(token, ${key})
`,
});

const verifiesBySettings = (path: string): Files => ({
  'requirements.txt': 'Flask==3.0\npyjwt==2.9\n',
  'acme/tokens.py': `import jwt
from flask import current_app

def decode(token):
    return jwt.decode(token, current_app.config["JWT_SECRET_KEY"], algorithms=[current_app.config["JWT_ALGORITHM"]])
`,
  [path]: `from flask import Flask

app = Flask(__name__)
app.config["JWT_ALGORITHM"] = "HS512"

def other():
    app.config["JWT_ALGORITHM"] = "RS256"
`,
});

/** Each with files that nothing may be said of, and those that something must. */
const pairs: readonly (readonly [name: string, quiet: Files, told: Files])[] = [
  [
    'a constant that a store is only asked with',
    inSession(''),
    inSession('    Signer sign() { return new Signer(SESSION_SECRET); }\n'),
  ],
  [
    'what names are looked for with',
    { 'Defaults.java': 'class Defaults { static final String SECRET_TOKEN = ".*token.*"; }\n' },
    { 'Defaults.java': 'class Defaults { static final String SECRET_TOKEN = ".-token.-"; }\n' },
  ],
  [
    'a look for the key that the token names',
    looksFor('find_key(unverified_claims)'),
    looksFor('unverified_claims["sub"]'),
  ],
  [
    'a look by what a program registers for it',
    looksFor('callbacks.decode_key_callback(headers, unverified_claims)'),
    looksFor('callbacks.user_callback(headers, unverified_claims)'),
  ],
  [
    'algorithms that tests alone set',
    verifiesBySettings('tests/conftest.py'),
    verifiesBySettings('acme/app.py'),
  ],
  [
    'what a switch tells apart',
    {
      'Provider.java': `package acme;
class Provider {
    public static final String JWT_SECRET = "jwtpart";
    void set(String name, String value) {
        switch (name) {
          case JWT_SECRET:
            this.part = value;
            break;
        }
    }
}
`,
    },
    {
      'Provider.java': `package acme;
class Provider {
    public static final String JWT_SECRET = "jwtpart";
    void set(String name, String value) {
        switch (name) {
          case "a":
            this.part = JWT_SECRET;
            break;
        }
    }
}
`,
    },
  ],
  [
    'a text that is compared with what is set',
    {
      'Validator.cs': `class Validator {
    private const string DefaultJwtKey = "acme-identity-key-must-be-longer";
    string Check(Options options) {
        var key = options.Key;
        return key == DefaultJwtKey ? "it is the public one" : null;
    }
}
`,
    },
    {
      'Validator.cs': `class Validator {
    private const string DefaultJwtKey = "acme-identity-key-must-be-longer";
    string Check(Options options) {
        var key = options.Key;
        return key ?? DefaultJwtKey;
    }
}
`,
    },
  ],
  [
    'names of claims',
    { 'go.mod': go, 'token.go': 'package app\n\nconst JwtIDKey = "jti"\n' },
    { 'go.mod': go, 'token.go': 'package app\n\nconst JwtIDKey = "jtx"\n' },
  ],
  [
    'the path of a setting whose words are joined by underscores',
    {
      'Keys.php':
        "<?php\nclass Keys {\n    const JWT_EXPIRY_CONFIG_KEY = 'acme.auth.access_token.expiry';\n}\n",
    },
    {
      'Keys.php':
        "<?php\nclass Keys {\n    const JWT_EXPIRY_CONFIG_KEY = 'acme.auth.access_token.expir!';\n}\n",
    },
  ],
  [
    'a stand-in for a token that is not shown',
    {
      'Keys.php':
        "<?php\nclass Keys {\n    const JWT_SECRET_DUMMY = 'acme_000000000000000000';\n}\n",
    },
    {
      'Keys.php':
        "<?php\nclass Keys {\n    const JWT_SECRET_FIRST = 'acme_000000000000000000';\n}\n",
    },
  ],
  [
    'what a package starts under a name',
    {
      'pyproject.toml': '[project.scripts]\nexport_signing_key = "acme.export_signing_key:main"\n',
    },
    { 'pyproject.toml': '[project.acme]\nexport_signing_key = "acme.export_signing_key:main"\n' },
  ],
  [
    'what a configuration says of a value that is still to come',
    { 'security.yml': 'jwt:\n  signing_key: "base64 encoded HMAC key or public RSA key"\n' },
    { 'security.yml': 'jwt:\n  signing_key: "base64 hardened HMAC key or public RSA key"\n' },
  ],
  [
    'the fingerprint of a key that packages are signed with',
    {
      Makefile: `SIGNING_KEY=${fingerprint}\nsign:\n\tgpg --default-key \${SIGNING_KEY} dist.tar\n`,
    },
    { Makefile: `JWT_SIGNING_KEY=${fingerprint}\nsign:\n\tacme --key \${JWT_SIGNING_KEY}\n` },
  ],
  ['a class of names of settings', inPython('ConfigKey'), inPython('Config')],
  [
    'a constant among others that repeat their names',
    inGoConstants('ApiKey = "apiKey"'),
    inGoConstants('ApiKey = "tutorial 4711"'),
  ],
  ['the same of a class', inDefaults('jwt_secret_key'), inDefaults('secret')],
  ['the same of words', inDefaults('jwt_secret_key'), inDefaults('my_jwt_secret')],
  [
    'a path that is put together',
    inPaths('$' + '{DATA}/jwt.hex'),
    inPaths('$' + '{DATA_NAME}-jwt'),
  ],
  [
    'what an enumeration calls its members on the wire',
    inEnum('acme_secret_route', 'client_secret_jwt'),
    inEnum('acme_secret_rout', 'client_secret_jwx'),
  ],
  [
    'the name of an entry of a session, with a line before it',
    { 'Toasts.php': "<?php\nclass Toasts {\n    private const SESSION_KEY = '_toasts';\n}\n" },
    { 'Toasts.php': "<?php\nclass Toasts {\n    private const SESSION_KEY = '_toasts!4711';\n}\n" },
  ],
  [
    'what lies in a directory under a name',
    { 'go.mod': go, 'node.go': 'package app\n\nconst datadirJWTKey = "jwttutorial"\n' },
    { 'go.mod': go, 'node.go': 'package app\n\nconst nodeJWTKey = "jwttutorial"\n' },
  ],
  ['a value of a type of its own, in Go', inGoType('AuthType'), inGoType('JwtSecret')],
  [
    'a key beside others that are looked up',
    inSettings('environment'),
    inSettings('DEV,TEST,4711'),
  ],
  [
    'the name of a cookie, by what stands beside it',
    cookieAuth('samesite'),
    cookieAuth('algorithm'),
  ],
  [
    'an annotation of Kubernetes',
    { 'go.mod': go, 'a.go': 'package app\n\nconst APITokenSecret = "acme.test/token-secret"\n' },
    { 'go.mod': go, 'a.go': 'package app\n\nconst APITokenSecret = "acme/token-secret"\n' },
  ],
  [
    'what a map is asked with',
    asksMap('Data[serverAuthSecretKey]'),
    asksMap('Of(serverAuthSecretKey)'),
  ],
  [
    'a text that a key is derived for',
    { 'src/jwt.rs': 'const JWT_KEY_CONTEXT: &str = "acme http-jwt v1 psk->hs256-key";\n' },
    { 'src/jwt.rs': 'const JWT_KEY_VALUE: &str = "acme http-jwt v1 psk->hs256-key";\n' },
  ],
  [
    'what another file looks up',
    asksElsewhere('a.settings.GetString(keys.JwtSecret)'),
    asksElsewhere('a.settings.Sign(keys.JwtSecret)'),
  ],
  [
    'the same, and not what a text is looked for in',
    asksElsewhere('a.settings.Contains(keys.JwtSecret)'),
    asksElsewhere('strings.Contains(keys.JwtSecret, "change")'),
  ],
  [
    'the same, and not what secrets are refused for',
    asksElsewhere('a.known.GetString(keys.JwtSecret)'),
    asksElsewhere('a.weakOnes.Contains(keys.JwtSecret)'),
  ],
  [
    'the same, and nothing that is an option of something else',
    asksElsewhere('a.settings.GetString(keys.JwtSecret), New(Options{Name: keys.JwtSecret})'),
    asksElsewhere('a.settings.GetString(keys.JwtSecret), New(Options{Secret: keys.JwtSecret})'),
  ],
  [
    'the same, and nothing that is made bytes',
    asksElsewhere('a.settings.GetString(keys.JwtSecret), a.settings.GetBytes([]byte("a"))'),
    asksElsewhere('a.settings.GetString(keys.JwtSecret), New([]byte(keys.JwtSecret))'),
  ],
  [
    'what an annotation of another package names something with',
    inAnnotation('@Named(Names.SIGNING_SECRET)'),
    inAnnotation('@Named("acme") String secret = Names.SIGNING_SECRET;'),
  ],
  [
    'what a page keeps something under, however it is handed on',
    inStorage('localStorage.getItem(APP_JWT_SECRET)'),
    inStorage('acme.start(APP_JWT_SECRET)'),
  ],
  [
    'a name that another service looks something up under',
    inServices('export const names = [];\n', '../../a/src/config.js'),
    inServices("export const APP_JWT_SECRET = 'acme.jwt';\n", './names.js'),
  ],
  [
    'a name among those of another service',
    inServices('export const names = { APP_JWT_SECRET: 1 };\n', '../../a/src/config.js'),
    inServices("export const names = { APP_JWT_SECRET: 'acme.jwt' };\n", './names.js'),
  ],
  [
    'what requests are told apart by, in a file without a word of signing',
    comparesName('parameter.name === Names.REQUEST_JWT_SECRET'),
    comparesName('request.query.given === Names.REQUEST_JWT_SECRET'),
  ],
  [
    'one of several constants of that name',
    inStorage('localStorage.getItem(APP_JWT_SECRET)', ''),
    inStorage('localStorage.getItem(APP_JWT_SECRET)', "const APP_JWT_SECRET = 'acme.shown';\n"),
  ],
  [
    'the key of a client of payments, in Elixir',
    inElixir('App.Billing', 'sk_test_1111'),
    inElixir('App.Accounts.Guardian', 'sk_test_1111'),
  ],
  ['the secret of a pair that is handed out', handedOut('AccessKey'), handedOut('AccessNote')],
  ['bytes that are yet to be filled, in Rust', filledInRust('mut '), filledInRust('')],
  ['a text that keeps hashes of several purposes apart', keyed('tag'), keyed('key')],
  [
    'checks of proofs that have no expiry',
    inCSharp('src/DPoP/Options.cs'),
    inCSharp('src/Tokens/Options.cs'),
  ],
  [
    'a look that says what it is',
    unverified('ParseUnverifiedClaims'),
    unverified('ParseVerifiedClaims'),
  ],
  [
    'methods of a library that call each other',
    {
      'JWT.cs': `namespace Jose
{
    public static class JWT
    {
        public static string Decode(string token, object key) { return Decode(token, key, null); }
        private static string Decode(string token, object key, Settings settings) { return Check(token, key, settings); }
    }
}
`,
    },
    {
      'Api.cs': `using Jose;
public static class Api
{
    public static string Read(string token, byte[] key) { return JWT.Decode(token, key); }
}
`,
    },
  ],
  [
    'a parameter of Symfony',
    { 'config/config.yml': 'framework:\n  secret: "%secret%"\n' },
    { 'config/config.yml': 'framework:\n  secret: "%secret"\n' },
  ],
  [
    'examples of an API',
    { 'schema.yml': described('openapi: 3.0.3') },
    { 'schema.yml': described('version: 3.0.3') },
  ],
  ['the name of an algorithm', signsWith('JWT_ALGORITHM'), signsWith('JWT_SECRET')],
  ['what one session goes by', inSessions('session_key'), inSessions('session_secret')],
  [
    'what passwords are hashed with',
    { 'application.yml': 'acme-jwt:\n  password:\n    encoder:\n      secret: tutorial-4\n' },
    { 'application.yml': 'acme-jwt:\n  refresh:\n    encoder:\n      secret: tutorial-4\n' },
  ],
  ['what is read where there is no file', readKey('{}'), readKey('{a}')],
  ['a key that there is none of, in Rust', inRust('None'), inRust('"None-4711-tutorial"')],
  ['a token that is checked once its key is found', inRuby('verify!'), inRuby('inspect')],
  [
    'claims that a caller has filled',
    signsClaims('claims'),
    signsClaims('jwt.MapClaims{"sub": "a"}'),
  ],
  [
    'half of what a cloud hands out',
    {
      'application.yml': 'store:\n  access-key: acme-tutorial-1\n  access-secret: tutorial-4711\n',
    },
    { 'application.yml': 'auth:\n  access-expire: 3600\n  access-secret: tutorial-4711\n' },
  ],
  [
    'a key that is looked up by several words',
    inCredentials('*names, fallback: nil'),
    inCredentials('names, fallback = nil'),
  ],
  [
    'what a test alone calls a key',
    {
      'go.mod': go,
      'uuid/uuid.go':
        'package uuid\n\nimport "github.com/gofrs/uuid"\n\nfunc New() string {\n\tid, _ := uuid.NewV4()\n\treturn id.String()\n}\n',
      'app_test.go':
        'package app\n\nimport "acme.test/app/uuid"\n\nfunc sign() string {\n\tjwtSecret := uuid.New()\n\treturn jwtSecret\n}\n',
    },
    {
      'go.mod': go,
      'uuid/uuid.go':
        'package uuid\n\nimport "github.com/gofrs/uuid"\n\nfunc New() string {\n\tid, _ := uuid.NewV4()\n\treturn id.String()\n}\n',
      'app.go':
        'package app\n\nimport "acme.test/app/uuid"\n\nfunc sign() string {\n\tjwtSecret := uuid.New()\n\treturn jwtSecret\n}\n',
    },
  ],
];

test.each(pairs)('%s', async (_, quiet, told) => {
  const none = await auditTexts(quiet, rules);
  expect(none.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([]);
  const some = await auditTexts(told, rules);
  expect(some.filter(({ context }) => context === 'production')).not.toEqual([]);
});

test('a field of pydantic settings whose type is no class of the project leads to itself once', async () => {
  const { report } = await runTexts(
    {
      'requirements.txt': 'fastapi==0.115\npyjwt==2.9\n',
      'acme/config.py': `from pydantic import EmailStr
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    SECRET_KEY: str = "tutorial-tutorial-4711"
    FIRST_SUPERUSER: EmailStr

settings = Settings()
`,
      'acme/tokens.py': `import jwt
from acme.config import settings

def issue(claims):
    return jwt.encode({**claims, "exp": 600, "by": settings.FIRST_SUPERUSER}, settings.SECRET_KEY, algorithm="HS256")
`,
    },
    rules,
  );
  expect(report.complete).toBe(true);
  expect(report.findings.map(({ path }) => path)).toContain('acme/config.py');
});

test.each([
  [
    'A.java',
    'class A { void f(org.slf4j.Logger log) { log.info("{}", settings.getJwtSecret()); } }\n',
    1,
  ],
  [
    'A.java',
    'class A { void f(org.slf4j.Logger log) { log.info("{}", settings.getJwtSecretName()); } }\n',
    0,
  ],
  ['a.py', 'import logging\nlogging.info("key %s", config.get_jwt_secret())\n', 1],
  ['a.py', 'import logging\nlogging.info("key %s", config.get_jwt_secret(1))\n', 0],
  ['a.php', "<?php\nerror_log('key ' . $config->getJwtSecret());\n", 1],
  ['a.php', "<?php\nerror_log('key ' . $config->hashJwtSecret());\n", 0],
])('a getter that is logged, by its name: %s %s', async (path, text, times) => {
  const findings = await auditTexts({ [path]: text }, rules);
  expect(findings.map(({ rule }) => rule)).toEqual(Array(times).fill('logged-secret'));
});

test('what one test sets and another calls a key stays a note', async () => {
  const findings = await auditTexts(
    {
      'src/test/java/acme/Backend.java':
        'package acme;\nclass Backend { static final String PASSWORD = "tutorial-tutorial-4711"; }\n',
      'src/test/java/acme/Api.java':
        'package acme;\nclass Api { static final String JWT_SECRET = Backend.PASSWORD; }\n',
    },
    rules,
  );
  expect([...new Set(findings.map(({ path, context }) => `${path} ${context}`))]).toEqual([
    'src/test/java/acme/Backend.java test',
  ]);
});
