// Where keys come from in all languages: other files, tables, flags, schemas, generators; and tokens that live too long or
// that nobody checks. Lines with § are those on which something is told.
import type { MarkedProject } from './marked-projects.ts';

export const kindsOfKeys: Readonly<Record<string, MarkedProject>> = {
  'keys-in-files': {
    'a.py': `import json, jwt
with open("secret.txt") as file:
    KEY = file.read().strip()
with open("readme.txt") as file:
    TEXT = file.read().strip()
config = json.loads(open("config.json").read())
def a(u): return jwt.encode({"sub": u, "exp": 1}, KEY, algorithm="HS256")
def b(u): return jwt.encode({"sub": u, "exp": 1}, config["phrase"], algorithm="HS256")
def c(u): return jwt.encode({"sub": u, "exp": 1}, open("/run/secrets/key").read(), algorithm="HS256")
`,
    'secret.txt': 'tutorial-words-4 §\n',
    'config.json': '{"phrase": "tutorial-words-1", §\n"issuer": "tutorial-words"}\n',
    'a.php': `<?php
use Firebase\\JWT\\JWT;
$config = parse_ini_file(__DIR__ . '/app.ini');
echo JWT::encode(['exp' => time() + 60], $config['phrase'], 'HS256');
`,
    'app.ini': 'phrase = tutorial-words-2 §\nissuer = tutorial-words\n',
    'keys/signing.key': 'tutorial-words-3 §\n',
    'main.go': `package main

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(c jwt.RegisteredClaims) (string, error) {
	key, _ := os.ReadFile("keys/signing.key")
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(key)
}
`,
  },
  'keys-in-logs': {
    'main.go': `package main

import (
	"fmt"
	"os"

	"github.com/golang-jwt/jwt/v5"
	"github.com/sirupsen/logrus"
	"go.uber.org/zap"
)

var secret = os.Getenv("JWT_SECRET")

func start(logger *zap.Logger) {
	logger.Info("starting", zap.String("secret", secret)) §
	logrus.WithField("secret", secret).Info("starting") §
	logrus.WithField("length", len(secret)).Info("starting")
	fmt.Println(os.Environ()) §
}

func sign(c jwt.RegisteredClaims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))
}
`,
    'src/main.rs': `use jsonwebtoken::{encode, EncodingKey, Header};
fn t(c: &Claims) -> String {
    let key = std::env::var("JWT_SECRET").unwrap();
    println!("key: {key}"); §
    println!("{} characters", key.len());
    encode(&Header::default(), c, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}
`,
    'lib/a.rb': `require 'jwt'
Rails.logger.info(ENV.to_h) §
def t(u) = JWT.encode({ sub: u, exp: 1 }, ENV.fetch('JWT_SECRET'), 'HS256')
`,
    'run.sh': `#!/bin/sh
echo "JWT_SECRET=$JWT_SECRET" >> .env
echo '$JWT_SECRET is needed'
echo "starting with \${JWT_SECRET}" §
echo "$JWT_SECRET" | wrangler secret put JWT_SECRET
TOKEN_SECRET=$(openssl rand -hex 32)
echo "TOKEN_SECRET=$TOKEN_SECRET"
`,
  },
  'tokens-that-live-for-long': {
    'a.py': `import jwt, os
from datetime import datetime, timedelta, timezone
ACCESS_TOKEN_EXPIRE_MINUTES = 60 * 24 * 90
RENEWAL_MINUTES = 15
YEAR = timedelta(weeks=52)
TOKEN_LIFETIME = timedelta(weeks=52)
def create_access_token(data):
    to_encode = data.copy()
    to_encode.update({"exp": datetime.utcnow() + timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES)})
    return jwt.encode(to_encode, os.environ["JWT_SECRET"], algorithm="HS256") §
def renew(data):
    to_encode = data.copy()
    to_encode.update({"exp": datetime.utcnow() + timedelta(minutes=RENEWAL_MINUTES)})
    return jwt.encode(to_encode, os.environ["JWT_SECRET"], algorithm="HS256")
def access(u): return jwt.encode({"sub": u, "exp": datetime.now(timezone.utc) + TOKEN_LIFETIME}, os.environ["JWT_SECRET"], algorithm="HS256") §
`,
    'app.py': `import os, datetime
from flask import Flask
app = Flask(__name__)
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET"]
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = datetime.timedelta(days=365) §
`,
    'config.py': `import os
from datetime import timedelta
class Config:
    JWT_SECRET_KEY = os.environ["JWT_SECRET"]
    JWT_ACCESS_TOKEN_EXPIRES = False §
class Short(Config):
    JWT_ACCESS_TOKEN_EXPIRES = timedelta(minutes=15)
`,
    'Moments.scala': `import pdi.jwt._
object Moments {
  val known = Jwt.encode(JwtClaim(subject = Some("a"), expiration = Some(1516239022L)), sys.env("JWT_SECRET"), JwtAlgorithm.HS256)
  val far = Jwt.encode(JwtClaim(subject = Some("a")).expiresIn(31536000), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
}
`,
    'moments.go': `package a
import ("os"; "github.com/golang-jwt/jwt/v5")
func known() (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 1516239022}).SignedString([]byte(os.Getenv("JWT_SECRET"))) }
func never() (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 41024448000}).SignedString([]byte(os.Getenv("JWT_SECRET"))) } §
`,
    'login.py': `from datetime import timedelta
from flask_jwt_extended import create_access_token
def long(u): return create_access_token(identity=u, expires_delta=timedelta(weeks=52)) §
def short(u): return create_access_token(identity=u, expires_delta=timedelta(minutes=15))
`,
    'auth.py': `import os
from datetime import datetime, timedelta
from jose import jwt
ACCESS_TOKEN_EXPIRE_MINUTES = 525600
def create_access_token(data, expires_delta=None):
    to_encode = data.copy()
    if expires_delta:
        expire = datetime.utcnow() + expires_delta
    else:
        expire = datetime.utcnow() + timedelta(minutes=15)
    to_encode.update({"exp": expire})
    return jwt.encode(to_encode, os.environ["JWT_SECRET"], algorithm="HS256") §
def login(u):
    access_token_expires = timedelta(minutes=ACCESS_TOKEN_EXPIRE_MINUTES)
    return create_access_token({"sub": u}, expires_delta=access_token_expires)
`,
    'src/main/resources/application.yml': `jwt:
  secret: \${JWT_SECRET}
  expiration-ms: 31536000000
  short-ms: 900000
`,
    'src/main/java/a/Service.java': `package a;
import io.jsonwebtoken.*;
import java.util.Date;
import org.springframework.beans.factory.annotation.Value;
class Service {
  @Value("\${jwt.secret}") String secret;
  @Value("\${jwt.expiration-ms}") long expiration;
  @Value("\${jwt.short-ms}") long shortly;
  String a(String u) { return Jwts.builder().setSubject(u).setExpiration(new Date(System.currentTimeMillis() + expiration)).signWith(SignatureAlgorithm.HS256, secret).compact(); } §
  String b(String u) { return Jwts.builder().setSubject(u).setExpiration(new Date(System.currentTimeMillis() + shortly)).signWith(SignatureAlgorithm.HS256, secret).compact(); }
}
`,
    'src/main/java/a/Encoding.java': `package a;
import java.time.*; import java.time.temporal.ChronoUnit;
import org.springframework.security.oauth2.jwt.*;
class Encoding {
  JwtEncoder encoder;
  String a(String u) { return of(JwtClaimsSet.builder().subject(u).build()); } §
  String b(String u) { return of(JwtClaimsSet.builder().subject(u).expiresAt(Instant.now().plus(365, ChronoUnit.DAYS)).build()); } §
  String c(String u) { return of(JwtClaimsSet.builder().subject(u).expiresAt(Instant.now().plus(1, ChronoUnit.HOURS)).build()); }
  String of(JwtClaimsSet claims) { return encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue(); }
}
`,
    'Tokens.scala': `import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
object Tokens {
  def a(u: String) = Jwt.encode(JwtClaim(subject = Some(u)), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
  def b(u: String) = Jwt.encode(JwtClaim(subject = Some(u)).issuedNow.expiresIn(31536000), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
  def c(u: String) = Jwt.encode(JwtClaim(subject = Some(u)).issuedNow.expiresIn(900), sys.env("JWT_SECRET"), JwtAlgorithm.HS256)
}
`,
    'Issue.cs': `using System; using System.IdentityModel.Tokens.Jwt; using System.Security.Claims; using System.Text; using Microsoft.IdentityModel.Tokens;
class Issue {
  static readonly SigningCredentials creds = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("JWT_KEY"))), SecurityAlgorithms.HmacSha256);
  object Endless(string u) { var claims = new[] { new Claim(JwtRegisteredClaimNames.Sub, u) }; return new JwtSecurityToken(issuer: "a", claims: claims, signingCredentials: creds); } §
  object Ends(string u) { var claims = new[] { new Claim(JwtRegisteredClaimNames.Sub, u) }; return new JwtSecurityToken("a", "b", claims, null, DateTime.UtcNow.AddMinutes(15), creds); }
  object EndsByClaim(string u) { var claims = new[] { new Claim(JwtRegisteredClaimNames.Sub, u), new Claim(JwtRegisteredClaimNames.Exp, End()) }; return new JwtSecurityToken(claims: claims, signingCredentials: creds); }
  object Given(Claim[] claims) { return new JwtSecurityToken(claims: claims, signingCredentials: creds); }
}
`,
    'gin.go': `package main

import (
	"os"
	"time"

	ginjwt "github.com/appleboy/gin-jwt/v2"
)

var long = &ginjwt.GinJWTMiddleware{Key: []byte(os.Getenv("JWT_SECRET")), Timeout: time.Hour * 24 * 365} §
var hour = &ginjwt.GinJWTMiddleware{Key: []byte(os.Getenv("JWT_SECRET")), Timeout: time.Hour}
`,
    'main.go': `package main

import (
	"os"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func token(u string) (string, error) {
	c := jwt.RegisteredClaims{Subject: u, ExpiresAt: jwt.NewNumericDate(time.Now().AddDate(1, 0, 0))}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(os.Getenv("JWT_SECRET"))) §
}

func short(u string) (string, error) {
	c := jwt.RegisteredClaims{Subject: u, ExpiresAt: jwt.NewNumericDate(time.Now().AddDate(0, 0, 1))}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(os.Getenv("JWT_SECRET")))
}
`,
    'a.php': `<?php
use Firebase\\JWT\\JWT;
function long($u) { return JWT::encode(['sub' => $u, 'exp' => strtotime('+1 year')], getenv('JWT_SECRET'), 'HS256'); } §
function short($u) { return JWT::encode(['sub' => $u, 'exp' => strtotime('+15 minutes')], getenv('JWT_SECRET'), 'HS256'); }
`,
    'src/main/java/a/Tokens.java': `package a;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.util.Date;
class Tokens {
  static final long EXPIRATION = 1000L * 60 * 60 * 24 * 365;
  String t(String u) { return Jwts.builder().subject(u).expiration(new Date(System.currentTimeMillis() + EXPIRATION)).signWith(Keys.hmacShaKeyFor(System.getenv("JWT_SECRET").getBytes())).compact(); } §
}
`,
    'config/config.exs': `import Config
config :app, App.Guardian, issuer: "app", ttl: {365, :days}, secret_key: System.get_env("GUARDIAN_SECRET") §
config :app, App.Other, issuer: "app", ttl: {1, :hour}, secret_key: System.get_env("GUARDIAN_SECRET")
`,
  },
  'how-much-is-drawn': {
    'main.go': `package main

import (
	"crypto/rand"

	"github.com/golang-jwt/jwt/v5"
)

var few = make([]byte, 8)
var enough = make([]byte, 32)

func init() {
	rand.Read(few) §
	rand.Read(enough)
}

func sign(c jwt.RegisteredClaims, key []byte) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(key)
}

func all(c jwt.RegisteredClaims) {
	sign(c, few)
	sign(c, enough)
}
`,
    'chart/templates/secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: api }
stringData:
  JWT_SECRET: {{ randAlphaNum 8 | quote }} §
  SESSION_SECRET: {{ randAlphaNum 64 | quote }}
`,
    'src/main.rs': `use jsonwebtoken::{encode, EncodingKey, Header};
use rand::{rngs::OsRng, RngCore};
fn drawn(c: &Claims) -> String { let mut key = [0u8; 32]; OsRng.fill_bytes(&mut key); encode(&Header::default(), c, &EncodingKey::from_secret(&key)).unwrap() }
fn key() -> String {
    if let Ok(value) = std::env::var("JWT_SECRET") { value } else { "tutorial-words".to_string() } §
}
fn read(c: &Claims) -> String { encode(&Header::default(), c, &EncodingKey::from_secret(key().as_bytes())).unwrap() }
`,
    'src/main/java/a/Tokens.java': `package a;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
class Tokens {
  static String key() {
    return switch (System.getenv("STAGE")) {
      case "local" -> "tutorial-words"; §
      default -> System.getenv("JWT_SECRET");
    };
  }
  String t() { return JWT.create().withExpiresAt(soon()).sign(Algorithm.HMAC256(key())); }
}
`,
  },
  'defaults-of-schemas': {
    'config.js': `const Ajv = require('ajv');
const ajv = new Ajv({ useDefaults: true });
const schema = {
  type: 'object',
  properties: {
    phrase: { type: 'string', default: 'tutorial-words-1' }, §
    issuer: { type: 'string', default: 'tutorial-words' },
  },
};
const check = ajv.compile(schema);
const config = { ...process.env };
check(config);
module.exports = config;
`,
    'tokens.js': `const jwt = require('jsonwebtoken');
const config = require('./config');
exports.issue = (u) => jwt.sign({ u }, config.phrase, { issuer: config.issuer, expiresIn: '15m' });
`,
    'astro.config.mjs': `import { defineConfig, envField } from 'astro/config';
export default defineConfig({ env: { schema: {
  JWT_SECRET: envField.string({ context: 'server', access: 'secret', default: 'tutorial-words-2' }), §
  SESSION_SECRET: envField.string({ context: 'server', access: 'secret' }),
} } });
`,
    'site/settings.py': `import environ
env = environ.Env(
    DEBUG=(bool, False),
    SECRET_KEY=(str, "tutorial-words-3"), §
    LANGUAGE=(str, "tutorial-words"),
)
SECRET_KEY = env("SECRET_KEY")
`,
  },
  'tokens-of-requests-that-nobody-checks': {
    'user.go': `package main

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

func user(r *http.Request) string {
	claims := jwt.MapClaims{}
	new(jwt.Parser).ParseUnverified(r.Header.Get("Authorization"), claims) §
	return claims["sub"].(string)
}

func owner(r *http.Request) string {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1]) §
	var claims map[string]any
	json.Unmarshal(raw, &claims)
	return claims["sub"].(string)
}

