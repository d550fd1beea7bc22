// Finds signing secrets that the program makes itself, from a generator that is no good or from too few bytes.
import type { Generated } from '../src/model/expression.ts';
import type { Severity } from '../src/model/finding.ts';
import { aboutValue, countOf, needOf, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import type { Secret } from '../src/model/secret.ts';
import { severityOfRandomBytes } from '../src/model/severity.ts';

/** Clocks have some 2^40 plausible values: guessed at once. */
const clock = /date|time|clock|now|hrtime/i;

function severityOf({ by }: Generated): Severity {
  return clock.test(by) ? 'critical' : 'high';
}

function describe(generated: Generated, secret: Secret): string | undefined {
  const { by, bytes, isCryptographic } = generated;
  if (!isCryptographic) {
    return /uuid|guid/i.test(by)
      ? `is made by ${by}, which gives a name of 122 random bits at best and no key`
      : `is made by ${by}, which is not a cryptographic generator`;
  }
  if (bytes === undefined || bytes >= secret.requiredBytes) return undefined;
  return `is made of ${countOf(bytes, 'random byte')}; ${needOf(secret)}`;
}

export default defineRule({
  id: 'weak-random-secret',
  title: 'Signing secret made by a weak generator',
  category: 'birth',
  severity: 'high',
  confidence: 'high',
  fix: 'unsafe',
  looksFor:
    'A signing secret that the program makes at run time with `Math.random`, a clock, a counter or a UUID, or with a cryptographic generator but from fewer bytes than its algorithm needs.',
  why: 'The state of such generators can be computed from a few outputs, or simply guessed from the time the process started, and with it the secret.',
  howToFix:
    'Use `randomBytes(32)` of `node:crypto` for HS256 (48 for HS384, 64 for HS512), once, and store the result; a secret made at each start invalidates every token. `--fix=unsafe` edits the call.',
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
    const { bytes, isCryptographic } = value.generated;
    const severity =
      isCryptographic && bytes !== undefined
        ? severityOfRandomBytes(bytes)
        : severityOf(value.generated);
    return {
      ...aboutValue(subject, `${subjectOf(secret)} ${what}`, severity),
      // Only the code that makes it can be edited: a shell command in another file cannot.
      fix: value.carrier === 'code' ? 'unsafe' : null,
    };
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
    ],
    good: [
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
