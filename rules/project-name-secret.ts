// Finds signing secrets built on the name of the project, its company or its host.
import { aboutPredictable } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'project-name-secret',
  title: 'Signing secret built on the name of the project',
  category: 'predictability',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret that the name of the package, repository, company or host makes up, with years, digits, signs or the usual words around it.',
  why: 'The name is the first thing an attacker knows of a service, and tools that build guesses from it are at hand.',
  howToFix:
    'Replace it with random bytes. Names that keylint cannot know go into `projectNames` of the settings.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.5', 'CWE-1391'],

  check(subject) {
    return aboutPredictable(subject, 'project-name');
  },

  examples: {
    bad: [
      {
        name: 'the package name and a year',
        files: {
          'package.json': '{ "name": "zorblatt" }\n',
          '.env': 'JWT_SECRET=«zorblatt2026»\n',
        },
      },
      {
        name: 'in code, in another case',
        files: {
          'package.json': '{ "name": "@quuxley/billing-api" }\n',
          'src/login.js': `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, '«Quuxley#JWT#2024»', { expiresIn: '1h' });
`,
        },
      },
    ],
    good: [
      {
        name: 'random',
        files: {
          'package.json': '{ "name": "zorblatt" }\n',
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'the name of something else',
        files: {
          'package.json': '{ "name": "storefront" }\n',
          '.env': 'JWT_SECRET=zorblatt2026\n',
        },
      },
      {
        name: 'a template',
        files: {
          'package.json': '{ "name": "zorblatt" }\n',
          '.env.example': 'JWT_SECRET=zorblatt2026\n',
        },
      },
      {
        name: 'the issuer, which is no secret',
        files: {
          'package.json': '{ "name": "zorblatt" }\n',
          '.env': 'JWT_ISSUER=zorblatt2026\n',
        },
      },
    ],
  },
});
