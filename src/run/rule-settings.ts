// What the settings say about rules: which run, and how severe each is for a path.
import ignore from 'ignore';
import type { Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { RuleSetting, Settings } from '../model/settings.ts';

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
): (rule: Rule, path: string) => Severity | 'off' | 'as-found' {
  const overrides = settings.overrides.map(({ files, rules }) => ({
    matcher: ignore().add([...files]),
    rules,
  }));
  return (rule, path) => {
    let setting: RuleSetting | undefined = settings.rules[rule.id];
    for (const { matcher, rules } of overrides) {
      if (rules[rule.id] !== undefined && matcher.ignores(path)) setting = rules[rule.id];
    }
    return setting === undefined || setting === 'on' ? 'as-found' : setting;
  };
}
