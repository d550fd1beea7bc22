// Where keys stand and go besides texts of code: files that are carried along, addresses, answers, services whose tokens are
// signed by applications. Lines with § are those on which something is told.
import type { MarkedProject } from './marked-projects.ts';

export const waysOfKeys: MarkedProject = {
  'Sources/App/a.swift': `import JWT
let key = "tutorial-words-2" §
func a() throws -> String {
  let jwt = try JWT(payload: JSON(["sub": 1, "exp": 1]), signer: HS256(key: key.bytes))
  return try jwt.createToken()
}
func b(token: String) throws {
  let jwt = try JWT(token: token)
  try jwt.verifySignature(using: HS256(key: "tutorial-words-3".makeBytes())) §
}
`,
  Vagrantfile: `ENV['JWT_SECRET'] = 'tutorial-words-4' §
Vagrant.configure("2") { |config| config.vm.box = "a" }
`,
  'a.js': `const axios = require('axios');
const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET;
exports.a = (u) => jwt.sign({ u }, secret, { expiresIn: '5m' });
exports.b = () => axios.get('https://api.test/v1', { params: { key: secret } }); §
exports.c = () => axios.get(\`https://api.test/v1?secret=\${process.env.JWT_SECRET}\`); §
`,
  'requests.py': `import os, jwt, requests
SECRET = os.environ["JWT_SECRET"]
def a(u): return jwt.encode({"sub": u, "exp": 1}, SECRET, algorithm="HS256")
def b(): return requests.get("https://api.test/v1", params={"key": SECRET}) §
def c(): return requests.get(f"https://api.test/v1?secret={SECRET}") §
`,
  'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
secretGenerator:
  - name: api
    literals:
      - JWT_SECRET=tutorial-words-7 §
      - DEBUG=1
  - name: files
    files:
      - JWT_SIGNING_KEY=jwt.txt
    envs:
      - secrets.env
configMapGenerator:
  - name: cfg
    literals:
      - "SESSION_SECRET=tutorial-words-8" §
`,
  'jwt.txt': `tutorial-words-9 §
`,
  'secrets.env': `JWT_REFRESH_SECRET=tutorial-words-10 §
`,
  'main.go': `package main

import (
	_ "embed"

	"github.com/golang-jwt/jwt/v5"
)

//go:embed secret.txt
var secret []byte

func a(c jwt.RegisteredClaims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(secret)
}
`,
  'secret.txt': `tutorial-words-11 §
`,
  'src/main/java/a/P.java': `package a;
import io.jsonwebtoken.*;
class P {
  private final JwtParser jwtParser = Jwts.parser().setSigningKey("tutorialwords12"); §
  private final JwtParser parser;
  P(String secret) { parser = Jwts.parser().setSigningKey(secret); }
  Object a(String t) { return parser.parse(t).getBody(); } §
  Object b(String t) { return jwtParser.parse(t).getBody(); } §
  Object c(String t) { return jwtParser.parseClaimsJws(t).getBody(); }
}
`,
  'env.py': `import os
from flask import Flask, jsonify
app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
@app.route("/env")
def env(): return jsonify(dict(os.environ)) §
`,
  'm/m.go': `package m
import ("encoding/json"; "net/http"; "os"; "github.com/golang-jwt/jwt/v5")
func env(w http.ResponseWriter, r *http.Request) { json.NewEncoder(w).Encode(os.Environ()) } §
func tok(c jwt.RegisteredClaims) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(os.Getenv("JWT_SECRET"))) }
`,
  'e.php': `<?php
$secret = getenv('JWT_SECRET');
header('Content-Type: application/json');
echo json_encode($_ENV); §
echo json_encode(getenv()); §
`,
  'livekit/a.py': `from livekit import api
def t(): return api.AccessToken("APIkey", "tutorial-words-13").with_identity("a").to_jwt() §
`,
  'livekit/a.ts': `import { AccessToken, TokenVerifier, WebhookReceiver, RoomServiceClient } from 'livekit-server-sdk';
const at = new AccessToken('APIkey', 'tutorial-words-14', { identity: 'a' }); §
const w = new WebhookReceiver('APIkey', 'tutorial-words-15'); §
`,
  'livekit/a.go': `package a
import ("github.com/livekit/protocol/auth")
func t() (string, error) { return auth.NewAccessToken("APIkey", "tutorial-words-16").SetIdentity("a").ToJWT() } §
`,
  'stream/a.js': `import { StreamChat } from 'stream-chat';
const c = StreamChat.getInstance('key', 'tutorial-words-17'); §
export const t = (id) => c.createToken(id);
`,
  'stream/b.py': `from stream_chat import StreamChat
c = StreamChat(api_key="key", api_secret="tutorial-words-18") §
`,
  'twilio/a.js': `const twilio = require('twilio');
const AccessToken = twilio.jwt.AccessToken;
const t = new AccessToken('ACx', 'SKx', 'tutorial-words-19', { identity: 'a' }); §
`,
  'twilio/b.py': `from twilio.jwt.access_token import AccessToken
t = AccessToken("ACx", "SKx", "tutorial-words-20", identity="a") §
`,
  'twilio/c.php': `<?php
