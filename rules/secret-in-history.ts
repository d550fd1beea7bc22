// Finds signing secrets that git remembers, and says of each whether it is still in use: a deleted file is deleted
// from one commit on, never from those before.
import type { Severity } from '../src/model/finding.ts';
import type { HistoryState, PastCommit, PastValue } from '../src/model/history.ts';
import { isThrowAway, lineOf, subjectOf, usePlaces } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { Strength } from '../src/model/strength.ts';

const severities: Readonly<Record<HistoryState, Severity>> = {
  live: 'critical',
  'live-elsewhere': 'high',
  removed: 'low',
  replaced: 'low',
  unreachable: 'low',
};

/** `2021-03-04 (commit 1a2b3c4)`. */
function whenOf({ commit, date, author, orEarlier }: PastCommit): string {
  const day = date === null ? 'a day that cannot be told' : date.slice(0, 10);
  const by = author === undefined ? '' : ` by ${author}`;
  return `${day}${orEarlier ? ' or earlier' : ''} (commit ${commit.slice(0, 7)}${by})`;
}

/** `main, tags/v1 and 3 more`. */
function branchesOf({ story }: PastValue): string {
  const named = story.branches.slice(0, 3);
  const more = story.branchCount - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function since({ story }: PastValue): string {
  const { introduced } = story;
  return introduced === null ? '' : ` since ${whenOf(introduced)}`;
}

const untold = 'git cannot tell whether the deployed value was changed';

function describe(past: PastValue): string {
  const { secret, story, uses } = past;
  const label = subjectOf(secret);
  const { introduced, removed } = story;
  const from = introduced === null ? 'an object' : `${introduced.path} from ${whenOf(introduced)}`;
  const until = removed === null ? '' : ` to ${whenOf(removed)}`;
  switch (story.state) {
    case 'live': {
      const where =
        introduced === null || introduced.path === past.at.path ? '' : ` in ${introduced.path}`;
      return `${label} is in use and has been in git${since(past)}${where}: whoever can read the repository has it`;
    }
    case 'live-elsewhere':
      return `${label} is gone here, but ${branchesOf(past)} still ${story.branchCount === 1 ? 'has' : 'have'} it; it was in ${from}${until}`;
    case 'replaced':
      return `${label} had another value in ${from}${until}; git keeps it, and ${untold} with it`;
    case 'removed': {
      const [use] = uses;
      const used = use ? `${lineOf(use.at)} still reads it, and ` : '';
      return `${label} was in ${from}${until}; git keeps it, ${used}${untold}`;
    }
    case 'unreachable':
      return introduced === null
        ? `${label} has a value in an object of this repository that was staged and never committed`
        : `${label} had a value in ${from}, which no branch or tag reaches any more`;
  }
}

/** A guessable value that is gone is no loss: what counts is the one in use. */
function isWorthTelling({ story }: PastValue, strength: Strength | undefined): boolean {
  if (story.state === 'live' || story.state === 'live-elsewhere') return true;
  return strength?.predictable !== 'placeholder' && strength?.predictable !== 'known';
}

function severityOf({ value, story }: PastValue, strength: Strength | undefined): Severity {
  if (isThrowAway(value, strength)) return 'low';
  // It signs only where nothing else is set.
  if (story.state === 'live' && value.isFallback) return 'high';
  return severities[story.state];
}

function toProblem(past: PastValue, strength: Strength | undefined): Problem {
  const { secret, value, at, story, replacement } = past;
  const isNote = story.state === 'replaced' || story.state === 'unreachable';
  const now = replacement && replacement.at !== at ? [replacement.at] : [];
  return {
    at,
    message: describe(past),
    severity: severityOf(past, strength),
    ...(isNote && { level: 'note' as const }),
    confidence: secret.confidence,
    related: [
      ...now.map((place) => ({ ...place, message: 'the value that it has now' })),
      ...usePlaces({ ...secret, uses: past.uses }, at),
    ],
    secret,
    value,
    story,
    context: value.file.context,
  };
}

const strong = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const other = 'w6yZVHyjBmCk1mLKcyxGTaQdnSAUWn2RVRZHtGJgYYk=';
const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

export default defineRule({
  id: 'secret-in-history',
  title: 'Signing secret in the history of the repository',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  needsHistory: true,
  remedy: {
    leave:
      'replace the secret (`keylint rotate NAME`); then remove it from the history with git filter-repo, if it has to go',
  },
  looksFor: `A value of a signing secret that a commit holds, of today or of any day before, with \`--history\` (\`keylint audit\` does it by itself). The state of a value decides: *live*, in use in the audited files or in an env file that git ignores, is critical; *live-elsewhere*, in use in another branch or tag, high; *removed*, low; *replaced* by another value and *unreachable* by any ref are notes. Placeholders and published values that are gone are left alone, and so is what only tests, examples and documents held.`,
  why: 'A deleted file is gone from the next commit on. Every clone, fork and cache has the ones before, and whoever reads them signs tokens for as long as the value is in use.',
  howToFix:
    'First make it worthless: `keylint rotate NAME` writes a new value and says what to deploy in which order. That is enough. If the old one has to go from the history all the same, `git filter-repo --replace-text` takes it out of every commit; forks, pull requests, caches of the code host and clones keep it even then.',
  references: [
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    'CWE-540',
  ],

  checkAll({ project, strengthOf }) {
    return (project.history?.values ?? []).flatMap((past) => {
      const strength = strengthOf(past.secret, past.value);
      return isWorthTelling(past, strength) ? [toProblem(past, strength)] : [];
    });
  },

  examples: {
    bad: [
      {
        name: 'committed once, and still in use on this disk',
        files: { '.env': `JWT_SECRET=«${strong}»\n`, 'a.js': signs },
        tracked: { '.env': 'ignored' },
        past: [{ '.env': `JWT_SECRET=${strong}\n`, 'a.js': signs }, { 'a.js': signs }],
      },
      {
        name: 'a variable that is gone from git and still read',
        files: { 'a.js': signs },
        past: [{ '.env': `PORT=80\nJWT_SECRET=«${strong}»\n`, 'a.js': signs }],
      },
      {
        name: 'a literal that became a variable',
        files: {
          'config.js': 'module.exports = { key: process.env.JWT_SECRET };\n',
          'a.js':
            "const jwt = require('jsonwebtoken');\nconst { key } = require('./config');\nexports.sign = (id) => jwt.sign({ sub: id }, key, { expiresIn: '1h' });\n",
        },
        past: [
          {
            'config.js': `module.exports = { key: '«${strong}»' };\n`,
            'a.js':
              "const jwt = require('jsonwebtoken');\nconst { key } = require('./config');\nexports.sign = (id) => jwt.sign({ sub: id }, key, { expiresIn: '1h' });\n",
          },
        ],
      },
      {
        name: 'two earlier values of one name, and the one in use, each found where that stands',
        files: {
          '.env': 'JWT_SECRET=«««rXo0sVtJ2x7Qn3Fh5kLw8yZcB1dGm6TpEaU9iYlOvWs=»»»\n',
          'a.js': signs,
        },
        past: [
          { '.env': `JWT_SECRET=${strong}\n`, 'a.js': signs },
          { '.env': `JWT_SECRET=${other}\n`, 'a.js': signs },
        ],
      },
    ],
    good: [
      {
        name: 'never committed',
        files: { '.env': `JWT_SECRET=${strong}\n`, 'a.js': signs },
        tracked: { '.env': 'ignored' },
        past: [{ 'a.js': signs }],
      },
      {
        name: 'a placeholder that is gone',
        files: { 'a.js': signs },
        past: [{ '.env': 'JWT_SECRET=change-me\n', 'a.js': signs }],
      },
      {
        name: 'what a test once signed with',
        files: { 'a.js': signs },
        past: [
          {
            'a.js': signs,
            'test/a.test.js': `const jwt = require('jsonwebtoken');\njwt.sign({}, '${strong}', { expiresIn: '1h' });\n`,
          },
        ],
      },
      {
        name: 'commented out, then deleted',
        files: { 'a.js': signs },
        past: [{ '.env': `# JWT_SECRET=${strong}\n`, 'a.js': signs }],
      },
      {
        name: 'without the history',
        files: { '.env': `JWT_SECRET=${strong}\n`, 'a.js': signs },
      },
    ],
  },
});
