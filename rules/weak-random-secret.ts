// Finds signing secrets that the program makes itself, from a generator that is no good or from too few bytes.
import type { Generated } from '../src/model/expression.ts';
import type { Severity } from '../src/model/finding.ts';
import { aboutValue, countOf, needOf, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import type { Secret } from '../src/model/secret.ts';
import { severityOfRandomBytes } from '../src/model/severity.ts';

/** Clocks have some 2^40 plausible values: guessed at once. */
const clock = /date|time|clock|now|hrtime/i;

function severityOf({ by, from, bits, bytes, isCryptographic }: Generated): Severity {
  if (isCryptographic) return severityOfRandomBytes((bits ?? (bytes ?? 0) * 8) / 8);
  if (from === 'input') return 'critical';
  if (from === 'record') return 'high';
  return clock.test(by) ? 'critical' : 'high';
}

/** What is no generator at all. */
const noGenerator = {
  input: 'whoever sends a request picks the key',
  record: 'whoever it belongs to, and whoever reads the table, has the key',
  fixed: 'anybody can look it up',
} as const;

function describe(generated: Generated, secret: Secret): string | undefined {
  const { by, bytes, bits, from, isCryptographic } = generated;
  if (from) return `is ${by}: ${noGenerator[from]}`;
  if (!isCryptographic) {
    return /uuid|guid/i.test(by)
      ? `is made by ${by}, which gives a name of 122 random bits at best and no key`
      : `is made by ${by}, which is not a cryptographic generator`;
  }
  const drawn = bits ?? (bytes === undefined ? undefined : bytes * 8);
  if (drawn === undefined || drawn >= secret.requiredBytes * 8) return undefined;
  const what =
    bits === undefined && bytes !== undefined
      ? countOf(bytes, 'random byte')
      : countOf(Math.floor(drawn), 'random bit');
  return `is made of ${what}; ${needOf(secret)}`;
}

export default defineRule({
  id: 'weak-random-secret',
  title: 'Signing secret made by a weak generator',
  category: 'birth',
  severity: 'high',
  confidence: 'high',
  remedy: 'random-bytes',
  looksFor:
    'A signing secret that the program makes at run time with `Math.random`, a clock, a counter or a UUID, or with a cryptographic generator but from fewer bytes than its algorithm needs, or cut down to fewer; and a key that is no secret at all: a header of the request, the password of the user, the name of the machine or of the package.',
  why: 'The state of such generators can be computed from a few outputs, or simply guessed from the time the process started, and with it the secret.',
  howToFix:
    'Draw it from the cryptographic generator of the platform, once, and store the result. A secret made at each start invalidates every token.',
  references: [
    'https://nodejs.org/api/crypto.html#cryptorandombytessize-callback',
    'CWE-338',
    'CWE-330',
  ],

  check(subject) {
    const { secret, value } = subject;
    if (!value.generated || value.isTemplate || value.isCommentedOut) return;
    const what = describe(value.generated, secret);
    if (what === undefined) return;
    return aboutValue(subject, `${subjectOf(secret)} ${what}`, severityOf(value.generated));
  },

  examples: {
    bad: [
      {
        name: 'Math.random',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const secret = «Math.random()».toString(36);
jwt.sign(claims, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a clock behind a variable',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET || «Date.now()».toString();
jwt.sign(claims, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a UUID',
        file: 'a.ts',
        text: `import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
const secret = «randomUUID()»;
jwt.sign({ sub: '1' }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: '16 bytes for HS256',
        file: 'a.ts',
        text: `import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
const secret = «randomBytes(16)».toString('hex');
jwt.sign({ sub: '1' }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: '16 letters of 32 bytes',
        file: 'a.ts',
        text: `import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
const secret = «randomBytes(32).toString('hex').slice(0, 16)»;
jwt.sign({ sub: '1' }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'the 21 letters of nanoid, 126 bits',
        file: 'a.ts',
        text: `import { nanoid } from 'nanoid';
import jwt from 'jsonwebtoken';
jwt.sign({ sub: '1' }, «nanoid()», { expiresIn: '1h' });
`,
      },
      {
        name: 'an array of 8 bytes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const bytes = new Uint8Array(8);
crypto.getRandomValues(bytes);
jwt.sign(claims, Buffer.from(«bytes»), { expiresIn: '1h' });
`,
      },
      {
        name: 'a key of 64 bits',
        file: 'a.js',
        text: `const { generateKeySync } = require('node:crypto');
const jwt = require('jsonwebtoken');
jwt.sign(claims, «generateKeySync('hmac', { length: 64 })», { expiresIn: '1h' });
`,
      },
      {
        name: 'a digest of the clock',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const secret = require('crypto').createHash('sha256').update(«Date.now()».toString()).digest('hex');
jwt.sign(claims, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a header of the request',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
exports.login = (req) => jwt.sign({ sub: 1 }, «req.headers['x-key']», { expiresIn: '1h' });
`,
      },
      {
        name: 'the password of the user',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
exports.reset = (user) => jwt.sign({ sub: user.id }, «user.password», { expiresIn: '1h' });
`,
      },
      {
        name: 'the name of the package',
        files: {
          'package.json': '{ "name": "shop" }',
          'a.js': `const jwt = require('jsonwebtoken');
const { name } = require('./package.json');
jwt.sign(claims, «name», { expiresIn: '1h' });
`,
        },
      },
    ],
    good: [
      {
        name: '64 letters of nanoid',
        file: 'a.ts',
        text: `import { nanoid } from 'nanoid';
import jwt from 'jsonwebtoken';
jwt.sign({ sub: '1' }, nanoid(64), { expiresIn: '1h' });
`,
      },
      {
        name: 'a password beside a secret',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
exports.reset = (user) =>
  jwt.sign({ sub: user.id }, process.env.JWT_SECRET + user.password, { expiresIn: '1h' });
`,
      },
      {
        name: 'the key that a tenant has of its own',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
exports.login = (req) => jwt.sign({ sub: 1 }, req.tenant.signingSecret, { expiresIn: '1h' });
`,
      },
      {
        name: '32 bytes for HS256',
        file: 'a.ts',
        text: `import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
const secret = randomBytes(32).toString('hex');
jwt.sign({ sub: '1' }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a token id, which is no secret',
        file: 'a.ts',
        text: `import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
jwt.sign({ sub: '1', jti: randomUUID() }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
      {
        name: 'a literal',
        file: 'a.ts',
        text: `import jwt from 'jsonwebtoken';
jwt.sign({ sub: '1' }, 'Math.random()', { expiresIn: '1h' });
`,
      },
      {
        name: '16 bytes for a library that derives its key',
        file: 'auth.js',
        text: `import { randomBytes } from 'node:crypto';
import NextAuth from 'next-auth';
export default NextAuth({ providers: [], secret: randomBytes(16).toString('hex') });
`,
      },
    ],
  },
});
