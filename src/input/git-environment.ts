// What git is started with: settings and an environment under which a hostile repository cannot make it run anything.
// See DESIGN.md, "Secrets stay inside".
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, isAbsolute, join, sep } from 'node:path';

/** The variables a caller passes on; `process.env` unless a test says otherwise. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** More settings for one call, as `[key, value]`. */
export type GitSettings = readonly (readonly [string, string])[];

/** Overrides that hold whatever `.git/config` says. An empty value is "no program" for each of them. */
export const hardening: GitSettings = [
  ['core.fsmonitor', ''],
  ['core.hooksPath', devNull],
  ['core.attributesFile', devNull],
  ['core.excludesFile', devNull],
  ['core.pager', 'cat'],
  ['core.sshCommand', 'false'],
  ['core.gitProxy', ''],
  ['core.askPass', ''],
  ['core.editor', 'false'],
  ['core.alternateRefsCommand', ''],
  ['core.untrackedCache', 'false'],
  ['core.quotePath', 'false'],
  ['credential.helper', ''],
  ['diff.external', ''],
  ['diff.relative', 'false'],
  ['diff.autoRefreshIndex', 'false'],
  ['diff.ignoreSubmodules', 'all'],
  ['protocol.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['log.showSignature', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** What a child needs to start at all; everything else of the environment stays out. */
export const passedOn = ['SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

const setByHooks = [
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

/** Settings whose key holds a `=`, which `-c` would take for its end. Git before 2.31 does not read them. */
export function unspeakable(settings: GitSettings): Record<string, string> {
  const odd = settings.filter(([key]) => key.includes('='));
  if (odd.length === 0) return {};
  return {
    GIT_CONFIG_COUNT: String(odd.length),
    ...Object.fromEntries(
      odd.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}

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

/** The whole environment git gets. */
export function gitEnvironment(env: Environment, inHook: boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of inHook ? [...passedOn, ...setByHooks] : passedOn) {
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
    // Beats every `protocol.<name>.allow` of the repository: a promisor remote may not be asked for objects.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_PAGER: 'cat',
  };
}
