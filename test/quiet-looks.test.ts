// Uses that ask for nothing: looks into a token that is one's own, a key that only fits one family, claims that have no account
// to them, what a standard keys an HMAC with. Each beside a near miss, with one thing changed, that stays found.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const go = 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n';

const reads = (lines: string, parameter = 'request *http.Request'): Files => ({
  'go.mod': go,
  'identity.go': `package app

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

func login(${parameter}) (string, error) {
${lines}
	return claims.Subject, nil
}
`,
});

const parsed = (token: string): string => `	var claims jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(${token}, &claims); err != nil {
		return "", err
	}`;

const answered = (owner: string): string => `	token := ${owner}.Header.Get("Authorization")
${parsed('token')}`;

const inPython = (name: string): Files => ({
  'requirements.txt': 'PyJWT==2.9\n',
  'acme/services.py': `import jwt

class ${name}:
    def verify_token(self, token):
        return jwt.decode(token, options={"verify_signature": False})
`,
});

const mints = (next: string): Files => ({
  'requirements.txt': 'PyJWT==2.9\n',
  'acme/views.py': `import jwt

def login(request):
    unverified_token = request.json["token"]
    unverified_claims = jwt.decode(
        unverified_token, options={"verify_signature": False}
    )
    service = services[unverified_claims["iss"]]
    return ${next}
`,
});

const inRuby = (name: string): Files => ({
  Gemfile: "gem 'jwt'\n",
  'lib/status.rb': `class Status
  def ${name}
    @${name} ||= JWT.decode(input, nil, false)
  end
end
`,
});

const dated = (claims: string): Files => ({
  'go.mod': go,
  'engine.go': `package app

import (
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func header(key []byte) (string, error) {
	claims := ${claims}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}
`,
});

const datedIn = (library: string, call: string, more: string): Files => ({
  'package.json': `{ "dependencies": { "${library}": "^9.0.0" } }\n`,
  'src/engine.js': `const jwt = require('${library}');
exports.header = (key, id) => ${call}({ iat: Math.floor(Date.now() / 1000) }, key, ${more});
`,
});

const updated = (claim: string): Files => ({
  'requirements.txt': 'PyJWT==2.9\n',
  'acme/tokens.py': `import os
import jwt

def issue(claims, sub, end):
    payload = {}
    if claims is not None:
        payload.update(claims)
    payload.update({"sub": sub, "${claim}": end})
    return jwt.encode(payload, os.environ["JWT_KEY"], algorithm="HS256")
`,
});

const keyedWith = (text: string): Files => ({
  'go.mod': go,
  'wallet.go': `package app

import (
	"crypto/hmac"
	"crypto/sha512"
)

func Master(seed []byte) []byte {
	mac := hmac.New(sha512.New, []byte("${text}"))
	mac.Write(seed)
	return mac.Sum(nil)
}
`,
});

const proof = (key: string): Files => ({
  'package.json': '{ "dependencies": { "jose": "^5.0.0" } }\n',
  'src/proof.ts': `import { EmbeddedJWK, jwtVerify } from 'jose';
export const check = (text: string, key: KeyLike) => jwtVerify(text, ${key}, { typ: 'acme+jwt', maxTokenAge: 10 });
`,
});

const asClient = (method: string, asking = 'is_token_valid'): Files => ({
  'requirements.txt': 'PyJWT==2.9\n',
  'acme/client.py': `import jwt

class TokenStrategy:
    def ${method}(self):
        self.token = self.manager.request()

    def ${asking}(self, token):
        decoded = jwt.decode(token, options={"verify_signature": False})
        return decoded.get("exp") > now()
`,
});