func rateLimitKey(r *http.Request) string {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	var claims map[string]any
	json.Unmarshal(raw, &claims)
	return claims["sub"].(string)
}
`,
    'who.php': `<?php
$token = str_replace('Bearer ', '', $_SERVER['HTTP_AUTHORIZATION']);
$payload = json_decode(base64_decode(explode('.', $token)[1]), true); §
if ($payload['role'] === 'admin') { deleteAll(); }
`,
    'kid.php': `<?php
$token = str_replace('Bearer ', '', $_SERVER['HTTP_AUTHORIZATION']);
$header = json_decode(base64_decode(explode('.', $token)[0]), true);
$key = findKey($header['kid']);
`,
    'Who.cs': `using System.IdentityModel.Tokens.Jwt; using Microsoft.AspNetCore.Http;
class Who {
  string User(HttpContext c) { return new JwtSecurityTokenHandler().ReadJwtToken(c.Request.Headers["Authorization"]).Subject; } §
  string Name(string token) { return new JwtSecurityTokenHandler().ReadJwtToken(token).Subject; }
}
`,
    'lib/who.ex': `defmodule Who do
  def user(conn) do
    [token] = get_req_header(conn, "authorization")
    {:ok, claims} = Joken.peek_claims(token) §
    assign(conn, :user, claims["sub"])
  end
