// Finds signing secrets that a simple pattern makes up, and those that somebody typed to look random.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'patterned-secret',
  title: 'Signing secret that follows a pattern',
  category: 'predictability',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret made of repeats, sequences or keyboard walks: `abcabcabc`, `12345678...`, `qwertyuiop`; digits that anybody can look up (pi, primes, an IBAN); a text that was made for something else: a JSON Web Token, a public key, the hash of a password; and one that a person or a language model made up to look random: letters and digits that strictly take turns, no character soon again, the same small steps. Chance looks like that in at most one key in a billion.',
  why: 'A pattern of any length is as easy to guess as the few characters that describe it. Nobody can make up random characters: what is typed follows habits, and what a model writes is written for others as well.',
  howToFix: 'Replace it with random bytes.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-1391'],

  check(subject) {
    return aboutPredictable(subject, 'pattern') ?? aboutPredictable(subject, 'typed');
  },

  examples: {
    bad: [
      {
        name: 'a sequence of the right length',
        file: '.env',
        text: 'JWT_SECRET=«9876543210abcdefghijklmnopqrstuvwx»\n',
      },
      {
        name: 'a repeat, in the call',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7»', { expiresIn: '1h' });
`,
      },
      {
        name: 'the digits of pi',
        file: '.env',
        text: 'JWT_SECRET=«3.14159265358979323846264338327950288»\n',
      },
      {
        name: 'typed to look random: letters and digits never stand side by side',
        file: '.env',
        text: 'JWT_SECRET=«5a9c3e7f1b8d4a2c6e0f9b5d7a3c1e8f4b6d2a0c9e5f7b3d1a8c6e4f2b0d9a7c»\n',
      },
    ],
    good: [
      {
        name: 'random',
        file: '.env',
        text: 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'JWT_SECRET=k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7\n',
      },
      {
        name: 'an entry that is no signing secret',
        file: '.env',
        text: 'PADDING=k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7\n',
      },
      {
        name: 'commented out',
        file: '.env',
        text: '# JWT_SECRET=k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7k7\n',
      },
    ],
  },
});
