// Finds one value that serves as two secrets which exist to be different: access and refresh, tokens and sessions.

import { groupBy } from '../src/model/group-by.ts';
import { comparePlaces } from '../src/model/place.ts';
import {
  aboutValue,
  heldAs,
  isLive,
  lineOf,
  subjectOf,
  valuePlaces,
} from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { LinkedUse, Project, Secret, SecretValue } from '../src/model/secret.ts';

interface Holder {
  readonly secret: Secret;
  readonly value: SecretValue;
  /** `JWT_SECRET`, `jwt.secret` and `jwtSecret` are one name. */
  readonly plainName: string;
}

/** A value of so many secrets is compared with the first ones alone: one that all of them share is told of soon. */
const maxCompared = 100;

/** What a secret is for, as coarse as two names of one key would agree on: `JWT_SECRET` is the access token's. */
function purposeOf(secret: Secret): string {
  const { purpose, kind } = secret;
  if (purpose === null && (kind === 'session' || kind === 'cookie')) return 'session';
  if (purpose === null || purpose === 'access' || purpose === 'api') return 'access';
  return purpose === 'cookie' ? 'session' : purpose;
}

function plainName(secret: Secret): string {
  return (secret.name ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * Whether two secrets are meant to differ: by purpose, or side by side in one file under names of which neither
 * is a shorter form of the other (`ADMIN_JWT_SECRET`, `USER_JWT_SECRET`).
 */
function areMeantToDiffer(a: Holder, b: Holder): boolean {
  if (purposeOf(a.secret) !== purposeOf(b.secret)) return true;
  const [first, second] = [a.plainName, b.plainName];
  if (first === '' || second === '' || a.value.file.path !== b.value.file.path) return false;
  // Compose and charts hand one secret to several services, each with a name of its own for it.
  if (a.value.carrier !== 'dotenv' && a.value.carrier !== 'code') return false;
  return !first.includes(second) && !second.includes(first);
}

/** Two values that never live at the same time are not shared; one text is not shared with itself. */
function canMeet(a: SecretValue, b: SecretValue): boolean {
  if (comparePlaces(a.at, b.at) === 0) return false;
  return a.environment === null || b.environment === null || a.environment === b.environment;
}

function holdersOf(project: Project): Holder[] {
  return project.secrets.flatMap((secret) =>
    secret.values
      // Keys of CI jobs are throw-away; one word for all of them is what everybody writes.
      .filter((value) => isLive(value) && value.carrier !== 'workflow')
      // `...` stands for what is still to be written.
      .filter(({ text }) => text !== undefined && /[\p{L}\p{N}]/u.test(text))
      .map((value) => {
        const held = heldAs(secret, value);
        return { secret: held, value, plainName: plainName(held) };
      }),
  );
}

/** Two of one file say most; only where no file has two, places of several are compared. */
function check(group: readonly Holder[]): Problem[] {
  for (const holders of [...groupBy(group, ({ value }) => value.at.path), group]) {
    const found = checkTogether(holders, group);
    if (found.length > 0) return found;
  }
  return [];
}

function checkTogether(holders: readonly Holder[], group: readonly Holder[]): Problem[] {
  const earlier: Holder[] = [];
  const seen = new Set<string>();
  for (const holder of [...holders].sort((a, b) => comparePlaces(a.value.at, b.value.at))) {
    const other = earlier.find(
      (before) => canMeet(before.value, holder.value) && areMeantToDiffer(before, holder),
    );
    if (other) return [describe(holder, other, group)];
    // A thousand copies of one secret are compared as one: the walk stays linear in practice.
    const kind = `${holder.secret.id}\n${holder.value.environment}`;
    if (!seen.has(kind) && earlier.length < maxCompared) earlier.push(holder);
    seen.add(kind);
  }
  return [];
}

/** What the tokens of a call are for, where the code around it says so, in the words of `purposeOf`. */
function purposeOfUse({ use, purpose, isPurposeSure }: LinkedUse): string | undefined {
  if (use.kind === 'session' || use.kind === 'cookie') return 'session';
  if (use.role === 'verify' || !purpose || !isPurposeSure) return undefined;
  if (purpose === 'api') return 'access';
  return purpose === 'cookie' ? 'session' : purpose;
}

/** One variable that signs tokens of several kinds: of one call a kind, the first of the second kind is told of. */
function checkUses(secret: Secret): Problem[] {
  const byPurpose = new Map<string, LinkedUse>();
  for (const use of secret.uses) {
    const purpose = purposeOfUse(use);
    if (purpose === undefined || use.file.context !== 'production') continue;
    if (!byPurpose.has(purpose)) byPurpose.set(purpose, use);
  }
  const kinds = [...byPurpose.entries()];
  const [first, second] = kinds;
  if (!first || !second) return [];
  const [[purpose, before], [other, use]] = [first, second];
  const problem: Problem = {
    at: use.at,
    message: `${subjectOf(secret)} signs ${wordedKind(other)} as well as ${wordedKind(purpose)} (${lineOf(before.at)})`,
    confidence: secret.confidence,
    // A remark: a claim that the program checks may tell them apart, and nothing has leaked.
    level: 'note',
    related: kinds
      .filter(([, one]) => one !== use)
      .map(([kind, { at }]) => ({ ...at, message: `signs ${wordedKind(kind)} with it` })),
    secret,
  };
  return [problem];
}

function wordedKind(purpose: string): string {
  return purpose === 'session' ? 'sessions' : `${purpose} tokens`;
}

function describe(holder: Holder, other: Holder, group: readonly Holder[]): Problem {
  const { secret, value } = holder;
  const problem = aboutValue(
    { secret, value, strength: undefined },
    `${subjectOf(secret)} has the same value as ${other.secret.label} (${lineOf(other.value.at)})`,
  );
  const others = group.filter((one) => one.secret.id !== secret.id);
  const labels = new Map(others.map((one) => [one.value, one.secret.label]));
  const related = valuePlaces([...labels.keys()], (one) => `${labels.get(one)} has the same value`);
  return {
    ...problem,
    confidence: secret.confidence === 'high' ? other.secret.confidence : secret.confidence,
    related: [...related, ...(problem.related ?? [])],
  };
}

export default defineRule({
  id: 'shared-across-purposes',
  title: 'One value for signing secrets of different purposes',
  category: 'reuse',
  severity: 'medium',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'One value for two secrets of a service that are meant to differ: access and refresh tokens, tokens and sessions, administrators and users. One secret that signs tokens of several kinds in code is a remark.',
  why: 'A token made for one purpose passes for the other: a refresh token that lives for months is taken as an access token, a reset link as a session.',
  howToFix: 'Give each secret a value of its own. Check the type or audience of tokens as well.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.12', 'CWE-1391'],

  checkAll({ project }) {
    const groups = groupBy(
      holdersOf(project),
      ({ secret, value }) => `${secret.packageDirectory}\n${value.text}`,
    );
    return [...groups.flatMap(check), ...project.secrets.flatMap(checkUses)];
  },

  examples: {
    bad: [
      {
        name: 'access and refresh',
        file: '.env',
        text: `ACCESS_TOKEN_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=
REFRESH_TOKEN_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»
`,
      },
      {
        name: 'tokens and sessions',
        file: '.env.production',
        text: 'JWT_SECRET=keyboard cat\nSESSION_SECRET=«keyboard cat»\n',
      },
      {
        name: 'fallbacks in code',
        file: 'src/tokens.js',
        text: `const jwt = require('jsonwebtoken');
const accessSecret = process.env.ACCESS_TOKEN_SECRET || 'keyboard cat';
const refreshSecret = process.env.REFRESH_TOKEN_SECRET || '«keyboard cat»';
exports.access = (id) => jwt.sign({ sub: id }, accessSecret, { expiresIn: '15m' });
exports.refresh = (id) => jwt.sign({ sub: id }, refreshSecret, { expiresIn: '30d' });
`,
      },
      {
        name: 'administrators and users',
        file: '.env',
        text: 'ADMIN_JWT_SECRET=keyboard cat\nUSER_JWT_SECRET=«keyboard cat»\n',
      },
      {
        name: 'one variable for access and refresh tokens',
        file: 'src/tokens.js',
        text: `const jwt = require('jsonwebtoken');
const key = process.env.JWT_SECRET;
exports.issue = (id) => {
  const accessToken = jwt.sign({ sub: id }, key, { expiresIn: '15m' });
  const refreshToken = «jwt.sign»({ sub: id }, key, { expiresIn: '7d' });
  return { accessToken, refreshToken };
};
`,
      },
      {
        name: 'one variable for tokens and sessions',
        file: 'src/app.js',
        text: `const jwt = require('jsonwebtoken');
const session = require('express-session');
app.use(session({ secret: process.env.APP_KEY, cookie: { secure: true } }));
exports.createAccessToken = (id) => «jwt.sign»({ sub: id }, process.env.APP_KEY, { expiresIn: '15m' });
`,
      },
    ],
    good: [
      {
        name: 'a value each',
        file: '.env',
        text: `ACCESS_TOKEN_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=
REFRESH_TOKEN_SECRET=4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=
`,
      },
      {
        name: 'two names of one secret',
        file: '.env',
        text: 'JWT_SECRET=keyboard cat\nAPP_JWT_SECRET=keyboard cat\n',
      },
      {
        name: 'a setting that takes its value from a variable',
        files: {
          '.env': 'JWT_SECRET=keyboard cat\n',
          'src/login.js': `const jwt = require('jsonwebtoken');
const settings = { signing: { key: process.env.JWT_SECRET } };
module.exports = (id) => jwt.sign({ sub: id }, settings.signing.key, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'two environments, which shared-across-environments judges',
        files: {
          '.env.development': 'JWT_SECRET=keyboard cat\n',
          '.env.production': 'REFRESH_TOKEN_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'two services',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env': 'JWT_SECRET=keyboard cat\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env': 'SESSION_SECRET=keyboard cat\n',
        },
      },
      {
        name: 'a template',
        file: '.env.example',
        text: 'ACCESS_TOKEN_SECRET=change-me\nREFRESH_TOKEN_SECRET=change-me\n',
      },
      {
        name: 'one secret under the name that each service gives it',
        file: 'docker-compose.yml',
        text: `services:
  auth:
    environment:
      GOTRUE_JWT_SECRET: keyboard cat
  rest:
    environment:
      PGRST_JWT_SECRET: keyboard cat
`,
      },
      {
        name: 'keys of a CI job, which are thrown away',
        file: '.github/workflows/test.yml',
        text: `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    env:
      JWT_SECRET: keyboard cat
      SESSION_SECRET: keyboard cat
    steps:
      - run: npm test
`,
      },
      {
        name: 'a function that is called to refresh, and gives an access token',
        file: 'src/tokens.js',
        text: `const jwt = require('jsonwebtoken');
const key = process.env.JWT_SECRET;
exports.createAccessToken = (id) => jwt.sign({ sub: id }, key, { expiresIn: '15m' });
exports.refreshToken = (id) => ({ token: jwt.sign({ sub: id }, key, { expiresIn: '15m' }) });
`,
      },
      {
        name: 'a secret for each kind of token',
        file: 'src/tokens.js',
        text: `const jwt = require('jsonwebtoken');
const { ACCESS_SECRET, REFRESH_SECRET } = process.env;
exports.createAccessToken = (id) => jwt.sign({ sub: id }, ACCESS_SECRET, { expiresIn: '15m' });
exports.createRefreshToken = (id) => jwt.sign({ sub: id }, REFRESH_SECRET, { expiresIn: '7d' });
`,
      },
      {
        name: 'both not set',
        file: '.env',
        text: 'ACCESS_TOKEN_SECRET=\nREFRESH_TOKEN_SECRET=\n',
      },
    ],
  },
});
