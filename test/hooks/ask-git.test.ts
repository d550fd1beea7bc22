// What installs hooks asks git with the configuration of the repository in force, which may be anybody's.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHookPlace } from '../../src/cli/hooking/ask-git.ts';
import { createRepository, type Repository } from './repository.ts';

let repository: Repository;
beforeEach(() => {
  repository = createRepository();
});
afterEach(() => {
  repository.dispose();
});

test.each([
  ['include.path', 'private.txt', 'its configuration is damaged'],
  ['core.repositoryFormatVersion', '99', 'it needs a newer git'],
])('nothing that git says of %s is quoted', (key, value, sentence) => {
  repository.write('private.txt', 'mysecretvalue of somebody else\n');
  repository.git('config', key, value.endsWith('.txt') ? join(repository.root, value) : value);
  const run = repository.keylint('hook', 'install');
  expect(run.code).toBe(2);
  expect(run.text).toContain(sentence);
  expect(run.text).not.toMatch(/mysecretvalue|private\.txt|99/);
});

test.skipIf(process.platform === 'win32')('a configuration that never ends is given up on', () => {
  const pipe = join(repository.root, 'pipe');
  execFileSync('mkfifo', [pipe]);
  repository.git('config', 'include.path', pipe);
  const sink = { isTerminal: false, columns: undefined, write: () => {} };
  const io = {
    cwd: repository.root,
    env: process.env,
    stdin: Readable.from([]),
    stdout: sink,
    stderr: sink,
  };
  expect(() => findHookPlace(io, 200)).toThrow('git rev-parse did not answer within 1 s');
});
