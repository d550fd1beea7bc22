// What git is started with: settings and an environment under which a hostile repository cannot make it run anything,
// nor read what it names. See ARCHITECTURE.md, "What keeps it right".
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import type { ConfigEntry } from './git-config.ts';

/** The variables a caller passes on; `process.env` unless a test says otherwise. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** More settings for one call, as `[key, value]`; keys are ours, never a repository's. */
export type GitSettings = readonly ConfigEntry[];

/** What git has to know whatever the repository says. An empty value is "no program" for each that names one. */
export const alwaysSet: readonly ConfigEntry[] = [
  ['core.fsmonitor', ''],
  ['core.hooksPath', devNull],
  ['core.attributesFile', devNull],
  ['core.excludesFile', devNull],
  ['core.pager', 'cat'],
  ['core.untrackedCache', 'false'],
  ['core.splitIndex', 'false'],
  ['core.quotePath', 'false'],
  ['core.safecrlf', 'false'],
  ['credential.helper', ''],
  ['diff.relative', 'false'],
  ['diff.autoRefreshIndex', 'false'],
  ['diff.ignoreSubmodules', 'all'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** What a child needs to start at all; everything else of the environment stays out. */
export const passedOn = ['SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** `PATH` without relative parts: they would mean a directory of the repository. */
export function searchPath(env: Environment): string[] {
  const path = env.PATH ?? env.Path ?? '';
  return path.split(delimiter).filter((directory) => isAbsolute(directory));
}

/** Windows looks into the working directory before `PATH`, so the program is named in full there. */
export function findGit(env: Environment): string | undefined {
  if (sep === '/') return 'git';
  return searchPath(env)
    .map((directory) => join(directory, 'git.exe'))
    .find((path) => existsSync(path));
}

/** The whole environment git gets, but for what says which repository it is about. */
export function gitEnvironment(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of passedOn) {
    const value = env[name];
    if (value !== undefined) kept[name] = value;
  }
  return {
    ...kept,
    PATH: searchPath(env).join(delimiter),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // A promisor remote may not be asked for objects.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_PAGER: 'cat',
  };
}
