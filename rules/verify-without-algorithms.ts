// Finds verify calls that leave it to the token which algorithm it is checked with.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'verify-without-algorithms',
  title: 'Token verified without a list of algorithms',
  category: 'use',
  severity: 'medium',
  confidence: 'high',
  fix: 'unsafe',
  looksFor:
    'A call that verifies tokens with a secret, could restrict the algorithms and does not. Libraries that pin the algorithm by themselves are left alone.',
  why: 'The header of the token, which the attacker writes, picks the algorithm: the way to every known confusion of algorithms, and to the weakest HMAC that the library still takes.',
  howToFix:
    "Name the algorithm that signs: `jwt.verify(token, secret, { algorithms: ['HS256'] })`. `--fix=unsafe` takes it from the linked sign call.",
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.1', 'CWE-347'],

  checkUse({ use, secrets }) {
    if (use.verification !== 'open' || use.isAsymmetric) return;
    // Where no signature is checked the algorithm does not matter; unverified-token speaks of these.
    if (use.use.hazard === 'signature-not-checked') return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: `${use.use.call} takes any algorithm the token names; no list of algorithms is given`,
      ...(secret && { secret }),
      confidence: use.use.verificationConfidence ?? 'high',
    };
  },

  examples: {
    bad: [
      {
        name: 'no options',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_SECRET);
`,
      },
      {
        name: 'options without the list',
        file: 'src/check.ts',
        text: `import jwt from 'jsonwebtoken';
export const check = (token: string) =>
  «jwt.verify»(token, process.env.JWT_SECRET, { issuer: 'https://example.test' });
`,
      },
    ],
    good: [
      {
        name: 'a list',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'options from somewhere unreadable',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, options) => jwt.verify(token, process.env.JWT_SECRET, options);
`,
      },
      {
        name: 'a public key, which decides the algorithm',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const key = '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\\n-----END PUBLIC KEY-----';
module.exports = (token) => jwt.verify(token, key);
`,
      },
      {
        name: 'no signature checked, which unverified-token reports',
        file: 'src/check.js',
        text: `const jwt = require('jwt-simple');
module.exports = (token) => jwt.decode(token, process.env.JWT_SECRET, true);
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
        name: 'a guard of a framework, with a text as key',
        file: 'src/jwt.strategy.ts',
        text: `import { ExtractJwt, Strategy } from 'passport-jwt';
export const strategy = new Strategy(
  { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET },
  (payload, done) => done(null, payload),
);
`,
      },
      {
        name: 'a sign call',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
    ],
  },
});
