// Values of Compose files that move to the `.env` beside them, in every way that YAML writes a text.
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createProject, type TestProject } from './project.ts';

let project: TestProject | undefined;
afterEach(() => project?.remove());

const reference = '${JWT_SECRET:?JWT_SECRET is not set}';

test.each([
  ['plain', 'JWT_SECRET: mysecretkey # why'],
  ['quoted', "JWT_SECRET: 'mysecretkey'"],
  ['with an anchor', 'JWT_SECRET: &secret "mysecretkey"'],
  ['with a tag', 'JWT_SECRET: !!str mysecretkey'],
  ['a block', 'JWT_SECRET: |-\n        mysecretkey'],
  ['a folded block with a comment', 'JWT_SECRET: >- # why\n        mysecretkey'],
])('%s', async (_, entry) => {
  project = createProject({
    '.gitignore': '.env\n',
    'docker-compose.yml': `services:\n  api:\n    environment:\n      ${entry}\n      PORT: 1\n`,
  });
  expect((await project.run('--fix=unsafe')).code).toBe(0);
  expect(parse(project.read('docker-compose.yml'))).toEqual({
    services: { api: { environment: { JWT_SECRET: reference, PORT: 1 } } },
  });
  expect(project.read('.env')).toMatch(/^JWT_SECRET=[\w-]{43}\n$/);
});
