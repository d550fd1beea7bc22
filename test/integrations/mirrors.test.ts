// What other programs install keylint with: one version everywhere, and the calls that their hosts make.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { bin } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { readonly version: string };

test.each([
  'mirrors/pre-commit/.pre-commit-hooks.yaml',
  'mirrors/mega-linter-plugin-keylint/keylint.megalinter-descriptor.yml',
  'templates/keylint.yml',
  'Dockerfile',
])('%s names the version of this package and no other', (path) => {
  const named = [...read(path).matchAll(/keylint[@-](\d+\.\d+\.\d+)/g)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set([version]));
});

describe('the pre-commit mirror', () => {
  interface Hook {
    readonly id: string;
    readonly additional_dependencies?: readonly string[];
  }
  const hooks = (path: string): Hook[] => parse(read(path));

  test('has the hooks of this repository, and one exact dependency', () => {
    const own = hooks('.pre-commit-hooks.yaml');
    const mirrored = hooks('mirrors/pre-commit/.pre-commit-hooks.yaml');
    expect(mirrored.map(({ additional_dependencies: _, ...hook }) => hook)).toEqual(own);
    for (const { additional_dependencies } of mirrored) {
      expect(additional_dependencies).toEqual([`keylint@${version}`]);
    }
  });

  test('installs nothing else', () => {
    const manifest = JSON.parse(read('mirrors/pre-commit/package.json'));
    expect(manifest).toMatchObject({ version, private: true });
    expect(Object.keys(manifest).filter((name) => /depend|^scripts$/i.test(name))).toEqual([]);
  });
});

describe('the MegaLinter plugin', () => {
  interface Linter {
    readonly cli_lint_extra_args: readonly string[];
    readonly cli_sarif_args: readonly string[];
    readonly cli_lint_errors_regex: string;
    readonly cli_version_arg_name: string;
    readonly cli_help_arg_name: string;
    readonly cli_config_arg_name: string;
    readonly install: { readonly dockerfile: readonly string[] };
  }
  const descriptor: Readonly<Record<string, unknown>> & { readonly linters: readonly Linter[] } =
    parse(read('mirrors/mega-linter-plugin-keylint/keylint.megalinter-descriptor.yml'));
  const [linter] = descriptor.linters;
  const run = (args: readonly string[], cwd = root) =>
    spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });

  test('has the fields that the schema of descriptors asks for', () => {
    expect(descriptor).toMatchObject({ descriptor_id: 'KEYLINT', descriptor_type: 'other' });
    expect(linter).toMatchObject({
      linter_name: expect.any(String),
      name: expect.stringMatching(/^[A-Z_]+$/),
      linter_url: expect.stringMatching(/^https:/),
      cli_lint_mode: 'project',
      can_output_sarif: true,
    });
    // Of a plugin nothing but these is installed.
    for (const line of linter?.install.dockerfile ?? []) expect(line).toMatch(/^RUN /);
  });

  test('findings are counted in what a run without SARIF prints', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'keylint-mega-'));
    writeFileSync(join(cwd, '.env.production'), 'JWT_SECRET=mysecretkey\n');
    const { findings } = JSON.parse(run(['--format=json'], cwd).stdout);
    const { stdout } = run(linter?.cli_lint_extra_args ?? [], cwd);
    const [, number] = new RegExp(linter?.cli_lint_errors_regex ?? '$^').exec(stdout) ?? [];
    expect(Number(number)).toBe(findings.length);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('is called as MegaLinter calls it, and leaves SARIF where that is looked for', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'keylint-mega-'));
    writeFileSync(join(cwd, '.env.production'), 'JWT_SECRET=mysecretkey\n');
    writeFileSync(join(cwd, 'settings.json'), '{}');
    const sarif = join(cwd, 'out.sarif');
    const args = [
      ...(linter?.cli_lint_extra_args ?? []),
      ...(linter?.cli_sarif_args ?? []).map((arg) => arg.replace('{{SARIF_OUTPUT_FILE}}', sarif)),
      linter?.cli_config_arg_name ?? '',
      join(cwd, 'settings.json'),
    ];
    expect(run(args, cwd).status).toBe(1);
    expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.length).toBeGreaterThan(0);
    expect(run([linter?.cli_version_arg_name ?? '']).stdout).toMatch(/\d+\.\d+\.\d+/);
    expect(run([linter?.cli_help_arg_name ?? '']).status).toBe(0);
  });
});

describe('the GitLab component', () => {
  const [header, body] = parseAllDocuments(read('templates/keylint.yml')).map(
    (document) => document.toJS() as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  );
  // The casts: the tests fail where the file has another form.
  const inputs = header?.spec?.inputs as Readonly<Record<string, { readonly default: unknown }>>;
  const job = body?.keylint as {
    readonly variables: Readonly<Record<string, string>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
  };

  test('uses every input it asks for, and only in variables: no input becomes a piece of script', () => {
    const used = [...JSON.stringify(body).matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g)];
    expect(new Set(used.map((match) => match[1]))).toEqual(new Set(Object.keys(inputs)));
    expect(job.script.join('\n')).not.toContain('$[[');
  });

  /** What the script starts keylint with, where `npm` is a stand-in that installs an echo. */
  function start(variables: Readonly<Record<string, string>>) {
    const cwd = mkdtempSync(join(tmpdir(), 'keylint-gitlab-'));
    const programs = join(cwd, 'programs');
    mkdirSync(programs);
    const npm = `#!/bin/sh
mkdir -p node_modules/keylint/dist/src/cli
echo 'console.log(JSON.stringify(process.argv.slice(2)))' > node_modules/keylint/dist/src/cli/bin.js
`;
    writeFileSync(join(programs, 'npm'), npm);
    chmodSync(join(programs, 'npm'), 0o755);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', job.script.join('\n')], {
      cwd,
      encoding: 'utf8',
      env: { PATH: `${programs}:${process.env.PATH}`, ...variables },
    });
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout) as string[];
  }

  const defaults = Object.fromEntries(
    Object.entries(job.variables).map(([name, value]) => [
      name,
      value.replace(/\$\[\[ inputs\.([\w-]+) \]\]/, (_, input) => String(inputs[input]?.default)),
    ]),
  );

  test.skipIf(process.platform === 'win32')('starts a review of the whole repository', () => {
    expect(start(defaults)).toEqual([
      'review',
      '--no-progress',
      '--fail-on=medium',
      '--format=text',
      '--format=gitlab-secrets',
      `--output=${job.artifacts.reports.secret_detection}`,
      '--format=gitlab',
      `--output=${job.artifacts.reports.codequality}`,
      '--',
    ]);
  });

  test.skipIf(process.platform === 'win32')('takes paths as they are, one a line', () => {
    const paths = 'a b\n-x\n*.js\n$(touch hacked)\n';
    const argv = start({
      ...defaults,
      KEYLINT_PATHS: paths,
      KEYLINT_COMMENT: 'true',
      KEYLINT_CHANGED_ONLY: 'false',
    });
    expect(argv.slice(argv.indexOf('--') + 1)).toEqual(['a b', '-x', '*.js', '$(touch hacked)']);
    expect(argv).toEqual(expect.arrayContaining(['--comment', '--all']));
  });
});
