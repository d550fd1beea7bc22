// Reports and baselines are written whole or not at all.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../../src/cli/files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keylint-files-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('a new file', () => {
  writeAtomically(root, 'a.json', 'text ✓');
  expect(readFileSync(join(root, 'a.json'), 'utf8')).toBe('text ✓');
  expect(readdirSync(root)).toEqual(['a.json']);
});

test.skipIf(process.platform === 'win32')('an existing one keeps its mode', () => {
  writeFileSync(join(root, 'a'), 'old');
  chmodSync(join(root, 'a'), 0o640);
  writeAtomically(root, 'a', 'new');
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('new');
  expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o640);
});

test.skipIf(process.platform === 'win32')('a link stays one', () => {
  writeFileSync(join(root, 'target'), 'old');
  symlinkSync('target', join(root, 'link'));
  writeAtomically(root, 'link', 'new');
  expect(lstatSync(join(root, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, 'target'), 'utf8')).toBe('new');
});

test.skipIf(process.platform === 'win32')('a device is written to', () => {
  expect(() => writeAtomically(root, '/dev/null', 'x')).not.toThrow();
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('nothing is left behind where it fails', () => {
  mkdirSync(join(root, 'directory'));
  expect(() => writeAtomically(root, 'directory', 'x')).toThrow(/^Cannot write directory \(E/);
  expect(() => writeAtomically(root, 'none/a', 'x')).toThrow('Cannot write none/a (ENOENT).');
  expect(readdirSync(root)).toEqual(['directory']);
});
