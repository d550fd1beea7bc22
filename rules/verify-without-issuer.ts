// Finds checks of tokens that take them whatever made them. For those who ask for everything (`--persona pedantic`).
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'verify-without-issuer',
  title: 'Token verified without an issuer',
  category: 'use',
  severity: 'low',
  confidence: 'low',
  remedy: {
    leave: 'name the issuer where tokens are signed and demand it here',
  },
  looksFor:
    'A call that verifies tokens, could demand an issuer (`iss`) and does not. Shown with `--persona pedantic` alone: with one service and one key there is nothing to mix up.',
  why: 'Where several parties sign with one key, or a set of keys is shared, a token of any of them is accepted here.',
  howToFix:
    "Sign with `issuer`, and demand it: `jwt.verify(token, secret, { issuer: 'https://login.example.test', ... })`.",
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.8', 'CWE-345'],

  checkUse({ use, secrets }) {
    if (use.use.issuer !== 'missing' || use.use.role === 'sign') return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: `${use.use.call} accepts tokens of any issuer`,
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'no issuer',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
    ],
    good: [
      {
        name: 'an issuer',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const options = { algorithms: ['HS256'], issuer: 'https://api.example.test' };
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET, options);
`,
      },
      {
        name: 'options from somewhere unreadable',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, options) => jwt.verify(token, process.env.JWT_SECRET, options);
`,
      },
    ],
  },
});
