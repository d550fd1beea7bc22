// Finds env files with live signing secrets in git. One finding a file: the mistake is the commit, not each entry.
import { aboutEnvFiles } from '../src/model/env-files.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'tracked-env-file',
  title: 'Env file with signing secrets tracked by git',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: 'untracked-file',
  looksFor:
    'An env file that git tracks and that gives a signing secret a value. Templates such as `.env.example` are meant to be tracked and are left alone.',
  why: 'Every clone, fork, CI cache and backup has the secret, and the history keeps it after the file is deleted.',
  howToFix:
    'Take the file out of git and replace its secrets. Name it in `.gitignore`, take it out of the index with `git rm --cached`, and keep a template with empty values. A file that leaves the index is deleted for everybody who pulls; the history has to be purged by hand.',
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
    'CWE-538',
  ],

  checkAll({ project }) {
    return aboutEnvFiles(project, 'tracked', 'is tracked by git and');
  },

  examples: {
    bad: [
      {
        name: 'one finding for a file with two secrets',
        file: '.env',
        text: `PORT=3000
JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»
REFRESH_TOKEN_SECRET=4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=
`,
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'below the secret of a third party, which signs nothing here',
        file: '.env',
        text: `FOURSQUARE_SECRET=keyboard cat
JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»
`,
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'one finding for each file',
        files: {
          '.env.production': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
          'api/.env.staging': 'JWT_SECRET="«keyboard cat»"\n',
        },
        tracked: { '.env.production': 'tracked', 'api/.env.staging': 'tracked' },
      },
    ],
    good: [
      {
        name: 'an ignored file',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        tracked: { '.env': 'ignored' },
      },
      {
        name: 'no repository',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'JWT_SECRET=change-me\n',
        tracked: { '.env.example': 'tracked' },
      },
      {
        name: 'no secret in it',
        file: '.env',
        text: 'PORT=3000\nJWT_EXPIRES_IN=15m\n',
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'a secret that is not set',
        file: '.env',
        text: 'JWT_SECRET=\n# JWT_SECRET=keyboard cat\n',
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'a Compose file, which hardcoded-secret reports',
        file: 'docker-compose.yml',
        text: 'services:\n  api:\n    environment:\n      JWT_SECRET: keyboard cat\n',
        tracked: { 'docker-compose.yml': 'tracked' },
      },
    ],
  },
});
