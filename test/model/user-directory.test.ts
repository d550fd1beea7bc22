import { expect, test } from 'vitest';
import { userDirectory } from '../../src/model/user-directory.ts';

const home = '/home/ann';
test.each([
  ['state', 'linux', {}, '/home/ann/.local/state/keylint'],
  ['state', 'linux', { XDG_STATE_HOME: '/var/state' }, '/var/state/keylint'],
  ['state', 'linux', { XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/keylint'],
  ['state', 'darwin', { XDG_CACHE_HOME: '/var/cache' }, '/home/ann/.local/state/keylint'],
  ['cache', 'linux', {}, '/home/ann/.cache/keylint'],
  ['cache', 'linux', { XDG_CACHE_HOME: '/var/cache' }, '/var/cache/keylint'],
] as const)('%s on %s with %j: %s', (kind, platform, env, expected) => {
  expect(userDirectory(kind, { platform, env, home })).toBe(expected);
});

test.each([
  ['state', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\keylint\\state'],
  ['cache', { LOCALAPPDATA: 'Local' }, 'C:\\Users\\ann\\AppData\\Local\\keylint\\cache'],
] as const)('%s on Windows with %j: %s', (kind, env, expected) => {
  expect(userDirectory(kind, { platform: 'win32', env, home: 'C:\\Users\\ann' })).toBe(expected);
});
