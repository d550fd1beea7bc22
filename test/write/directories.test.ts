// Directories are made with what is missing above them, and where none can be made that is said at once.
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDirectories } from '../../src/write/files.ts';
import { runAndMeasure } from '../used.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keylint-directories-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('missing parents are made, and nobody else may look into them', () => {
  makeDirectories(join(home, 'a/b/c'), 0o700);
  makeDirectories(join(home, 'a/b/c'), 0o700);
  expect(statSync(join(home, 'a/b/c')).isDirectory()).toBe(true);
  if (platform() !== 'win32') expect(statSync(join(home, 'a')).mode & 0o777).toBe(0o700);
});

test.each(['file', 'file/a', 'dangling', 'dangling/a'])('%s: no directory', (path) => {
  writeFileSync(join(home, 'file'), '');
  symlinkSync(join(home, 'nothing/there'), join(home, 'dangling'));
  expect(() => makeDirectories(join(home, path))).toThrow();
});

// Node's own way of making parents goes round for ever there.
test.runIf(platform() === 'linux')('a file system that takes no directory', () => {
  mkdirSync(join(home, 'project'));
  writeFileSync(
    join(home, 'project/a.js'),
    "const jwt = require('jsonwebtoken');\njwt.sign({}, 'plainly-fake', { expiresIn: 1 });\n",
  );
  const { exitCode } = runAndMeasure(['--fix=unsafe', '.'], join(home, 'project'), 30_000, {
    XDG_STATE_HOME: '/proc',
  });
  expect(exitCode).toBe(2);
  expect(() => makeDirectories('/proc/keylint/a')).toThrow('ENOENT');
});
