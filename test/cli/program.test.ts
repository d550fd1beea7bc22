// The built program from outside: what it prints where, and how it exits.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { commands } from '../../src/cli/commands.ts';
import { scanOptions } from '../../src/cli/scan-options.ts';
import {
  bin,
  type CliRun,
  createProject,
  runCli,
  scrubbedEnvironment,
  spawnCli,
} from './run-cli.ts';

// A tutorial string: critical wherever it signs.
const weak = 'JWT_SECRET=mysecretkey\n';
const signing = [
  "import jwt from 'jsonwebtoken';",
  "const options = { algorithm: 'HS256', expiresIn: '1h' };",
  'export const issue = (claims) => jwt.sign(claims, process.env.JWT_SECRET, options);',
  '',
].join('\n');

let project: ReturnType<typeof createProject>;
let clean: ReturnType<typeof createProject>;
beforeAll(() => {
  project = createProject({
    'service/.env.production': weak,
    'service/src/auth.js': signing,
    'service/test/auth.test.js': "require('jsonwebtoken').sign({}, 'secret', { expiresIn: 1 });\n",
  });
  clean = createProject({ 'index.js': 'export const one = 1;\n', 'README.md': '# One\n' });
});
afterAll(() => {
  project.dispose();
  clean.dispose();
});

const scan = (...argv: string[]) => runCli(argv, { cwd: project.root });
const rulesIn = (json: string): string[] =>
  JSON.parse(json).findings.map(({ rule }: { rule: string }) => rule);

// Most tests call the program in a thread (test/cli/resident.mjs): what they hold must be what a process does.
describe('a process says what the thread says', () => {
  test.each<[readonly string[], string?]>([
    [[]],
    [['-f', 'json', '--no-progress', 'service']],
    [['--help']],
    [['--stagd']],
    [['-f', 'nope']],
    [['explain', 'short-secret']],
    [['--stdin-file-path', '.env', '-f', 'gitlab'], weak],
  ])('%j', (argv, stdin) => {
    const options = { cwd: project.root, env: { NO_COLOR: '1' }, ...(stdin && { stdin }) };
    const spawned = spawnCli(argv, options);
    expect(spawned.stdout + spawned.stderr).not.toBe('');
    const timeless = (run: CliRun) => ({
      ...run,
      stdout: run.stdout.replace(/ in [\d.]+ s$/m, ''),
    });
    expect(timeless(runCli(argv, options))).toEqual(timeless(spawned));
  });
});

