// Ends that tokens are given, or not, in libraries of other languages than JavaScript. Lines with § are those on which
// something is told.
import type { MarkedProject } from './marked-projects.ts';

export const endsOfTokens: MarkedProject = {
  'Builder.cs': `using JWT.Algorithms; using JWT.Builder; using System;
class A {
  string Endless() { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).AddClaim("sub", "a").Encode(); } §
  string Ends() { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).AddClaim("exp", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()).AddClaim("sub", "a").Encode(); }
  string EndsToo() { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).ExpirationTime(DateTime.UtcNow.AddHours(1)).Encode(); }
  string Long() { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).ExpirationTime(DateTime.UtcNow.AddYears(1)).Encode(); } §
  string Long3() { return new JwtBuilder().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).AddClaim(ClaimName.ExpirationTime, DateTimeOffset.UtcNow.AddDays(365).ToUnixTimeSeconds()).Encode(); } §
  string Unchecked(string t) { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(Environment.GetEnvironmentVariable("JWT_SECRET")).WithVerifySignature(false).Decode(t); } §
}
`,
  'Encoder.cs': `using JWT; using JWT.Algorithms; using JWT.Serializers; using System; using System.Collections.Generic;
class B {
  string Endless() {
    var payload = new Dictionary<string, object> { { "sub", "a" } };
    IJwtEncoder encoder = new JwtEncoder(new HMACSHA256Algorithm(), new JsonNetSerializer(), new JwtBase64UrlEncoder());
    return encoder.Encode(payload, Environment.GetEnvironmentVariable("JWT_SECRET")); §
  }
  string Literal() {
    var payload = new Dictionary<string, object> { { "exp", DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds() } };
    const string secret = "GQDstcKsx0NHjPOuXOYg5MbeJ1XT0uFiwDVvVBrk"; §
    IJwtAlgorithm algorithm = new HMACSHA256Algorithm();
    IJwtEncoder encoder = new JwtEncoder(algorithm, new JsonNetSerializer(), new JwtBase64UrlEncoder());
    return encoder.Encode(payload, secret);
  }
  string Read(string token) {
    IJwtDecoder decoder = new JwtDecoder(new JsonNetSerializer(), v, u, new HMACSHA256Algorithm());
    return decoder.Decode(token, Environment.GetEnvironmentVariable("JWT_SECRET"), verify: false); §
  }
}
`,
  'lcobucci.php': `<?php
use Lcobucci\\JWT\\Configuration;
use Lcobucci\\JWT\\Signer\\Hmac\\Sha256;
use Lcobucci\\JWT\\Signer\\Key\\InMemory;
class T {
  private Configuration $config;
  function __construct() { $this->config = Configuration::forSymmetricSigner(new Sha256(), InMemory::plainText(getenv('JWT_SECRET'))); }
  function endless($u) { return $this->config->builder()->relatedTo($u)->getToken($this->config->signer(), $this->config->signingKey())->toString(); } §
  function short($u) { $now = new \\DateTimeImmutable(); return $this->config->builder()->relatedTo($u)->expiresAt($now->modify('+1 hour'))->getToken($this->config->signer(), $this->config->signingKey())->toString(); }
  function long($u) { $now = new \\DateTimeImmutable(); return $this->config->builder()->relatedTo($u)->expiresAt($now->modify('+1 year'))->getToken($this->config->signer(), $this->config->signingKey())->toString(); } §
}
`,
  'builder.php': `<?php
use Lcobucci\\JWT\\Token\\Builder;
use Lcobucci\\JWT\\Encoding\\ChainedFormatter;
use Lcobucci\\JWT\\Encoding\\JoseEncoder;
use Lcobucci\\JWT\\Signer\\Hmac\\Sha256;
use Lcobucci\\JWT\\Signer\\Key\\InMemory;
$now = new DateTimeImmutable();
$token = (new Builder(new JoseEncoder(), ChainedFormatter::default()))->issuedAt($now)->expiresAt($now->modify('+10 years'))->getToken(new Sha256(), InMemory::plainText(getenv('JWT_SECRET'))); §
$token2 = (new Builder(new JoseEncoder(), ChainedFormatter::default()))->issuedAt($now)->getToken(new Sha256(), InMemory::plainText(getenv('JWT_SECRET'))); §
$token3 = (new Builder(new JoseEncoder(), ChainedFormatter::default()))->issuedAt($now)->expiresAt($now->add(new DateInterval('P1Y')))->getToken(new Sha256(), InMemory::plainText(getenv('JWT_SECRET'))); §
$token4 = (new Builder(new JoseEncoder(), ChainedFormatter::default()))->expiresAt($now->add(new DateInterval('PT15M')))->getToken(new Sha256(), InMemory::plainText(getenv('JWT_SECRET')));
`,
  'config/packages/lexik_jwt_authentication.yaml': `lexik_jwt_authentication:
    secret_key: '%env(JWT_SECRET)%'
    token_ttl: 31536000 §
`,
  'other/config/packages/lexik_jwt_authentication.yaml': `lexik_jwt_authentication:
    secret_key: '%env(resolve:JWT_SECRET_KEY)%'
    public_key: '%env(resolve:JWT_PUBLIC_KEY)%'
    pass_phrase: '%env(JWT_PASSPHRASE)%'
    token_ttl: null §
`,
  'Ends.swift': `import Vapor
import JWT
struct Ends: JWTPayload {
  var sub: SubjectClaim
  var exp: ExpirationClaim
  func verify(using signer: JWTSigner) throws { try exp.verifyNotExpired() }
}
func routes(_ app: Application) throws {
  app.jwt.signers.use(.hs256(key: Environment.get("JWT_SECRET")!))
  app.post("b") { req in try req.jwt.sign(Ends(sub: "a", exp: .init(value: Date().addingTimeInterval(900)))) }
  app.post("c") { req in try req.jwt.sign(Ends(sub: "a", exp: .init(value: .distantFuture))) } §
  app.post("e") { req in
    let payload = Ends(sub: "a", exp: ExpirationClaim(value: Date(timeIntervalSinceNow: 31536000)))
    return try req.jwt.sign(payload) §
  }
}
`,
  'Endless.swift': `import Vapor
import JWT
struct Endless: JWTPayload, Authenticatable {
  var sub: SubjectClaim
  func verify(using signer: JWTSigner) throws { }
}
func more(_ app: Application) throws {
  app.post("a") { req in try req.jwt.sign(Endless(sub: "a")) } §
  app.post("a") { req async throws in try await app.jwt.keys.sign(Endless(sub: "a")) } §
}
`,
  'app/A.scala': `import pdi.jwt.{JwtJson, JwtAlgorithm, JwtClaim}
import play.api.libs.json._
import java.time.Clock
object A {
  implicit val clock: Clock = Clock.systemUTC
  val a = JwtJson.encode(Json.obj("user" -> 1), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
  val b = JwtJson.encode(Json.obj("user" -> 1, "exp" -> 1516239022), sys.env("JWT_SECRET"), JwtAlgorithm.HS256)
  val c = JwtJson.encode(JwtClaim(content = """{"user":1}"""), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
  val d = JwtJson.encode(JwtClaim("""{"user":1}""").expiresIn(60 * 60 * 24 * 365), sys.env("JWT_SECRET"), JwtAlgorithm.HS256) §
}
`,
  'lib/guardian.ex': `defmodule App.Guardian do
  use Guardian, otp_app: :app, ttl: {365, :days}, secret_key: System.get_env("SECRET") §
end
`,
  'lib/login.ex': `defmodule App.Login do
  def login(user), do: App.Guardian.encode_and_sign(user, %{}, ttl: {52, :weeks}) §
  def short(user), do: App.Guardian.encode_and_sign(user, %{}, ttl: {1, :hour})
  def refresh(user), do: App.Guardian.encode_and_sign(user, %{}, token_type: "refresh", ttl: {30, :days})
end
`,
  'lib/token.ex': `defmodule App.Token do
  use Joken.Config
  def token_config, do: default_claims(default_exp: 60 * 60 * 24 * 365) §
end
`,
  'lib/none.ex': `defmodule App.None do
  use Joken.Config
  def token_config, do: default_claims(skip: [:exp]) §
end
`,
  'lib/short.ex': `defmodule App.Short do
  use Joken.Config
  def token_config, do: default_claims(default_exp: 60 * 60)
end
`,
  'Jose.cs': `using Jose; using System; using System.Collections.Generic; using System.Text;
class A {
  byte[] key = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("JWT_SECRET"));
  string Endless(string u) { var payload = new Dictionary<string, object>() { { "sub", u } }; return JWT.Encode(payload, key, JwsAlgorithm.HS256); } §
  string Ends(string u) { var payload = new Dictionary<string, object>() { { "sub", u }, { "exp", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds() } }; return JWT.Encode(payload, key, JwsAlgorithm.HS256); }
  string EndsLater(string u) { var payload = new Dictionary<string, object>() { { "sub", u } }; payload["exp"] = 1; return JWT.Encode(payload, key, JwsAlgorithm.HS256); }
  string EndsAdd(string u) { var payload = new Dictionary<string, object>(); payload.Add("sub", u); payload.Add("exp", 1); return JWT.Encode(payload, key, JwsAlgorithm.HS256); }
  string Given(object payload) { return JWT.Encode(payload, key, JwsAlgorithm.HS256); }
  string Typed(string u) { return JWT.Encode(new Payload { Sub = u, Exp = 1 }, key, JwsAlgorithm.HS256); }
  string Anon(string u) { return JWT.Encode(new { sub = u }, key, JwsAlgorithm.HS256); } §
  string AnonEnds(string u) { return JWT.Encode(new { sub = u, exp = 1 }, key, JwsAlgorithm.HS256); }
}
`,
  'src/main/java/a/T.java': `package a;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.*;
import java.util.*;
class T {
  Algorithm a = Algorithm.HMAC256(System.getenv("JWT_SECRET"));
  String endless(String u) { return JWT.create().withSubject(u).withIssuer("x").sign(a); } §
  String claim(String u) { return JWT.create().withClaim("exp", Instant.now().plus(Duration.ofDays(365))).sign(a); } §
  String cal(String u) { Calendar c = Calendar.getInstance(); c.add(Calendar.YEAR, 1); return JWT.create().withExpiresAt(c.getTime()).sign(a); } §
  String cal2(String u) { Calendar c = Calendar.getInstance(); c.add(Calendar.DATE, 7); return JWT.create().withExpiresAt(c.getTime()).sign(a); }
  String local(String u) { return JWT.create().withExpiresAt(Date.from(LocalDateTime.now().plusYears(1).atZone(ZoneId.systemDefault()).toInstant())).sign(a); } §
}
`,
  'src/main/java/a/J.java': `package a;
import io.jsonwebtoken.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
class J {
  String k = System.getenv("JWT_SECRET");
  String a(String u) { Map<String, Object> claims = new HashMap<>(); return Jwts.builder().setClaims(claims).setSubject(u).signWith(SignatureAlgorithm.HS256, k).compact(); } §
  String b(String u) { return Jwts.builder().setSubject(u).claim("exp", new Date(System.currentTimeMillis() + TimeUnit.DAYS.toMillis(365))).signWith(SignatureAlgorithm.HS256, k).compact(); } §
  String c(String u) { return Jwts.builder().setSubject(u).setExpiration(new Date(System.currentTimeMillis() + TimeUnit.DAYS.toMillis(365))).signWith(SignatureAlgorithm.HS256, k).compact(); } §
  String d(String u) { return Jwts.builder().setSubject(u).setExpiration(new Date(Long.MAX_VALUE)).signWith(SignatureAlgorithm.HS256, k).compact(); } §
}
`,
  'src/main/kotlin/K.kt': `package a
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import java.util.Date
import kotlin.time.Duration.Companion.days
const val validityInMs = 36_000_00 * 24 * 365L
class K {
  private val algorithm = Algorithm.HMAC512(System.getenv("JWT_SECRET"))
  fun endless(u: String): String = JWT.create().withSubject(u).sign(algorithm) §
  fun long(u: String): String = JWT.create().withSubject(u).withExpiresAt(getExpiration()).sign(algorithm) §
  private fun getExpiration() = Date(System.currentTimeMillis() + validityInMs)
  fun long2(u: String): String = JWT.create().withSubject(u).withExpiresAt(Date(System.currentTimeMillis() + 365.days.inWholeMilliseconds)).sign(algorithm) §
}
`,
  'spans.php': `<?php
use Firebase\\JWT\\JWT;
function endless($u) { $payload = ['iss' => 'a', 'sub' => $u, 'iat' => time()]; return JWT::encode($payload, $_ENV['JWT_SECRET'], 'HS256'); } §
function long($u) { $iat = time(); $payload = ['sub' => $u, 'iat' => $iat, 'exp' => $iat + 60 * 60 * 24 * 365]; return JWT::encode($payload, $_ENV['JWT_SECRET'], 'HS256'); } §
function long2($u) { $issuedAt = new DateTimeImmutable(); $expire = $issuedAt->modify('+1 year')->getTimestamp(); return JWT::encode(['exp' => $expire], $_ENV['JWT_SECRET'], 'HS256'); } §
function long3($u) { return JWT::encode(['exp' => now()->addDays(365)->timestamp], $_ENV['JWT_SECRET'], 'HS256'); } §
function long4($u) { return JWT::encode(['exp' => Carbon::now()->addYear()->timestamp], $_ENV['JWT_SECRET'], 'HS256'); } §
`,
  'a.go': `package a
import (
	"os"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	jwx "github.com/lestrrat-go/jwx/v2/jwt"
	"github.com/lestrrat-go/jwx/v2/jwa"
)
func a(u string) (string, error) {
	sig, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(os.Getenv("JWT_SECRET"))}, nil)
	return jwt.Signed(sig).Claims(jwt.Claims{Subject: u}).Serialize() §
}
func b(u string) (string, error) {
	sig, _ := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(os.Getenv("JWT_SECRET"))}, nil)
	return jwt.Signed(sig).Claims(jwt.Claims{Subject: u, Expiry: jwt.NewNumericDate(time.Now().Add(365 * 24 * time.Hour))}).Serialize() §
}
func c(u string) ([]byte, error) {
	tok, _ := jwx.NewBuilder().Subject(u).Build()
	return jwx.Sign(tok, jwx.WithKey(jwa.HS256, []byte(os.Getenv("JWT_SECRET")))) §
}
func d(u string) ([]byte, error) {
	tok, _ := jwx.NewBuilder().Subject(u).Expiration(time.Now().AddDate(5, 0, 0)).Build()
	return jwx.Sign(tok, jwx.WithKey(jwa.HS256, []byte(os.Getenv("JWT_SECRET"))))
}
func e(u string) ([]byte, error) {
	tok := jwx.New()
	tok.Set(jwx.SubjectKey, u)
	tok.Set(jwx.ExpirationKey, time.Now().Add(time.Hour))
	return jwx.Sign(tok, jwx.WithKey(jwa.HS256, []byte(os.Getenv("JWT_SECRET"))))
}
`,
  'a.py': `import os, time, jwt, datetime
KEY = os.environ["JWT_SECRET"]
def endless(u): return jwt.encode({"sub": u, "iat": datetime.datetime.utcnow()}, KEY, algorithm="HS256") §
def long(u):
    now = datetime.datetime.now(datetime.timezone.utc)
    payload = {"sub": u, "iat": now, "exp": now + datetime.timedelta(days=365)}
    return jwt.encode(payload, KEY, algorithm="HS256") §
def long2(u): return jwt.encode({"sub": u, "exp": int(time.time()) + 365 * 24 * 3600}, KEY, algorithm="HS256") §
def long3(u): return jwt.encode(dict(sub=u, exp=time.time() + 31536000), KEY, algorithm="HS256") §
def endless2(u): return jwt.encode(dict(sub=u), KEY, algorithm="HS256") §
def long4(u): return jwt.encode({"sub": u, "exp": (datetime.datetime.now() + relativedelta(years=1)).timestamp()}, KEY, algorithm="HS256") §
def maxed(u): return jwt.encode({"sub": u, "exp": datetime.datetime.max}, KEY, algorithm="HS256") §
`,
};
