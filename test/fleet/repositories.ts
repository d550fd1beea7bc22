// Twelve repositories of a made-up company, with everything that a fleet has to find or to survive: secrets that are
// shared as text, in hexadecimal and in base64, one of a test that production runs with, one that was removed here and
// signs there, weak ones, forks, bare mirrors, names of spreadsheets' liking, a broken pack, no commit at all.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeRepository } from '../input/make-history.ts';

/** Plainly fake, and strong enough to be taken for keys. */
export const planted = {
  shared: 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=',
  ofTests: '4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=',
  removed: 'w6yZVHyjBmCk1mLKcyxGTaQdnSAUWn2RVRZHtGJgYYk=',
  alone: 'mZq4t7w9zBxCvEyHbKeNhRkUnXr2u5x8AcFgJdMfPhS=',
  weak: 'acme-fleet-summer-2024',
} as const;

const sharedHex = Buffer.from(planted.shared, 'base64').toString('hex');

const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

type Files = Readonly<Record<string, string | null>>;

/** Earlier commits first; `null` takes a file away. */
const commits: Readonly<Record<string, readonly Files[]>> = {
  'acme/api': [
    {
      'src/auth.js': signs,
      '.env.production': `JWT_SECRET=${planted.shared}\n`,
      CODEOWNERS: '* @acme/core\n',
    },
  ],
  'acme/web': [{ 'src/auth.js': signs, '.env.production': `JWT_SECRET=${sharedHex}\n` }],
  'acme/worker': [{ 'src/auth.js': signs, '.env.production': `JWT_SECRET=${planted.ofTests}\n` }],
  'acme/testing': [
    {
      'test/auth.test.js': `const jwt = require('jsonwebtoken');
jwt.sign({ sub: '1' }, '${planted.ofTests}', { expiresIn: '1h' });
`,
    },
  ],
  'acme/old': [
    { 'src/auth.js': signs, '.env.production': `JWT_SECRET=${planted.removed}\n` },
    { '.env.production': null },
  ],
  'acme/new': [{ 'src/auth.js': signs, '.env.production': `JWT_SECRET=${planted.removed}\n` }],
  'acme/weak': [{ 'src/auth.js': signs, '.env.production': `JWT_SECRET=${planted.weak}\n` }],
  'acme/clean': [{ 'src/auth.js': signs, 'README.md': 'nothing here\n' }],
  'acme/=cmd': [
    {
      'src/auth.js': signs.replaceAll('JWT_SECRET', 'AUTH_JWT_SECRET'),
      '=2+5.env': 'nothing\n',
      '.env.production': `AUTH_JWT_SECRET=${planted.alone}\n`,
    },
  ],
  'acme/settings': [
    {
      'src/auth.js': signs,
      'keylint.config.json': '{ "rules": { "no-such-rule": "off" } }\n',
      '.env.production': `JWT_SECRET=${planted.weak}\n`,
    },
  ],
};

const environment = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  // No samples of hooks.
  GIT_TEMPLATE_DIR: '',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

/** Commits as a developer would, but for the second git that each commit starts to look for something to tidy up. */
export function git(
  cwd: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  const result = spawnSync('git', ['-c', 'maintenance.auto=false', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...environment, ...more },
  });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

/** A repository with these commits; its dates are always the same. */
export function makeRepository(path: string, history: readonly Files[]): void {
  mkdirSync(path, { recursive: true });
  if (!existsSync(join(path, '.git'))) writeRepository(path);
  for (const [number, files] of history.entries()) {
    for (const [name, text] of Object.entries(files)) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file);
      else writeFileSync(file, text);
    }
    git(path, ['add', '--all', '--force']);
    const date = `2024-03-0${number + 1}T10:00:00Z`;
    git(path, ['commit', '-q', '-m', `commit ${number + 1}`], {
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    });
  }
}

/** Makes the twelve in `folder`, and one that cannot be read. */
export function makeFleet(folder: string): void {
  for (const [name, history] of Object.entries(commits))
    makeRepository(join(folder, name), history);
  // A mirror of something with a remote.
  git(join(folder, 'acme/api'), ['remote', 'add', 'origin', 'git@github.example:acme/api.git']);
  git(folder, ['clone', '-q', '--bare', 'acme/weak', 'mirrors/fork.git']);
  git(join(folder, 'mirrors/fork.git'), [
    'remote',
    'set-url',
    'origin',
    'https://user@git.example/acme/fork.git',
  ]);
  git(folder, ['init', '-q', 'acme/empty']);
}

/** A repository whose one pack was cut. */
export function makeBroken(folder: string): void {
  const path = join(folder, 'acme/broken');
  makeRepository(path, [{ 'src/auth.js': signs, '.env': `JWT_SECRET=${planted.alone}\n` }]);
  git(path, ['repack', '-q', '-a', '-d']);
  const packs = join(path, '.git/objects/pack');
  for (const name of readdirSync(packs).filter((one) => one.endsWith('.pack'))) {
    chmodSync(join(packs, name), 0o600);
    writeFileSync(join(packs, name), readFileSync(join(packs, name)).subarray(0, 40));
  }
}

/** Ids of all blobs that hold something planted. */
export function secretBlobs(folder: string): string[] {
  const found = new Set<string>();
  for (const name of Object.keys(commits)) {
    const path = join(folder, name);
    const objects = git(path, ['cat-file', '--batch-all-objects', '--batch-check']);
    for (const line of objects.trim().split('\n')) {
      const [id = '', kind] = line.split(' ');
      if (kind !== 'blob') continue;
      const text = git(path, ['cat-file', 'blob', id]);
      if ([...Object.values(planted), sharedHex].some((secret) => text.includes(secret)))
        found.add(id);
    }
  }
  return [...found];
}

/** Every file below `directory`, by its path; what is compressed is read as what it holds. */
export function readTree(directory: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(directory)) return files;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
    files.set(path.slice(directory.length + 1), text);
  }
  return files;
}

/** Ends the file of one line that a killed run left half written. */
export function cutFile(path: string): void {
  writeFileSync(path, readFileSync(path).subarray(0, 20));
  appendFileSync(path, '');
}
