// A secret that is strong and old: `--fix --max-age` rotates it, once.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { commitAt } from '../input/scratch.ts';
import { createProject, type TestProject } from './project.ts';

const strong = 'Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (user) => jwt.sign({ sub: user }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;
const daysAgo = (days: number): number => Math.round(Date.now() / 1000) - days * 86_400;
const aged = ['--max-age', '90d', '--keep-previous'];

let project: TestProject | undefined;
afterEach(() => project?.remove());

/** A project whose every file was committed 200 days ago. */
function agedProject(files: Readonly<Record<string, string>>): TestProject {
  project = createProject(files, { isRepository: false });
  project.git('init', '--quiet');
  commitAt(project.root, { author: daysAgo(200) });
  return project;
}

describe('an env file that git does not track', () => {
  const start = (): TestProject => {
    const made = createProject({ '.gitignore': '.env\n', 'a.js': signs });
    made.write('.env', `PORT=1\nJWT_SECRET=${strong}\n`);
    utimesSync(join(made.root, '.env'), daysAgo(200), daysAgo(200));
    project = made;
    return made;
  };

  test('gets a new value with --fix, the old one beside it, and the order of deployment', async () => {
    const made = start();
    const { code, stdout, stderr } = await made.run('--fix', ...aged);
    expect(code).toBe(0);
    expect(made.read('.env')).toMatch(
      new RegExp(`^PORT=1\nJWT_SECRET=[\\w-]{43}\nJWT_SECRET_PREVIOUS=${strong}\n$`),
    );
    expect(made.read('.env')).not.toContain(`JWT_SECRET=${strong}`);
    expect(stderr).toMatch(/1\. .*first deploy verifying code[\s\S]*2\. Then deploy the new/);
    expect(stderr).toMatch(/3\. When the longest-lived old token has expired/);
    expect(stdout + stderr).not.toContain(strong);
    const before = made.snapshot();
    const second = await made.run('--fix', ...aged);
    expect([second.code, made.snapshot()]).toEqual([0, before]);
    expect(second.stderr).toContain('Nothing was changed.');
  });

  test('is left alone by --fix without --max-age', async () => {
    const made = start();
    const before = made.snapshot();
    expect((await made.run('--fix', '--keep-previous')).code).toBe(0);
    expect(made.snapshot()).toEqual(before);
  });

  test('rotate asks for no age, whatever the settings say', async () => {
    const made = start();
    made.write('keylint.config.json', '{ "maxAge": "90d" }');
    // A date that tells no age, so that an audit which asks for one is not complete.
    made.write('b.env', `SESSION_SECRET=${strong}x\n`);
    utimesSync(join(made.root, 'b.env'), 0, 0);
    expect((await made.run()).code).toBe(2);
    expect((await made.run('rotate', 'JWT_SECRET', '--dry-run')).code).toBe(0);
  });
});

describe('files that git tracks', () => {
  const rules = { 'tracked-env-file': 'off', 'hardcoded-secret': 'off' };
  const files = {
    '.env.production': `JWT_SECRET=${strong}\n`,
    'config/default.json': `{\n  "jwt": {\n    "secret": "${strong}x"\n  }\n}\n`,
    'application.yml': `session:\n  secret: ${strong}y\n`,
    'a.js': signs,
    'keylint.config.json': JSON.stringify({ rules }),
  };

  test('get no new value: it is taken out where the format can refer, and advice is given', async () => {
    const made = agedProject(files);
    const safe = await made.run('--fix', ...aged);
    expect([safe.code, made.git('status', '--short')]).toEqual([1, '']);
    expect(safe.stderr).toMatch(/application\.yml:2 stale-secret: .*--fix=unsafe/);

    const { code, stderr } = await made.run('--fix=unsafe', ...aged);
    expect(code).toBe(1);
    expect(made.git('diff', '--name-only')).toBe('application.yml\n');
    expect(made.read('application.yml')).toBe('session:\n  secret: ${SESSION_SECRET}\n');
    expect(stderr).toMatch(/\.env\.production:1 stale-secret: git tracks .*git rm --cached/);
    expect(stderr).toMatch(/config\/default\.json:3 stale-secret: git tracks .*JWT_SECRET/);
  });

  test('but an env file that leaves git does, and a commit of the result is as new as it', async () => {
    const { 'keylint.config.json': _, ...without } = files;
    const made = agedProject({ ...without, 'config/default.json': '{}\n' });
    expect((await made.run('--fix=unsafe', ...aged)).code).toBe(0);
    const after = made.snapshot();
    expect(after['.env.production']).toContain(`JWT_SECRET_PREVIOUS=${strong}\n`);
    for (const commit of [false, true]) {
      if (commit) {
        made.git('add', '-A');
        made.git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'x');
      }
      const again = await made.run('--fix=unsafe', ...aged);
      expect([again.code, made.snapshot()]).toEqual([0, after]);
    }
  });
});

describe('a previous value that has stayed', () => {
  const previous = `JWT_SECRET_PREVIOUS=${strong}z\n`;
  const start = (env: string): TestProject => {
    const made = createProject({ '.gitignore': '.env*\n', 'a.js': signs });
    made.write('.env.production', env);
    utimesSync(join(made.root, '.env.production'), daysAgo(200), daysAgo(200));
    project = made;
    return made;
  };

  test('is told, and left to people', async () => {
    const made = start(previous);
    const { code, stderr } = await made.run('--fix=unsafe', ...aged);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\.env\.production:1 stale-secret: it is the previous value/);
    expect(made.read('.env.production')).toBe(previous);
  });

  test('gives way where the secret is rotated again', async () => {
    const made = start(`JWT_SECRET=${strong}\n${previous}`);
    expect((await made.run('--fix=unsafe', ...aged)).code).toBe(0);
    expect(made.read('.env.production')).toMatch(
      new RegExp(`^JWT_SECRET=[\\w-]{43}\nJWT_SECRET_PREVIOUS=${strong}\n$`),
    );
  });
});

describe('code that git tracks', () => {
  test('a literal in code moves to the environment', async () => {
    const made = agedProject({
      'a.js': signs.replace('process.env.JWT_SECRET', `'${strong}'`),
    });
    expect((await made.run('--fix=unsafe', ...aged)).code).toBe(0);
    expect(made.read('a.js')).not.toContain(strong);
    expect(made.read('.env')).toMatch(
      new RegExp(`^JWT_SECRET=[\\w-]{43}\nJWT_SECRET_PREVIOUS=${strong}\n$`),
    );
  });
});
