// Careless programs that look like careful ones to whoever reads a name, a path or a line alone: what is quiet for those is
// told of these.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const key = 'tutorial-tutorial-4711';
const go = 'module acme.test/app\n\nrequire github.com/golang-jwt/jwt/v5 v5.2.0\n';
const drawn = 'Q850mQ76aYBdwwKGc8afQ3zKTtatnfcOSX87KDtdMs';

const inJava = (body: string, text = key): Files => ({
  'A.java': `class A {\n    static final String JWT_SECRET = "${text}";\n    Object f(B b) { return ${body}; }\n}\n`,
});

const keyed = (given: string): Files => ({
  'package.json': '{}',
  'sign.js': `const { createHmac } = require('crypto');
function sign(context, data) { return createHmac('sha256', ${given}).update(data).digest('hex'); }
module.exports = { run: (data) => sign({ signingKey: '${key}' }, data) };
`,
});

const readsKey: Files = {
  'src/a.js': `const jwt = require('jsonwebtoken');
const fs = require('fs');
const word = fs.readFileSync('src/key.txt', 'utf8').trim();
module.exports = (id) => jwt.sign({ sub: id }, word, { expiresIn: '1h' });
`,
};

const options = (path: string, line: string): Files => ({
  [path]: `using Microsoft.IdentityModel.Tokens;
class Options {
    public TokenValidationParameters Parameters { get; set; } = new TokenValidationParameters
    {
        ${line},
        IssuerSigningKey = Load(),
    };
}
`,
});

const confirms = (line: string): Files => ({
  Gemfile: "gem 'json-jwt'\n",
  'lib/users.rb': `class Users
  def confirm(token)
    claims = JSON::JWT.decode token, :skip_verification
    user = User.find(claims['sub'])
    ${line}
  end
end
`,
});

const signsOwn = (claims: string): Files => ({
  'go.mod': go,
  'sign.go': `package app

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func sign(id string) (string, error) {
	t := jwt.New(jwt.SigningMethodHS256)
	claims := ${claims}
	t.Claims = claims
	return t.SignedString([]byte(os.Getenv("JWT_SECRET")))
}
`,
});

