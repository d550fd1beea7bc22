// What a commit would hold and what a branch changed, as the built program sees it in real repositories: findings
// only there, and the algorithm from wherever it is written.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../src/index.ts';
import { runCli } from './cli/run-cli.ts';
import { git, isWindows, repository, write } from './input/scratch.ts';

// Digests stand in for CSPRNG output so that the test is the same every time.
const bytes32 = createHash('sha256').update('keylint staged 32 ~ hw52').digest().toString('base64');
const bytes64 = createHash('sha512').update('keylint staged 64 ~ hw52').digest().toString('base64');

const auth = `import jwt from 'jsonwebtoken';
import { config } from './config';
export const issue = (id: string) =>
  jwt.sign({ sub: id }, config.jwt.secret, { algorithm: 'HS512', expiresIn: '1h' });
`;
const service = {
  'package.json': '{ "name": "harborline" }\n',
  'src/config.ts': 'export const config = { jwt: { secret: process.env.JWT_SECRET } };\n',
  'src/auth.ts': auth,
};

/** Git tracks the file on purpose here; what is asked is what else is found. */
const isAboutTracking = ({ rule }: Finding): boolean => rule === 'tracked-env-file';

function auditIn(cwd: string, ...argv: readonly string[]): { code: number | null; report: Report } {
  const { code, stdout, stderr } = runCli([...argv, '--format', 'json'], { cwd });
  expect(stdout, stderr).not.toBe('');
  return { code, report: JSON.parse(stdout) as Report };
}

function placesIn(cwd: string, ...argv: readonly string[]): string[] {
  const { code, report } = auditIn(cwd, ...argv);
  expect(code).toBe(report.findings.length > 0 ? 1 : 0);
  return report.findings
    .filter((finding) => !isAboutTracking(finding))
    .map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}

describe('staged lines', () => {
  const committed = (files: Readonly<Record<string, string>>): string => {
    const cwd = repository(service);
    write(cwd, files);
    git(cwd, 'add', '-f', ...Object.keys(files));
    git(cwd, 'commit', '-q', '-m', 'all');
    return cwd;
  };
  const old = { 'src/old.js': "jwt.sign({}, 'weaksecret1', { expiresIn: 60 });\n// end\n" };

  test('what stood there before is not the business of a commit, with --staged-files it is', () => {
    const cwd = committed({
      ...old,
      'src/old.js': `const jwt = require('jsonwebtoken');\n${old['src/old.js']}`,
    });
    write(cwd, {
      'src/old.js': `const jwt = require('jsonwebtoken');\n${old['src/old.js']}// more\n`,
    });
    git(cwd, 'add', '.');
    expect(placesIn(cwd, '--staged')).toEqual([]);
    expect(placesIn(cwd, '--staged-files')).toContain('src/old.js:2 hardcoded-secret');
  });

  test('a staged call that makes a value elsewhere too short is', () => {
    const cwd = committed({
      'src/auth.ts': auth.replace('HS512', 'HS256'),
      '.env.production': `JWT_SECRET=${bytes32}\n`,
    });
    write(cwd, { 'src/auth.ts': auth });
    git(cwd, 'add', '.');
    expect(placesIn(cwd, '--staged')).toEqual(['.env.production:1 short-secret']);
    write(cwd, { 'src/auth.ts': `${auth.replace('HS512', 'HS256')}// a remark\n` });
    git(cwd, 'add', '.');
    expect(placesIn(cwd, '--staged')).toEqual([]);
  });
});

