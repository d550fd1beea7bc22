// Finds checks of tokens that take them whatever they were made for. For those who ask for everything (`--persona pedantic`).
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'verify-without-audience',
  title: 'Token verified without an audience',
  category: 'use',
  severity: 'low',
  confidence: 'low',
  remedy: {
    leave: 'name the audience where tokens are signed and demand it here',
  },
  looksFor:
    'A call that verifies tokens, could demand an audience (`aud`) and does not. Shown with `--persona pedantic` alone: with one service and one key there is nothing to mix up.',
  why: 'A token that the same key signed for another service, or for another purpose, is accepted here.',
  howToFix:
    "Sign with `audience`, and demand it: `jwt.verify(token, secret, { audience: 'https://api.example.test', ... })`.",
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.9', 'CWE-287'],

  checkUse({ use, secrets }) {
    if (use.use.audience !== 'missing' || use.use.role === 'sign') return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: `${use.use.call} accepts tokens for any audience`,
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'no audience',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
    ],
    good: [
      {
        name: 'an audience',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const options = { algorithms: ['HS256'], audience: 'https://api.example.test' };
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
