// Finds env files with live signing secrets that the next `git add .` would commit.
import { aboutEnvFiles } from '../src/model/env-files.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'unignored-env-file',
  title: 'Env file with signing secrets not ignored by git',
  category: 'storage',
  severity: 'medium',
  confidence: 'high',
  remedy: 'ignored-file',
  looksFor:
    'An env file that gives a signing secret a value and that git neither tracks nor ignores.',
  why: 'It is one `git add .` away from being committed, and then the secret is in the history for good.',
  howToFix: 'Add the file to `.gitignore`.',

  references: ['https://git-scm.com/docs/gitignore', 'CWE-538'],

  checkAll({ project }) {
    return aboutEnvFiles(project, 'untracked', 'is not ignored by git and');
  },

  examples: {
    bad: [
      {
        name: 'an env file that .gitignore forgot',
        file: '.env.production',
        text: 'PORT=3000\nJWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
        tracked: { '.env.production': 'untracked' },
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
        name: 'a tracked file, which tracked-env-file reports',
        file: '.env',
        text: 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'a template that is not committed yet',
        file: '.env.example',
        text: 'JWT_SECRET=change-me\n',
        tracked: { '.env.example': 'untracked' },
      },
      {
        name: 'no secret in it',
        file: '.env',
        text: 'PORT=3000\nJWT_SECRET=\n',
        tracked: { '.env': 'untracked' },
      },
      {
        name: 'a Compose file',
        file: 'docker-compose.yml',
        text: 'services:\n  api:\n    environment:\n      JWT_SECRET: keyboard cat\n',
        tracked: { 'docker-compose.yml': 'untracked' },
      },
    ],
  },
});
