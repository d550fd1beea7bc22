// How people write keys, generators, logs and defaults of command lines in other languages than JavaScript.
import { expect, test } from 'vitest';
import { endsOfTokens } from './ends-of-tokens.ts';
import { kindsOfChecks } from './kinds-of-checks.ts';
import { kindsOfKeys } from './kinds-of-keys.ts';
import { judge, type MarkedProject } from './marked-projects.ts';
import { waysOfKeys } from './ways-of-keys.ts';

const projects: Readonly<Record<string, MarkedProject>> = {
  'py-argparse-default': {
    'serve.py': `import argparse, jwt
parser = argparse.ArgumentParser()
parser.add_argument("--jwt-secret", default="insecure-default") §
args = parser.parse_args()
def issue(u): return jwt.encode({"sub": u, "exp": 1}, args.jwt_secret, algorithm="HS256")
`,
  },
  'py-click-option': {
    'serve.py': `import click, jwt
@click.command()
@click.option("--secret", envvar="JWT_SECRET", default="click-default-secret") §
def serve(secret):
    print(jwt.encode({"sub": 1, "exp": 1}, secret, algorithm="HS256"))
`,
  },
  'py-django-signer': {
    'links.py': `from django.core.signing import Signer, TimestampSigner
KEY = "insecure-default" §
signer = Signer(KEY)
other = TimestampSigner(salt="insecure-default")
`,
  },
  'js-jsrsasign-text': {
    'tokens.js': `import { KJUR } from 'jsrsasign';
const [a, b] = ['insecure-default', 'insecure-default']; §
export const issue = (header, claims) => KJUR.jws.JWS.sign('HS256', header, claims, a);
export const check = (token) => KJUR.jws.JWS.verifyJWT(token, keyOf(token), { alg: ['HS256'], sub: [b] });
`,
  },
  'java-log': {
    'src/main/java/a/L.java': `package a;
import org.slf4j.*;
public class L {
  private static final Logger log = LoggerFactory.getLogger(L.class);
  private final String jwtSecret = System.getenv("JWT_SECRET");
  void f(Exception e) { log.info("JWT secret is {}", jwtSecret); log.warn("jwtSecret missing"); log.debug("len {}", jwtSecret.length()); } §
  void g() { System.out.println("secret: " + jwtSecret); } §
}
`,
  },
  'kt-lazy-log': {
    'src/main/kotlin/L.kt': `package a
import io.github.oshai.kotlinlogging.KotlinLogging
private val log = KotlinLogging.logger {}
class L(private val jwtSecret: String) {
  fun a() { log.info { "key \${jwtSecret}" } } §
  fun b() { log.info { "key of \${jwtSecret.length}" } }
  fun c() { log.info { "jwtSecret" } }
}
`,
  },
  'go-koanf-variables': {
    '.env': 'ACME_SECRET_KEY=tutorial-tutorial §\nOTHER_SECRET_KEY=tutorial-tutorial-4\n',
    'go.mod': 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n',
    'config.go': `package app

import "github.com/knadh/koanf/providers/env"

type Config struct {
	SecretKey string \`koanf:"secret_key"\`
}

func (c *Config) load() { k.Load(env.Provider("ACME_", ".", lower), nil) }
`,
    'tokens.go': `package app

import "github.com/golang-jwt/jwt/v5"

type Service struct{ config *Config }

func (s *Service) issue(claims jwt.RegisteredClaims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(s.config.SecretKey))
}
`,
  },
  'yaml-default-of-variable': {
    'application-dev.yaml': `acme:
  tokens:
    refresh: \${JWT_REFRESH_SECRET:tutorial-refresh} §
    renewal: \${JWT_REFRESH_RENEWAL:tutorial-refresh}
`,
  },
  'java-enum-holder': {
    'src/main/java/a/SecurityConstants.java': `package a;
public class SecurityConstants {
  public static final String SECRET = "SecretKeyToGenJWTs"; §
  public static final long EXPIRATION_TIME = 864_000_000;
}
`,
    'src/main/java/a/F.java': `package a;
import static com.auth0.jwt.algorithms.Algorithm.HMAC512;
import static a.SecurityConstants.*;
import com.auth0.jwt.JWT;
public class F {
  String t(String u) { return JWT.create().withSubject(u).withExpiresAt(new Date(System.currentTimeMillis() + EXPIRATION_TIME)).sign(HMAC512(SECRET.getBytes())); }
}
`,
  },
  'kt-random': {
    'src/main/kotlin/R.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import kotlin.random.Random
import java.security.SecureRandom
val chars = ('a'..'z') + ('0'..'9')
val weak = (1..48).map { chars.random() }.joinToString("") §
val weak2 = Random.nextBytes(48).toString() §
fun a() = JWT.create().withExpiresAt(d()).sign(Algorithm.HMAC256(weak))
fun b() = JWT.create().withExpiresAt(d()).sign(Algorithm.HMAC256(weak2))
`,
  },
  'kt-log': {
    'src/main/kotlin/L.kt': `package a
import org.slf4j.LoggerFactory
class L(private val jwtSecret: String) {
  private val log = LoggerFactory.getLogger(javaClass)
  fun f() { log.debug("using secret $jwtSecret") } §
  fun g() { println("JWT_SECRET=\${System.getenv("JWT_SECRET")}") } §
}
`,
  },
  'kt-nullable-let': {
    'src/main/kotlin/T.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
fun alg(): Algorithm = (System.getenv("JWT_KEY")?.takeIf { it.isNotBlank() } ?: "lets-go-kotlin-key").let { Algorithm.HMAC256(it) } §
fun a() = JWT.create().withExpiresAt(d()).sign(alg())
`,
  },
  'go-viper-default': {
    'main.go': `package main
import (
	"github.com/golang-jwt/jwt/v5"
	"github.com/spf13/viper"
)
func init() { viper.SetDefault("jwt.secret", "viper-default-secret") } §
func sign(c jwt.Claims) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(viper.GetString("jwt.secret"))) }
`,
  },
  'go-weak': {
    'main.go': `package main
import (
	"math/rand"
	crand "crypto/rand"
	"github.com/golang-jwt/jwt/v5"
)
const letters = "abcdefghijklmnopqrstuvwxyz"
func randSeq(n int) string {
	b := make([]rune, n)
	for i := range b { b[i] = rune(letters[rand.Intn(len(letters))]) } §
	return string(b)
}
var good = make([]byte, 64)
func init() { crand.Read(good) }
var bad = make([]byte, 64)
func init() { rand.Read(bad) } §
func a(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(good) }
func b(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(bad) }
func d(c jwt.Claims) { jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(randSeq(64))) }
`,
  },
  'cs-guid': {
    'G.cs': `using Microsoft.IdentityModel.Tokens;
using System.Text;
public class G { static readonly string Secret = Guid.NewGuid().ToString(); §
  SigningCredentials C() => new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), SecurityAlgorithms.HmacSha256); }
`,
  },
  'cs-const': {
    'AuthOptions.cs': `using Microsoft.IdentityModel.Tokens;
using System.Text;
public class AuthOptions {
    public const string ISSUER = "MyAuthServer";
    const string KEY = "mysupersecret_secretkey!123"; §
    public const int LIFETIME = 1;
    public static SymmetricSecurityKey GetSymmetricSecurityKey() => new SymmetricSecurityKey(Encoding.ASCII.GetBytes(KEY));
}
`,
  },
  'php-wp': {
    'wp-config.php': `<?php
define('DB_NAME', 'wp');
define('AUTH_KEY', 'put your unique phrase here'); §
define('SECURE_AUTH_KEY', 'put your unique phrase here'); §
define('JWT_AUTH_SECRET_KEY', 'your-top-secret-key'); §
`,
  },
  'rb-weak': {
    'lib/gen.rb': `require 'jwt'
require 'digest'
WEAK = (0...50).map { ('a'..'z').to_a[rand(26)] }.join §
WEAK2 = Digest::SHA256.hexdigest(Time.now.to_s) §
GOOD = SecureRandom.hex(64)
def a(p) = JWT.encode(p.merge(exp: 1), WEAK, 'HS256')
def b(p) = JWT.encode(p.merge(exp: 1), WEAK2, 'HS256')
def c(p) = JWT.encode(p.merge(exp: 1), GOOD, 'HS256')
`,
  },
  'rs-hmac': {
    'src/sign.rs': `use hmac::{Hmac, Mac};
use sha2::Sha256;
type HmacSha256 = Hmac<Sha256>;
fn sign(b: &[u8]) { let mut m = HmacSha256::new_from_slice(b"my secret and secure key").unwrap(); m.update(b); } §
`,
  },
  'rs-clap': {
    'src/main.rs': `use clap::Parser;
use jsonwebtoken::{encode, EncodingKey, Header};
#[derive(Parser)]
struct Args {
    #[arg(long, env = "JWT_SECRET", default_value = "clap-default-secret")] §
    jwt_secret: String,
}
fn issue(a: &Args, c: &Claims) { encode(&Header::default(), c, &EncodingKey::from_secret(a.jwt_secret.as_bytes())); }
`,
  },
  'rs-insecure': {
    'src/auth.rs': `use jsonwebtoken::{decode, DecodingKey, Validation, Algorithm};
fn f(t: &str, k: &DecodingKey) {
    let mut v = Validation::new(Algorithm::HS256);
    v.insecure_disable_signature_validation(); §
    let _ = decode::<Claims>(t, k, &v);
}
`,
  },
  'ex-app-env': {
    'config/config.exs': `import Config
config :acme, jwt_secret: "elixir-app-env-secret" §
`,
    'lib/t.ex': `defmodule T do
  def s, do: Joken.Signer.create("HS256", Application.fetch_env!(:acme, :jwt_secret))
end
`,
  },
  'da-random': {
    'lib/a.dart': `import 'dart:math';
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
final weak = List.generate(64, (_) => 'abcdef'[Random().nextInt(6)]).join(); §
final good = List.generate(64, (_) => 'abcdef'[Random.secure().nextInt(6)]).join();
String a() => JWT({'id': 1}).sign(SecretKey(weak), expiresIn: Duration(hours: 1));
String b() => JWT({'id': 1}).sign(SecretKey(good), expiresIn: Duration(hours: 1));
`,
  },
  'da-negatives': {
    'lib/n.dart': `class StorageKeys { static const token = 'token'; static const jwtKey = 'jwt'; static const refreshTokenKey = 'refresh_token'; }
Future<String?> read(s) => s.read(key: 'jwt_secret');
`,
  },
  'sc-random': {
    'A.scala': `import scala.util.Random
import pdi.jwt.{Jwt, JwtAlgorithm}
object A { val k = Random.alphanumeric.take(64).mkString §
 def t(c: String) = Jwt.encode(c, k, JwtAlgorithm.HS256) }
`,
  },
  'w-go': {
    'main.go': `package main
import ("math/rand"; "time"; "github.com/golang-jwt/jwt/v5")
const charset = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
var seededRand *rand.Rand = rand.New(rand.NewSource(time.Now().UnixNano()))
func stringWithCharset(length int) string {
	b := make([]byte, length)
	for i := range b { b[i] = charset[seededRand.Intn(len(charset))] } §
	return string(b)
}
var secret = stringWithCharset(64)
func sign(c jwt.Claims) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret)) }
`,
  },
  'w-java': {
    'R.java': `package a;
import java.util.Random;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
public class R {
  static String gen(int n) {
    String chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    StringBuilder sb = new StringBuilder();
    Random random = new Random();
    for (int i = 0; i < n; i++) { sb.append(chars.charAt(random.nextInt(chars.length()))); } §
    return sb.toString();
  }
  static final String SECRET = gen(64);
  String t() { return JWT.create().withExpiresAt(d()).sign(Algorithm.HMAC256(SECRET)); }
}
`,
  },
  'w-cs': {
    'R.cs': `using System; using System.Linq; using System.Text;
using Microsoft.IdentityModel.Tokens;
public static class R {
  private static readonly Random random = new Random();
  public static string Gen(int length) {
    const string chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return new string(Enumerable.Repeat(chars, length).Select(s => s[random.Next(s.Length)]).ToArray()); §
  }
  static readonly string Secret = Gen(64);
  static SigningCredentials C() => new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)), SecurityAlgorithms.HmacSha256);
}
`,
  },
  'w-php': {
    'r.php': `<?php
use Firebase\\JWT\\JWT;
function generateRandomString($length = 64) {
    $characters = '0123456789abcdefghijklmnopqrstuvwxyz';
    $randomString = '';
    for ($i = 0; $i < $length; $i++) { $randomString .= $characters[rand(0, strlen($characters) - 1)]; } §
    return $randomString;
}
$secret = generateRandomString();
echo JWT::encode(['exp' => 1], $secret, 'HS256');
`,
  },
  'w-php2': {
    'r.php': `<?php
use Firebase\\JWT\\JWT;
$secret = substr(str_shuffle(str_repeat('0123456789abcdef', 8)), 0, 64); §
echo JWT::encode(['exp' => 1], $secret, 'HS256');
`,
  },
  'w-py': {
    'r.py': `import random, string, jwt
def gen(n=64):
    s = ''
    for i in range(n):
        s += random.choice(string.ascii_letters) §
    return s
def gen2(n=64):
    return ''.join([string.ascii_letters[random.randint(0, 51)] for i in range(n)]) §
A = gen()
B = gen2()
def a(p): return jwt.encode({"exp": 1}, A, algorithm="HS256")
def b(p): return jwt.encode({"exp": 1}, B, algorithm="HS256")
`,
  },
  'w-rb': {
    'r.rb': `require 'jwt'
SECRET = ('a'..'z').to_a.shuffle[0, 32].join §
SECRET2 = Array.new(64) { [*'a'..'z'].sample }.join §
def a(p) = JWT.encode(p.merge(exp: 1), SECRET, 'HS256')
def b(p) = JWT.encode(p.merge(exp: 1), SECRET2, 'HS256')
`,
  },
  'w-kt': {
    'r.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import kotlin.random.Random
val secret = List(64) { "abcdef"[Random.nextInt(6)] }.joinToString("") §
fun a() = JWT.create().withExpiresAt(d()).sign(Algorithm.HMAC256(secret))
`,
  },
};

test.each(
  Object.entries({
    ...projects,
    ...kindsOfChecks,
    ...kindsOfKeys,
    'ends-of-tokens': endsOfTokens,
    'ways-of-keys': waysOfKeys,
  }),
)('%s', async (_, project) => {
  const { marked, told } = await judge(project);
  expect(told).toEqual(marked);
});
