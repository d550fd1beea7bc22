// Finds signing secrets that are published: documentation, templates, default configurations, lists.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'known-secret',
  title: 'Signing secret that is publicly known',
  category: 'predictability',
  severity: 'critical',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that is, after a change of case, separators or a suffix, cut short, backwards or in another encoding of its bytes, a value published in the documentation, template or default configuration of some software, or one that the settings or `--wordlist` name.',
  why: 'Attackers try the published values first. The length of a published secret does not matter.',
  howToFix: 'Replace it with random bytes. Tokens signed so far have to count as forged.',
  references: ['https://github.com/wallarm/jwt-secrets', 'CWE-1392', 'CWE-1394'],

  check(subject) {
    return aboutPredictable(subject, 'known');
  },

  examples: {
    bad: [
      { name: 'the sample of jwt.io', file: '.env', text: 'JWT_SECRET=«your-256-bit-secret»\n' },
      {
        name: 'in the call',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«your-256-bit-secret»', { expiresIn: '1h' });
`,
      },
      {
        name: 'the bytes of a published hexadecimal key in base64',
        file: '.env',
        text: 'JWT_SECRET=«CdJeCU+qbKJVbIGBZrepVjuT9wmfbw9Mqmz2O4jo0+c=»\n',
      },
    ],
    good: [
      {
        name: 'random',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
      },
      { name: 'a template', file: '.env.example', text: 'JWT_SECRET=your-256-bit-secret\n' },
      {
        name: 'words of its own, which dictionary-secret reports',
        file: '.env',
        text: 'JWT_SECRET=purple walrus jumping\n',
      },
      { name: 'commented out', file: '.env', text: '# JWT_SECRET=your-256-bit-secret\n' },
    ],
  },
});
