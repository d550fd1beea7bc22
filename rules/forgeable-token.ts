// Finds tokens in the files of a project that verify with a key which others can have: a published one, or one that
// lies in the repository as well.
import type { Severity } from '../src/model/finding.ts';
import { comparePlaces, type Place } from '../src/model/place.ts';
import { isLive, lineOf, subjectOf } from '../src/model/problem.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import type { Secret, SecretValue } from '../src/model/secret.ts';
import type { TokenKey, TokenSummary } from '../src/model/token.ts';

/** More related places than this help nobody; they are cut in order. */
const maxRelated = 10;

/** Whether git keeps the file away from others, as far as it is known. */
function isKept({ file, carrier }: SecretValue): boolean {
  return file.tracked === 'ignored' || (file.tracked === 'untracked' && carrier === 'dotenv');
}

/** Whether nobody but the owner has key or token. */
function isNobodysBusiness({ published, values }: TokenKey, token: TokenSummary): boolean {
  return published === undefined && values.every(({ value }) => isKept(value)) && isOwn(token);
}

function isOwn({ file }: TokenSummary): boolean {
  return file.tracked === 'ignored';
}

/** Who can have the key can sign in anybody's name; of a key that is kept, its tokens alone have come out. */
function severityOf({ published, values }: TokenKey, tokens: readonly TokenSummary[]): Severity {
  if (tokens.every(({ isSample, isComment }) => isSample || isComment)) return 'low';
  const isOver = tokens.every(({ expiry }) => expiry === 'expired');
  const isOfTests =
    values.length > 0 && values.every(({ value }) => value.file.context !== 'production');
  if (isOver && isOfTests) return 'low';
  if (published !== undefined) return 'critical';
  if (!values.every(({ value }) => isKept(value))) return 'high';
  return isOver ? 'low' : 'medium';
}

const expiries = {
  expired: 'expired',
  valid: 'not expired',
  never: 'does not expire',
} as const;

/** `expired; claims sub, role`: never what the claims say. */
function describe({ expiry, claims }: TokenSummary): string {
  const list = claims.length > 0 ? `; claims ${claims.join(', ')}` : '';
  return `${expiries[expiry]}${list}`;
}

/** `JWT_SECRET of .env.production, which is published: documentation of ...`. */
function describeKey({ published, values }: TokenKey): string {
  const [first] = values;
  if (!first) {
    return published?.startsWith('listed')
      ? `a value ${published}`
      : `a published value: ${published}`;
  }
  const { secret, value } = first;
  const name = value.name ?? secret.label;
  const template = value.isTemplate ? ' (a template)' : '';
  return `${name} of ${value.at.path}${template}${published === undefined ? '' : `, which is published: ${published}`}`;
}

/** A match proves what the secret is for, however its name was found. */
function proven(secret: Secret): Secret {
  return { ...secret, confidence: 'high' };
}

/** One problem for the tokens that a key signs in one file, on the first of them. */
function aboutTokens(key: TokenKey, tokens: readonly TokenSummary[]): Problem | undefined {
  const [first, ...others] = tokens;
  if (!first || isNobodysBusiness(key, first)) return undefined;
  const subject =
    others.length === 0
      ? `This ${first.algorithm} token (${describe(first)}) verifies`
      : `${tokens.length} tokens of this file verify, the first an ${first.algorithm} token (${describe(first)}),`;
  const [known] = key.values;
  const isSample = tokens.every((token) => token.isSample || token.isComment);
  return {
    at: first.at,
    message: `${subject} with ${describeKey(key)}`,
    severity: first.file.context === 'production' ? severityOf(key, tokens) : 'low',
    context: first.file.context,
    ...(isSample && { level: 'note' }),
    ...(known && { secret: proven(known.secret), value: known.value }),
    related: [
      ...placesOf(key.values),
      ...others.map(({ at }) => ({ ...at, message: 'verifies with the same key' })),
    ].slice(0, maxRelated),
  };
}

/** The value that a program is likeliest to run with. */
function mostTelling(values: TokenKey['values']): TokenKey['values'][number] | undefined {
  const rank = ({ secret, value }: TokenKey['values'][number]): number =>
    (value.file.context === 'production' ? 0 : 8) +
    (secret.uses.length > 0 ? 0 : 4) +
    (value.isFallback ? 2 : 0) +
    (secret.confidence === 'low' ? 1 : 0);
  return [...values].filter(({ value }) => isLive(value)).sort((a, b) => rank(a) - rank(b))[0];
}

