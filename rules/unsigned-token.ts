// Finds calls that make or accept tokens without a signature.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'unsigned-token',
  title: 'Token without a signature made or accepted',
  category: 'use',
  severity: 'critical',
  confidence: 'high',
  remedy: {
    leave:
      'a token with alg "none" is not signed at all: name an algorithm and a secret on both sides, together',
  },
  looksFor:
    'The algorithm `none` in a call that signs, or among the algorithms that a call accepts.',
  why: 'A token without a signature is a note from anybody: whoever writes one is whom it says.',
  howToFix:
    'Sign with a secret or a private key, and accept that one algorithm alone. keylint does not edit this: the tokens in use have to be replaced as well.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc8725#section-3.2',
    'https://www.rfc-editor.org/rfc/rfc7518#section-3.6',
    'CWE-347',
    'CWE-1270',
  ],

  checkUse({ use, secrets }) {
    const isNone = (name: string): boolean => name.toLowerCase() === 'none';
    if (!use.algorithmNames.some(isNone) && use.use.hazard !== 'alg-none') return;
    const isSigning = use.use.role === 'sign';
    // A sign call that can get one of several algorithms is a wrapper; its callers decide.
    if (isSigning && !use.algorithmNames.every(isNone)) return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: isSigning
        ? `${use.use.call} makes tokens without a signature (alg "none")`
        : `${use.use.call} accepts tokens without a signature (alg "none")`,
      severity: isSigning ? 'high' : 'critical',
      confidence: 'high',
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'signed with none',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => «jwt.sign»({ sub: id }, '', { algorithm: 'none', expiresIn: '1h' });
`,
      },
      {
        name: 'accepted beside HS256',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_SECRET, { algorithms: ['HS256', 'none'] });
`,
      },
      {
        name: 'the algorithm of java-jwt that signs nothing',
        file: 'src/Tokens.java',
        text: `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
class Tokens {
  String issue() { return JWT.create().withExpiresAt(soon()).sign(«Algorithm.none»()); }
}
`,
      },
    ],
    good: [
      {
        name: 'HS256 alone',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'a wrapper that can sign with several',
        file: 'src/sign.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id, secret) =>
  jwt.sign({ sub: id }, secret, { algorithm: secret ? 'HS256' : 'none', expiresIn: '1h' });
`,
      },
      {
        name: 'none of something else',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) =>
  jwt.sign({ sub: id, prompt: 'none' }, process.env.JWT_SECRET, { algorithm: 'HS256', expiresIn: '1h' });
`,
      },
    ],
  },
});