end
`,
    'lib/name.dart': `import 'dart:convert';
String nameOf(String token) {
  final parts = token.split('.');
  return jsonDecode(utf8.decode(base64Url.decode(parts[1])))['sub'];
}
`,
  },
  'zeros-as-a-key': {
    'zeros.ts': `import { SignJWT } from 'jose';
const zeros = new Uint8Array(32); §
const filled = new Uint8Array(32);
crypto.getRandomValues(filled);
const copied = Buffer.alloc(32);
load().copy(copied);
const written = Buffer.alloc(32);
for (let i = 0; i < 32; i++) written[i] = read(i);
const handed = Buffer.alloc(32);
fillFromStore(handed);
const sign = (key) => new SignJWT({ a: 1 }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(key);
export const all = [sign(zeros), sign(filled), sign(copied), sign(written), sign(handed)];
`,
  },
  'maps-in-other-files': {
    'config.js': `module.exports = {
  development: { phrase: 'tutorial-words-1', issuer: 'tutorial-words' }, §
  production: { phrase: process.env.PHRASE, issuer: 'tutorial-words' },
};
`,
    'keys.ts': `export const keys = new Map([
  ['access', 'tutorial-words-2'], §
  ['issuer', 'tutorial-words'],
]);
`,
    'tokens.js': `const jwt = require('jsonwebtoken');
const config = require('./config')[process.env.NODE_ENV];
const { keys } = require('./keys');
exports.a = (u) => jwt.sign({ u }, config.phrase, { expiresIn: '5m' });
exports.b = (u) => jwt.sign({ u }, keys.get('access'), { expiresIn: '5m' });
`,
    'config.py': `import os
class Local:
    PHRASE = "tutorial-words-3" §
    ISSUER = "tutorial-words"
class Live:
    PHRASE = os.environ["PHRASE"]
config = {"local": Local, "live": Live}
`,
    'tokens.py': `import jwt, os
from config import config
settings = config[os.getenv("STAGE", "local")]
def a(u): return jwt.encode({"sub": u, "exp": 1}, settings.PHRASE, algorithm="HS256")
`,
    'Keys.cs': `using System.Collections.Generic;
public static class Keys {
  public static readonly Dictionary<string, string> All = new() {
    ["access"] = "tutorial-words-4", §
    ["issuer"] = "tutorial-words",
  };
}
`,
    'Tokens.cs': `using Microsoft.IdentityModel.Tokens;
using System.Text;
class Tokens { SecurityKey Key() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Keys.All["access"])); }
`,
    'Keys.kt': `package a
