// V8 is asked to optimise later, by flags that the version at hand knows: of others it writes an error on every run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { flagsFor } from '../../src/cli/engine.ts';
import { keepCompiled } from '../../src/cli/keep-compiled.ts';
import { cacheDirectoryOf } from '../../src/cli/user-directories.ts';
import { runAndMeasure } from '../used.ts';

test.each([
  [19, []],
  [20, ['--interrupt-budget=300000']],
  [22, ['--invocation-count-for-turbofan=13000']],
  [24, []],
  [26, []],
  [27, []],
  [Number.NaN, []],
])('Node %i', (major, ofJavaScript) => {
  expect(flagsFor(major).filter((flag) => !/wasm|liftoff/.test(flag))).toEqual(ofJavaScript);
});

test('a hook waits longer', () => {
  expect(flagsFor(20, true)).toContain('--interrupt-budget=1000000');
  expect(flagsFor(24, true)).toEqual(flagsFor(24));
});

test('the version that runs this knows its flags, and has them from its own options', () => {
  const flags = flagsFor(Number.parseInt(process.versions.node, 10));
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  for (const flag of flags) {
    expect(known).toContain(flag.replace(/^--(?:no-)?/, '--').split('=')[0]);
    const { stderr } = spawnSync(
      process.execPath,
      ['-e', `require('node:v8').setFlagsFromString(${JSON.stringify(flag)})`],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
  }
});

test('two lines of Swift do not wait for a compiler: 8 to 20 seconds of processor time, once', () => {
  const root = mkdtempSync(join(tmpdir(), 'keylint-engine-'));
  try {
    mkdirSync(join(root, 'Sources'));
    const text = 'import JWTKit\nlet jwt_secret = "plainly-fake"\n';
    writeFileSync(join(root, 'Sources/a.swift'), text);
    const { exitCode, processorMs } = runAndMeasure(['--no-progress', '.'], root);
    expect(exitCode).toBe(1);
    expect(processorMs).toBeLessThan(2_500);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test.each<[string, readonly string[], Readonly<Record<string, string>>, boolean]>([
  ['kept in the cache of the user', ['hook', 'run'], {}, true],
  ['not kept when nothing is to be', ['.', '--no-cache'], {}, false],
  ['left to a directory that the user names', [], { NODE_COMPILE_CACHE: '/elsewhere' }, false],
])('compiled code is %s', (_, argv, more, isKept) => {
  const home = mkdtempSync(join(tmpdir(), 'keylint-compiled-'));
  try {
    const kept: string[] = [];
    const env = { HOME: home, XDG_CACHE_HOME: home, LOCALAPPDATA: home, ...more };
    const cwd = join(home, 'work');
    const module = { enableCompileCache: (directory: string) => kept.push(directory) };
    keepCompiled(module, { argv, env, cwd });
    expect(kept.map((path) => statSync(path).isDirectory())).toEqual(isKept ? [true] : []);
    expect(kept.every((path) => path.startsWith(home))).toBe(true);
    const kinds = kept.map((path) => statSync(dirname(path)).mode & 0o77);
    if (process.platform !== 'win32') expect(kinds).toEqual(isKept ? [0] : []);
    // A version that has no such thing, and a home where nobody may write.
    keepCompiled({}, { argv, env, cwd });
    const file = join(home, 'file');
    writeFileSync(file, '');
    const nowhere = { ...env, HOME: file, XDG_CACHE_HOME: file, LOCALAPPDATA: file };
    keepCompiled(module, { argv, env: nowhere, cwd });
    // What a repository brings along is not run.
    keepCompiled(module, { argv, env, cwd: home });
    mkdirSync(join(home, '.git'));
    keepCompiled(module, { argv, env, cwd });
    expect(kept).toHaveLength(isKept ? 1 : 0);
    // Nor is it told what says nothing.
    expect(cacheDirectoryOf({ env, cwd })).toBeUndefined();
  } finally {
    rmSync(home, { recursive: true });
  }
});
