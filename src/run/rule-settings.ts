// What the settings say about rules: which run, and how severe each is for a path.
import { relative, sep } from 'node:path';
import type { Severity } from '../model/finding.ts';
import { createPathRules } from '../model/path-rules.ts';
import type { Rule } from '../model/rule.ts';
import type { RuleSetting, Settings } from '../model/settings.ts';

/** A path of the run as the settings see it; `undefined` where it lies outside of their directory. */
export type SettingsPath = (path: string) => string | undefined;

/** Globs of the settings count from the settings file's directory, wherever the run starts. */
export function createSettingsPath(root: string, directory: string | undefined): SettingsPath {
  if (directory === undefined) return (path) => path;
  const prefix = relative(directory, root).split(sep).join('/');
  if (prefix === '') return (path) => path;
  // A root above the settings: only what lies below their directory is theirs.
  if (prefix === '..' || prefix.startsWith('../')) {
    const below = `${relative(root, directory).split(sep).join('/')}/`;
    return (path) => (path.startsWith(below) ? path.slice(below.length) : undefined);
  }
  return (path) => `${prefix}/${path}`;
}

/** The rules that can report anything under these settings. */
export function activeRules(
  rules: readonly Rule[],
  onlyRules: readonly string[] | undefined,
  settings: Settings,
): Rule[] {
  const used = new Set(settings.overrides.flatMap((o) => Object.keys(o.rules)));
  return rules.filter((rule) => {
    if (onlyRules && !onlyRules.includes(rule.id)) return false;
    return settings.rules[rule.id] !== 'off' || used.has(rule.id);
  });
}

/** Severity of a rule at a path; of overrides that match, the last one wins. */
export function createSeverityLookup(
  settings: Settings,
  settingsPath: SettingsPath,
): (rule: Rule, path: string) => Severity | 'off' | 'as-found' {
  const overrides = settings.overrides.map(({ files, rules }) => ({
    matcher: createPathRules(files, { ignoreCase: true }),
    rules,
  }));
  return (rule, path) => {
    let setting: RuleSetting | undefined = settings.rules[rule.id];
    const own = settingsPath(path);
    for (const { matcher, rules } of overrides) {
      if (own === undefined) break;
      if (rules[rule.id] !== undefined && matcher.ignores(own)) setting = rules[rule.id];
    }
    return setting === undefined || setting === 'on' ? 'as-found' : setting;
  };
}