test.each<[name: string, files: Files, rule: string]>([
  [
    'a constant in a list that is handed on',
    { 'a.js': `const JWT_SECRET = '${key}';\nacme.tokens([JWT_SECRET]);\n` },
    'hardcoded-secret',
  ],
  [
    'a constant beside a parameter that is called so in other letters',
    {
      'a.py': `JWT_SECRET = "${key}"

def sign(claims):
    return acme_sign(claims, JWT_SECRET)

def load(config, jwt_secret):
    return config[jwt_secret]
`,
    },
    'hardcoded-secret',
  ],
  [
    'a constant that a builder is given as its key',
    inJava('b.withKey(JWT_SECRET, "HS256")'),
    'hardcoded-secret',
  ],
  [
    'what is drawn, and a key is made of',
    inJava('b.getKey(JWT_SECRET)', drawn),
    'hardcoded-secret',
  ],
  [
    'hexadecimal digits that a key is made of',
    inJava('b.getKey(JWT_SECRET)', 'c9422e1cb330dc739908e272928e08c6'),
    'hardcoded-secret',
  ],
  [
    'a secret that lets in whoever sends it',
    {
      'a.js': `const JWT_SECRET = '${key}';\nexport const isOne = (secret) => secret === JWT_SECRET;\n`,
    },
    'hardcoded-secret',
  ],
  [
    'settings in a class of constants',
    {
      'requirements.txt': 'Flask==3.0\n',
      'acme/config.py': `class Constants:\n    SECRET_KEY = "${key}"\n`,
    },
    'hardcoded-secret',
  ],
  ['a key that stands in a context', keyed('context.signingKey'), 'hardcoded-secret'],
  [
    'a key below what people subscribe to',
    { 'conf.yml': 'subscription:\n  jwt_secret: acme.secret:tutorial\n' },
    'hardcoded-secret',
  ],
  [
    'forty digits that sessions are signed with',
    { '.env': 'AUTH_SIGNING_KEY=53E66E1D2CABEFCDB1D3B83E106164552E8D8149\n' },
    'thin-secret',
  ],
  ['a key that ends like a pattern', inJava('null', 'Zk3-tutorial-91.*'), 'hardcoded-secret'],
  [
    'a key with a full stop among its words and digits',
    { 'a.js': "export const jwtSecret = 'acme-jwt.secret-4711';\n" },
    'hardcoded-secret',
  ],
  [
    'a key of two halves',
    { 'a.js': "export const jwtSecret = 'my_secret:key_of_acme';\n" },
    'hardcoded-secret',
  ],
  [
    'sessions of a service for licences of drivers',
    options('driver-license/src/Tokens/Options.cs', 'ValidateLifetime = false'),
    'token-without-expiry',
  ],
  [
    'tokens of a service that speaks SAML elsewhere',
    options('saml-proxy/src/Tokens/Options.cs', 'RequireSignedTokens = false'),
    'unverified-token',
  ],
  ['a user who is verified by a token that is not', confirms('user.verify!'), 'unverified-token'],
  [
    'a cache that is asked with what a token says',
    {
      'requirements.txt': 'pyjwt==2.9\n',
      'tokens.py': `import jwt

def decode(token):
    unverified_claims = jwt.decode(token, options={"verify_signature": False})
    return load(get_cache_key(unverified_claims["sub"]))
`,
    },
    'unverified-token',
  ],
  [
    'claims of the function itself that have no end',
    signsOwn('jwt.MapClaims{"sub": id}'),
    'token-without-expiry',
  ],
  [
    'a method that is called as what it imports, where it would have to say self',
    {
      'requirements.txt': 'pyjwt==2.9\n',
      'tokens.py': `from jwt import encode

class Tokens:
    def encode(self, claims):
        return encode({**claims, "exp": 600}, "${key}", algorithm="HS256")
`,
    },
    'hardcoded-secret',
  ],
  [
    'a key in a text file that code reads',
    { ...readsKey, 'src/key.txt': `${key}\n` },
    'hardcoded-secret',
  ],
  [
    'a key in a map',
    {
      'a.js': `const jwt = require('jsonwebtoken');
const keys = new Map([['access', '${key}']]);
module.exports = (id) => jwt.sign({ sub: id }, keys.get('access'), { expiresIn: '1h' });
`,
    },
    'hardcoded-secret',
  ],
  [
    'what a class falls back to whose file is in small letters',
    {
      'app/config/env.php': `<?php
namespace App\\Config;
class Env {
    protected static $all = [];
    public static function get($name, $default = null) { return self::$all[$name] ?? $default; }
}
`,
      'app/Tokens.php': `<?php
namespace App;
use App\\Config\\Env;
class Tokens {
    public static function sign($claims) { return \\Firebase\\JWT\\JWT::encode($claims, Env::get('JWT_KEY', '${key}'), 'HS256'); }
}
`,
    },
    'hardcoded-fallback',
  ],
  [
    'a key in a namespace of another file',
    {
      'a.ts': `import jwt from 'jsonwebtoken';
import { Config } from './config';
export const issue = (id: string) => jwt.sign({ sub: id }, Config.word, { expiresIn: '1h' });
`,
      'config.ts': `export namespace Config {\n  export const word = '${key}';\n}\n`,
    },
    'hardcoded-secret',
  ],
])('%s is told', async (_, files, rule) => {
  const findings = await auditTexts(files, rules);
  const production = findings.filter(({ context }) => context === 'production');
  expect(production.map((finding) => finding.rule)).toContain(rule);
});

test.each<[name: string, files: Files]>([
  ['a text file that no code reads', { 'src/key.txt': `${key}\n` }],
  ['a label of a hash', keyed('context')],
  ['a token that is checked below', confirms('claims.verify! key')],
  ['claims of the function itself that have an end', signsOwn('jwt.MapClaims{"exp": 600}')],
  [
    'proofs in a directory of their own',
    options('src/DPoP/Options.cs', 'ValidateLifetime = false'),
  ],
  [
    'assertions in all that lies below their directory',
    options('src/Saml/Sp/Configuration/Options.cs', 'RequireSignedTokens = false'),
  ],
  [
    'assertions in a directory of their own',
    options('src/AcmeSaml/Options.cs', 'RequireSignedTokens = false'),
  ],
  ['what is shown in place of a secret', { 'a.js': `export const maskJwtSecret = '${key}';\n` }],
  [
    'an entry that code computes the name of',
    {
      'a.js': `const JWT_KEY = '${key}';\nexport const state = (keys) => ({ [JWT_KEY]: keys[JWT_KEY] });\n`,
    },
  ],
])('%s is not', async (_, files) => {
  const findings = await auditTexts(files, rules);
  expect(findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`)).toEqual([]);
});
