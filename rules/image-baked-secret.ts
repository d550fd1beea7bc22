// Finds signing secrets that a Dockerfile writes into the layers of the image.
import { aboutValue, isLive, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'image-baked-secret',
  title: 'Signing secret baked into an image',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: {
    leave: 'pass it when the container starts (--env-file, secrets), then delete the instruction',
  },
  looksFor: 'A literal signing secret in an `ENV` or `ARG` instruction of a Dockerfile.',
  why: 'Everybody who can pull the image reads it with `docker history` or `docker inspect`, build arguments included, and a later layer does not take it away.',
  howToFix:
    'Pass the secret when the container starts (`--env-file`, orchestrator secrets); what the build itself needs goes through `RUN --mount=type=secret`. Replace the value.',
  references: [
    'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
    'https://docs.docker.com/build/building/secrets/',
    'CWE-798',
  ],

  check(subject) {
    const { secret, value } = subject;
    if (!value.isImageBaked || !isLive(value)) return;
    return aboutValue(subject, `${subjectOf(secret)} is written into the layers of the image`);
  },

  examples: {
    bad: [
      {
        name: 'ENV',
        file: 'Dockerfile',
        text: 'FROM node:22\nENV NODE_ENV=production JWT_SECRET=«keyboard-cat»\n',
      },
      {
        name: 'ARG with a default',
        file: 'api/Dockerfile',
        text: 'FROM node:22\nARG JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
      },
      {
        name: 'the argument of a build',
        file: 'docker-compose.yml',
        text: `services:
  api:
    build:
      context: .
      args:
        JWT_SECRET: «keyboard cat»
`,
      },
    ],
    good: [
      { name: 'ARG without a default', file: 'Dockerfile', text: 'FROM node:22\nARG JWT_SECRET\n' },
      {
        name: 'no signing secret',
        file: 'Dockerfile',
        text: 'FROM node:22\nENV JWT_EXPIRES_IN=15m PORT=3000\n',
      },
      {
        name: 'given when the container starts',
        file: 'docker-compose.yml',
        text: 'services:\n  api:\n    environment:\n      JWT_SECRET: keyboard cat\n',
      },
      {
        name: 'a template',
        file: 'docker-compose.example.yml',
        text: `services:
  api:
    build:
      context: .
      args:
        JWT_SECRET: keyboard cat
`,
      },
      {
        name: 'commented out',
        file: 'Dockerfile',
        text: 'FROM node:22\n# ENV JWT_SECRET=keyboard-cat\n',
      },
      { name: 'set to nothing', file: 'Dockerfile', text: 'FROM node:22\nENV JWT_SECRET=""\n' },
    ],
  },
});
