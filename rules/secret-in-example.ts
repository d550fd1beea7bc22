// Finds values in env and configuration templates that look like somebody's real secret.
import { exampleKeyInLine } from '../src/model/example-key.ts';
import { subjectOfKey, usesOfKey } from '../src/model/key-problem.ts';
import { heldAs, isLive, lineOf, subjectOf, usePlaces } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { PrivateKey, Secret, SecretValue } from '../src/model/secret.ts';
import { looksReal } from '../src/model/strength.ts';
import { isPlaceholder } from '../src/strength/reason.ts';

/**
 * Whether a guessable value of a template is one that nobody is asked to replace: whoever copies the file runs with it.
 * A placeholder says what to do; documents show, and are not copied. In use it is the business of other rules.
 */
function worksAsItIs({ text, file, isCommentedOut }: SecretValue): boolean {
  if (text === undefined || isCommentedOut || file.context !== 'production') return false;
  // What was meant as a remark behind nothing: `JWT_SECRET=   // signs the tokens`.
  return !isPlaceholder(text) && !text.startsWith('//');
}

function remark(secret: Secret, value: SecretValue): Problem {
  return {
    at: value.at,
    message: `${subjectOf(heldAs(secret, value))} in this template can be guessed, and whoever copies the file as it is runs with it`,
    severity: 'low',
    level: 'note',
    related: usePlaces(secret, value.at),
    secret,
    value,
  };
}

function remarkOnKey(key: PrivateKey): Problem {
  return {
    at: key.at,
    message: `${subjectOfKey(key)} stands whole in this template, and whoever copies the file signs with it`,
    severity: 'low',
    level: 'note',
    related: usesOfKey(key),
  };
}

const signsWith = (variable: string): string => `const jwt = require('jsonwebtoken');
const key = process.env.${variable};
module.exports = (id) => jwt.sign({ sub: id }, key, { algorithm: 'ES256', expiresIn: '1h' });
`;

export default defineRule({
  id: 'secret-in-example',
  title: 'Real signing secret in a template',
  category: 'storage',
  severity: 'medium',
  confidence: 'medium',
  remedy: {
    leave: 'leave the value empty in the template and replace the secret where it is in use',
  },
  looksFor:
    'An entry of a template (`.env.example` and its like) whose value is random, or is the same as a value in use elsewhere. Placeholders are what templates are for and are left alone; a guessable value that no text asks to replace gets a note, and so does a private key that a call signs with.',
  why: 'Templates are published on purpose. A real secret in one is public, and everybody who copies the template runs with the same one.',
  howToFix:
    'Leave the value empty in the template and replace the secret wherever it is in use. A comment in the template may name the command that makes one (`keylint generate`).',

  references: ['CWE-1392', 'CWE-798'],

  checkAll({ project, strengthOf }) {
    const live = new Map<string, SecretValue>();
    for (const value of project.secrets.flatMap((secret) => secret.values)) {
      if (value.text && isLive(value) && !live.has(value.text)) live.set(value.text, value);
    }
    const problems: Problem[] = [];
    for (const secret of project.secrets) {
      for (const value of secret.values) {
        if (!value.isTemplate || !value.text) continue;
        const strength = strengthOf(secret, value);
        if (!strength) continue;
        if (strength.predictable !== null) {
          if (worksAsItIs(value)) problems.push(remark(secret, value));
          continue;
        }
        const twin = live.get(value.text);
        if (!twin && !looksReal(strength)) continue;
        problems.push({
          at: value.at,
          message: twin
            ? `${subjectOf(heldAs(secret, value))} has the same value in this template as in ${lineOf(twin.at)}`
            : `${subjectOf(heldAs(secret, value))} in this template looks like a real secret`,
          ...(twin && { severity: 'high' as const, confidence: 'high' as const }),
          related: twin ? [{ ...twin.at, message: 'the same value is in use here' }] : [],
          secret,
          value,
        });
      }
    }
    return [...problems, ...(project.templateKeys ?? []).map(remarkOnKey)];
  },

  examples: {
    bad: [
      {
        name: 'a random value in a template',
        file: '.env.example',
        text: 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
      },
      {
        name: 'a short random value that is in use',
        files: {
          '.env.example': 'JWT_SECRET=«xq7Rv2LwT4»\n',
          '.env.production': 'JWT_SECRET=xq7Rv2LwT4\n',
        },
      },
      {
        name: 'a guessable value that works for whoever copies it',
        file: '.env.dist',
        text: 'JWT_SECRET=«mysecret»\n',
      },
      {
        name: 'a private key that a call signs with',
        files: {
          '.env.example': `APP_PRIVATE_KEY="«${exampleKeyInLine}»"\n`,
          'src/login.js': signsWith('APP_PRIVATE_KEY'),
        },
      },
    ],
    good: [
      {
        name: 'a private key that no call signs with',
        files: {
          '.env.example': `SSH_PRIVATE_KEY="${exampleKeyInLine}"\n`,
          'src/login.js': signsWith('APP_PRIVATE_KEY'),
        },
      },
      { name: 'a placeholder', file: '.env.example', text: 'JWT_SECRET=change-me-in-production\n' },
      { name: 'empty', file: '.env.example', text: 'JWT_SECRET=\n' },
      { name: 'a remark', file: '.env.example', text: 'JWT_SECRET=   // signs tokens\n' },
      {
        name: 'a placeholder that somebody runs with, which placeholder-secret reports there',
        files: { '.env.example': 'JWT_SECRET=change-me\n', '.env': 'JWT_SECRET=change-me\n' },
      },
      {
        name: 'a few characters that are in use nowhere',
        files: {
          '.env.example': 'JWT_SECRET=xq7Rv2LwT4\n',
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'no template',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
      },
      {
        name: 'a random value that is no signing secret',
        file: '.env.example',
        text: 'CACHE_VERSION=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
      },
    ],
  },
});
