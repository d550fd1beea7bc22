// Finds verify calls that accept HMAC and public-key algorithms side by side.
import { isAsymmetricAlgorithm, isHmacAlgorithm } from '../src/model/algorithms.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'algorithm-confusion',
  title: 'Token that can pick how it is checked',
  category: 'use',
  severity: 'high',
  confidence: 'medium',
  remedy: {
    leave: 'which of the two kinds of keys is meant is for you to say: list one kind only',
  },
  looksFor:
    'A list of accepted algorithms that has HS256, HS384 or HS512 beside RS, PS, ES or EdDSA ones; HMAC with a public key; a list that is read from the token itself.',
  why: 'Where a public key is an HMAC secret the attacker takes it from the web, signs with HS256, and the token is accepted. A list that the token writes is none.',
  howToFix:
    'Accept the one algorithm that signs. While moving from one to the other, pick the list by the key: two calls, each with its key and its algorithm.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc8725#section-2.1',
    'https://www.rfc-editor.org/rfc/rfc8725#section-3.1',
    'CWE-327',
    'CWE-347',
  ],

  checkUse({ use, secrets }) {
    const [secret] = secrets;
    const found = { at: use.at, ...(secret && { secret }) };
    if (use.trustsHeader) {
      return {
        ...found,
        message: `${use.use.call} accepts the algorithm that the head of the token names: whoever writes the token picks it`,
        confidence: 'high',
      };
    }
    const hmac = use.algorithmNames.find(isHmacAlgorithm);
    const isHmac = hmac !== undefined || use.isHmac === true;
    if (isHmac && use.publicKey === 'yes' && use.use.kind === 'jwt') {
      return {
        ...found,
        message: `${use.use.call} uses a public key as the secret of ${hmac ?? use.use.defaultAlgorithm ?? 'an HMAC'}: everybody who has it can sign`,
        confidence: 'high',
      };
    }
    const asymmetric = use.algorithmNames.find(isAsymmetricAlgorithm);
    if (use.use.role === 'sign' || use.use.accepted?.kind === 'choice') return;
    if (hmac === undefined || asymmetric === undefined) return;
    // A key that is bytes or a key object fits one family, whatever the list says.
    if (use.use.keysAreTyped && use.publicKey === undefined && !use.isAsymmetric) return;
    return {
      ...found,
      message: `${use.use.call} accepts ${hmac} and ${asymmetric}: the public key of one can pass for the secret of the other`,
      // With a public key in the call the attack is open; otherwise the key may be picked by algorithm.
      confidence: use.isAsymmetric ? 'high' : 'medium',
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
      {
        name: 'HMAC with a public key',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const publicKey = process.env.JWT_PUBLIC_KEY;
module.exports = (token) => «jwt.verify»(token, publicKey, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'HMAC with the text of a public key',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const key = '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\\n-----END PUBLIC KEY-----';
module.exports = (token) => «jwt.verify»(token, key, { algorithms: ['HS256'] });
`,
      },
      {
        name: 'the algorithm of the token itself',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => {
  const { header } = jwt.decode(token, { complete: true });
  return «jwt.verify»(token, process.env.JWT_KEY, { algorithms: [header.alg] });
};
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
        name: 'an algorithm from the settings',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token, settings) =>
  jwt.verify(token, process.env.JWT_KEY, { algorithms: [settings.alg] });
`,
      },
      {
        name: 'a public key with its own algorithm',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (token) => jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ['RS256'] });
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