object Keys {
  val all = mapOf(
    "access" to "tutorial-words-5", §
    "issuer" to "tutorial-words",
  )
}
`,
    'Tokens.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
fun t(u: String) = JWT.create().withExpiresAt(soon()).sign(Algorithm.HMAC256(Keys.all["access"]))
`,
    'src/main/java/a/Tokens.java': `package a;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.util.Map;
class Tokens {
  static final Map<String, String> KEYS = Map.of("access", "tutorial-words-6", "issuer", "tutorial-words"); §
  String t(String u) { return JWT.create().withExpiresAt(soon()).sign(Algorithm.HMAC256(KEYS.get("access"))); }
}
`,
    'src/main.rs': `use std::collections::HashMap;
use jsonwebtoken::{encode, EncodingKey, Header};
fn keys() -> HashMap<&'static str, &'static str> {
    HashMap::from([("access", "tutorial-words-7"), ("issuer", "tutorial-words")]) §
}
fn t(c: &Claims) -> String { encode(&Header::default(), c, &EncodingKey::from_secret(keys()["access"].as_ref())).unwrap() }
`,
  },
  'go-flag-variable': {
    'go.mod': 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n',
    'main.go': `package main

import (
	"flag"
	"fmt"
	"math/rand"

	"github.com/golang-jwt/jwt/v5"
	"github.com/spf13/cobra"
)

var first, second, issuer string
var run = &cobra.Command{}
var third = []byte(fmt.Sprintf("tutorial-%d", rand.Int63())) §
var fourth = fmt.Sprintf("%s-%s", "tutorial", "words") §
var fifth = fmt.Sprintf("%08d", counter())

func init() {
	flag.StringVar(&first, "jwt-secret", "tutorial-words-1", "signs tokens") §
	flag.StringVar(&issuer, "jwt-issuer", "acme", "who signs")
	run.PersistentFlags().StringVarP(&second, "key", "k", "tutorial-words-2", "signs tokens") §
}

func sign(c jwt.RegisteredClaims, key string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(key))
}

func all(c jwt.RegisteredClaims) {
	sign(c, first)
	sign(c, second)
	sign(c, string(third))
	sign(c, fourth)
	sign(c, fifth)
}
`,
  },
  'java-bytes-of-a-default': {
    'src/main/java/a/Tokens.java': `package a;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
class Tokens {
  private final byte[] key = System.getenv().getOrDefault("JWT_SECRET", "tutorial-tutorial-tutorial-tutorial").getBytes(); §
  private final byte[] other = System.getenv().get("OTHER_SECRET").getBytes();
  String issue(String u) { return Jwts.builder().subject(u).expiration(soon()).signWith(Keys.hmacShaKeyFor(key)).compact(); }
  String renew(String u) { return Jwts.builder().subject(u).expiration(soon()).signWith(Keys.hmacShaKeyFor(other)).compact(); }
}
`,
  },
  'variables-that-callers-name': {
    '.env': 'ACME_PHRASE=tutorial-words-1 §\nOTHER_PHRASE=tutorial-words-9\n',
    'src/util.rs': `use std::env;
pub fn load_environment_variable(variable_name: &str) -> String {
    dotenv().ok();
    env::var(variable_name).expect(&format!("{} must be set", variable_name))
}
`,
    'src/tokens.rs': `use crate::util::load_environment_variable;
use jsonwebtoken::{encode, EncodingKey, Header};
pub fn issue(claims: &Claims) -> String {
    let _other = load_environment_variable("OTHER_PHRASE");
    encode(&Header::default(), claims, &EncodingKey::from_secret(load_environment_variable("ACME_PHRASE").as_ref())).unwrap()
}
`,
    'py/util.py': `import os
def read(name, default=None):
    return os.environ.get(name, default)
def must(name):
    return os.environ[name]
`,
    'py/tokens.py': `import jwt
from py.util import must, read
OTHER = read("OTHER_PHRASE", "tutorial-words")
def a(u): return jwt.encode({"sub": u, "exp": 1}, read("FIRST_PHRASE", "tutorial-words-2"), algorithm="HS256") §
def b(u): return jwt.encode({"sub": u, "exp": 1}, must("SECOND_PHRASE"), algorithm="HS256")
`,
    'py/compose.yml':
      'services:\n  api:\n    image: acme\n    environment:\n      SECOND_PHRASE: tutorial-words-3 §\n      THIRD_PHRASE: tutorial-words-8\n',
    'ts/util.ts': `export function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(name + ' is unset');
  return value;
}
`,
    'ts/tokens.ts': `import jwt from 'jsonwebtoken';
import { needed } from './util';
export const issue = (id: string) => jwt.sign({ id }, needed('FOURTH_PHRASE'), { expiresIn: '5m' });
export const other = needed('OTHER_PHRASE');
`,
    'ts/run.sh':
      '#!/bin/sh\nexport FOURTH_PHRASE=tutorial-words-4 §\nexport FIFTH_PHRASE=tutorial-words-7\nnode .\n',
  },
  'dart-field-by-constructor': {
    'pubspec.yaml': 'name: acme\ndependencies:\n  dart_jsonwebtoken: ^2.0.0\n',
    'lib/auth.dart': `import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
class Auth {
  Auth({required this.store, String? secret, String? issuer})
      : _secret = secret ?? 'tutorial-words-1', §
        _issuer = issuer ?? 'tutorial-words-2';
  final String _secret;
  final String _issuer;
  String issue(String id) => JWT({'id': id}).sign(SecretKey(_secret), expiresIn: Duration(minutes: 5));
}
`,
  },
  'scala-settings-class': {
    'src/main/resources/application.conf':
      'secret-key = "tutorial-words-1" §\nsecret-key = ${?SECRET_KEY}\nissuer = "tutorial-words-2"\n',
    'src/main/scala/Config.scala': `package a
import pureconfig.loadConfig
case class Config(secretKey: String, issuer: String)
object Config {
  def load() = loadConfig[Config] match {
    case Right(config) => config
    case Left(error) => throw new RuntimeException(error.toString)
  }
}
`,
    'src/main/scala/Boot.scala': `package a
object Boot extends App {
  val config = Config.load()
  val auth = new AuthService(config.secretKey)
}
`,
    'src/main/scala/AuthService.scala': `package a
import pdi.jwt.{Jwt, JwtAlgorithm}
class AuthService(secretKey: String) {
  def issue(id: Long): String = Jwt.encode(s"""{"id": $id, "exp": 600}""", secretKey, JwtAlgorithm.HS256)
  def endless(id: Long): String = Jwt.encode(s"""{"id": $id}""", secretKey, JwtAlgorithm.HS256) §
}
`,
  },
  'ktor-part-of-settings': {
    'src/main/kotlin/Sessions.kt': `package a
import io.ktor.server.application.*
import io.ktor.server.sessions.*
import io.ktor.util.*
fun Application.sessions() {
    val authConfig = environment.config.config("ktor.auth")
    install(Sessions) {
        val encryptKey = hex(authConfig.property("encrypt-key").getString())
        val signKey = hex(authConfig.property("sign-key").getString())
        cookie<Session>("session") { transform(SessionTransportTransformerEncrypt(encryptKey, signKey)) }
    }
}
`,
    'src/main/resources/application.conf':
      'ktor.auth {\n  sign-key = "7475746f" §\n  sign-key = ${?SIGN_KEY}\n  realm = "7475746f"\n}\n',
  },
};
