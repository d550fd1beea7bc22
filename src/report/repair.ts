// What to do about a finding, made from the finding: its rule says what, its secret says how many bytes and in which
// form, and whether keylint can do it decides the command. No text in here or in a rule names an algorithm of its own.
import type { Finding } from '../model/finding.ts';
import type { RuleSummary } from '../model/report.ts';
import type { RuleCategory } from '../model/rule.ts';

export interface Repair {
  /** One sentence without its full stop. */
  readonly what: string;
  /** What does it, as one would type it; `null` where nothing but people can. */
  readonly command: string | null;
}

/** Kinds of problem that go away with the value. */
const valueCategories: ReadonlySet<RuleCategory> = new Set([
  'storage',
  'length',
  'predictability',
  'reuse',
  'age',
]);

/**
 * `scope` is what the command line of the run named, ready to be pasted (`fixtures/demo`, `--staged`), so that the
 * command repairs the same files.
 */
export function repairOf(finding: Finding, rule: RuleSummary, scope = ''): Repair {
  return { what: firstSentence(rule.howToFix), command: commandOf(finding, rule, scope) };
}

/** The whole advice as sentences, the command in backticks. */
export function repairText(finding: Finding, rule: RuleSummary, scope = ''): string {
  const command = commandOf(finding, rule, scope);
  if (command === null) return rule.howToFix;
  return command.startsWith('keylint generate')
    ? `${rule.howToFix} \`${command}\` makes a new value.`
    : `${rule.howToFix} \`${command}\` does it.`;
}

/** `keylint --fix=unsafe fixtures/demo`. */
export function fixCommand(
  safety: 'safe' | 'unsafe',
  scope = '',
  flags: readonly string[] = [],
): string {
  return ['keylint', safety === 'safe' ? '--fix' : '--fix=unsafe', ...flags, scope]
    .filter((part) => part !== '')
    .join(' ');
}

function commandOf({ fix, secret }: Finding, { category }: RuleSummary, scope: string) {
  if (category === 'age' && secret?.name != null && isPlainName(secret.name)) {
    return `keylint rotate ${secret.name}`;
  }
  if (fix !== null) return fixCommand(fix, scope);
  if (!secret || !valueCategories.has(category)) return null;
  const { algorithm, encoding } = secret;
  const isDecoded = encoding === 'hex' || encoding === 'base64';
  return `keylint generate --alg ${algorithm}${isDecoded ? ` --format ${encoding}` : ''}`;
}

/** Names come from repositories: only what a shell takes as one word is put into a command. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function firstSentence(text: string): string {
  return (/^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text).replace(/\.$/, '');
}
