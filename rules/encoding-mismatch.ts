// Finds signing secrets whose text is written in one encoding and decoded as another.
import type { Encoding } from '../src/model/expression.ts';
import type { Severity } from '../src/model/finding.ts';
import { aboutValue, countOf, isLive, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

/**
 * Hex as generators print it, 16 bytes and up. A random base64 text of that length is all hex digits once in 2^64.
 */
const hexText = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const hexLetter = /[a-fA-F]/;
const leastHexDigits = 32;

const base64Text = /^[A-Za-z0-9+/=_\s-]*$/;
const hexBytes = /^(?:[0-9a-fA-F]{2})*$/;

interface Mismatch {
  readonly what: string;
  readonly severity: Severity;
}

function mismatchOf(text: string, encoding: Encoding): Mismatch | undefined {
  if (encoding === 'hex' && !hexBytes.test(text.trim())) {
    return {
      what: 'is decoded as hex and is not hex: decoding stops at the first other character',
      severity: 'medium',
    };
  }
  if (encoding !== 'base64' && encoding !== 'base64url') return undefined;
  if (!base64Text.test(text)) {
    return {
      what: `is decoded as ${encoding} and is not ${encoding}: other characters are dropped`,
      severity: 'medium',
    };
  }
  const isHex =
    text.length >= leastHexDigits &&
    text.length % 2 === 0 &&
    hexText.test(text) &&
    hexLetter.test(text);
  return isHex
    ? { what: `is written in hex and decoded as ${encoding}`, severity: 'low' }
    : undefined;
}

export default defineRule({
  id: 'encoding-mismatch',
  title: 'Signing secret decoded as what it is not',
  category: 'length',
  severity: 'low',
  confidence: 'medium',
  remedy: 'new-value',
  looksFor:
    'A signing secret in hex that is decoded as base64, or a text that is decoded as hex or base64 and is neither.',
  why: 'Decoders do not complain: they drop what they cannot read, so that the key is other, and often much shorter, than the text suggests, and other services that decode it differently reject the tokens.',
  howToFix: 'Decode the text as what it is, or write a new secret in the encoding that is decoded.',
  references: [
    'https://nodejs.org/api/buffer.html#buffers-and-character-encodings',
    'CWE-838',
    'CWE-326',
  ],

  check(subject) {
    const { secret, value, strength } = subject;
    if (!value.text || !isLive(value)) return;
    const mismatch = mismatchOf(value.text, value.encoding);
    if (!mismatch) return;
    const length = strength ? `, which gives ${countOf(strength.bytes, 'byte')}` : '';
    return aboutValue(subject, `${subjectOf(secret)} ${mismatch.what}${length}`, mismatch.severity);
  },

  examples: {
    bad: [
      {
        name: 'hex decoded as base64',
        files: {
          '.env': 'JWT_SECRET=«c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6»\n',
          'a.js': `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from(process.env.JWT_SECRET, 'base64'), { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'words decoded as hex',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from('«keyboard cat»', 'hex'), { expiresIn: '1h' });
`,
      },
      {
        name: 'signs that base64 does not have',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from('«k#y:b%o!a&r?d*c(a)t»', 'base64'), { expiresIn: '1h' });
`,
      },
    ],
    good: [
      {
        name: 'hex decoded as hex',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from('c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6', 'hex'), { expiresIn: '1h' });
`,
      },
      {
        name: 'base64 decoded as base64',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from('Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=', 'base64'), { expiresIn: '1h' });
`,
      },
      {
        name: 'hex taken as text',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, 'c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6', { expiresIn: '1h' });
`,
      },
      {
        name: 'a short text of hex digits may well be base64',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, Buffer.from('deadbeefcafe', 'base64'), { expiresIn: '1h' });
`,
      },
    ],
  },
});
