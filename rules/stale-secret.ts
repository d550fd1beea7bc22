// Finds signing secrets that have stood unchanged for longer than a person has set with --max-age.
import type { Ages, ValueAge } from '../src/model/age.ts';
import { comparePlaces } from '../src/model/place.ts';
import { aboutValue, countOf, isPrevious, subjectOf, valuePlaces } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { Secret, SecretValue } from '../src/model/secret.ts';

interface Aged {
  readonly value: SecretValue;
  readonly age: ValueAge;
}

/** Values that are too old, those with one text together. */
function groupStale(secret: Secret, { maxDays, byValue }: Ages): Aged[][] {
  const groups = new Map<string, Aged[]>();
  for (const value of secret.values) {
    const age = byValue.get(value);
    if (value.text === undefined || !age || age.days <= maxDays) continue;
    const group = groups.get(value.text) ?? [];
    group.push({ value, age });
    groups.set(value.text, group);
  }
  return [...groups.values()];
}

/** What the age is based on. */
function originOf({ value, age }: Aged): string {
  if (age.basis === 'file') {
    return `${value.at.path}, which git does not track, was last changed on ${age.since}`;
  }
  return age.isAtLeast ? `since ${age.since} or earlier` : `since ${age.since}`;
}

function describe(secret: Secret, aged: Aged, maxDays: number): string {
  const { value, age } = aged;
  const days = `${age.isAtLeast ? 'at least ' : ''}${countOf(age.days, 'day')} (${originOf(aged)})`;
  const asked = `${countOf(maxDays, 'day')} ${maxDays === 1 ? 'is' : 'are'} asked for`;
  return isPrevious(value.name)
    ? `${value.name} has been kept for ${days}; ${asked}, and until it is removed whoever knows it can still sign in`
    : `${subjectOf(secret)} has been the same for ${days}; ${asked}`;
}

function check(secret: Secret, ages: Ages): Problem[] {
  return groupStale(secret, ages).flatMap((group) => {
    // The value is as old as the oldest place that has it.
    const [oldest, ...others] = group.sort(
      (a, b) => b.age.days - a.age.days || comparePlaces(a.value.at, b.value.at),
    );
    if (!oldest) return [];
    const { value } = oldest;
    const problem = aboutValue(
      { secret, value, strength: undefined },
      describe(secret, oldest, ages.maxDays),
    );
    const same = valuePlaces(
      others.map((other) => other.value),
      () => 'the same value',
    );
    return [
      {
        ...problem,
        related: [...same, ...(problem.related ?? [])],
      },
    ];
  });
}

const strong = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

export default defineRule({
  id: 'stale-secret',
  title: 'Signing secret unchanged for longer than allowed',
  category: 'age',
  severity: 'medium',
  confidence: 'high',
  remedy: 'new-value',
  needsAges: true,
  looksFor:
    'A signing secret whose value has stood unchanged for more days than `--max-age` or the setting `maxAge` allows; without one of these nobody looks. Git says since when: lines that only moved, were indented anew or got another comment keep their age, and what is not committed is new. Of a file that git does not track only the last change is known, so a secret in it may be older than the message says.',
  why: 'Whoever has seen the value once - a former colleague, an old backup, the log of a build - can sign tokens until it changes. NIST SP 800-57 recommends two years at most for such a key.',
  howToFix:
    'Rotate it. `keylint rotate NAME` writes a new value, keeps the old one as `NAME_PREVIOUS` so that nobody is logged out, and says what to deploy in which order. A previous value goes when the longest-lived old token has expired.',
  references: [
    'https://doi.org/10.6028/NIST.SP.800-57pt1r5',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    'CWE-324',
  ],

  checkAll({ project }) {
    const { ages } = project;
    return ages ? project.secrets.flatMap((secret) => check(secret, ages)) : [];
  },

  examples: {
    bad: [
      {
        name: 'a strong secret, one day too old',
        files: { '.env.production': `JWT_SECRET=«${strong}»\n`, 'a.js': signs },
        days: { '.env.production': 91 },
      },
      {
        name: 'a literal in code',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, '«${strong}»', { expiresIn: '1h' });
`,
        days: { 'a.js': 412 },
      },
      {
        name: 'one value in two files, found where it has stood longest',
        files: {
          '.env': `JWT_SECRET=${strong}\n`,
          'docker-compose.yml': `services:\n  api:\n    environment:\n      JWT_SECRET: «${strong}»\n`,
          'a.js': signs,
        },
        days: { '.env': 100, 'docker-compose.yml': 200 },
      },
      {
        name: 'the previous value of a rotation that nobody has ended',
        file: '.env',
        text: `JWT_SECRET_PREVIOUS=«${strong}»\n`,
        days: { '.env': 120 },
      },
    ],
    good: [
      {
        name: 'exactly as old as it may be',
        file: '.env',
        text: `JWT_SECRET=${strong}\n`,
        days: { '.env': 90 },
      },
      { name: 'no age: it is not committed yet', file: '.env', text: `JWT_SECRET=${strong}\n` },
      {
        name: 'a secret of tests',
        file: 'test/.env',
        text: `JWT_SECRET=${strong}\n`,
        days: { 'test/.env': 412 },
      },
      {
        name: 'a fallback, which is to go rather than to change',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET || '${strong}';
exports.sign = (id) => jwt.sign({ sub: id }, secret, { expiresIn: '1h' });
`,
        days: { 'a.js': 412 },
      },
      {
        name: 'commented out',
        file: '.env',
        text: `# JWT_SECRET=${strong}\n`,
        days: { '.env': 412 },
      },
      {
        name: 'not set',
        file: '.env',
        text: 'JWT_SECRET=\n',
        days: { '.env': 412 },
      },
    ],
  },
});
