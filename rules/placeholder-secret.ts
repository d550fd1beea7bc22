// Finds signing secrets that are the text somebody was meant to replace.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'placeholder-secret',
  title: 'Signing secret that is a placeholder',
  category: 'predictability',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that reads as a placeholder: "change me", "your secret here", "replace in production", "at least 32 characters long", in several languages.',
  why: 'The text comes from a template or tutorial that others have used too, and its authors wrote in it that it must not stay.',
  howToFix: 'Replace it with random bytes.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-1392'],

  check(subject) {
    return aboutPredictable(subject, 'placeholder');
  },

  examples: {
    bad: [
      {
        name: 'change me',
        file: '.env',
        text: 'JWT_SECRET=«please-change-me-before-you-deploy»\n',
      },
      {
        name: 'a long one, which passes every test of length',
        file: '.env',
        text: 'JWT_SECRET=«replace-this-with-a-random-string-of-at-least-32-characters»\n',
      },
    ],
    good: [
      {
        name: 'in a template, where it belongs',
        file: '.env.example',
        text: 'JWT_SECRET=please-change-me-before-you-deploy\n',
      },
      {
        name: 'random',
        file: '.env',
        text: 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
      },
      {
        name: 'commented out',
        file: '.env',
        text: '# JWT_SECRET=please-change-me-before-you-deploy\n',
      },
      {
        name: 'an entry that is no signing secret',
        file: '.env',
        text: 'GREETING=please-change-me-before-you-deploy\n',
      },
    ],
  },
});