/** A function that gives its parameter an end and signs it, called with an object that has none. */
const handed = {
  js: (line: string): Files => ({
    'package.json': '{}',
    'a.js': `const jwt = require('jsonwebtoken');
function issue(payload, other) {
  ${line};
  return jwt.sign(payload, process.env.JWT_SECRET);
}
exports.login = (id) => issue({ sub: id }, { sub: id });
`,
  }),
  python: (line: string): Files => ({
    'a.py': `import jwt, os
def issue(payload, other):
    ${line}
    return jwt.encode(payload, os.environ["JWT_SECRET"], algorithm="HS256")
def login(id):
    return issue({"sub": id}, {"sub": id})
`,
  }),
  ruby: (line: string): Files => ({
    Gemfile: "gem 'jwt'\n",
    'lib/tokens.rb': `class Tokens
  KEY = Rails.application.secrets.secret_key_base.to_s
  def self.encode(payload, exp = 24.hours.from_now)
    ${line}
    JWT.encode(payload, KEY)
  end
end
`,
    'app/sessions.rb': 'class Sessions\n  def create = Tokens.encode({ user_id: @user.id })\nend\n',
  }),
  php: (line: string): Files => ({
    'a.php': `<?php
use Firebase\\JWT\\JWT;
function issue(array $payload) {
  ${line};
  return JWT::encode($payload, $_ENV['JWT_SECRET'], 'HS256');
}
function login($id) { return issue(['sub' => $id]); }
`,
  }),
};

const until = (end: string): Files => ({
  'Tokens.java': `import io.jsonwebtoken.Jwts;
import java.util.Date;
class Tokens {
    String issue(javax.crypto.SecretKey key) {
        Date now = new Date();
        return Jwts.builder().subject("a").expiration(new Date(${end})).signWith(key).compact();
    }
}
`,
});

/** Claims whose fields stand in order, the first of them what another function gives. */
const inOrder = (first: string): Files => ({
  'go.mod': go,
  'a.go': `package app

import (
	"os"

	"github.com/golang-jwt/jwt/v4"
)

type claims struct {
	jwt.StandardClaims
	Kind string
}

func standard(id string) jwt.StandardClaims { return jwt.StandardClaims{Subject: id, ExpiresAt: 900} }

func Issue(id string) (string, error) { return sign(claims{${first}, "access"}) }

func sign(given claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, given).SignedString([]byte(os.Getenv("JWT_SECRET")))
}
`,
});

const accepts = (library: string, call: string): Files => ({
  'package.json': `{ "dependencies": { "${library}": "^5.0.0" } }\n`,
  'src/check.ts': `import { ${call} } from '${library}';
export const check = (text: string, secret: any) => ${call}(text, secret, { algorithms: ['HS256', 'RS256'] });
`,
});

const versioned = (claim: string): Files => ({
  'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.0" } }\n',
  'src/tokens.js': `const jwt = require('jsonwebtoken');
exports.issue = (id, count) => jwt.sign({ id, ${claim}: count }, process.env.JWT_SECRET, { issuer: 'acme' });
`,
});

const forApple = (audience: string): Files => ({
  'composer.json': '{ "require": { "firebase/php-jwt": "^6.0" } }\n',
  'src/Apple.php': `<?php
use Firebase\\JWT\\JWT;
function secret($team, $client, $key, $id) {
    $data = [
        'iat' => time(),
        'exp' => time() + 86400 * 180,
        'iss' => $team,
        'aud' => '${audience}',
        'sub' => $client
    ];
    return JWT::encode($data, $key, 'ES256', $id);
}
`,
});

const builds = (custom: string): Files => ({
  'pom.xml': '<artifactId>java-jwt</artifactId>\n',
  'Tokens.java': `package acme;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
class Tokens {
    String issue(byte[] key, String subject, Consumer<JWTCreator.Builder> custom) {
        JWTCreator.Builder builder = JWT.create().withSubject(subject);
        ${custom}
        return builder.sign(Algorithm.HMAC256(key));
    }
}
`,
});

const drawn = [
  ...[214, 7, 91, 133, 250, 18, 66, 199, 3, 172, 45, 228, 110, 81, 159, 30],
  ...[243, 12, 187, 74, 205, 59, 141, 96, 22, 234, 168, 119, 37, 251, 84, 150],
];
const typed = [
  ...Buffer.from('9f2c41d07be8a356').values(),
  ...Buffer.from('c4187e90ad52b36f').values(),
];

const keyedWithBytes = (bytes: readonly number[]): Files => ({
  'src/key.js': `const { createHmac } = require('crypto');
// keylint: ignore[hardcoded-secret] a test of what the bytes carry
const HMAC_KEY = Buffer.from([${bytes.join(', ')}]);
exports.sum = (text) => createHmac('sha256', HMAC_KEY).update(text).digest('hex');
`,
});