/** The same seen from the secret: which tokens of the repository it signs. Told once, of one of its values. */
function aboutSecret(key: TokenKey): Problem | undefined {
  const known = mostTelling(key.values);
  if (!known) return undefined;
  const { secret, value } = known;
  const tokens = key.tokens.filter((token) => !isNobodysBusiness(key, token));
  const [first] = tokens;
  if (!first) return undefined;
  const place =
    tokens.length === 1 ? lineOf(first.at) : `${tokens.length} places, first ${lineOf(first.at)}`;
  const isPublished = key.published === undefined ? '' : `, and is published: ${key.published}`;
  return {
    at: value.at,
    message: `${value.name ?? subjectOf(secret)} signs the ${first.algorithm} token in ${place} (${describe(first)})${isPublished}`,
    severity: severityOf(key, tokens),
    secret: proven(secret),
    value,
    related: [
      ...tokens.map(({ at }) => ({ ...at, message: 'this token verifies with it' })),
      ...placesOf(key.values.filter((other) => other !== known)),
    ].slice(0, maxRelated),
  };
}

function placesOf(values: TokenKey['values']) {
  return values.map(({ secret, value }) => ({
    ...value.at,
    message: `${value.name ?? secret.label} is set here`,
  }));
}

function byFile(tokens: readonly TokenSummary[]): TokenSummary[][] {
  const files = new Map<string, TokenSummary[]>();
  for (const token of tokens) {
    const list = files.get(token.at.path) ?? [];
    list.push(token);
    files.set(token.at.path, list);
  }
  return [...files.values()];
}

function isSamePlace(a: Place, b: Place): boolean {
  return comparePlaces(a, b) === 0;
}

const published =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJvd25lciJ9.y65uQyljrHmaI_oLgVyhz2lNPkArp07qh12Pzp36qbE';
const ownKey = 'Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=';
const own =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI3IiwiZXhwIjoxNzAwMDAwMDAwfQ.AIm_OfrXGJxR5VSnVr60iSZ7g3AKajhY9f5bGNx5UrA';
const sample =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c';

export default defineRule({
  id: 'forgeable-token',
  title: 'Token in the files that others can sign as well',
  category: 'storage',
  severity: 'critical',
  confidence: 'high',
  needsTokens: true,
  remedy: {
    leave: 'the key has to be replaced wherever it is in use; the token is only what gives it away',
  },
  looksFor:
    'A token with an HMAC anywhere in the files - tests, documents, collections of requests, recorded traffic, dumps - whose signature verifies with a published value, a line of `--wordlist`, or a secret of the repository. All of it is computed here, offline, and not in hooks.',
  why: 'This is no guess: the key that signs these tokens is known, and whoever has it signs any other in the name of anybody. Where the key itself is kept well, the token is still a credential that has come out, until it expires.',
  howToFix:
    'Replace the key with random bytes wherever it is in use and count all tokens it has signed as forged. Where the token is only an example, sign it with a key that is used nowhere, and let it be expired.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc8725#section-2.2',
    'https://github.com/wallarm/jwt-secrets',
    'CWE-321',
    'CWE-347',
  ],

  checkAll({ project }) {
    return (project.tokenKeys ?? []).flatMap((key) => {
      const problems = [
        ...byFile(key.tokens).map((tokens) => aboutTokens(key, tokens)),
        aboutSecret(key),
      ].filter((problem) => problem !== undefined);
      // A text that is taken for a secret may be the token itself.
      return problems.filter(
        (problem, index) => index === problems.findIndex(({ at }) => isSamePlace(at, problem.at)),
      );
    });
  },

  examples: {
    bad: [
      {
        name: 'a collection of requests whose key is published',
        file: 'api.postman_collection.json',
        text: `{ "header": [{ "key": "Authorization", "value": "Bearer «${published}»" }] }\n`,
      },
      {
        name: 'the key lies in another file of the repository',
        files: {
          '.env.production': `JWT_SECRET=«${ownKey}»\n`,
          'requests.http': `GET https://api.example.com/me\nAuthorization: Bearer «${own}»\n`,
        },
        tracked: { '.env.production': 'tracked', 'requests.http': 'tracked' },
      },
      {
        name: 'the key is kept, and a token of it is not',
        files: {
          '.env': `JWT_SECRET=«${ownKey}»\n`,
          'docs/login.md': `The answer is \`{"token":"«${own}»"}\`.\n`,
        },
        tracked: { '.env': 'ignored', 'docs/login.md': 'tracked' },
      },
      {
        name: 'a dump',
        file: 'dump.sql',
        text: `INSERT INTO tokens VALUES (1, '«${published}»');\n`,
      },
    ],
    good: [
      {
        name: 'another key',
        files: {
          '.env.production': `JWT_SECRET=${ownKey.toLowerCase()}\n`,
          'requests.http': `Authorization: Bearer ${own}\n`,
        },
      },
      {
        name: 'key and token are both kept from git',
        files: { '.env': `JWT_SECRET=${ownKey}\nSERVICE_TOKEN=${own}\n` },
        tracked: { '.env': 'ignored' },
      },
      {
        name: 'a signature that was cut off',
        file: 'api.http',
        text: `Authorization: Bearer ${sample.slice(0, -3)}\n`,
      },
      {
        name: 'the header names an algorithm of key pairs',
        file: 'api.http',
        text: `Authorization: Bearer ${sample.replace('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9')}\n`,
      },
    ],
  },
});
