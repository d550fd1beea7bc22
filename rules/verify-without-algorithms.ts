// Finds verify calls that leave it to the token which algorithm it is checked with.
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { LinkedUse } from '../src/model/secret.ts';

/** What the library really does without a list, and how bad that is. */
function judge(use: LinkedUse): Pick<Problem, 'message' | 'severity'> {
  const { call, library, keyDecidesSince, listNeededSince } = use.use;
  const none = `${call} is given no list of algorithms`;
  const since = keyDecidesSince ?? listNeededSince;
  if (since === undefined) {
    return { message: `${none} and takes the one that the token names` };
  }
  if (use.oldVersion !== undefined) {
    return {
      message: `${none}, and before ${since} ${library} takes the one that the token names; the manifest allows ${use.oldVersion}`,
    };
  }
  if (listNeededSince !== undefined) {
    return {
      message: `${none}: before ${since} ${library} takes the one that the token names, and later it fails`,
      severity: 'low',
    };
  }
  if (use.publicKey) {
    return {
      message: `${none} and its key may be public: where the library does not recognise it as such, it is an HMAC secret that everybody has`,
    };
  }
  return {
    message: `${none}: with a text as key ${library} takes HS256, HS384 or HS512, as the token asks`,
    severity: 'low',
  };
}

export default defineRule({
  id: 'verify-without-algorithms',
  title: 'Token verified without a list of algorithms',
  category: 'use',
  severity: 'medium',
  confidence: 'high',
  remedy: 'pinned-algorithms',
  looksFor:
    'A call that verifies tokens, could restrict the algorithms and does not. Where the library takes HMAC alone for a text as key (jsonwebtoken since 4.2.2, jose, fast-jwt and what is built on them), or refuses the call (PyJWT since 2.0), it is of low severity; where the key may be public, the version is older, or the library takes whatever the token names, of medium. Libraries that pin the algorithm by themselves are left alone.',
  why: 'The header of the token, which the attacker writes, picks the algorithm. With a secret that is the choice between three HMACs; with a public key that the library does not recognise as one, or a library that takes any, it is the way to forged tokens.',
  howToFix: 'Name the algorithm that signs, and no other, in the list that the call accepts.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.1', 'CWE-347'],

  checkUse({ use, secrets }) {
    if (use.verification !== 'open') return;
    // A public key decides the algorithm, but in versions that take it for the secret of an HMAC.
    if (use.isAsymmetric && use.oldVersion === undefined) return;
    // Where no signature is checked the algorithm does not matter; unverified-token speaks of these.
    if (use.use.hazard === 'signature-not-checked') return;
    const [secret] = secrets;
    return {
      at: use.at,
      ...judge(use),
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
      {
        name: 'a key that may be public',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_PUBLIC_KEY);
`,
      },
      {
        name: 'a library that takes any',
        file: 'src/check.js',
        text: `const jwt = require('jwt-simple');
module.exports = (token) => «jwt.decode»(token, process.env.JWT_SECRET);
`,
      },
      {
        name: 'a version that takes any',
        files: {
          'package.json': '{ "dependencies": { "jsonwebtoken": "^4.0.0" } }',
          'src/check.js': `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_SECRET);
`,
        },
      },
      {
        name: 'a public key, and a version that takes any',
        files: {
          'package.json': '{ "dependencies": { "jsonwebtoken": "0.4.0" } }',
          'src/check.js': `const fs = require('fs');
const jwt = require('jsonwebtoken');
const publicKey = fs.readFileSync('keys/jwt.pub', 'utf8');
module.exports = (token) => «jwt.verify»(token, publicKey);
`,
        },
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