const elixir = (runtime: string): Files => ({
  'mix.exs': 'defmodule Acme.MixProject do\nend\n',
  'config/config.exs': `import Config

config :acme, AcmeWeb.Endpoint,
  secret_key_base: "tutorial-tutorial-tutorial-4711"
`,
  'config/runtime.exs': `import Config

config :acme, AcmeWeb.Endpoint,
  ${runtime}: System.fetch_env!("SECRET_KEY_BASE")
`,
});

const django = (production: string, key = 'SECRET_KEY = os.environ["SECRET_KEY"]\n'): Files => ({
  'requirements.txt': 'Django==5.0\n',
  'acme/settings/base.py':
    'INSTALLED_APPS = ["django.contrib.auth"]\nSECRET_KEY = "tutorial-tutorial-tutorial-4711"\n',
  [`acme/settings/${production}.py`]: `import os\n\nfrom .base import *\n\n${key}`,
});

const inUmbrella = (more: string): Files => ({
  ...elixir('secret_key_base'),
  'config/config.exs': `import Config

config :acme, AcmeWeb.Endpoint,
  secret_key_base: "tutorial-tutorial-tutorial-4711"

config :other, OtherWeb.Endpoint,
  ${more}: "tutorial-tutorial-tutorial-4712"
`,
});

const pairs: readonly (readonly [name: string, quiet: Files, told: Files])[] = [
  [
    'a token that a server has answered with',
    reads(answered('resp'), 'resp *http.Response'),
    reads(answered('request')),
  ],
  [
    'the access token of an answer',
    reads(parsed('token.AccessToken'), 'token *oauth2.Token'),
    reads(parsed('request.AccessToken'), 'request *Request'),
  ],
  ['a token of the service itself', inRuby('service_account_identity'), inRuby('user_identity')],
  [
    'a token of the service itself, and not one of another',
    inRuby('service_account_identity'),
    inRuby('authenticate_service_account'),
  ],
  [
    'the access token of an answer, and not that of a request',
    reads(parsed('tokenResponse.AccessToken'), 'tokenResponse *Answer'),
    reads(parsed('tokenRequest.AccessToken'), 'tokenRequest *Request'),
  ],
  ['what stands in for a service', inPython('NullTokenService'), inPython('TokenService')],
  [
    'an unverified token that goes on to be checked',
    mints('service.mint(request, unverified_token)'),
    mints('service.mint(request, unverified_claims)'),
  ],
  [
    'an unverified token that goes on to be checked, and not to a log',
    mints('service.mint(request, unverified_token)'),
    mints('log.info("asked with %s", unverified_token)'),
  ],
  [
    'a token that says when it was made, and no more',
    dated('jwt.MapClaims{"iat": jwt.NewNumericDate(time.Now())}'),
    dated('jwt.MapClaims{"iat": jwt.NewNumericDate(time.Now()), "sub": "a"}'),
  ],
  [
    'the same in a field',
    dated('jwt.RegisteredClaims{IssuedAt: jwt.NewNumericDate(time.Now())}'),
    dated('jwt.RegisteredClaims{Subject: "a"}'),
  ],
  [
    'the same in claims to which nothing is added',
    dated('jwt.MapClaims{"iat": jwt.NewNumericDate(time.Now())}'),
    dated('jwt.MapClaims{"iat": jwt.NewNumericDate(time.Now())}\n\tclaims["sub"] = account'),
  ],
  [
    'the same of a library that takes claims from nowhere else',
    datedIn('jwt-simple', 'jwt.encode', "'HS256'"),
    datedIn('jsonwebtoken', 'jwt.sign', '{ subject: id }'),
  ],
  ['claims that get their end later', updated('exp'), updated('ext')],
  ['what a standard derives keys with', keyedWith('Bitcoin seed'), keyedWith('Tutorial seed')],
  ['a token that the class has fetched', asClient('fetch_token'), asClient('check_token')],
  [
    'a token that the class has fetched, and not one that it is asked about',
    asClient('fetch_token'),
    asClient('fetch_token', 'authenticate'),
  ],
  [
    'kinds of keys that cannot be confused',
    accepts('jose', 'jwtVerify'),
    accepts('jsonwebtoken', 'verify'),
  ],
  [
    'a token whose builder somebody else may fill',
    builds('custom.accept(builder);'),
    builds('custom.accept(subject);'),
  ],
  ['tokens that are counted', versioned('tokenVersion'), versioned('tokenCount')],
  [
    'what Apple is shown in place of a secret',
    forApple('https://appleid.apple.com'),
    forApple('https://acme.test'),
  ],
  ['bytes that were drawn', keyedWithBytes(drawn), keyedWithBytes(typed)],
  [
    'what Elixir sets anew when a release starts',
    elixir('secret_key_base'),
    elixir('signing_salt'),
  ],
  ['the same of one endpoint of two', inUmbrella('live_view_words'), inUmbrella('secret_key_base')],
  [
    'a parameter that is given an end',
    handed.js('payload.exp = later()'),
    handed.js('payload.iat = now()'),
  ],
  ['one that is asked for its end', handed.js('payload.exp = 900'), handed.js('other.exp = 900')],
  [
    'one that is merged with an end',
    handed.python('payload.update({"exp": later()})'),
    handed.python('other.update({"exp": later()})'),
  ],
  [
    'an end where there is none yet',
    handed.python('payload.setdefault("exp", later())'),
    handed.python('payload.setdefault("iat", later())'),
  ],
  [
    'the end of Rails',
    handed.ruby('payload[:exp] = exp.to_i'),
    handed.ruby('payload[:at] = exp.to_i'),
  ],
  [
    'an end of Rails that is merged',
    handed.ruby('payload.reverse_merge!(exp: exp.to_i)'),
    handed.ruby('payload.reverse_merge!(at: exp.to_i)'),
  ],
  [
    'an end in PHP',
    handed.php("$payload['exp'] = time() + 900"),
    handed.php("$payload['iat'] = time()"),
  ],
  [
    'a day in milliseconds',
    until('now.getTime() + 1000 * 60 * 60 * 24'),
    until('now.getTime() + 1000L * 60 * 60 * 24 * 90'),
  ],
  ['the same of a clock', until('now.getTime() + 86400000'), until('now.getTime() + 7776000000L')],
  ['fields in order', inOrder('standard(id)'), inOrder('id')],
  ['a key that has to be public', proof('EmbeddedJWK'), proof('key')],
];

