// The first command a reader types, `keylint fixtures/demo`, finds every planted problem at its place and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, type Finding, type Report } from '../src/index.ts';
import { runCli } from './cli/run-cli.ts';
import { copyDemo, countedPlaces, type DemoCopy, demo, planted } from './demo.ts';

let tracked: DemoCopy;
let exported: DemoCopy;
beforeAll(() => {
  tracked = copyDemo({ isTracked: true });
  exported = copyDemo({ isTracked: false });
});
afterAll(() => {
  tracked.dispose();
  exported.dispose();
});

function auditByCli(copy: DemoCopy): Report {
  const { code, stdout, stderr } = runCli(['fixtures/demo', '--format', 'json'], {
    cwd: copy.root,
  });
  expect(stderr).toBe('');
  expect(code).toBe(1);
  return JSON.parse(stdout) as Report;
}

const auditByApi = (copy: DemoCopy): Promise<Report> =>
  audit({ cwd: copy.root, paths: ['fixtures/demo'] });

describe('the demo', () => {
  test('by the built program', () => {
    const report = auditByCli(tracked);
    expect(countedPlaces(report.findings)).toEqual(planted);
    expect(report.skipped).toEqual([]);
    expect(report.complete).toBe(true);
  });

  test('by the API', async () => {
    const report = await auditByApi(tracked);
    expect(countedPlaces(report.findings)).toEqual(planted);
    expect(report.complete).toBe(true);
  });

  test('without git all the same, but for what git tracks', () => {
    const findings = countedPlaces(auditByCli(exported).findings);
    expect(findings).toEqual(planted.filter((place) => !place.endsWith(' tracked-env-file')));
  });

  test('shows at least a dozen kinds of problem', () => {
    expect(new Set(planted.map((place) => place.split(' ')[1])).size).toBeGreaterThanOrEqual(12);
  });

  test('the weakness across files names the call and the way there', async () => {
    const { findings } = await auditByApi(tracked);
    const finding = findings.find(
      ({ path, line, rule }) => `${path}:${line} ${rule}` === '.env.production:3 short-secret',
    );
    expect(finding?.secret).toMatchObject({ algorithm: 'HS512', bytes: 44, requiredBytes: 64 });
    expect(finding?.related).toContainEqual(
      expect.objectContaining({ path: 'src/auth.js', line: 6 }),
    );
    const steps = finding?.flow?.map(({ path }) => path);
    expect(steps?.at(0)).toBe('src/auth.js');
    expect(steps?.at(-1)).toBe('.env.production');
    expect(steps).toContain('src/config.js');
  });
});

describe('near misses stay silent', () => {
  /** Lines from the one that holds `first` to the one that holds `last`. */
  function linesOf(path: string, first: string, last: string): { from: number; to: number } {
    const lines = readFileSync(join(demo, path), 'utf8').split('\n');
    const from = lines.findIndex((line) => line.includes(first)) + 1;
    const to = lines.findIndex((line, at) => at + 1 >= from && line.includes(last)) + 1;
    // A near miss that is gone proves nothing.
    expect(Math.min(from, to)).toBeGreaterThan(0);
    return { from, to };
  }

  function countedOn(
    findings: readonly Finding[],
    path: string,
    { from, to }: { from: number; to: number },
  ): Finding[] {
    return findings.filter(
      (f) => f.level !== 'note' && f.path === path && f.line <= to && f.endLine >= from,
    );
  }

  test.each([
    ['a short secret in a test', 'test/auth.test.js', 'import', 'verify'],
    ['placeholders of a template', '.env.example', 'Copy', 'SESSION_SECRET'],
    ['an asymmetric key from a file', 'src/partner.js', 'import', 'RS256'],
    ['pinned algorithms', 'src/auth.js', 'function readRefreshToken', "['HS512']"],
    ['a long random secret', '.env.production', 'REFRESH_TOKEN_SECRET', 'REFRESH_TOKEN_SECRET'],
    ['a third party\u2019s secret', '.env.production', 'STRIPE_WEBHOOK', 'STRIPE_WEBHOOK'],
    ['the name of a cookie', 'src/config.js', 'cookieName', 'cookieName'],
    ['an issuer', '.env.production', 'JWT_ISSUER', 'JWT_ISSUER'],
    ['a variable that has to be set', 'docker-compose.yml', ':?set it', ':?set it'],
  ])('%s', async (_, path, first, last) => {
    const { findings } = await auditByApi(tracked);
    expect(countedOn(findings, path, linesOf(path, first, last))).toEqual([]);
  });

  test('the test file is read all the same, and its findings are notes', async () => {
    const { findings } = await auditByApi(tracked);
    const inTests = findings.filter(({ path }) => path === 'test/auth.test.js');
    expect(inTests.length).toBeGreaterThan(0);
    expect(new Set(inTests.map(({ level }) => level))).toEqual(new Set(['note']));
  });
});
