// What `keylint.config.json` can say, after it was read and checked: data only, never code.
import type { HmacAlgorithm } from './algorithms.ts';
import type { Severity } from './finding.ts';

/** `off`, or the severity to report a rule with. */
export type RuleSetting = 'off' | 'on' | Severity;

/** Settings for the files that `files` matches, relative to the settings file; later ones win. */
export interface SettingsOverride {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

export interface Settings {
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly SettingsOverride[];
  /** More names that hold signing secrets: exact, or with `*`. Case and separators do not matter. */
  readonly secretNames: readonly string[];
  /** Names that hold none, whatever they look like. */
  readonly ignoreNames: readonly string[];
  /** More values to treat as public. Read from the settings file, never printed. */
  readonly knownSecrets: readonly string[];
  /** More project, company and host names. */
  readonly projectNames: readonly string[];
  /** Algorithm of a secret where the code does not tell: name (exact or with `*`) to algorithm. */
  readonly algorithms: Readonly<Record<string, HmacAlgorithm>>;
  /** Globs of paths that are not audited at all. */
  readonly ignore: readonly string[];
  /** Path of a baseline, relative to the settings file. Absent: none. */
  readonly baseline?: string;
  /** Secrets that have not changed for longer are reported: days, or `90d`, `12w`, `6m`, `1y`. Absent: no age counts. */
  readonly maxAge?: string | number;
}

export const defaultSettings: Settings = {
  rules: {},
  overrides: [],
  secretNames: [],
  ignoreNames: [],
  knownSecrets: [],
  projectNames: [],
  algorithms: {},
  ignore: [],
};
