// Finds signing secrets that are UUIDs.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'uuid-secret',
  title: 'Signing secret that is a UUID',
  category: 'predictability',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor: 'A signing secret that a UUID makes up, of any version and spelling.',
  why: 'UUIDs are names, not keys: version 4 has 122 random bits at best, versions 1, 6 and 7 are mostly clock and machine, and they end up in logs and databases where nobody guards them.',
  howToFix: 'Replace it with random bytes.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc9562#section-8',
    'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
    'CWE-331',
    'CWE-340',
  ],

  check(subject) {
    return aboutPredictable(subject, 'uuid');
  },

  examples: {
    bad: [
      {
        name: 'version 4',
        file: '.env',
        text: 'JWT_SECRET=«6f1c0a52-9b3e-4d7a-8c21-5e90b7d3fa64»\n',
      },
      {
        name: 'in the call',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«6f1c0a52-9b3e-4d7a-8c21-5e90b7d3fa64»', { expiresIn: '1h' });
`,
      },
    ],
    good: [
      {
        name: 'hex digits that are no UUID',
        file: '.env',
        text: 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'JWT_SECRET=6f1c0a52-9b3e-4d7a-8c21-5e90b7d3fa64\n',
      },
      {
        name: 'a client id, which is no secret',
        file: '.env',
        text: 'AUTH_CLIENT_ID=6f1c0a52-9b3e-4d7a-8c21-5e90b7d3fa64\n',
      },
      {
        name: 'commented out',
        file: '.env',
        text: '# JWT_SECRET=6f1c0a52-9b3e-4d7a-8c21-5e90b7d3fa64\n',
      },
    ],
  },
});
