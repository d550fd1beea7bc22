// Finds one value of a secret set both where it matters (production, staging) and somewhere else.

import { groupBy } from '../src/model/group-by.ts';
import { comparePlaces } from '../src/model/place.ts';
import { aboutValue, isLive, lineOf, subjectOf, valuePlaces } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { Secret, SecretValue } from '../src/model/secret.ts';

/** Environments that real users' tokens live in, in the spellings that files and sections use, worst to share first. */
const guarded = [/^(?:prod|production|live)$/i, /^(?:stage|staging|preview|preprod|uat)$/i];

/** Env files that every environment reads, or only a developer's machine does. */
const common = /(?:^|\/)\.env(?:\.local)?$/;

/**
 * The environment a value is for, `null` where nobody can tell. A test file without a word about it is for tests;
 * what stands in a plain `.env` is what development runs with, whoever else reads it.
 */
function environmentOf(value: SecretValue): string | null {
  if (value.environment !== null) return value.environment;
  if (value.file.context === 'test') return 'test';
  return common.test(value.file.path) ? 'development' : null;
}

/** 0 for production, 1 for staging, 2 for what needs no guarding. */
function rankOf(value: SecretValue): number {
  const found = guarded.findIndex((pattern) => pattern.test(environmentOf(value) ?? ''));
  return found === -1 ? guarded.length : found;
}

function check(secret: Secret): Problem[] {
  const values = secret.values.filter((value) => isLive(value) && environmentOf(value) !== null);
  return groupBy(values, ({ text = '' }) => text).flatMap((group) => {
    const [worst, ...rest] = [...group].sort(
      (a, b) => rankOf(a) - rankOf(b) || comparePlaces(a.at, b.at),
    );
    if (!worst || rankOf(worst) === guarded.length) return [];
    const others = rest.filter((value) => environmentOf(value) !== environmentOf(worst));
    const [other] = others;
    if (!other) return [];
    const problem = aboutValue(
      { secret, value: worst, strength: undefined },
      `${subjectOf(secret)} has the same value for ${environmentOf(worst)} as for ${environmentOf(other)} (${lineOf(other.at)})`,
    );
    const related = valuePlaces(others, (value) => `the same value for ${environmentOf(value)}`);
    return [{ ...problem, related: [...related, ...(problem.related ?? [])] }];
  });
}

/** Constants of one file, one for each environment, are one secret to whoever signs with `config[environment].secret`. */
function oneByName(secrets: readonly Secret[]): readonly Secret[] {
  const isConstant = ({ values }: Secret): boolean =>
    values.length > 0 &&
    values.every(({ carrier, environment }) => carrier === 'code' && environment !== null);
  const constants = groupBy(
    secrets.filter(isConstant),
    ({ name, values }) => `${name}\0${values[0]?.at.path}`,
  );
  const joined = constants.flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, values: group.flatMap(({ values }) => values) }] : [];
  });
  return [...secrets.filter((secret) => !isConstant(secret)), ...joined];
}

export default defineRule({
  id: 'shared-across-environments',
  title: 'Signing secret shared across environments',
  category: 'reuse',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that has the same value for production or staging as for another environment. Development and test may share one.',
  why: 'A token that somebody gets in development, where everybody may be admin and the secret is on every laptop, is valid in production.',
  howToFix: 'Give each environment a value of its own.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    'CWE-1391',
    'CWE-668',
  ],

  checkAll({ project }) {
    return oneByName(project.secrets).flatMap(check);
  },

  examples: {
    bad: [
      {
        name: 'development and production',
        files: {
          '.env.development': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          '.env.production': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
        },
      },
      {
        name: 'the .env of every environment and production',
        files: {
          '.env': 'JWT_SECRET=keyboard cat\n',
          '.env.production': 'JWT_SECRET=«keyboard cat»\n',
        },
      },
      {
        name: 'test and production',
        files: {
          '.env.test': 'JWT_SECRET=keyboard cat\n',
          '.env.production': 'JWT_SECRET=«keyboard cat»\n',
        },
      },
      {
        name: 'what Workers are deployed with by default, and in production',
        file: 'wrangler.toml',
        text: `[vars]
JWT_SECRET = "keyboard cat"
[env.production.vars]
JWT_SECRET = "«keyboard cat»"
`,
      },
      {
        name: 'an object of settings by environment',
        file: 'src/config.js',
        text: `module.exports = {
  development: { jwtSecret: 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=' },
  production: { jwtSecret: '«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»' },
};
`,
      },
      {
        name: 'one finding for three environments',
        files: {
          '.env.development': 'JWT_SECRET=keyboard cat\n',
          '.env.staging': 'JWT_SECRET=keyboard cat\n',
          '.env.production': 'JWT_SECRET=«keyboard cat»\n',
        },
      },
    ],
    good: [
      {
        name: 'a value each',
        files: {
          '.env.development': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          '.env.production': 'JWT_SECRET=4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=\n',
        },
      },
      {
        name: 'development and test',
        files: {
          '.env.development': 'JWT_SECRET=keyboard cat\n',
          '.env.test': 'JWT_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'twice for production',
        files: {
          '.env.production': 'JWT_SECRET=keyboard cat\n',
          '.env.production.local': 'JWT_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'a template',
        files: {
          '.env.development': 'JWT_SECRET=keyboard cat\n',
          '.env.production.example': 'JWT_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'two services',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env.development': 'JWT_SECRET=keyboard cat\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env.production': 'JWT_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'a file that may well be the one for production',
        files: {
          'docker-compose.yml':
            'services:\n  api:\n    environment:\n      JWT_SECRET: keyboard cat\n',
          '.env.production': 'JWT_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'not set',
        files: { '.env.development': 'JWT_SECRET=\n', '.env.production': 'JWT_SECRET=\n' },
      },
    ],
  },
});