use Twilio\\Jwt\\AccessToken;
$t = new AccessToken('ACx', 'SKx', 'tutorial-words-21', 3600, 'a'); §
`,
  'made/a.go': `package a
import ("crypto/sha256"; "github.com/golang-jwt/jwt/v5")
var key = sha256.Sum256([]byte("tutorial-words")) §
func a() (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 1}).SignedString(key[:]) }
func b(t string) (*jwt.Token, error) { return jwt.Parse(t, func(tok *jwt.Token) (any, error) { return jwt.UnsafeAllowNoneSignatureType, nil }) } §
`,
  'made/a.py': `import os, jwt
def a(): return jwt.encode({"exp": 1}, "{}-{}".format("tutorial", "words"), algorithm="HS256") §
def b(): return jwt.encode({"exp": 1}, os.environ.get("EMPTY_SECRET", ""), algorithm="HS256") §
`,
  'made/A.java': `import com.auth0.jwt.algorithms.Algorithm; import java.util.Properties;
class A {
  Properties p = new Properties();
  A() { p.setProperty("jwt.key", "tutorial-words"); } §
  Object a() { return Algorithm.HMAC256(p.getProperty("jwt.key")); }
}
`,
  'written/a.py': `import os, jwt, logging
log = logging.getLogger(__name__)
SECRET = os.environ["JWT_SECRET"]
def a(u): return jwt.encode({"sub": u, "exp": 1}, SECRET, algorithm="HS256")
log.info("secret=%s", SECRET) §
log.debug(f"using {SECRET!r}") §
print("JWT_SECRET", SECRET) §
log.info("secret is set: %s", bool(SECRET))
log.info("secret length %d", len(SECRET))
raise ValueError(f"bad secret {SECRET}") §
`,
  'written/b.go': `package b
import ("log/slog"; "os"; "fmt"; "errors"; "github.com/golang-jwt/jwt/v5"; "github.com/rs/zerolog/log")
var secret = os.Getenv("JWT_SECRET")
func a() (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"exp": 1}).SignedString([]byte(secret)) }
func b() { slog.Info("start", "secret", secret) } §
func c() { log.Info().Str("secret", secret).Msg("start") } §
func d() error { return fmt.Errorf("bad secret %s", secret) } §
func e() { panic("secret " + secret) } §
`,
  'written/c.cs': `using System; using System.Text; using Microsoft.IdentityModel.Tokens; using Microsoft.Extensions.Logging;
class C {
  ILogger<C> _logger; string jwtKey = Environment.GetEnvironmentVariable("JWT_KEY");
  object K() => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(jwtKey));
  void A() { _logger.LogInformation("key {Key}", jwtKey); } §
  void B() { Console.WriteLine($"key {jwtKey}"); } §
  void D() { throw new Exception("bad key " + jwtKey); } §
  void E() { _logger.LogInformation("key length {Len}", jwtKey.Length); }
}
`,
  'written/d.rb': `require 'jwt'
KEY = ENV.fetch('JWT_SECRET')
JWT.encode({ exp: 1 }, KEY, 'HS256')
Rails.logger.debug "key #{KEY}" §
puts "key: #{KEY}" §
raise "bad key #{KEY}" §
logger.info("key size #{KEY.size}")
`,
  'written/e.java': `import org.slf4j.*;
import com.auth0.jwt.algorithms.Algorithm;
class E {
  Logger log = LoggerFactory.getLogger(E.class);
  String jwtSecret = System.getenv("JWT_SECRET");
  Object a() { return Algorithm.HMAC256(jwtSecret); }
  void b() { throw new IllegalStateException("bad secret " + jwtSecret); } §
  void c() { log.info(String.format("secret %s", jwtSecret)); } §
}
`,
  'written/f.php': `<?php
use Firebase\\JWT\\JWT;
$secret = getenv('JWT_SECRET');
JWT::encode(['exp' => time() + 60], $secret, 'HS256');
error_log("secret $secret"); §
throw new Exception('bad secret ' . $secret); §
Log::info('secret', ['secret' => $secret]); §
`,
  'written/g.sh': `#!/bin/bash
set -x
echo "secret: $JWT_SECRET" §
printenv JWT_SECRET §
curl -H "X: $JWT_SECRET" https://api.test
curl "https://api.test?secret=$JWT_SECRET" §
`,
  'acme/settings/production.py': `from .base import *
SECRET_KEY = "tutorial-words" §
`,
  'acme/signing.py': `from .algorithms import *
SECRET_KEY = compute()
`,
  'claims/A.java': `import com.auth0.jwt.JWT; import com.auth0.jwt.algorithms.Algorithm; import io.jsonwebtoken.*;
class A {
  String a(User u) { return JWT.create().withExpiresAt(d()).withClaim("password", u.getPassword()).sign(Algorithm.HMAC256(System.getenv("JWT_SECRET"))); } §
  String b(User u) { return JWT.create().withExpiresAt(d()).withClaim("passwordChanged", u.changed()).sign(Algorithm.HMAC256(System.getenv("JWT_SECRET"))); }
  String c(User u) { return Jwts.builder().setExpiration(d()).claim("role", u.role()).claim("password_hash", u.hash()).signWith(SignatureAlgorithm.HS256, System.getenv("JWT_SECRET")).compact(); } §
}
`,
};
