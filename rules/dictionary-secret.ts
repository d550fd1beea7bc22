// Finds signing secrets made of words.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'dictionary-secret',
  title: 'Signing secret made of dictionary words',
  category: 'predictability',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that words, names and common passwords make up, with the usual changes: case, digits and signs at the end, `3` for `e`, base64 or a hash of it.',
  why: 'Cracking tools try words and their usual changes first: billions a second against one captured token.',
  howToFix: 'Replace it with random bytes.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-521', 'CWE-1391'],

  check(subject) {
    return aboutPredictable(subject, 'dictionary');
  },

  examples: {
    bad: [
      { name: 'words', file: '.env', text: 'JWT_SECRET=«purple walrus jumping»\n' },
      {
        name: 'in the call, with the usual changes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«Sunsh1ne-Dragon7!»', { expiresIn: '1h' });
`,
      },
      {
        name: 'the hash of a word',
        file: '.env',
        text: 'JWT_SECRET=«5ebe2294ecd0e0f08eab7690d2a6ee69»\n',
      },
    ],
    good: [
      {
        name: 'random',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
      },
      {
        name: 'a published value, which known-secret reports',
        file: '.env',
        text: 'JWT_SECRET=your-256-bit-secret\n',
      },
      { name: 'a template', file: '.env.example', text: 'JWT_SECRET=purple walrus jumping\n' },
      {
        name: 'an entry that is no signing secret',
        file: '.env',
        text: 'GREETING=purple walrus jumping\n',
      },
    ],
  },
});