describe('keylint --staged', () => {
  test('holds a staged value against the algorithm of a file committed earlier', () => {
    const cwd = repository(service);
    write(cwd, { '.env.production': `PORT=1\nJWT_SECRET=${bytes32}\n` });
    git(cwd, 'add', '-f', '.env.production');
    const { code, report } = auditIn(cwd, '--staged');
    expect(code).toBe(1);
    const findings = report.findings.filter((finding) => !isAboutTracking(finding));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      path: '.env.production',
      line: 2,
      column: 12,
      rule: 'short-secret',
      secret: { algorithm: 'HS512', bytes: 44, requiredBytes: 64, environment: 'production' },
    });
    expect(findings[0]?.related).toContainEqual(
      expect.objectContaining({ path: 'src/auth.ts', line: 4 }),
    );
  });

  test.each([
    ['before it is staged, HS512 counts for nothing', 'HS256', []],
    ['once it is staged, it counts', 'HS512', ['.env.production:1 short-secret']],
  ])('%s', (_, algorithm, expected) => {
    const cwd = repository({
      ...service,
      'src/auth.ts': auth.replace('HS512', 'HS256'),
    });
    write(cwd, {
      '.env.production': `JWT_SECRET=${bytes32}\n`,
      'src/auth.ts': auth.replace('HS512', algorithm),
    });
    git(cwd, 'add', '-f', '.env.production', 'src/auth.ts');
    // On disk it is HS512 both times.
    write(cwd, { 'src/auth.ts': auth });
    expect(placesIn(cwd, '--staged')).toEqual(expected);
  });

  test('strong in the index, weak on disk: only the index counts', () => {
    const cwd = repository(service);
    write(cwd, { '.env.production': `JWT_SECRET=${bytes64}\n` });
    git(cwd, 'add', '-f', '.env.production');
    write(cwd, { '.env.production': 'JWT_SECRET=mysecretkey\n' });
    expect(placesIn(cwd, '--staged')).toEqual([]);
    expect(placesIn(cwd)).toContain('.env.production:1 known-secret');
  });

  test('weak in the index, strong on disk: only the index counts', () => {
    const cwd = repository(service);
    write(cwd, { '.env.production': 'JWT_SECRET=mysecretkey\n' });
    git(cwd, 'add', '-f', '.env.production');
    write(cwd, { '.env.production': `JWT_SECRET=${bytes64}\n` });
    expect(placesIn(cwd, '--staged')).toEqual([
      '.env.production:1 known-secret',
      '.env.production:1 short-secret',
    ]);
    expect(placesIn(cwd)).toEqual([]);
  });

  test('links through a caller that holds no word of signing itself', () => {
    const cwd = repository({
      'src/issuer.js':
        "import jwt from 'jsonwebtoken';\nexport const issue = (claims, key) => jwt.sign(claims, key, { algorithm: 'HS512', expiresIn: '1h' });\n",
      'src/users.js':
        "import { issue } from './issuer.js';\nexport const login = (user) => issue({ sub: user.id }, process.env.ISSUER_KEY);\n",
    });
    write(cwd, { '.env.production': `ISSUER_KEY=${bytes32}\n`, 'src/new.js': 'jwt();\n' });
    git(cwd, 'add', '-A', '-f');
    expect(placesIn(cwd, '--staged')).toEqual(['.env.production:1 short-secret']);
  });

  test('configuration without a word of signing is asked for the variables that code signs with', () => {
    const cwd = repository({
      ...service,
      'src/config.ts': 'export const config = { jwt: { secret: process.env.SIGN_IN_KEY } };\n',
    });
    const compose = 'services:\n  api:\n    environment:\n      SIGN_IN_KEY: ${SIGN_IN_KEY:-dev}\n';
    write(cwd, { 'docker-compose.yml': compose });
    git(cwd, 'add', '-A');
    expect(placesIn(cwd, '--staged')).toContain('docker-compose.yml:4 short-secret');
    expect(placesIn(cwd)).toContain('docker-compose.yml:4 short-secret');
  });

  test('a weak value that was committed earlier is no news', () => {
    const cwd = repository({ ...service, '.env.production': 'JWT_SECRET=mysecretkey\n' });
    write(cwd, { 'README.md': 'The secret of the JWT is in .env\n', 'src/new.js': 'run();\n' });
    git(cwd, 'add', '-A');
    const { code, report } = auditIn(cwd, '--staged');
    expect(report.findings).toEqual([]);
    expect(code).toBe(0);
    expect(placesIn(cwd)).toContain('.env.production:1 known-secret');
  });

  const secretIn = (name: string): string =>
    `import jwt from 'jsonwebtoken';\nexport const a = (c) => jwt.sign(c, 'mysecretkey', { expiresIn: '1h' }); // ${name}\n`;

  test.each(['a file.js', '-dash.js', '--staged', 'sub dir/-x.js', ' lead.js', 'ünï.js'])(
    'the name %j is a name like any other',
    (name) => {
      // Windows drops what a name may not hold.
      const path = name.endsWith('.js') ? name : `${name}.js`;
      const cwd = repository(service);
      write(cwd, { [path]: secretIn(name) });
      git(cwd, 'add', '--', path);
      expect(placesIn(cwd, '--staged')).toEqual([
        `${path}:2 hardcoded-secret`,
        `${path}:2 known-secret`,
        `${path}:2 short-secret`,
      ]);
    },
  );

  test.runIf(!isWindows)('so is one that git would quote', () => {
    const path = 'q"uo\\te.js';
    const cwd = repository(service);
    write(cwd, { [path]: secretIn('quoted') });
    git(cwd, 'add', '--', path);
    expect(placesIn(cwd, '--staged')).toContain(`${path}:2 hardcoded-secret`);
  });

  test('nothing staged is nothing wrong', () => {
    const cwd = repository({ ...service, '.env.production': 'JWT_SECRET=mysecretkey\n' });
    write(cwd, { 'src/new.js': secretIn('not staged') });
    const { code, stdout } = runCli(['--staged'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('no staged files');
    expect(auditIn(cwd, '--staged').report.findings).toEqual([]);
  });

  test('works before the first commit and from a folder below', () => {
    const cwd = repository();
    git(cwd, 'update-ref', '-d', 'HEAD');
    write(cwd, { ...service, '.env.production': `JWT_SECRET=${bytes32}\n` });
    git(cwd, 'add', '-A', '-f');
    const expected = ['.env.production:1 short-secret'];
    expect(placesIn(cwd, '--staged')).toEqual(expected);
    expect(placesIn(`${cwd}/src`, '--staged', '..')).toEqual(expected);
  });
});

