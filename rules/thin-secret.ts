// Finds signing secrets of the right length whose form cannot carry as many bits as the algorithm is worth.
import {
  aboutValue,
  countOf,
  generateCommand,
  isLive,
  needOf,
  subjectOf,
} from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import { severityOfStrength } from '../src/model/severity.ts';

export default defineRule({
  id: 'thin-secret',
  title: 'Signing secret long enough, but with too few bits',
  category: 'length',
  severity: 'medium',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A random signing secret with enough characters for its algorithm, but in a form that carries fewer bits: 64 hex characters are 64 bytes and only 256 bits, which is half of what HS512 needs; 32 are half of what HS256 needs. Medium from half of the bits down, low above, high under 128 bits.',
  why: 'RFC 7518 asks for a key of the size of the hash, and characters of a narrow alphabet only look like it: the signature is as strong as the key, not as the algorithm. A key of 128 bits or more is not guessed today; what is lost is the margin that the algorithm was chosen for.',
  howToFix:
    'Replace it with random bytes, as many as the algorithm needs: count bits, not characters.',
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
    const minBits = strength.requiredBytes * 8;
    const bits = countOf(Math.floor(strength.capacityBits), 'bit');
    return {
      ...aboutValue(
        subject,
        `${subjectOf(secret)} is ${countOf(strength.bytes, 'byte')}, but its form carries only ${bits}; ${needOf(secret)} with ${minBits} bits: \`${generateCommand(secret, value)}\``,
        severityOfStrength(strength),
      ),
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
