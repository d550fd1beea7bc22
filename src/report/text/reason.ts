// What is wrong, in as few words as stand beside a mark or in a row: a finding's message without its subject, and what
// its secret is worth.
import type { Finding, SecretSummary } from '../../model/finding.ts';
import type { RuleSummary } from '../../model/report.ts';
import type { RuleCategory } from '../../model/rule.ts';
import { count, type FindingGroup, rankOf, ranks } from '../findings.ts';

/** Which of several findings of a place says most about it; storage is said of the place, length by the numbers. */
const tellingFirst: readonly RuleCategory[] = [
  'predictability',
  'birth',
  'use',
  'reuse',
  'storage',
  'age',
  'length',
];

/** The most telling finding first: the loudest, and of one rank by what it speaks of. */
export function tellingOrder(
  findings: readonly Finding[],
  rules: ReadonlyMap<string, RuleSummary>,
): Finding[] {
  const weight = (finding: Finding): number => {
    const category = rules.get(finding.rule)?.category ?? 'use';
    return ranks.indexOf(rankOf(finding)) * tellingFirst.length + tellingFirst.indexOf(category);
  };
  return findings.toSorted((a, b) => weight(a) - weight(b));
}

/** `published: hono.dev docs` of `JWT_SECRET is published: hono.dev docs (about 12 bits)`. */
export function reasonOf({ message, secret, path }: Finding): string {
  const subjects = [secret?.name ?? '', path, message.match(unnamedSubject)?.[0] ?? ''];
  const subject = subjects.find((one) => one !== '' && message.startsWith(`${one} `)) ?? '';
  const rest = subject === '' ? message : message.slice(subject.length + 1);
  return rest.replace(/^is /, '').replace(/ \(about \d+ bits?\)/, '');
}

/** A call as people write it: `jwt.sign`, `new AccessToken`, `Jwts.builder().signWith`, `config secret_key`. */
const unnamedSubject = /^(?:the|this) secret of (?:new |config |use )?[\w.#:>()[\]'-]+/i;

/** The name of the secret, or what a message calls it; where there is none, what the rule is about. */
export function titleOf(
  group: FindingGroup,
  main: Finding,
  rules: ReadonlyMap<string, RuleSummary>,
): string {
  if (!group.isSecret) return rules.get(main.rule)?.title ?? main.rule;
  if (main.secret?.name != null || group.title !== 'unnamed secret') return group.title;
  return main.message.match(unnamedSubject)?.[0] ?? group.title;
}

/** `11 bytes, 12 bits: cracked at once`; empty where nobody knows. Few bits speak for themselves where room is short. */
export function worthOf({ bytes, bits, crackSeconds }: SecretSummary, isRoomy: boolean): string {
  if (bytes === null || bits === null) return '';
  const isTold = crackSeconds !== null && (isRoomy || crackSeconds >= 60);
  const time = isTold ? crackTime(crackSeconds) : '';
  return `${count(bytes, 'byte')}, ${count(bits, 'bit')}${time}`;
}

const units = [
  [365.25 * 86_400, 'year'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

function crackTime(seconds: number): string {
  if (seconds < 60) return ': cracked at once';
  const [length, unit] = units.find(([least]) => seconds >= least) ?? [60, 'minute'];
  const number = seconds / length;
  // Longer than anybody keeps at it.
  if (unit === 'year' && number > 1000) return '';
  return `: cracked in ${count(Math.round(number), unit)}`;
}

/** `HS512 in src/auth.js:6 needs 64 bytes`, as the rules about length say it; empty where none speaks. */
export function needIn(findings: readonly Finding[]): string {
  for (const { message } of findings) {
    const need = /; ((?:(?!; ).)* needs \d+ bytes?)/.exec(message)?.[1];
    if (need !== undefined) return need;
  }
  return '';
}
