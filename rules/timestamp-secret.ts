// Finds signing secrets that are a date or a time.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'timestamp-secret',
  title: 'Signing secret that is a date or time',
  category: 'predictability',
  severity: 'critical',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that a date or time makes up: Unix time in seconds to nanoseconds, ISO 8601, `20240131` and the like.',
  why: 'All times of the last ten years fit into 2^39 milliseconds: minutes on one graphics card.',
  howToFix: 'Replace it with random bytes.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-340'],

  check(subject) {
    return aboutPredictable(subject, 'timestamp');
  },

  examples: {
    bad: [
      { name: 'Unix time in milliseconds', file: '.env', text: 'JWT_SECRET=«1718900000000»\n' },
      { name: 'ISO 8601', file: '.env', text: 'JWT_SECRET=«2024-06-20T16:13:20.000Z»\n' },
      {
        name: 'in the call',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«1718900000»', { expiresIn: '1h' });
`,
      },
    ],
    good: [
      {
        name: 'random digits of some length',
        file: '.env',
        text: 'JWT_SECRET=70294138562917304485193627401836592047158362950174836291\n',
      },
      { name: 'a template', file: '.env.example', text: 'JWT_SECRET=1718900000000\n' },
      { name: 'a lifetime, which is no secret', file: '.env', text: 'JWT_EXPIRES_IN=1718900000\n' },
      { name: 'commented out', file: '.env', text: '# JWT_SECRET=1718900000000\n' },
    ],
  },
});
