// Finds verify calls that accept HMAC and public-key algorithms side by side.
import { isAsymmetricAlgorithm, isHmacAlgorithm } from '../src/model/algorithms.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'algorithm-confusion',
  title: 'HMAC and public-key algorithms accepted together',
  category: 'use',
  severity: 'high',
  confidence: 'medium',
  looksFor:
    'A list of accepted algorithms that has HS256, HS384 or HS512 beside RS, PS, ES or EdDSA ones, in one call.',
  why: 'Where one key serves both, the public key becomes the HMAC secret: the attacker takes it from the web, signs with HS256, and the token is accepted.',
  howToFix:
    'Accept the one algorithm that signs. While moving from one to the other, pick the list by the key: two calls, each with its key and its algorithm.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc8725#section-2.1',
    'https://www.rfc-editor.org/rfc/rfc8725#section-3.1',
    'CWE-327',
    'CWE-347',
  ],

  checkUse({ use, secrets }) {
    if (use.use.role === 'sign' || use.use.accepted?.kind === 'choice') return;
    const hmac = use.algorithmNames.find(isHmacAlgorithm);
    const asymmetric = use.algorithmNames.find(isAsymmetricAlgorithm);
    if (hmac === undefined || asymmetric === undefined) return;
    const [secret] = secrets;
    return {
      at: use.at,
      message: `${use.use.call} accepts ${hmac} and ${asymmetric}: the public key of one can pass for the secret of the other`,
      // With a public key in the call the attack is open; otherwise the key may be picked by algorithm.
      confidence: use.isAsymmetric ? 'high' : 'medium',
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'both in one list',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => «jwt.verify»(token, process.env.JWT_KEY, { algorithms: ['HS256', 'RS256'] });
`,
      },
    ],
    good: [
      {
        name: 'HMAC alone',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_KEY, { algorithms: ['HS256', 'HS512'] });
`,
      },
      {
        name: 'public-key algorithms alone',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_KEY, { algorithms: ['RS256', 'ES256'] });
`,
      },
      {
        name: 'one list or the other',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, own) =>
  jwt.verify(token, process.env.JWT_KEY, { algorithms: own ? ['HS256'] : ['RS256'] });
`,
      },
      {
        name: 'a sign call, which takes one algorithm',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const algorithm = process.env.OWN ? 'HS256' : 'RS256';
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_KEY, { algorithm, expiresIn: '1h' });
`,
      },
    ],
  },
});
