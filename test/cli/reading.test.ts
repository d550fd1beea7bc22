// What keylint reads is a regular file of the repository, or what the user named in full: never where a link of the
// repository leads to, never a device, and never a pipe that nobody writes to.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readStdin } from '../../src/cli/io.ts';
import { createProject, type TestProject } from '../fix/project.ts';

const weak = "const jwt = require('jsonwebtoken');\njwt.sign({}, 'weaksecret1');\n";
const outside = 'OutsidePlainlyFake';
const bin = join(import.meta.dirname, '../../dist/src/cli/bin.js');

let project: TestProject;
let victim: string;
beforeEach(() => {
  project = createProject({ 'a.js': weak });
  victim = join(realpathSync(join(project.root, '..')), 'victim');
  writeFileSync(victim, `{"${outside}": "${outside}", "version": 1}\n${outside}\n`);
});
afterEach(() => project.remove());

const typed = {
  settings: ['-c', 'link'],
  'a baseline': ['--baseline', 'link'],
  'a word list': ['--wordlist', 'link'],
  'an ignore file': ['--ignore-path', 'link'],
  'a baseline of another scanner': ['baseline', '--from', 'link'],
  'a file to audit': ['link'],
  'a file behind a directory': ['dir/victim'],
  'a directory to audit': ['dir'],
} as const;

describe.skipIf(process.platform === 'win32')('through a link out of the repository', () => {
  test.each(Object.entries(typed))(
    '%s is refused, and it is said where it leads',
    async (_, argv) => {
      symlinkSync('../victim', join(project.root, 'link'));
      symlinkSync('..', join(project.root, 'dir'));
      const { code, stdout, stderr } = await project.run(...argv);
      expect(code).toBe(2);
      const target = argv[0] === 'dir' ? join(victim, '..') : victim;
      expect(stdout + stderr).toContain(`leads to ${target}`);
      expect(stdout + stderr).not.toContain(outside);
    },
  );

  test('what nobody named is not read either', async () => {
    symlinkSync('../victim', join(project.root, 'keylint.config.json'));
    const { code, stderr } = await project.run();
    expect([code, stderr]).toEqual([2, expect.stringContaining(`leads to ${victim}`)]);
    expect(stderr).not.toContain(outside);
  });

  test('a path in full is the business of who typed it', async () => {
    writeFileSync(victim, 'weaksecret1\n');
    const { code, stdout } = await project.run('--wordlist', victim, '--ignore-path', victim);
    expect([code, stdout]).toEqual([1, expect.stringContaining('listed in ../victim')]);
    writeFileSync(`${victim}.js`, weak);
    expect((await project.run(`${victim}.js`)).code).toBe(1);
    expect((await project.run('../victim.js')).code).toBe(1);
  });

  test('links inside the repository are followed', async () => {
    project.write('words.txt', 'weaksecret1\n');
    symlinkSync('words.txt', join(project.root, 'link'));
    const { code, stdout } = await project.run('--wordlist', 'link');
    expect([code, stdout]).toEqual([1, expect.stringContaining('listed in link')]);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  const kinds = {
    'a pipe': (path: string) => void execFileSync('mkfifo', [path]),
    'a link to an endless device': (path: string) => symlinkSync('/dev/zero', path),
    'a directory': (path: string) => mkdirSync(path),
  };
  const places = [
    ['keylint.config.json'],
    ['settings.json', '-c', 'settings.json'],
    ['accepted.json', '--baseline', 'accepted.json'],
    ['words.txt', '--wordlist', 'words.txt'],
    ['.ignored', '--ignore-path', '.ignored'],
    ['.secrets.baseline', 'baseline', '--from', '.secrets.baseline'],
    ['keylint.baseline.json', 'baseline'],
    ['.env'],
    ['.env', '--fix=unsafe', '--dry-run'],
    ['.env.example', '--fix=unsafe', '--dry-run'],
    ['.gitignore', '--fix=unsafe', '--dry-run'],
    ['package.json', 'hook', 'install'],
    ['a.env', 'a.env'],
  ];
  test.each(
    places.flatMap(([path = '', ...argv]) =>
      Object.keys(kinds).map((kind) => [kind, path, argv] as const),
    ),
  )('%s as %s holds nothing up (%j)', async (kind, path, argv) => {
    kinds[kind as keyof typeof kinds](join(project.root, path));
    const started = performance.now();
    const { code, stdout, stderr } = await project.run(...argv);
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(stdout + stderr).not.toMatch(/unexpected|stack|at async/i);
    // Whatever was asked for by name and is no file is an error, not silence.
    if (kind === 'a directory' && path === 'a.env') return;
    if (argv.includes(path) || path === 'keylint.config.json') expect(code).toBe(2);
  });

  test('but a pipe that is named in full is read: --wordlist <(zcat list.gz)', () => {
    const script = `"$1" "$2" --no-progress --wordlist <(echo weaksecret1)`;
    const { stdout, status } = spawnSync('bash', ['-c', script, '-', process.execPath, bin], {
      cwd: project.root,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, expect.stringContaining('listed in')]);
  });
});

test('a baseline that is larger than any team accepts is refused', async () => {
  writeFileSync(join(project.root, 'huge.json'), Buffer.alloc((16 << 20) + 1, 32));
  for (const argv of [
    ['--baseline', 'huge.json'],
    ['baseline', '--baseline', 'huge.json'],
  ]) {
    const { code, stderr } = await project.run(...argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be read: it is too large/);
  }
});

test('of standard input no more is read than there may be', async () => {
  const endless = Readable.from(
    (function* () {
      while (true) yield Buffer.alloc(1_000);
    })(),
  );
  expect(await readStdin({ stdin: endless }, 10_000)).toBeUndefined();
  const whole = Readable.from([Buffer.from('ab'), Buffer.from('c')]);
  expect(Buffer.from((await readStdin({ stdin: whole }, 3)) ?? '').toString()).toBe('abc');
});

test('remarks beyond the first fifty are counted, unless all were asked for', async () => {
  const marks = Array.from({ length: 80 }, (_, n) => `a(); // keylint: ignore[no-${n}]\n`);
  writeFileSync(join(project.root, 'a.js'), marks.join(''));
  const linesOf = async (...argv: string[]) => (await project.run(...argv)).stderr.split('\n');
  const lines = await linesOf('-f', 'json');
  expect(lines.length).toBeLessThan(60);
  expect(lines.join('\n')).toMatch(/and \d+ more: --verbose shows them/);
  expect((await linesOf('-f', 'json', '-v')).length).toBeGreaterThan(80);
});
