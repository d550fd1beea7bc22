// Finds claims that everybody who holds the token can read, and nobody should.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'sensitive-claim',
  title: 'Password or its like in the claims of a token',
  category: 'use',
  severity: 'medium',
  confidence: 'high',
  remedy: {
    leave: 'leave it out of the claims, and look it up where it is needed',
  },
  looksFor:
    'A signed token whose claims hold a password, the hash of one, a card number or a private key.',
  why: 'A signed token is not encrypted: whoever holds it, or a log that it is in, reads the claims. A hash of a password can be guessed offline.',
  howToFix: 'Sign the id of the user alone, and look the rest up where it is needed.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#token-information-disclosure',
    'CWE-522',
  ],

  checkUse({ use, secrets }) {
    const claims = use.sensitiveClaims ?? [];
    if (claims.length === 0) return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: `${use.use.call} puts ${claims.join(' and ')} into the token, where everybody can read it`,
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'a password',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = ({ id, password }) =>
  «jwt.sign»({ sub: id, password }, process.env.JWT_SECRET, { expiresIn: '15m' });
`,
      },
      {
        name: 'a hash, in claims that are made before',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (user) => {
  const claims = { sub: user.id, passwordHash: user.passwordHash };
  return «jwt.sign»(claims, process.env.JWT_SECRET, { expiresIn: '15m' });
};
`,
      },
    ],
    good: [
      {
        name: 'whether a password is set',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (user) =>
  jwt.sign({ sub: user.id, hasPassword: true }, process.env.JWT_SECRET, { expiresIn: '15m' });
`,
      },
      {
        name: 'a password as part of the key, as links for its reset have it',
        file: 'src/reset.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (user) =>
  jwt.sign({ sub: user.id }, process.env.JWT_SECRET + user.password, { expiresIn: '15m' });
`,
      },
    ],
  },
});
