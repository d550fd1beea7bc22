// actionlint and zizmor over our action and workflows. Both are expected on PATH (.ci/run puts them there); one that is
// missing is said aloud and skipped.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const documented = mkdtempSync(join(tmpdir(), 'keylint-workflows-'));
const workflows = [
  ...readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`),
  ...writeDocumented(),
];

afterAll(() => rmSync(documented, { recursive: true, force: true }));

/** Workflows of the documentation, as whoever copies them has them. */
function writeDocumented(): string[] {
  const text = readFileSync(join(root, 'docs/fleet.md'), 'utf8');
  const found = [...text.matchAll(/```yaml\n(name: [\s\S]*?)```/g)].map(([, body]) => body ?? '');
  if (found.length === 0) throw new Error('docs/fleet.md has no workflow');
  mkdirSync(join(documented, '.github/workflows'), { recursive: true });
  return found.map((body, at) => {
    const path = join(documented, `.github/workflows/fleet-${at}.yml`);
    writeFileSync(path, body);
    return path;
  });
}

function lacks(program: string): boolean {
  if (spawnSync(program, ['--version']).status === 0) return false;
  process.stderr.write(`\n!!! SKIPPED: ${program} is not on PATH\n\n`);
  return true;
}

const run = (program: string, args: readonly string[]): { code: number | null; text: string } => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return { code: status, text: `${stdout}${stderr}` };
};

test.skipIf(lacks('actionlint'))('actionlint has nothing to say', () => {
  expect(run('actionlint', workflows)).toEqual({ code: 0, text: '' });
});

test.skipIf(lacks('zizmor'))('zizmor has nothing to say, as an auditor', () => {
  const args = ['--offline', '--persona=auditor', '--no-progress', 'action.yml', ...workflows];
  const { code, text } = run('zizmor', args);
  expect(code, text).toBe(0);
  expect(text).toContain('No findings to report');
});
