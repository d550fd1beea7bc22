// Finds signing secrets with fewer bytes than the hash of the algorithm they are used with.
import { aboutValue, countOf, isLive, needOf, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import { severityOfStrength } from '../src/model/severity.ts';

export default defineRule({
  id: 'short-secret',
  title: 'Signing secret shorter than its algorithm needs',
  category: 'length',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret with fewer bytes, after the decoding that the library really does, than the hash of the algorithm it is used with: 32 for HS256, 48 for HS384, 64 for HS512.',
  why: 'One captured token is enough to guess a short secret offline, with no rate limit; RFC 7518 forbids keys below the size of the hash.',
  howToFix: 'Replace it with random bytes, as many as the algorithm needs.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
    'https://www.rfc-editor.org/rfc/rfc8725#section-3.5',
    'CWE-326',
  ],

  check(subject) {
    const { secret, value, strength } = subject;
    // Of a digest the key has the length of the digest, whatever the text.
    if (!strength || !isLive(value) || value.hashedBy !== undefined) return;
    if (strength.bytes >= secret.requiredBytes) return;
    const bits = countOf(Math.round(strength.bits), 'bit');
    return {
      ...aboutValue(
        subject,
        `${subjectOf(secret)} is ${countOf(strength.bytes, 'byte')} (about ${bits}); ${needOf(secret)}`,
        severityOfStrength(strength),
      ),
    };
  },

  examples: {
    bad: [
      {
        name: '31 bytes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«6AuIy8vKdDJXi1FKl2DnZ7bbNMDn71B»', { expiresIn: '1h' });
`,
      },
      {
        name: 'an env entry that HS512 reads in another file',
        files: {
          '.env.production': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
          'src/auth.ts': `import jwt from 'jsonwebtoken';
const config = { jwt: { secret: process.env.JWT_SECRET } };
export const login = (id: string) =>
  jwt.sign({ sub: id }, config.jwt.secret, { algorithm: 'HS512', expiresIn: '1h' });
`,
        },
      },
      {
        name: '43 characters that the code decodes to 32 bytes, for HS384',
        file: 'a.ts',
        text: `import jwt from 'jsonwebtoken';
const key = Buffer.from('«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»', 'base64');
jwt.sign({ sub: '1' }, key, { algorithm: 'HS384', expiresIn: '1h' });
`,
      },
      {
        name: 'by its name alone, HS256 assumed',
        file: '.env',
        text: 'JWT_SECRET=«abc123»\n',
      },
    ],
    good: [
      {
        name: '32 bytes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '6AuIy8vKdDJXi1FKl2DnZ7bbNMDn71BQ', { expiresIn: '1h' });
`,
      },
      {
        name: '64 characters for HS512',
        files: {
          '.env': 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
          'src/auth.js': `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });
`,
        },
      },
      { name: 'a template', file: '.env.example', text: 'JWT_SECRET=change-me\n' },
      { name: 'not set', file: '.env', text: 'JWT_SECRET=\n' },
      {
        name: 'hashed before use',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const { createHash } = require('node:crypto');
const key = createHash('sha256').update('x4Tq9Lm2Vb7Rk1Zw').digest('hex');
jwt.sign(claims, key, { expiresIn: '1h' });
`,
      },
      {
        name: 'a library that derives its key',
        file: 'auth.js',
        text: `import NextAuth from 'next-auth';
export default NextAuth({ providers: [], secret: 'x4Tq9Lm2Vb7Rk1Zw' });
`,
      },
    ],
  },
});
