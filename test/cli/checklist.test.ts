// `keylint checklist`: nine answers, each with what it rests on, and none of them a guess.
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Checklist } from '../../src/model/checklist.ts';
import { checklistIds } from '../../src/model/checklist.ts';
import { createProject, type TestProject } from '../fix/project.ts';

const random = [
  'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs',
  'w6yZVHyjBmCk1mLKcyxGTaQdnSAUWn2RVRZHtGJgYYk',
];
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (sub) => jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const verifies = `exports.verify = (token) => {
  try {
    return jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  } catch {
    return jwt.verify(token, process.env.JWT_SECRET_PREVIOUS, { algorithms: ['HS256'] });
  }
};
`;

let project: TestProject | undefined;
afterEach(() => project?.remove());

/** What is committed, then what is only on disk, readable for its owner alone. */
function start(
  committed: Readonly<Record<string, string>>,
  ignored: Readonly<Record<string, string>> = {},
): TestProject {
  const made = createProject(committed);
  for (const [path, text] of Object.entries(ignored)) {
    made.write(path, text);
    chmodSync(join(made.root, path), 0o600);
  }
  project = made;
  return made;
}

async function answers(made: TestProject, ...argv: string[]): Promise<Record<string, string>> {
  const { stdout } = await made.run('checklist', '-f', 'json', ...argv);
  const { items } = JSON.parse(stdout) as Checklist;
  for (const { evidence, id } of items) expect(evidence.length, id).toBeGreaterThan(0);
  return Object.fromEntries(items.map(({ id, answer }) => [id, answer]));
}

const wellKept = {
  '.gitignore': '.env*\n!.env.example\n',
  '.env.example': '# 32 random bytes\nJWT_SECRET=\nJWT_SECRET_PREVIOUS=\n',
  CODEOWNERS: '* @acme/security\n',
  'a.js': `${signs}${verifies}`,
};
const onDisk = {
  '.env.production': `JWT_SECRET=${random[0]}\n`,
  '.env.staging': `JWT_SECRET=${random[1]}\n`,
};

test('a well-kept project has nine times yes', async () => {
  const made = start(wellKept, onDisk);
  expect(await answers(made)).toEqual(Object.fromEntries(checklistIds.map((id) => [id, 'yes'])));
  const { code, stdout } = await made.run('checklist');
  expect(code).toBe(0);
  expect(stdout).toContain('9 of 9 yes, 0 partly, 0 no, 0 not to be seen from here');
});

describe('each answer hangs on one thing', () => {
  const weak = 'weaksecret1';
  const changes: readonly (readonly [string, string, (made: TestProject) => void])[] = [
    [
      'length',
      'no',
      (made) => made.write('.env.staging', `JWT_SECRET=${random[1]?.slice(0, 24)}\n`),
    ],
    [
      'randomness',
      'no',
      (made) =>
        made.write('b.js', signs.replace('process.env.JWT_SECRET', 'String(Math.random())')),
    ],
    [
      'storage',
      'no',
      (made) => made.write('b.js', signs.replace('process.env.JWT_SECRET', `'${random[0]}x'`)),
    ],
    ['never-committed', 'no', (made) => made.git('add', '-f', '.env.staging')],
    ['environments', 'no', (made) => made.write('.env.staging', `JWT_SECRET=${random[0]}\n`)],
    ['guessability', 'no', (made) => made.write('.env.staging', `JWT_SECRET=${weak}\n`)],
    ['rotation', 'partly', (made) => made.write('a.js', signs)],
    ['documentation', 'no', (made) => made.write('.env.example', 'PORT=\n')],
    ['access', 'no', (made) => chmodSync(join(made.root, '.env.staging'), 0o644)],
    ['access', 'partly', (made) => chmodSync(join(made.root, '.env.staging'), 0o640)],
  ];
  test.each(changes)('%s: %s', async (id, answer, change) => {
    const made = start(wellKept, onDisk);
    change(made);
    const given = await answers(made);
    expect(given[id]).toBe(answer);
    expect((await made.run('checklist')).code).toBe(Object.values(given).includes('no') ? 1 : 0);
    expect((await made.run('checklist', '--exit-zero')).code).toBe(0);
  });

  test('an old value is not rotated', async () => {
    const made = start(wellKept, onDisk);
    const { utimesSync } = await import('node:fs');
    utimesSync(join(made.root, '.env.staging'), 1_500_000_000, 1_500_000_000);
    expect((await answers(made)).rotation).toBe('no');
    expect((await answers(made, '--max-age', '99999')).rotation).toBe('yes');
  });

  test('what was committed once is told from the history, unless nobody looks', async () => {
    const made = start({ ...wellKept, 'config.json': `{ "jwtSecret": "${random[0]}" }` }, onDisk);
    made.git('rm', '--quiet', 'config.json');
    made.git('commit', '--quiet', '--message', 'x');
    expect((await answers(made))['never-committed']).toBe('no');
    expect((await answers(made, '--no-history'))['never-committed']).toBe('unseen');
  });
});

test('what cannot be seen is not guessed: values that are elsewhere, no repository, no secret', async () => {
  const bare = start({ 'a.js': signs });
  expect(await answers(bare)).toEqual({
    length: 'unseen',
    randomness: 'unseen',
    storage: 'yes',
    'never-committed': 'yes',
    environments: 'unseen',
    guessability: 'unseen',
    rotation: 'unseen',
    documentation: 'no',
    access: 'unseen',
  });
  bare.remove();
  const none = start({ 'a.js': 'exports.x = 1;\n' });
  const { code, stdout } = await none.run('checklist');
  expect(code).toBe(0);
  expect(stdout).toContain('0 signing secrets: 0 of 9 yes');
});

test('no format holds a value, and names of the repository are escaped', async () => {
  const name = 'a<b>`x`|\u001b[31m.env';
  const made = start(
    { 'a.js': signs.replace('process.env.JWT_SECRET', `'${random[1]}y'`) },
    { [`${name}.production`]: 'JWT_SECRET=weaksecret1\n', '.env': `JWT_SECRET=${random[0]}\n` },
  );
  for (const format of ['text', 'markdown', 'json']) {
    const { stdout } = await made.run('checklist', '-v', '-f', format);
    for (const value of [...random, 'weaksecret1']) expect(stdout).not.toContain(value);
    expect(stdout).not.toContain('\u001b');
    if (format === 'markdown') expect(stdout).not.toMatch(/<b>|`x`/);
  }
});

test('a file is written whole, never through a link out of the repository', async () => {
  const made = start(wellKept, onDisk);
  await made.run('checklist', '-f', 'markdown', '-o', 'CHECKLIST.md');
  expect(made.read('CHECKLIST.md')).toMatch(/^## Signing secrets\n\n- \[x\] \*\*Is every secret/);
  symlinkSync(join(made.root, '../elsewhere'), join(made.root, 'link.md'));
  const { code, stderr } = await made.run('checklist', '-o', 'link.md');
  expect([code, stderr]).toEqual([2, expect.stringContaining('link.md is a link')]);
});

test('an audit that is not complete is said, and exits 2', async () => {
  const made = start(wellKept, onDisk);
  made.write('.git/index', 'garbage');
  const { code, stdout } = await made.run('checklist');
  expect(code).toBe(2);
  expect(stdout).toContain('The audit is not complete');
});
