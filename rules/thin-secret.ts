// Finds signing secrets of the right length whose form cannot carry as many bits as the algorithm is worth.
import { hmacAlgorithms } from '../src/model/algorithms.ts';
import { aboutValue, countOf, isLive, needOf, subjectOf, valueFix } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import { severityOfStrength } from '../src/model/severity.ts';

export default defineRule({
  id: 'thin-secret',
  title: 'Signing secret long enough, but with too few bits',
  category: 'length',
  severity: 'low',
  confidence: 'high',
  fix: 'safe',
  looksFor:
    'A random signing secret with enough bytes for its algorithm, but in a form that carries fewer bits: 32 hex characters are 32 bytes and only 128 bits.',
  why: 'The key is weaker than the algorithm it is used with. From 128 bits up nobody guesses it, so this is about margin, not about an open door.',
  howToFix:
    'Count bits, not characters: `keylint generate --alg HS256` makes a secret with all of them, or have `--fix` do it in place.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
    'https://doi.org/10.6028/NIST.SP.800-107r1',
    'CWE-331',
  ],

  check(subject) {
    const { secret, value, strength } = subject;
    if (!strength?.isThin || !isLive(value)) return;
    // What can be predicted is reported with fewer bits than its form could carry.
    if (strength.predictable !== null) return;
    const { minBits } = hmacAlgorithms[secret.algorithm];
    const bits = countOf(Math.floor(strength.capacityBits), 'bit');
    return {
      ...aboutValue(
        subject,
        `${subjectOf(secret)} is ${countOf(strength.bytes, 'byte')}, but its form carries only ${bits}; ${needOf(secret)} with ${minBits} bits`,
        severityOfStrength(strength),
      ),
      fix: valueFix(value),
    };
  },

  examples: {
    bad: [
      {
        name: '32 hex characters for HS256',
        file: '.env',
        text: 'JWT_SECRET=«8323c66971d9058576d583b07ec2a2d9»\n',
      },
      {
        name: '64 hex characters for HS512',
        files: {
          '.env': 'JWT_SECRET=«c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6»\n',
          'src/auth.js': `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });
`,
        },
      },
    ],
    good: [
      {
        name: '64 hex characters for HS256',
        file: '.env',
        text: 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
      },
      {
        name: 'under the length as well, which short-secret reports',
        file: '.env',
        text: 'JWT_SECRET=8323c66971d90585\n',
      },
      {
        name: 'a pattern, which patterned-secret reports',
        file: '.env',
        text: 'JWT_SECRET=98765432109876543210987654321098\n',
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'JWT_SECRET=8323c66971d9058576d583b07ec2a2d9\n',
      },
      {
        name: 'a library that derives its key',
        file: 'auth.js',
        text: `import NextAuth from 'next-auth';
export default NextAuth({ providers: [], secret: '8323c66971d9058576d583b07ec2a2d9' });
`,
      },
      {
        name: 'hashed before use',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const { createHash } = require('node:crypto');
const key = createHash('sha256').update('8323c66971d9058576d583b07ec2a2d9').digest('hex');
jwt.sign(claims, key, { expiresIn: '1h' });
`,
      },
    ],
  },
});