test.each(pairs)('%s', async (_, quiet, told) => {
  const none = await auditTexts(quiet, rules);
  expect(none.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([]);
  const some = await auditTexts(told, rules);
  expect(some.filter(({ context }) => context === 'production')).not.toEqual([]);
});

test('a key that settings of production set anew is told of the others', async () => {
  const severitiesOf = async (files: Files): Promise<readonly string[]> =>
    (await auditTexts(files, rules)).map(({ severity }) => severity);
  expect(new Set(await severitiesOf(django('prod')))).toEqual(new Set(['medium']));
  expect(await severitiesOf(django('staging'))).toContain('high');
  for (const key of [
    'SECRET_KEY = os.environ.get("SECRET_KEY", SECRET_KEY)\n',
    'SECRET_KEY = env("SECRET_KEY", default=SECRET_KEY)\n',
    'from . import base\n\nSECRET_KEY = os.environ.get("SECRET_KEY", base.SECRET_KEY)\n',
    'if "SECRET_KEY" in os.environ:\n    SECRET_KEY = os.environ["SECRET_KEY"]\n',
  ])
    expect(await severitiesOf(django('prod', key))).toContain('high');
  const runtime = elixir('secret_key_base')['config/runtime.exs'] ?? '';
  const ofReleases = runtime.replace(/^config[\s\S]*/m, 'if config_env() == :prod do\n  $&end\n');
  const inReleases = { ...elixir('secret_key_base'), 'config/runtime.exs': ofReleases };
  expect(new Set(await severitiesOf(inReleases))).toEqual(new Set(['medium']));
});

test("a template's line is told under its own name", async () => {
  const [finding] = await auditTexts(
    {
      'docker-compose.yml': `services:
  shop:
    environment:
      JWT_SECRET: \${APP_SIGNING_SECRET}
`,
      'src/sign.js': `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      '.env.example': 'APP_SIGNING_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
    },
    rules,
  );
  expect(finding?.message).toMatch(/^APP_SIGNING_SECRET in this template/);
});
