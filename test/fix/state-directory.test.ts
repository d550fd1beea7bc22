import { expect, test } from 'vitest';
import { stateDirectory } from '../../src/fix/state-directory.ts';

const home = '/home/ann';
test.each([
  ['linux', {}, '/home/ann/.local/state/keylint'],
  ['linux', { XDG_STATE_HOME: '/var/state' }, '/var/state/keylint'],
  ['linux', { XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/keylint'],
  ['darwin', {}, '/home/ann/.local/state/keylint'],
] as const)('on %s with %j: %s', (platform, env, expected) => {
  expect(stateDirectory({ platform, env, home })).toBe(expected);
});

test.each([
  [{ LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\keylint\\state'],
  [{ LOCALAPPDATA: 'Local' }, 'C:\\Users\\ann\\AppData\\Local\\keylint\\state'],
] as const)('on Windows with %j: %s', (env, expected) => {
  expect(stateDirectory({ platform: 'win32', env, home: 'C:\\Users\\ann' })).toBe(expected);
});
