// How people check tokens with a key of the wrong family, or with none, and how near misses of it look.
import type { MarkedProject } from './marked-projects.ts';

export const kindsOfChecks: Readonly<Record<string, MarkedProject>> = {
  'public-keys-as-secrets': {
    'check.php': `<?php
use Firebase\\JWT\\JWT;
use Firebase\\JWT\\Key;
function check($token, $publicKey) { return JWT::decode($token, new Key($publicKey, 'HS256')); } §
function right($token, $publicKey) { return JWT::decode($token, new Key($publicKey, 'RS256')); }
`,
    'main.go': `package main

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var pub, _ = os.ReadFile("public.pem")

func check(t string) (*jwt.Token, error) {
	return jwt.Parse(t, func(*jwt.Token) (any, error) { return pub, nil }) §
}

func mixed(t string) (*jwt.Token, error) {
	p := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Name, jwt.SigningMethodRS256.Alg()}))
	return p.Parse(t, func(*jwt.Token) (any, error) { return []byte(os.Getenv("KEY")), nil }) §
}

func misnamed(t string) (*jwt.Token, error) {
	publicKey := []byte("tutorial-value-3")
	return jwt.Parse(t, func(*jwt.Token) (any, error) { return publicKey, nil })
}

func right(t string) (*jwt.Token, error) {
	key, _ := jwt.ParseRSAPublicKeyFromPEM(pub)
	return jwt.Parse(t, func(*jwt.Token) (any, error) { return key, nil })
}
`,
    'Keys.cs': `using System.IO; using System.Security.Cryptography; using System.Text; using JWT.Algorithms; using JWT.Builder; using Microsoft.IdentityModel.Tokens;
class Keys {
  SecurityKey Wrong() { return new SymmetricSecurityKey(File.ReadAllBytes("public.pem")); } §
  string Read(string t) { return JwtBuilder.Create().WithAlgorithm(new HMACSHA256Algorithm()).WithSecret(File.ReadAllText("public.pem")).Decode(t); } §
  SecurityKey Right() { var rsa = RSA.Create(); rsa.ImportFromPem(File.ReadAllText("public.pem")); return new RsaSecurityKey(rsa); }
}
`,
    'Check.java': `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.security.Keys;
import java.nio.file.*;
class Check {
  Object wrong(String t, String publicKey) { return JWT.require(Algorithm.HMAC256(publicKey)).build().verify(t); } §
  Object bytes() throws Exception { return Keys.hmacShaKeyFor(Files.readAllBytes(Paths.get("public.pem"))); } §
  Object right(String t, RSAPublicKey publicKey) { return JWT.require(Algorithm.RSA256(publicKey, null)).build().verify(t); }
}
`,
    'main.swift': `import JWTKit
func check(signers: JWTSigners, publicKey: String) { signers.use(.hs256(key: publicKey)) } §
`,
  },
  'parsers-that-take-tokens-without-a-signature': {
    'Parse.java': `import io.jsonwebtoken.*;
class Parse {
  Object old(String t) { return Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parse(t).getBody(); } §
  Object built(String t) { return Jwts.parserBuilder().setSigningKey(System.getenv("JWT_SECRET")).build().parse(t).getBody(); } §
  Object unsigned(String t) { return Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parseClaimsJwt(t).getBody(); } §
  Object signed(String t) { return Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parseClaimsJws(t).getBody(); }
  Object handled(String t) { return Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parse(t, new SignedOnly()).getBody(); }
  Object since12(String t, SecretKey key) { return Jwts.parser().verifyWith(key).build().parse(t).getPayload(); }
}
`,
    'Valid.java': `import io.jsonwebtoken.*;
class Valid {
  boolean isValid(String t) { Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parse(t); return true; } §
}
`,
    // Whoever is let through has no name there.
    'Named.java': `import io.jsonwebtoken.*;
class Named {
  boolean isValid(String t) { Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parse(t); return true; }
  String nameIn(String t) { return Jwts.parser().setSigningKey(System.getenv("JWT_SECRET")).parseClaimsJws(t).getBody().getSubject(); }
}
`,
  },
  'what-takes-a-token-apart-for-its-signature': {
    'Validation.cs': `using Microsoft.IdentityModel.Tokens; using System.IdentityModel.Tokens.Jwt;
class Validation {
  object Off() => new TokenValidationParameters { SignatureValidator = (token, p) => new JwtSecurityToken(token) }; §
  object Own() => new TokenValidationParameters { SignatureValidator = (token, p) => keys.Check(token, p) };
}
`,
  },
  'settings-of-jwt-auth': {
    '.env': `JWT_SECRET=${'kZ4vQ9mXw7LpRtBs'.repeat(2)} §\n`,
    'composer.json': '{"require":{"tymon/jwt-auth":"^2"}}',
    'config/jwt.php': `<?php
use Tymon\\JWTAuth\\Providers\\JWT\\Provider;
return [
    'secret' => env('JWT_SECRET'),
    'ttl' => env('JWT_TTL', 525600),
    'algo' => env('JWT_ALGO', Provider::ALGO_HS512), §
];
`,
    'other/config/jwt.php': `<?php
return [
    'secret' => env('OTHER_SECRET'),
    'ttl' => null, §
    'algo' => 'HS256',
];
`,
    'third/config/jwt.php': `<?php
return [
    'secret' => env('THIRD_SECRET'),
    'ttl' => env('THIRD_TTL', 60),
    'algo' => 'HS256',
];
`,
  },
  'parsers-of-go': {
    'main.go': `package main

import "github.com/golang-jwt/jwt/v5"

func check(t string, p *jwt.Parser) {
	jwt.NewParser().Parse(t, func(*jwt.Token) (any, error) { return []byte("tutorial-value"), nil }) §
	p.ParseWithClaims(t, &jwt.RegisteredClaims{}, func(*jwt.Token) (any, error) { return []byte("tutorial-value-2"), nil }) §
}
`,
  },
};
