// Finds tokens whose content is taken without checking the signature.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'unverified-token',
  title: 'Token read without checking its signature',
  category: 'use',
  severity: 'high',
  confidence: 'high',
  remedy: {
    leave:
      'decode does not check the signature: whether this place may trust the token is for you to say; use verify',
  },
  looksFor:
    'A verification that is switched off, or a decode whose result is taken for the user where nothing in the file verifies.',
  why: 'Everybody can write a token with any content. Only the signature says that it is ours.',
  howToFix:
    'Verify with the secret and a list of algorithms, and use what that returns. Where a gateway has checked the token before, say so with `keylint: ignore[unverified-token]` and the reason.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.3', 'CWE-345', 'CWE-347'],

  checkUse({ use }) {
    const { hazard, call } = use.use;
    if (hazard === 'signature-not-checked') {
      return { at: use.at, message: `${call} has the check of the signature switched off` };
    }
    if (hazard !== 'decode-only') return;
    return {
      at: use.at,
      message: `${call} reads the token without checking its signature`,
      // A gateway before this service may have checked it.
      confidence: 'medium',
    };
  },

  examples: {
    bad: [
      {
        name: 'a decode taken for a check',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (request, response, next) => {
  request.user = «jwt.decode»(request.headers.authorization);
  next();
};
`,
      },
      {
        name: 'verification switched off',
        file: 'src/check.js',
        text: `const jwt = require('jwt-simple');
module.exports = (token) => «jwt.decode»(token, process.env.JWT_SECRET, true);
`,
      },
    ],
    good: [
      {
        name: 'a decode beside a check',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (request, response, next) => {
  const token = request.headers.authorization;
  jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  request.user = jwt.decode(token);
  next();
};
`,
      },
      {
        name: 'a client, which only shows what it reads',
        file: 'src/greeting.js',
        text: `import jwt from 'jsonwebtoken';
export const greet = (token) => \`Hello \${jwt.decode(token).name}\`;
`,
      },
      {
        name: 'jwt-simple, whose decode verifies',
        file: 'src/check.js',
        text: `const jwt = require('jwt-simple');
module.exports = (token) => jwt.decode(token, process.env.JWT_SECRET, false, 'HS256');
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