describe('version and help', () => {
  test.each(['--version', '-V'])('%s', (flag) => {
    expect(spawnCli([flag])).toEqual({
      code: 0,
      signal: null,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  test('--version loads nothing else', () => {
    const { root, dispose } = createProject({});
    spawnCli(['--version'], { env: { NODE_V8_COVERAGE: root } });
    const [file = ''] = readdirSync(root);
    const { result } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    const loaded = result
      .map(({ url }: { url: string }) => url)
      .filter((url: string) => url.startsWith('file:'))
      .map((url: string) => url.replace(/^.*\/dist\//, ''));
    dispose();
    expect(loaded.sort()).toEqual([
      expect.stringMatching(/^src\/chunks\/version-[\w-]+\.js$/),
      'src/cli/bin.js',
    ]);
  });

  test.each([[['--help']], [['help']], [['scan', '-h']], [['--staged', '--help', 'x']]])(
    '%j',
    (argv) => {
      const { code, stdout, stderr } = runCli(argv);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^keylint \[options\] \[paths\.\.\]\n/);
      expect(stdout).toContain('Exit codes: ');
    },
  );

  test.each([[['-h']], [['--staged', '-h', 'x']]])('%j: half a screen', (argv) => {
    const { code, stdout, stderr } = runCli(argv);
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain('keylint --help');
    // Every command is named, and no option that is not there.
    const named = stdout.match(/\b[a-z]+\b/g) ?? [];
    for (const { name } of commands) if (name !== 'scan') expect(named).toContain(name);
    const flags = [...stdout.matchAll(/^ +(?:-(\w), +)?--([\w-]+)/gm)].map(
      ([, alias, name = '']) => [name, alias],
    );
    expect(flags).toHaveLength(10);
    expect(flags).toEqual(flags.map(([name = '']) => [name, scanOptions[name]?.alias]));
    for (const [name = ''] of flags) expect(scanOptions).toHaveProperty(name);
  });

  test.each(commands.map(({ name }) => name))('help of %s', (name) => {
    const { code, stdout, stderr } = runCli([name, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(name === 'scan' ? /^keylint \[/ : new RegExp(`^keylint ${name} \\[`));
  });
});

describe('mistakes: exit 2, words on stderr, nothing on stdout', () => {
  test.each([
    [['--stagd'], 'keylint: Unknown option: --stagd\nDid you mean `--staged`?\n'],
    [
      ['explain', 'short-secrt'],
      'keylint: Unknown rule: short-secrt\nDid you mean `short-secret`?\n',
    ],
    [
      ['--rules', 'short-secret,uid-secret'],
      'keylint: Unknown rule: uid-secret\nDid you mean `uuid-secret`?\n',
    ],
    [['--fix', '--rule', 'nope'], 'keylint: Unknown rule: nope\nSee `keylint rules`.\n'],
    [['help', 'bselne'], 'keylint: Unknown command: bselne\nDid you mean `baseline`?\n'],
    [
      ['basline'],
      'keylint: no such file, directory or command: basline\nDid you mean `baseline`?\n',
    ],
    [
      ['no/such/file.ts'],
      'keylint: no such file or directory: no/such/file.ts\nPaths are taken relative to the working directory.\n',
    ],
    [['-f', 'jsn'], 'keylint: Unknown report format: jsn\nDid you mean `json`?\n'],
    [
      ['--staged', '--since', 'HEAD'],
      'keylint: --staged and --since cannot be had together.\nChoose one.\n',
    ],
    [
      ['--keep-previous'],
      'keylint: --keep-previous does nothing without --fix.\nWrite --fix --keep-previous.\n',
    ],
    [['fix', '--update-baseline'], 'keylint: Unknown option: --update-baseline\nSee --help.\n'],
    [['--dry-run'], 'keylint: --dry-run does nothing without --fix.\nWrite --fix --dry-run.\n'],
    [
      ['--fix', '--update-baseline'],
      'keylint: --fix and --update-baseline cannot be had together.\nFix first, then accept what is left.\n',
    ],
    [['--exit-code', '300'], 'keylint: --exit-code is a number from 0 to 255.\n'],
    [
      ['--config', 'none.json'],
      'keylint: The settings file none.json cannot be read: it is not there.\nCheck --config, or write a first one with `keylint init`.\n',
    ],
    [
      ['--baseline', 'none.json'],
      'keylint: The baseline none.json cannot be read: it is not there.\nWrite one with `keylint baseline`.\n',
    ],
    [
      ['--wordlist', 'none.txt'],
      'keylint: The word list none.txt cannot be read: it is not there.\n',
    ],
    [['completion', 'bsh'], 'keylint: Unknown shell: bsh\nDid you mean `bash`?\n'],
    [
      ['\u001b[31mred'],
      'keylint: no such file or directory: \\u001b[31mred\nPaths are taken relative to the working directory.\n',
    ],
  ])('%j', (argv, stderr) => {
    expect(scan(...argv)).toEqual({ code: 2, signal: null, stdout: '', stderr });
  });

  test('--since a ref that is none', () => {
    spawnSync('git', ['init', '-q'], { cwd: clean.root, env: scrubbedEnvironment() });
    const { code, stdout, stderr } = runCli(['--since', 'no-such-ref'], { cwd: clean.root });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no-such-ref');
  });
});

describe('exit codes', () => {
  test.each([
    [[], 1],
    [['--exit-zero'], 0],
    [['--exit-code', '7'], 7],
    [['--fail-on', 'critical', '--min-severity', 'critical'], 1],
    [['--rules', 'uuid-secret'], 0],
    [['service/test'], 0],
    [['service/test', '--strict'], 1],
    [['-f', 'json'], 1],
    [['-f', 'sarif'], 1],
    [['-f', 'github'], 1],
    [['-q'], 1],
  ])('%j: %i', (argv, code) => {
    const run = scan(...argv);
    expect([run.code, run.stderr.includes('internal error')]).toEqual([code, false]);
  });

  test('nothing found', () => {
    const { code, stderr } = runCli([], { cwd: clean.root });
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('what is audited', () => {
  test('the algorithm of an env value is known from the code', () => {
    const { stdout } = scan('-f', 'json');
    const { findings, complete } = JSON.parse(stdout);
    expect(complete).toBe(true);
    expect(findings[0].path).toBe('service/.env.production');
    expect(findings[0].secret.name).toBe('JWT_SECRET');
  });

  test('a single directory is the root of its report', () => {
    const { stdout } = scan('service', '-f', 'json');
    expect(JSON.parse(stdout).findings[0].path).toBe('.env.production');
  });

  test.each([
    [['--stdin-file-path', 'config/.env.production'], 'config/.env.production'],
    [['-', '--stdin-file-path', '.env'], '.env'],
  ])('standard input: %j', (argv, path) => {
    const { code, stdout } = runCli([...argv, '-f', 'json'], { cwd: clean.root, stdin: weak });
    expect([code, JSON.parse(stdout).findings[0].path]).toEqual([1, path]);
  });

  test('--staged reads the index', () => {
    const { root, dispose } = createProject({ '.env.production': weak, 'auth.js': signing });
    const git = (...argv: string[]) =>
      spawnSync('git', argv, { cwd: root, env: scrubbedEnvironment() });
    git('init', '-q');
    git('add', '--', 'auth.js', '.env.production');
    writeFileSync(join(root, '.env.production'), '# nothing on the disk\n');
    const run = runCli(['--staged', '-f', 'json'], { cwd: root });
    dispose();
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout).findings[0].path).toBe('.env.production');
  });

  test('--rules runs these alone', () => {
    const { stdout } = scan(
      '-f',
      'json',
      '--rules',
      'dictionary-secret,known-secret,placeholder-secret',
    );
    expect(rulesIn(stdout).length).toBeGreaterThan(0);
    expect(
      rulesIn(stdout).filter((rule) => !/^(?:dictionary|known|placeholder)-/.test(rule)),
    ).toEqual([]);
  });

  test('--wordlist values are known', () => {
    const value = 'kq7Zr2VbX9tLm4WcN8pYs3HdF6gJu5Ae';
    const { root, dispose } = createProject({
      '.env': `JWT_SECRET=${value}\n`,
      'list.txt': `other\n${value}\n`,
    });
    const without = runCli(['-f', 'json', '.env'], { cwd: root });
    const run = runCli(['-f', 'json', '--wordlist', 'list.txt', '.env'], { cwd: root });
    dispose();
    expect(rulesIn(without.stdout)).not.toContain('known-secret');
    expect(rulesIn(run.stdout)).toContain('known-secret');
    expect(run.stdout + run.stderr).not.toContain(value);
  });
});

describe('reports', () => {
  test('several at once, each whole in its file', () => {
    const { root, dispose } = createProject({ '.env': weak });
    const argv = ['-f', 'sarif', '-o', 'a.sarif', '-f', 'json=b.json', '-o', 'c.md'];
    const run = runCli(argv, { cwd: root });
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(JSON.parse(readFileSync(join(root, 'a.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(JSON.parse(readFileSync(join(root, 'b.json'), 'utf8')).version).toBe(1);
    expect(readFileSync(join(root, 'c.md'), 'utf8')).toContain('short-secret');
    expect(readdirSync(root).sort()).toEqual(['.env', 'a.sarif', 'b.json', 'c.md']);
    dispose();
  });

  test('one that cannot be written is an error, and nothing is left behind', () => {
    const { root, dispose } = createProject({ '.env': weak });
    const run = runCli(['-o', 'none/a.json'], { cwd: root });
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toBe('keylint: Cannot write none/a.json (ENOENT).\n');
    expect(readdirSync(root)).toEqual(['.env']);
    dispose();
  });

  test('audit writes HTML and prints the text', () => {
    const { root, dispose } = createProject({ '.env': weak });
    const run = runCli(['audit', '-o', 'report.html'], { cwd: root });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('JWT_SECRET');
    expect(run.stderr).toContain('Report: report.html');
    expect(readFileSync(join(root, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    dispose();
  });

  const ansi = '\u001b[';
  test.each([
    [[], {}, false],
    [['--color=always'], {}, true],
    [['--color'], {}, true],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [['--color=always'], { NO_COLOR: '1' }, true],
    [['--no-color'], { FORCE_COLOR: '1' }, false],
    [['--color=never'], { FORCE_COLOR: '1' }, false],
  ])('colours: %j %j %s', (argv, env, isColored) => {
    const { stdout } = runCli(argv, { cwd: project.root, env });
    expect(stdout.includes(ansi)).toBe(isColored);
  });

  test('two runs print the same bytes', () => {
    expect(scan('-f', 'json').stdout).toBe(scan('-f', 'json').stdout);
  });
});

describe('baseline', () => {
  test('accepts what is there, tells what is new and what is gone', () => {
    const { root, dispose } = createProject({ '.env': weak, 'auth.js': signing });
    const made = runCli(['baseline'], { cwd: root });
    expect([made.code, made.stdout]).toEqual([0, '']);
    expect(made.stderr).toMatch(
      /^keylint\.baseline\.json: \d+ accepted findings, \d+ new, 0 gone\.\nUse it: --baseline keylint\.baseline\.json/,
    );
    const text = readFileSync(join(root, 'keylint.baseline.json'), 'utf8');
    expect(text).not.toContain('mysecretkey');

    const flag = ['--baseline', 'keylint.baseline.json'];
    expect(runCli(flag, { cwd: root }).code).toBe(0);
    writeFileSync(join(root, 'more.js'), signing.replace('process.env.JWT_SECRET', "'secret'"));
    const grown = runCli([...flag, '-f', 'json'], { cwd: root });
    expect(grown.code).toBe(1);
    expect(
      JSON.parse(grown.stdout).findings.every(({ path }: { path: string }) => path === 'more.js'),
    ).toBe(true);

    const updated = runCli([...flag, '--update-baseline'], { cwd: root });
    expect(updated.code).toBe(0);
    expect(runCli(flag, { cwd: root }).code).toBe(0);

    writeFileSync(join(root, '.env'), '');
    const shrunk = runCli(flag, { cwd: root });
    expect(shrunk.code).toBe(0);
    expect(shrunk.stdout + shrunk.stderr).toMatch(/is gone; update the baseline/);
    dispose();
  });

  test('is the same file whoever writes it', () => {
    const { root, dispose } = createProject({ '.env': weak, 'auth.js': signing });
    const file = join(root, 'keylint.baseline.json');
    runCli(['baseline'], { cwd: root });
    const first = readFileSync(file, 'utf8');
    runCli(['baseline'], { cwd: root });
    expect(readFileSync(file, 'utf8')).toBe(first);
    dispose();
  });

  test('is refused for a part of the tree that a scope picks', () => {
    expect(scan('--update-baseline', '--staged').code).toBe(2);
  });
});

describe('settings', () => {
  test('a file is found and obeyed, --no-config silences it', () => {
    const { root, dispose } = createProject({
      'keylint.config.json': '{ "ignore": [".env*"] }',
      '.env': weak,
    });
    expect(runCli([], { cwd: root }).code).toBe(0);
    expect(runCli(['--no-config'], { cwd: root }).code).toBe(1);
    dispose();
  });

  test('a mistake is told with its place', () => {
    const { root, dispose } = createProject({ 'k.json': '{\n  "rulez": {}\n}' });
    const { code, stderr } = runCli(['-c', 'k.json'], { cwd: root });
    dispose();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^keylint: k\.json:2:3: unknown key\. Did you mean `rules`\?\n/);
  });

  test('--print-config shows all but known secrets', () => {
    const { root, dispose } = createProject({
      'k.json': '{ "knownSecrets": ["canary-value"], "projectNames": ["acme"] }',
    });
    const { code, stdout } = runCli(['-c', 'k.json', '--print-config'], { cwd: root });
    dispose();
    expect([code, stdout.includes('canary-value')]).toEqual([0, false]);
    expect(JSON.parse(stdout)).toMatchObject({
      settingsFile: 'k.json',
      projectNames: ['acme'],
      knownSecrets: ['(not shown)'],
    });
  });

  test('init writes one that works, and only once', () => {
    const { root, dispose } = createProject({});
    expect(runCli(['init'], { cwd: root })).toMatchObject({ code: 0, stdout: '' });
    expect(existsSync(join(root, 'keylint.config.json'))).toBe(true);
    expect(runCli(['-c', 'keylint.config.json'], { cwd: root }).code).toBe(0);
    expect(runCli(['--init'], { cwd: root })).toEqual({
      code: 2,
      signal: null,
      stdout: '',
      stderr: 'keylint: keylint.config.json is there already.\n',
    });
    dispose();
  });
});

describe('rules', () => {
  test('the list and its JSON agree', () => {
    const text = runCli(['rules']);
    const json = runCli(['rules', '-f', 'json']);
    expect([text.code, json.code]).toEqual([0, 0]);
    const ids = JSON.parse(json.stdout).map(({ id }: { id: string }) => id);
    expect(ids).toContain('short-secret');
    expect(
      text.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(ids);
  });

  test('explain', () => {
    const { code, stdout, stderr } = runCli(['explain', 'short-secret']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^short-secret: .+\n/);
    expect(stdout).toContain('keylint: ignore[short-secret]');
    expect(stdout).not.toContain('«');
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('%s names commands and flags', (shell) => {
    const { code, stdout } = runCli(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['baseline', 'staged', 'update-baseline']) expect(stdout).toContain(word);
  });

  test.skipIf(process.platform === 'win32')('bash really completes', () => {
    const script = `
      eval "$("$1" "$2" completion bash)"
      complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _keylint; echo "\${COMPREPLY[*]}"; }
      complete_line keylint expl
      complete_line keylint --sta
      complete_line keylint rules --fo
    `;
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', process.execPath, bin], {
      env: scrubbedEnvironment(),
      encoding: 'utf8',
    });
    expect(stdout).toBe('explain\n--staged --staged-files\n--format\n');
  });
});

describe('pipes and signals', () => {
  test.skipIf(process.platform === 'win32')('a reader that goes away is no crash', () => {
    const script = '"$1" "$2" --color=never "$3" | head -n 1';
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', script, 'bash', process.execPath, bin, project.root],
      { env: scrubbedEnvironment(), encoding: 'utf8' },
    );
    expect(stdout.split('\n').length).toBe(2);
    expect(stderr).toBe('');
  });

  test.skipIf(process.platform === 'win32')(
    'SIGINT ends it at once, without words or files',
    async () => {
      const { root, dispose } = createProject({ '.env': weak });
      // Waits for standard input, so that there is time to interrupt.
      const child = spawn(process.execPath, [bin, '--stdin-file-path', '.env', '-o', 'out.json'], {
        cwd: root,
        env: scrubbedEnvironment(),
      });
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      setTimeout(() => child.kill('SIGINT'), 300);
      const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
      expect([signal, stderr, readdirSync(root)]).toEqual(['SIGINT', '', ['.env']]);
      dispose();
    },
  );
});

test('nothing outside of the working directory is written', () => {
  const { root, dispose } = createProject({ 'home/x': '', 'work/.env': weak });
  mkdirSync(join(root, 'tmp'));
  const place = {
    HOME: join(root, 'home'),
    TMPDIR: join(root, 'tmp'),
    XDG_STATE_HOME: join(root, 'home'),
  };
  runCli(['-f', 'json'], { cwd: join(root, 'work'), env: place });
  expect(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .sort(),
  ).toEqual(['home', 'home/x', 'tmp', 'work', 'work/.env']);
  dispose();
});
