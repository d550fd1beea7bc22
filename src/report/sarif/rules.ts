// Rules as SARIF reporting descriptors. GitHub takes severity from the rule, never from the result.
import type { Severity } from '../../model/finding.ts';
import { memoByObject } from '../../model/memo.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import { toSafeJson } from '../escape.ts';

/** Where keylint is described; SARIF and GitLab want an absolute address. */
export const homepage = 'https://www.npmjs.com/package/keylint';
/** A page a rule, generated from the rules. */
const rulePages = 'https://github.com/keylint/keylint/blob/main/rules/docs';

/** GitHub's bands: above 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low. Strings, as it asks. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
};

const defaultLevel: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

const maxTags = 20;
/** GitHub's limit for descriptions and names. */
const maxText = 1_024;
const maxName = 255;

export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

/** The rules that ran and those that findings name, unique, sorted by id. */
export function listRules(report: Report): readonly RuleSummary[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const { rule, severity, confidence } of report.findings) {
    if (!rules.has(rule)) rules.set(rule, bareRule(rule, severity, confidence));
  }
  const all = [...rules.values()];
  const isSorted = all.every(({ id }, at) => at === 0 || (all[at - 1]?.id ?? '') < id);
  if (isSorted && all.length === report.rules.length) return report.rules;
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * `log`, the JSON of a log with an empty list of rules, with their descriptors in it. They are most of a log, and the
 * same in all that one process writes: each is spelled once.
 */
export function spellRules(log: string, rules: readonly RuleSummary[], indent: Indent): string {
  if (rules.length === 0) return log;
  const empty = indent === 0 ? '"rules":[]' : '"rules": []';
  // Before them stands nothing that a repository could have written.
  return log.replace(empty, () => spellList(rules)[indent]);
}

type Spelled = readonly [compact: string, indented: string];

/** Spaces for each level of a log. */
export type Indent = 0 | 1;

/** How deep the list lies: below runs, run, tool and driver. */
const depth = ' '.repeat(5);

const spellList = memoByObject((rules: readonly RuleSummary[]): Spelled => {
  const spelled = rules.map(spellRule);
  const compact = spelled.map(([text]) => text).join(',');
  const indented = spelled.map(([, text]) => text).join(`,\n${depth} `);
  return [`"rules":[${compact}]`, `"rules": [\n${depth} ${indented}\n${depth}]`];
});

const spellRule = memoByObject((rule: RuleSummary): Spelled => {
  const descriptor = describe(rule);
  return [toSafeJson(descriptor, 0), toSafeJson(descriptor, 1).replaceAll('\n', `\n${depth} `)];
});

/** What can be said of a rule that nobody described: never happens with our own engine. */
function bareRule(
  id: string,
  severity: Severity,
  confidence: RuleSummary['confidence'],
): RuleSummary {
  const text = `See ${homepage}.`;
  return {
    id,
    category: 'use',
    title: id,
    severity,
    confidence,
    looksFor: text,
    why: text,
    howToFix: text,
    references: [],
  };
}

function describe(rule: RuleSummary): SarifRule {
  return {
    id: rule.id,
    name: toPascalCase(rule.id).slice(0, maxName),
    shortDescription: { text: sentence(rule.title).slice(0, maxText) },
    fullDescription: { text: sentence(`${rule.looksFor} ${rule.why}`).slice(0, maxText) },
    help: {
      text: `${rule.looksFor}\n\nWhy: ${rule.why}\n\nHow to fix: ${rule.howToFix}`,
      markdown: helpMarkdown(rule),
    },
    helpUri: `${rulePages}/${rule.id}.md`,
    defaultConfiguration: { level: defaultLevel[rule.severity] },
    properties: {
      precision: rule.confidence,
      'security-severity': securitySeverity[rule.severity],
      tags: ['security', 'jwt', 'secrets', ...cweTags(rule)].slice(0, maxTags),
    },
  };
}

function helpMarkdown(rule: RuleSummary): string {
  const references = rule.references.map((reference) => `- ${reference}`).join('\n');
  return [
    `# ${rule.title}`,
    rule.looksFor,
    `**Why:** ${rule.why}`,
    `**How to fix:** ${rule.howToFix}`,
    `Silence one place with a comment: \`keylint: ignore[${rule.id}] reason\`.`,
    ...(references === '' ? [] : [references]),
  ].join('\n\n');
}

/** The tags by which GitHub files alerts under a weakness. */
function cweTags(rule: RuleSummary): string[] {
  return rule.references.flatMap((reference) => {
    const number = /^CWE-(?<number>\d{1,5})$/i.exec(reference)?.groups?.number;
    return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
  });
}

function toPascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** `text` with a full stop, as SARIF viewers expect of messages. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
