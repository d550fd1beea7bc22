// Renders rules/README.md - every rule with its reasons and examples - and a page for each rule. What it prints is the rules' own text, so the
// page cannot say anything else than `explain` and the reports do.
import {
  type Example,
  exampleMaxDays,
  fixOf,
  type Rule,
  type RuleCategory,
} from '../model/rule.ts';

/** Headings of the categories, in the order of the page. */
const headings: Readonly<Record<RuleCategory, string>> = {
  storage: 'Storage: where the secret is kept',
  length: 'Length: bytes and bits against the algorithm',
  predictability: 'Predictability: one of these speaks, the one with the strongest reason',
  reuse: 'Reuse: one value in two places that should differ',
  age: 'Age: how long a value has stood, where somebody asks',
  birth: 'Birth: how the secret is made',
  use: 'Use: how tokens are signed and verified',
};

const categories = Object.keys(headings) as RuleCategory[];

/** Fence languages by file name; what is not here is shown as plain text. */
const languages: readonly (readonly [RegExp, string])[] = [
  [/\.[cm]?js$/, 'js'],
  [/\.[cm]?ts$/, 'ts'],
  [/\.ya?ml$/, 'yaml'],
  [/\.json$/, 'json'],
  [/(?:^|\/)\.env/, 'dotenv'],
  [/(?:^|\/)Dockerfile$/, 'dockerfile'],
];

function languageOf(path: string): string {
  return languages.find(([pattern]) => pattern.test(path))?.[1] ?? 'text';
}

function filesOf(example: Example): [path: string, text: string][] {
  if (example.files) return Object.entries(example.files);
  return [[example.file ?? '', example.text ?? '']];
}

/** The files of an example, the marks of findings left out. */
function renderExample(example: Example): string[] {
  const files = filesOf(example);
  const state = (path: string): string => {
    const tracked = example.tracked?.[path];
    const days = example.days?.[path];
    return [
      tracked === undefined ? '' : `, ${tracked} by git`.replace('untracked by', 'new to'),
      days === undefined
        ? ''
        : `, unchanged for ${days} days, with \`--max-age ${exampleMaxDays}d\``,
    ].join('');
  };
  const past = (example.past ?? []).flatMap((held, number) =>
    Object.entries(held)
      // What did not change since need not be shown again.
      .filter(([path, text]) => files.every((now) => now[0] !== path || now[1] !== text))
      .flatMap(([path, text]) => renderFile(path, `, in commit ${number + 1}`, text)),
  );
  const now = past.length > 0 ? ', now' : '';
  return [
    ...past,
    ...files.flatMap(([path, text]) => renderFile(path, `${now}${state(path)}`, text)),
  ];
}

function renderFile(path: string, state: string, text: string): string[] {
  return [
    `\`${path}\`${state}:`,
    '',
    `\`\`\`${languageOf(path)}`,
    text.replace(/[«»]/g, '').replace(/\n$/, ''),
    '```',
    '',
  ];
}

function renderExamples(heading: string, examples: readonly Example[]): string[] {
  // What only several repositories show has none.
  if (examples.length === 0) return [];
  return [
    `#### ${heading}`,
    '',
    ...examples.flatMap((example) => [
      `**${capitalize(example.name)}**`,
      '',
      ...renderExample(example),
    ]),
  ];
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function renderReference(reference: string): string {
  const cwe = /^CWE-(?<number>\d{1,6})$/.exec(reference)?.groups?.number;
  return cwe === undefined
    ? `- <${reference}>`
    : `- [${reference}](https://cwe.mitre.org/data/definitions/${cwe}.html)`;
}

const fixes = {
  safe: '`--fix` mends it (what `--fix` holds back in production needs `--fix=unsafe`)',
  unsafe: '`--fix=unsafe` mends it',
} as const;

function renderRule(rule: Rule): string[] {
  const how = fixOf(rule);
  const fix = how ? `; ${fixes[how]}` : '';
  return [
    `### ${rule.id}`,
    '',
    `${rule.title}. Severity ${rule.severity}, confidence ${rule.confidence}${fix}.`,
    '',
    `**What it looks for.** ${rule.looksFor}`,
    '',
    `**Why.** ${rule.why}`,
    '',
    `**How to fix.** ${rule.howToFix}`,
    '',
    ...rule.references.map(renderReference),
    '',
    ...renderExamples('Found', rule.examples.bad),
    ...renderExamples('Passed', rule.examples.good),
  ];
}

function renderTable(rules: readonly Rule[]): string[] {
  return [
    '| Rule | What it says | Severity | Fix |',
    '| --- | --- | --- | --- |',
    ...rules.map(
      (rule) =>
        `| [${rule.id}](#${rule.id}) | ${rule.title} | ${rule.severity} | ${fixOf(rule) ?? ''} |`,
    ),
    '',
  ];
}

/** The page as Markdown, LF line ends, one newline at the end. */
export function renderRuleDocs(rules: readonly Rule[]): string {
  const lines = [
    '# Rules',
    '',
    'Generated from the rule files in this folder by `npm test -- -u`; do not edit.',
    '',
    'Severity is the damage if keylint is right, confidence how sure it is. For strength rules the severity of a',
    'finding follows the bits: guessable in a day is critical, under 128 bits high, random but too short medium;',
    'so is a capacity of at most half of what the algorithm needs, and a lesser lack of it low. Every example below is a',
    'test.',
    '',
    ...renderTable(rules),
    ...categories.flatMap((category) => {
      const ofCategory = rules.filter((rule) => rule.category === category);
      if (ofCategory.length === 0) return [];
      return [`## ${headings[category]}`, '', ...ofCategory.flatMap(renderRule)];
    }),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The page of one rule, rules/docs/<id>.md: the same words under a heading of their own. */
export function renderRulePage(rule: Rule): string {
  const body = renderRule(rule)
    .map((line) => line.replace(/^#{3,4}(?= )/, (marks) => marks.slice(2)))
    .join('\n')
    .trimEnd();
  return `${body}\n\n[All rules](../README.md). Generated from the rule by \`npm test -- -u\`; do not edit.\n`;
}
