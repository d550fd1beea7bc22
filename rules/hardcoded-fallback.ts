// Finds literals that become the signing secret whenever the variable they stand in for is unset.
import { aboutValue, isLive, reachOf, subjectOf } from '../src/model/problem.ts';
import { defineRule, type Problem, type ValueSubject } from '../src/model/rule.ts';

/** What an unset variable does to the calls that use it. */
function aboutUnset(subject: ValueSubject): Problem {
  const { secret, value } = subject;
  const name = value.fallbackFor ?? value.name ?? secret.label;
  if (value.unset === 'undefined') {
    const message = `${name} is made a text: where it is unset, tokens are signed with a word that everybody can guess`;
    return aboutValue(subject, message, 'medium');
  }
  const taker = secret.uses.find(({ use }) => use.emptyKey === 'taken');
  if (value.carrier !== 'code') {
    const message = `${name} is empty where it is unset, and empty is set for code that asks with ??: its fallback never comes`;
    return aboutValue(subject, message, taker ? 'high' : 'medium');
  }
  if (taker) {
    const message = `${name} falls back to an empty text where it is unset; ${taker.use.call} takes it, and everybody can sign`;
    return aboutValue(subject, message);
  }
  const library = secret.uses[0]?.use.library ?? 'the library';
  const message = `${name} falls back to an empty text where it is unset: ${library} fails at the first request, not at the start`;
  return aboutValue(subject, message, 'low');
}

export default defineRule({
  id: 'hardcoded-fallback',
  title: 'Signing secret that falls back to a literal',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: 'moved-value',
  looksFor:
    "A literal that is taken when the variable or setting is unset: `process.env.X || 'dev'`, `config.get('x', 'dev')`, `${X:-dev}` in Compose, the default of a schema or validator. Where a test in the code keeps production from it (a throw, an exit, a choice by NODE_ENV) it is a warning. Also what becomes of an unset variable by itself: an empty text that `createHmac` or a session takes, the word `undefined` of `` `${process.env.X}` ``.",
  why: 'One forgotten variable and the service runs in production with a secret that everybody can read in the repository, without any error.',
  howToFix:
    'Leave the fallback out and fail at start. Without the variable builds and tests stop as well; development gets its value from an ignored `.env`.',
  references: ['CWE-1188', 'CWE-798'],

  check(subject) {
    const { secret, value } = subject;
    if (value.unset) return aboutUnset(subject);
    if (!value.isFallback || !isLive(value)) return;
    if (value.carrier === 'dotenv' || value.isImageBaked || value.file.tracked === 'ignored')
      return;
    const message =
      value.fallbackFor === undefined
        ? `${subjectOf(secret)} falls back to a literal`
        : `${value.fallbackFor} falls back to a literal where it is unset`;
    return aboutValue(subject, `${message}${reachOf(value)}`);
  },

  examples: {
    bad: [
      {
        name: 'or',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET || '«keyboard cat»';
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'nullish, in the call',
        file: 'src/login.ts',
        text: `import jwt from 'jsonwebtoken';
export const login = (id: string) =>
  jwt.sign({ sub: id }, process.env.JWT_SECRET ?? '«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»', { expiresIn: '1h' });
`,
      },
      {
        name: 'a Compose default',
        file: 'docker-compose.yml',
        text: `services:
  api:
    image: api
    environment:
      JWT_SECRET: \${JWT_SECRET:-«keyboard-cat»}
`,
      },
      {
        name: 'the default of a schema',
        file: 'src/env.ts',
        text: `import { z } from 'zod';
export const env = z.object({ JWT_SECRET: z.string().default('«keyboard cat»') }).parse(process.env);
`,
      },
      {
        name: 'an empty text, which createHmac takes',
        file: 'src/hook.js',
        text: `const { createHmac } = require('node:crypto');
const key = process.env.HOOK_SECRET || '«»';
module.exports = (body) => createHmac('sha256', key).update(body).digest('hex');
`,
      },
      {
        name: 'the word undefined',
        file: 'src/login.ts',
        text: `import { SignJWT } from 'jose';
const key = new TextEncoder().encode(«\`\${process.env.JWT_SECRET}\`»);
export const login = (id: string) =>
  new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(key);
`,
      },
      {
        name: 'an empty variable of a Compose file, which ?? takes for set',
        files: {
          'compose.yaml': `services:
  api:
    environment:
      JWT_SECRET: \${JWT_SECRET:-«»}
`,
          'src/login.js': `const jwt = require('jsonwebtoken');
const { randomBytes } = require('node:crypto');
const key = process.env.JWT_SECRET ?? randomBytes(32);
module.exports = (user) => jwt.sign({ sub: user.id }, key, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'a branch for where the variable is unset',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
let secret = process.env.JWT_SECRET;
if (!secret) secret = '«keyboard cat»';
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'outside of production only, which is a warning',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET;
if (process.env.NODE_ENV === 'production' && !secret) throw new Error('JWT_SECRET is missing');
module.exports = (user) =>
  jwt.sign({ sub: user.id }, secret || '«keyboard cat»', { expiresIn: '1h' });
`,
      },
    ],
    good: [
      {
        name: 'no fallback',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET;
if (!secret) throw new Error('JWT_SECRET is missing');
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a literal that stands in for nothing, which hardcoded-secret reports',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = 'keyboard cat';
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'an empty fallback, which no library takes as a key',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET || '';
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a text of a variable that is checked before',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
if (!process.env.JWT_SECRET) throw new Error('JWT_SECRET is missing');
const key = String(process.env.JWT_SECRET);
module.exports = (user) => jwt.sign({ sub: user.id }, key, { expiresIn: '1h' });
`,
      },
      {
        name: 'an empty variable of a Compose file, which || takes for unset',
        files: {
          'compose.yaml':
            'services:\n  api:\n    environment:\n      JWT_SECRET: ${JWT_SECRET:-}\n',
          'src/login.js': `const jwt = require('jsonwebtoken');
const { randomBytes } = require('node:crypto');
const key = process.env.JWT_SECRET || randomBytes(32);
module.exports = (user) => jwt.sign({ sub: user.id }, key, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'a Compose default of another variable',
        file: 'docker-compose.yml',
        text: `services:
  api:
    image: api
    environment:
      JWT_EXPIRES_IN: \${JWT_EXPIRES_IN:-15m}
      JWT_SECRET: \${JWT_SECRET:?set it}
`,
      },
      {
        name: 'a template',
        file: 'docker-compose.example.yml',
        text: `services:
  api:
    environment:
      JWT_SECRET: \${JWT_SECRET:-keyboard-cat}
`,
      },
      {
        name: 'a file that git ignores',
        file: 'docker-compose.override.yml',
        text: `services:
  api:
    environment:
      JWT_SECRET: \${JWT_SECRET:-keyboard-cat}
`,
        tracked: { 'docker-compose.override.yml': 'ignored' },
      },
      {
        name: 'a .env file, which tracked-env-file judges',
        file: '.env',
        text: 'JWT_SECRET=${API_JWT_SECRET:-keyboard-cat}\n',
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'an image, which image-baked-secret reports',
        file: 'Dockerfile',
        text: 'FROM node:22\nARG JWT_SECRET\nENV JWT_SECRET=${JWT_SECRET:-keyboard-cat}\n',
      },
      {
        name: 'a schema that only asks for a length',
        file: 'src/env.ts',
        text: `import { z } from 'zod';
export const env = z.object({ JWT_SECRET: z.string().min(32) }).parse(process.env);
`,
      },
    ],
  },
});