describe('keylint --since', () => {
  const old =
    "import jwt from 'jsonwebtoken';\nexport const a = (c) => jwt.sign(c, 'secret');\n\n\n";

  test('reports what lies on changed lines alone, linked against the whole tree', () => {
    const cwd = repository({ ...service, 'old.js': old, '.env.staging': 'JWT_SECRET=secret\n' });
    write(cwd, {
      'old.js': `${old}export const b = (c) => jwt.sign(c, 'password', { expiresIn: '1h' });\n`,
      '.env.production': `PORT=1\nJWT_SECRET=${bytes32}\n`,
    });
    git(cwd, 'add', '-A', '-f');
    git(cwd, 'commit', '-q', '-m', 'second');
    expect(placesIn(cwd, '--since', 'HEAD~1')).toEqual([
      '.env.production:2 short-secret',
      'old.js:5 hardcoded-secret',
      'old.js:5 known-secret',
      'old.js:5 short-secret',
    ]);
    const everything = placesIn(cwd);
    expect(everything).toContain('.env.staging:1 known-secret');
    expect(everything).toContain('old.js:2 hardcoded-secret');
  });

  test('a change that was not committed counts; one that was taken back does not', () => {
    const cwd = repository({ ...service, '.env.production': `JWT_SECRET=${bytes64}\n` });
    write(cwd, { '.env.production': `JWT_SECRET=${bytes32}\n` });
    expect(placesIn(cwd, '--since', 'HEAD')).toEqual(['.env.production:1 short-secret']);
    write(cwd, { '.env.production': `JWT_SECRET=${bytes64}\n` });
    expect(placesIn(cwd, '--since', 'HEAD')).toEqual([]);
  });

  test('a reference that does not exist is an error, not a clean bill', () => {
    const cwd = repository(service);
    expect(runCli(['--since', 'nowhere'], { cwd }).code).toBe(2);
  });
});

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}
interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly SarifLocation[];
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly { location: SarifLocation }[] }[];
  }[];
}

test.each([['--staged'], ['--since', 'HEAD'], []])(
  'SARIF shows the way from the call to the value: %j',
  (...argv) => {
    const cwd = repository(service);
    write(cwd, { '.env.production': `PORT=1\nJWT_SECRET=${bytes32}\n` });
    git(cwd, 'add', '-f', '.env.production');
    const { stdout } = runCli([...argv.flat(), '--format', 'sarif'], { cwd });
    const log = JSON.parse(stdout) as { runs: readonly { results: readonly SarifResult[] }[] };
    const results = log.runs[0]?.results.filter(({ ruleId }) => ruleId === 'short-secret') ?? [];
    const lineOf = ({ physicalLocation: { artifactLocation, region } }: SarifLocation): string =>
      `${artifactLocation.uri}:${region.startLine}`;
    expect(results.map(({ locations }) => locations.map(lineOf))).toEqual([['.env.production:2']]);
    const steps = results[0]?.codeFlows?.[0]?.threadFlows[0]?.locations.map((step) =>
      lineOf(step.location),
    );
    expect(steps?.at(0)).toBe('src/auth.ts:4');
    expect(steps).toContain('src/config.ts:1');
    expect(steps?.at(-1)).toBe('.env.production:2');
  },
);
