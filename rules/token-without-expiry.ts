// Finds tokens that are signed for ever, and checks that take expired ones.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'token-without-expiry',
  title: 'Token that never expires',
  category: 'use',
  severity: 'medium',
  confidence: 'medium',
  remedy: {
    leave: 'how long a token may live is for you to say: set its expiry',
  },
  looksFor:
    'A call that signs a token without an expiry, neither in its options nor in the payload, or one that verifies with the expiry ignored.',
  why: 'A token that leaks, in a log, a URL or a backup, opens the account until the secret itself is changed.',
  howToFix:
    "Give it a lifetime: `expiresIn: '15m'` for access tokens, days for refresh tokens that can be revoked.",
  references: ['https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4', 'CWE-613'],

  checkUse({ use, secrets }) {
    const { call, hazard } = use.use;
    const [secret] = secrets;
    if (hazard === 'expiry-ignored' || hazard === 'expiry-optional') {
      const which = hazard === 'expiry-ignored' ? 'have expired' : 'never expire';
      return {
        at: use.at,
        message: `${call} accepts tokens that ${which}`,
        // Refreshing an expired token is the usual, and a fair, reason.
        severity: 'low',
        ...(secret && { secret }),
      };
    }
    if (use.expiry !== 'missing') return;
    return {
      at: use.at,
      message: `${call} makes tokens that never expire`,
      confidence: 'high',
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'no options',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => «jwt.sign»({ sub: id }, process.env.JWT_SECRET);
`,
      },
      {
        name: 'options without an expiry',
        file: 'src/login.ts',
        text: `import jwt from 'jsonwebtoken';
export const login = (id: string) => «jwt.sign»({ sub: id }, process.env.JWT_SECRET, { algorithm: 'HS512' });
`,
      },
      {
        name: 'C#: no expiry asked for',
        file: 'Startup.cs',
        text: `using Microsoft.IdentityModel.Tokens;
class A { object f(SecurityKey key) { return «new TokenValidationParameters» { IssuerSigningKey = key, RequireExpirationTime = false }; } }
`,
      },
      {
        name: 'the expiry ignored',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) =>
  «jwt.verify»(token, process.env.JWT_SECRET, { algorithms: ['HS256'], ignoreExpiration: true });
`,
      },
    ],
    good: [
      {
        name: 'C#: an expiry that has to be there, and is looked at',
        file: 'Startup.cs',
        text: `using Microsoft.IdentityModel.Tokens;
class A { object f(SecurityKey key) { return new TokenValidationParameters { IssuerSigningKey = key, RequireExpirationTime = true }; } }
`,
      },
      {
        name: 'expiresIn',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '15m' });
`,
      },
      {
        name: 'exp in the payload',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) =>
  jwt.sign({ sub: id, exp: Math.floor(Date.now() / 1000) + 900 }, process.env.JWT_SECRET);
`,
      },
      {
        name: 'a configured instance, whose calls are looked at one by one',
        file: 'src/auth.module.ts',
        text: `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
@Module({ imports: [JwtModule.register({ secret: process.env.JWT_SECRET })] })
export class AuthModule {}
`,
      },
      {
        name: 'options from somewhere unreadable',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id, options) => jwt.sign({ sub: id }, process.env.JWT_SECRET, options);
`,
      },
      {
        name: 'Go: claims of a type of its own that a caller fills',
        file: 'tokens.go',
        text: `package tokens
import "github.com/golang-jwt/jwt/v5"
func issue(key string, claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(key))
}
func Invite(key string) (string, error) { return issue(key, &Invitation{Name: "a", ExpiryTime: 900}) }
`,
      },
      {
        name: 'a check',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
    ],
  },
});
