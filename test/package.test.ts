// What an install brings: the files of `dist` and the packages beside them stay few and small, and nothing runs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

interface Locked {
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => statSync(join('dist', name)).isFile());

test('dist holds the bundle, its data and the declarations of what is exported', () => {
  const known =
    /^(?:data\/(?:strength\.bin|NOTICE\.txt)|grammars\/(?:web-)?tree-sitter(?:-[\w-]+)?\.wasm(?:\.br)?|src\/(?:[\w/-]+\.js|[\w/-]+\.d\.ts))$/;
  const strange = files.filter((name) => !known.test(name) && !name.endsWith('.stamp'));
  expect(strange).toEqual([]);
  expect(files.filter((name) => name.endsWith('.d.ts')).length).toBeLessThan(80);
  const bytes = files.reduce((sum, name) => sum + statSync(join('dist', name)).size, 0);
  expect(bytes).toBeLessThan(16_000_000);
});

test('a plain install is a few dozen packages, none of which runs anything', () => {
  const lock: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  const installed = new Map<string, Locked>();
  const add = (name: string, from: string): void => {
    // As node looks for it: from the innermost folder outwards.
    for (let at = from; ; at = at.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
      const path = `${at ? `${at}/` : ''}node_modules/${name}`;
      const found = lock.packages[path];
      if (found) {
        if (installed.has(path)) return;
        installed.set(path, found);
        for (const next of Object.keys(found.dependencies ?? {})) add(next, path);
        return;
      }
      if (at === '') throw new Error(`${name} is not in package-lock.json`);
    }
  };
  for (const name of Object.keys(lock.packages['']?.dependencies ?? {})) add(name, '');
  expect(installed.size).toBeGreaterThan(10);
  expect([...installed.keys()].length).toBeLessThan(48);
  expect([...installed].filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});

test('the manifest that is packed has no scripts, and is the whole one again afterwards', () => {
  const whole = readFileSync('package.json', 'utf8');
  const { scripts, ...rest } = JSON.parse(whole);
  const [before, after] = ['bare', 'whole'].map((how) => `node .ci/pack-manifest.mjs ${how}`);
  expect(scripts.prepack.endsWith(`&& ${before}`)).toBe(true);
  expect(scripts.postpack).toBe(after);
  const directory = mkdtempSync(join(tmpdir(), 'keylint-pack-'));
  const manifest = join(directory, 'package.json');
  const run = (how: string) => {
    const { status } = spawnSync(process.execPath, [resolve('.ci/pack-manifest.mjs'), how], {
      cwd: directory,
    });
    expect(status).toBe(0);
    return readFileSync(manifest, 'utf8');
  };
  try {
    writeFileSync(manifest, whole);
    expect(run('whole')).toBe(whole);
    expect(JSON.parse(run('bare'))).toEqual(rest);
    // A second run after one that was interrupted.
    expect(JSON.parse(run('bare'))).toEqual(rest);
    expect(run('whole')).toBe(whole);
    expect(run('whole')).toBe(whole);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
