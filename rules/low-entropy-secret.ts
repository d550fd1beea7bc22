// Finds signing secrets with little randomness: mashed keys, a skewed alphabet, so few characters that all are tried.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'low-entropy-secret',
  title: 'Signing secret with little randomness',
  category: 'predictability',
  severity: 'high',
  confidence: 'medium',
  remedy: 'new-value',
  looksFor:
    'A signing secret whose characters are far from evenly drawn: keys mashed with two hands, a handful of characters over and over; or that are so few that all texts like them are tried within a day.',
  why: 'People are bad dice: what fingers type has a fraction of the bits that its length promises.',
  howToFix: 'Replace it with random bytes.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-331'],

  check(subject) {
    return aboutPredictable(subject, 'low-entropy');
  },

  examples: {
    bad: [
      {
        name: 'three characters over and over',
        file: '.env',
        text: 'JWT_SECRET=«xyyxzxyzyxzzyxyzxyzxzyyxzxzyxyzx»\n',
      },
      {
        name: 'in the call',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«xyyxzxyzyxzzyxyzxyzxzyyxzxzyxyzx»', { expiresIn: '1h' });
`,
      },
    ],
    good: [
      {
        name: 'random letters',
        file: '.env',
        text: 'JWT_SECRET=wqzlmtvkrbhxngpdyfacsjeuoibtmxrwhkvqznlgpdyc\n',
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'JWT_SECRET=xyyxzxyzyxzzyxyzxyzxzyyxzxzyxyzx\n',
      },
      {
        name: 'an entry that is no signing secret',
        file: '.env',
        text: 'GREETING=xyyxzxyzyxzzyxyzxyzxzyyxzxzyxyzx\n',
      },
      {
        name: 'commented out',
        file: '.env',
        text: '# JWT_SECRET=xyyxzxyzyxzzyxyzxyzxzyyxzxzyxyzx\n',
      },
    ],
  },
});
