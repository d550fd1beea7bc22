// The scanners that people would pick instead, each from the registry it is published in. What a registry does not give
// is said, and left out of the table.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A scanner that is there. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  /** How it looks through a directory; `report`: a path that it may write a report to. */
  argv(root: string, report: string): readonly string[];
  /** Exit codes that mean that it looked through all of it. */
  readonly statuses: readonly number[];
}

/** One that is not, and why. */
export interface Missing {
  readonly name: string;
  readonly reason: string;
}

interface Recipe extends Omit<Peer, 'version'> {
  /** The programs that install it, in order. */
  readonly install: readonly (readonly string[])[];
  readonly version: readonly string[];
}

/** No registry that is asked takes longer. */
const installMs = 900_000;

/** Recipes of all of them; `at` is the directory they are installed into. */
function recipes(at: string): (Recipe | Missing)[] {
  const python = (name: string): string => join(at, 'python', 'bin', name);
  const go = (name: string): string => join(at, 'go', name);
  const pip = (name: string): readonly string[][] => [
    ['python3', '-m', 'venv', join(at, 'python')],
    [python('pip'), 'install', '--quiet', '--retries', '1', '--timeout', '30', name],
  ];
  const goInstall = (module: string): readonly string[][] => [
    ['env', `GOBIN=${join(at, 'go')}`, 'GOFLAGS=-modcacherw', 'go', 'install', module],
  ];
  const secretlint = join(at, 'npm', 'node_modules', '.bin', 'secretlint');
  const secretlintSettings = join(at, 'npm', 'secretlintrc.json');
  return [
    {
      name: 'ripgrep',
      install: pip('ripgrep'),
      version: [python('rg'), '--version'],
      argv: (root) => [python('rg'), '-i', '-c', 'jwt', root],
      statuses: [0, 1],
    },
    {
      name: 'kingfisher',
      install: pip('kingfisher-bin'),
      version: [python('kingfisher'), '--version'],
      argv: (root) => [
        ...[python('kingfisher'), 'scan', '--no-update-check', '--git-history=none'],
        ...['--no-validate', '--format', 'json', root],
      ],
      statuses: [0, 200, 205],
    },
    {
      name: 'gitleaks',
      install: goInstall('github.com/zricethezav/gitleaks/v8@latest'),
      version: [go('gitleaks'), 'version'],
      // Never a device as the report: it is deleted first.
      argv: (root, report) => [
        ...[go('gitleaks'), 'dir', '--no-banner', '--exit-code', '0'],
        ...['--report-format', 'json', '--report-path', report, root],
      ],
      statuses: [0],
    },
    {
      name: 'ripsecrets',
      install: [['cargo', 'install', '--quiet', 'ripsecrets', '--root', join(at, 'cargo')]],
      version: [join(at, 'cargo', 'bin', 'ripsecrets'), '--version'],
      argv: (root) => [join(at, 'cargo', 'bin', 'ripsecrets'), root],
      statuses: [0, 1],
    },
    {
      name: 'detect-secrets',
      install: pip('detect-secrets'),
      version: [python('detect-secrets'), '--version'],
      argv: (root) => [python('detect-secrets'), '-C', root, 'scan', '--all-files', '--no-verify'],
      statuses: [0],
    },
    {
      name: 'secretlint',
      install: [
        [
          ...['npm', 'install', '--prefix', join(at, 'npm'), '--ignore-scripts', '--no-audit'],
          ...['--no-fund', 'secretlint@11', '@secretlint/secretlint-rule-preset-recommend@11'],
        ],
      ],
      version: [secretlint, '--version'],
      argv: (root) => [
        ...[secretlint, '--secretlintrc', secretlintSettings, '--format', 'json'],
        `${root}/**/*`,
      ],
      statuses: [0, 1],
    },
    {
      name: 'trufflehog',
      install: goInstall('github.com/trufflesecurity/trufflehog/v3@latest'),
      version: [go('trufflehog'), '--version'],
      argv: (root) => [
        ...[go('trufflehog'), 'filesystem', '--no-verification', '--no-update', '--json'],
        root,
      ],
      statuses: [0],
    },
    {
      name: 'betterleaks',
      install: goInstall('github.com/betterleaks/betterleaks@latest'),
      version: [go('betterleaks'), 'version'],
      argv: (root, report) => [
        ...[go('betterleaks'), 'dir', '--no-banner', '--exit-code', '0'],
        ...['--report-format', 'json', '--report-path', report, root],
      ],
      statuses: [0],
    },
    { name: 'titus', reason: 'no registry publishes it' },
    {
      name: 'semgrep',
      reason: 'its rules for tokens come from semgrep.dev alone, not from a registry',
    },
  ];
}

/** Installs what is not there yet, and says of the rest why not. */
export function installPeers(at: string): { readonly peers: Peer[]; readonly missing: Missing[] } {
  mkdirSync(join(at, 'npm'), { recursive: true });
  writeFileSync(
    join(at, 'npm', 'secretlintrc.json'),
    JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }),
  );
  const peers: Peer[] = [];
  const missing: Missing[] = [];
  for (const recipe of recipes(at)) {
    if ('reason' in recipe) {
      missing.push(recipe);
      continue;
    }
    const reason = existsSync(recipe.version[0] ?? '') ? undefined : install(recipe.install);
    const version = reason === undefined ? versionOf(recipe.version) : undefined;
    if (version === undefined) {
      missing.push({ name: recipe.name, reason: reason ?? 'it does not say its version' });
    } else peers.push({ ...recipe, version });
  }
  return { peers, missing };
}

/** Why it could not be installed; `undefined` where it was. */
function install(steps: Recipe['install']): string | undefined {
  for (const [program = '', ...args] of steps) {
    const { status, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      timeout: installMs,
    });
    if (status === 0) continue;
    if (error) return `${program}: ${error.message}`;
    return `${program}: ${stderr.trim().split('\n').at(-1) ?? ''}`.slice(0, 200);
  }
  return undefined;
}

function versionOf([program = '', ...args]: readonly string[]): string | undefined {
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return /\d+\.\d+[\w.+-]*/.exec(stdout + stderr)?.[0];
}
