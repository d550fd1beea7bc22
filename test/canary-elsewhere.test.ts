// Neither what git remembers nor what an editor is told shows a planted text: reports with a history, diagnostics, hovers,
// definitions and actions.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { formatNames } from '../src/report/index.ts';
import { canaryFixtures, canaryPaths, expectNoTrace, readCanaryFixture } from './canary.ts';
import { runCli } from './cli/run-cli.ts';
import { startClient } from './editor/client.ts';
import { commitAt } from './input/scratch.ts';

let root = '';
/** Where reports are written that are looked at: beside what is audited. */
let reports = '';
afterEach(() => {
  for (const made of [root, reports]) rmSync(made, { recursive: true, force: true });
});

function makeRepository(): void {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-canary-')));
  cpSync(canaryFixtures, root, { recursive: true });
  execFileSync('git', ['init', '-q'], { cwd: root });
}

test('reports of what git remembers', () => {
  makeRepository();
  reports = mkdtempSync(join(tmpdir(), 'keylint-canary-'));
  const written = formatNames.filter((format) => format !== 'text');
  commitAt(root, { author: 1_700_000_000 });
  for (const gone of ['src', 'config', 'k8s']) rmSync(join(root, gone), { recursive: true });
  mkdirSync(join(root, 'out'));
  commitAt(root, { author: 1_700_100_000 });
  const told = runCli(
    [
      ...['--history', '--verbose', '--strict', '--show-suppressed', '-f', 'text'],
      ...written.flatMap((format) => ['-f', `${format}=${join(reports, format)}`]),
    ],
    { cwd: root },
  );
  expect(told.stdout).toMatch(/secret-in-history/);
  expectNoTrace(told.stdout + told.stderr);
  for (const format of written) expectNoTrace(readFileSync(join(reports, format), 'utf8'));
  const { stdout, stderr } = runCli(['audit', '-o', 'out/report.html'], { cwd: root });
  expectNoTrace(stdout + stderr);
  const page = readFileSync(join(root, 'out/report.html'), 'utf8');
  expect(page).toContain('secret-in-history');
  expectNoTrace(page);
}, 120_000);

test('what an editor is told', async () => {
  makeRepository();
  const client = await startClient(root, {});
  try {
    // One of UTF-16 is nothing that an editor would send as it is.
    const texts = canaryPaths()
      .map((path) => ({ path, text: readCanaryFixture(path).toString('utf8') }))
      .filter(({ text }) => !text.includes('\0') && !text.includes('\ufffd'));
    for (const { path, text } of texts) await client.open(path, text);
    await client.until(() => client.diagnostics('src/a.js').length > 0, 'findings in src/a.js');
    let hovers = 0;
    for (const { path, text } of texts) {
      for (const [line, content] of text.split('\n').entries()) {
        const word = /secret|key/i.exec(content);
        if (!word) continue;
        const at = { line, character: word.index + 1 };
        if (await client.hover(path, at)) hovers++;
        await client.definition(path, at);
      }
      for (const { range } of client.diagnostics(path)) await client.actions(path, range.start);
    }
    expect(hovers).toBeGreaterThan(5);
    expectNoTrace(client.received.join('\n'));
  } finally {
    await client.stop();
  }
}, 120_000);
