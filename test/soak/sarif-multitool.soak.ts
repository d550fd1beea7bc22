// Microsoft's validator with GitHub's ingestion rules over real SARIF: of the projects named in KEYLINT_REAL_REPOS
// (directories, separated as in PATH) or, without it, of the fixtures; of hostile names; and of 30,000 findings.
// The validator is a 95 MB program, so it is installed for the run into a temporary directory; where the registry
// cannot be reached the proof is skipped and says so. Its package wants an install script, which only sets a mode.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/index.ts';
import type { Report } from '../../src/model/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import {
  makeDemoReport,
  makeFinding,
  makeHostileReport,
  makeReport,
  plainOptions,
} from '../report/sample.ts';

const version = '5.7.0';
const directory = mkdtempSync(join(tmpdir(), 'keylint-multitool-'));
const validator = install();

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The validator's path; `undefined` where it cannot be had. */
function install(): string | undefined {
  const name = `@microsoft/sarif-multitool-${process.platform}`;
  try {
    execFileSync(
      'npm',
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--prefix',
        directory,
        `${name}@${version}`,
      ],
      { stdio: 'pipe', timeout: 300_000, shell: process.platform === 'win32' },
    );
    const program = process.platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool';
    const path = join(directory, 'node_modules', name, program);
    chmodSync(path, 0o755);
    return path;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    process.stderr.write(`SKIPPED: sarif-multitool ${version} cannot be installed: ${reason}\n`);
    return undefined;
  }
}

interface Complaint {
  readonly level?: string;
  readonly ruleId: string;
}

/** What the validator has against the report, notes left out. */
function complaints(name: string, report: Report): string[] {
  const input = join(directory, `${name}.sarif`);
  const output = join(directory, `${name}.out.sarif`);
  const text = renderSarif(report, plainOptions);
  expect(gzipSync(text).length).toBeLessThan(10_000_000);
  writeFileSync(input, text);
  execFileSync(
    validator ?? '',
    [
      'validate',
      input,
      '--rule-kind',
      'Sarif;Ghas',
      '--level',
      'Error;Warning',
      '--max-file-size-in-kb',
      '200000',
      '--output',
      output,
      '--log',
      'ForceOverwrite',
    ],
    // The program is .NET, which wants ICU unless told otherwise.
    { stdio: 'pipe', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
  );
  const run = JSON.parse(readFileSync(output, 'utf8')).runs[0];
  const found: Complaint[] = run.results ?? [];
  return found.map(({ level, ruleId }) => `${level ?? 'warning'} ${ruleId}`);
}

describe.skipIf(validator === undefined)('sarif-multitool validate, SARIF and GHAS rules', () => {
  test('the validator finds what is wrong', () => {
    const input = join(directory, 'bad.sarif');
    const output = join(directory, 'bad.out.sarif');
    writeFileSync(
      input,
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"a"}}]}]}',
    );
    try {
      execFileSync(
        validator ?? '',
        [
          'validate',
          input,
          '--rule-kind',
          'Sarif;Ghas',
          '--output',
          output,
          '--log',
          'ForceOverwrite',
        ],
        { stdio: 'pipe', env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
      );
    } catch {
      // It may leave with an error; what counts is the log.
    }
    expect(readFileSync(output, 'utf8')).toContain('GH1');
  });

  test.each([
    ['empty', makeReport([])],
    ['demo', makeDemoReport()],
    ['hostile', makeHostileReport()],
    ['incomplete', makeReport([], { complete: false })],
  ])('%s', (name, report) => {
    expect(complaints(name, report)).toEqual([]);
  });

  test('30,000 findings, cut to what GitHub takes', () => {
    const findings = Array.from({ length: 30_000 }, (_, index) =>
      makeFinding({ path: `src/${index % 997}/file-${index}.ts`, fingerprint: `k1:${index}` }),
    );
    expect(complaints('large', makeReport(findings))).toEqual([]);
  });

  const named = (process.env.KEYLINT_REAL_REPOS ?? '')
    .split(delimiter)
    .filter((path) => path !== '');
  const fixtures = new URL('../../fixtures/', import.meta.url);
  const projects =
    named.length > 0
      ? named
      : readdirSync(fixtures, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => new URL(entry.name, fixtures).pathname);

  test.each(projects)('%s', async (path) => {
    const report = await audit({ cwd: path });
    process.stderr.write(`${basename(path)}: ${report.findings.length} findings\n`);
    expect(complaints(`project-${basename(path)}`, report)).toEqual([]);
  });
});
