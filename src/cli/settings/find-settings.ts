// Where the settings of a run come from: --config, or the nearest keylint.config.json between the working directory
// and the repository's root.
import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defaultSettings, type Settings } from '../../model/settings.ts';
import { readText } from '../../read/read-file.ts';
import { howTyped, unreadable } from '../files.ts';
import { settingsFileName } from './shape.ts';

export interface SettingsRequest {
  readonly cwd: string;
  /** `--config`; a missing file is an error then. */
  readonly config: string | undefined;
  /** `--no-config`. */
  readonly isOff: boolean;
  readonly ruleIds: () => Promise<readonly string[]>;
  /** `--at`: the settings of that commit hold, not those on disk. `--config` is on disk all the same. */
  readonly commit?: string | undefined;
}

export interface FoundSettings {
  readonly settings: Settings;
  /** Absolute path; `undefined` where there is no file. */
  readonly file: string | undefined;
}

/** Reads and checks the settings of a run. Throws a UserError where they are wrong. */
export async function loadSettings(request: SettingsRequest): Promise<FoundSettings> {
  if (request.isOff) return { settings: defaultSettings, file: undefined };
  const { cwd, config } = request;
  if (request.commit !== undefined && config === undefined) {
    const { findSettingsAt } = await import('./settings-at.ts');
    const found = findSettingsAt(cwd, request.commit);
    return found ? parseFound(found, request) : { settings: defaultSettings, file: undefined };
  }
  const file = config === undefined ? findUpwards(cwd) : resolve(cwd, config);
  if (file === undefined) return { settings: defaultSettings, file };
  return parseFound({ file, text: readSettings(file, request) }, request);
}

async function parseFound(
  { file, text }: { readonly file: string; readonly text: string },
  { cwd, ruleIds }: SettingsRequest,
): Promise<FoundSettings> {
  const path = relative(cwd, file).replaceAll('\\', '/');
  // Loaded here, so that a run without a settings file does not pay for the parser.
  const { parseSettings } = await import('./parse-settings.ts');
  return { settings: parseSettings({ path, text, ruleIds: await ruleIds() }), file };
}

/** The root of the repository around `directory`: the nearest one with a `.git`; `undefined` outside of any. */
export function findRepositoryRoot(directory: string): string | undefined {
  for (const candidate of upwards(directory)) {
    if (existsSync(join(candidate, '.git'))) return candidate;
  }
  return undefined;
}

function findUpwards(cwd: string): string | undefined {
  const root = findRepositoryRoot(cwd);
  for (const directory of upwards(cwd)) {
    const file = join(directory, settingsFileName);
    if (isThere(file)) return file;
    // Above the repository, or outside of one, a stranger's file would decide.
    if (root === undefined || directory === root) return undefined;
  }
  return undefined;
}

/** A link that leads to nothing is there as well: whoever made it wants something read. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function* upwards(directory: string): Generator<string> {
  for (let current = resolve(directory); ; current = dirname(current)) {
    yield current;
    if (dirname(current) === current) return;
  }
}

/** The lists of a longer one would not be taken either. */
const limitBytes = 4 << 20;

function readSettings(file: string, { cwd, config }: SettingsRequest): string {
  // What was found and not named belongs to the repository.
  const how =
    config === undefined
      ? { links: { below: findRepositoryRoot(cwd) ?? cwd } }
      : howTyped({ cwd, path: config });
  const read = readText(file, { ...how, limitBytes });
  if ('text' in read) return read.text;
  const path = relative(cwd, file).replaceAll('\\', '/');
  const hint = 'Check --config, or write a first one with `keylint init`.';
  throw unreadable({ what: 'The settings file', path, hint }, read);
}
