// Finds one value that several services of a repository keep for themselves.

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
import type { Project, Secret, SecretValue } from '../src/model/secret.ts';

interface Holder {
  readonly secret: Secret;
  readonly value: SecretValue;
  /** Directory of the service that the value belongs to. */
  readonly service: string;
}

/** Files that set up several services hand out one secret on purpose; keys of CI jobs are thrown away. */
const kept = new Set<SecretValue['carrier']>(['dotenv', 'code', 'config']);

/** What only developers and tests run with may be the same everywhere. */
const harmless = /^(?:dev|development|local|test|testing|ci)$/i;

/** Directories that are called like services, or stand where services stand. */
const serviceDirectory =
  /^(?:[^/]+\/){0,8}?(?:(?:micro-?services|services|apps|packages|servers|functions|lambdas|workers)\/[^/]+(?=\/)|[^/]+[-_.](?:service|svc|api|server|worker|gateway|backend)(?=\/))/i;

/**
 * The directory of the service: of its manifest, and where a repository has one manifest for all of them (or none),
 * that of the env file beside code that uses the secret.
 */
function serviceOf(secret: Secret, { file, carrier }: SecretValue): string | undefined {
  if (file.packageDirectory !== '') return file.packageDirectory;
  // Other directories of code are parts of one program.
  if (carrier === 'code') return serviceDirectory.exec(file.path)?.[0];
  const directory = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
  const isUsedThere = secret.uses.some(({ at }) => at.path.startsWith(`${directory}/`));
  return directory !== '' && isUsedThere ? directory : undefined;
}

function holdersOf(project: Project): Holder[] {
  return project.secrets.flatMap((secret) =>
    secret.values.flatMap((value): Holder[] => {
      const isKept =
        isLive(value) &&
        !value.isFallback &&
        value.file.context === 'production' &&
        kept.has(value.carrier) &&
        !harmless.test(value.environment ?? '') &&
        // `...` stands for what is still to be written.
        /[\p{L}\p{N}]/u.test(value.text ?? '');
      const service = isKept ? serviceOf(secret, value) : undefined;
      return service === undefined ? [] : [{ secret: heldAs(secret, value), value, service }];
    }),
  );
}

/** A service inside another one's directory is given its secrets by that one. */
function areApart(a: string, b: string): boolean {
  return a !== b && !a.startsWith(`${b}/`) && !b.startsWith(`${a}/`);
}

/** Two values that never live at the same time are not shared. */
function canMeet(a: SecretValue, b: SecretValue): boolean {
  return a.environment === null || b.environment === null || a.environment === b.environment;
}

function check(group: readonly Holder[]): Problem[] {
  const holders = [...group].sort((a, b) => comparePlaces(a.value.at, b.value.at));
  const [first] = holders;
  if (!first) return [];
  const others = holders.filter(
    (one) => areApart(one.service, first.service) && canMeet(one.value, first.value),
  );
  const [other] = others;
  return other ? [describe(other, [first, ...others.slice(1)])] : [];
}

function describe(holder: Holder, others: readonly Holder[]): Problem {
  const { secret, value } = holder;
  const [first] = others;
  const where = first ? ` (${lineOf(first.value.at)})` : '';
  const problem = aboutValue(
    { secret, value, strength: undefined },
    `${subjectOf(secret)} has the same value as in ${first?.service}${where}${signerOf([holder, ...others])}`,
  );
  const services = new Map(others.map((one) => [one.value, one.service]));
  const related = valuePlaces([...services.keys()], (one) => `the value of ${services.get(one)}`);
  return { ...problem, related: [...related, ...(problem.related ?? [])] };
}

/** Where one signs and the others check, they need nothing that signs: a key pair gives each what it needs. */
function signerOf(holders: readonly Holder[]): string {
  const signers = new Set<string>();
  const readers = new Set<string>();
  for (const { secret, service } of holders) {
    const own = secret.uses.filter(({ at }) => at.path.startsWith(`${service}/`));
    if (own.some(({ use }) => use.role !== 'verify')) signers.add(service);
    else if (own.length > 0) readers.add(service);
  }
  const [signer] = signers;
  if (signers.size !== 1 || readers.size === 0) return '';
  return `; only ${signer} signs, so a key pair would do (keylint generate --alg ES256)`;
}

const signing = "require('jsonwebtoken').sign({}, 'tutorial', { expiresIn: 60 });\n";

export default defineRule({
  id: 'shared-across-services',
  title: 'Signing secret shared across services',
  category: 'reuse',
  severity: 'medium',
  confidence: 'high',
  remedy: {
    leave:
      'services that share a secret may have to: give each its own, or let one sign with a private key',
  },
  looksFor:
    'One value that several services or packages of a repository keep, each in a file of its own. What only development and tests run with may be shared.',
  why: 'Each of them can make tokens that the others take: whoever reads the secret of the least guarded service is every user of all of them.',
  howToFix:
    'Give each service a value of its own. Where one signs and the others only verify, sign with a private key and hand out the public one.',
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.12', 'CWE-1391'],

  checkAll({ project }) {
    return groupBy(holdersOf(project), ({ value }) => value.text ?? '').flatMap(check);
  },

  examples: {
    bad: [
      {
        name: 'two packages with an env file each',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
        },
      },
      {
        name: 'services without a manifest, of which one only verifies',
        files: {
          'services/billing/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'services/billing/index.js':
            "const jwt = require('jsonwebtoken');\nexports.check = (t) => jwt.verify(t, process.env.JWT_SECRET, { algorithms: ['HS256'] });\n",
          'services/login/.env': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
          'services/login/index.js':
            "const jwt = require('jsonwebtoken');\nexports.login = (sub) => jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '1h' });\n",
        },
      },
      {
        name: 'code of two services',
        files: {
          'services/billing/index.js': signing,
          'services/login/index.js':
            "require('jsonwebtoken').sign({}, '«tutorial»', { expiresIn: 60 });\n",
        },
      },
    ],
    good: [
      {
        name: 'a value each',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env': 'JWT_SECRET=4H7BVXp9eIzE0Q4ctib/jSFgnqL+2zZW77mBWck2NbU=\n',
        },
      },
      {
        name: 'what developers run with',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env.development': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env.development': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'two environments',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env.staging': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env.production': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'directories of one program',
        files: { 'lib/a.js': signing, 'web/b.js': signing },
      },
      {
        name: 'a repository and a service in it',
        files: {
          'package.json': '{ "name": "all" }\n',
          '.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'api/package.json': '{ "name": "api" }\n',
          'api/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'a file that hands one secret to all services',
        file: 'docker-compose.yml',
        text: `services:
  auth:
    environment:
      JWT_SECRET: Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=
  rest:
    environment:
      JWT_SECRET: Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=
`,
      },
      {
        name: 'copies of one env file in a folder without code',
        files: {
          'deploy/a/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
          'deploy/b/.env': 'JWT_SECRET=Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=\n',
        },
      },
      {
        name: 'templates',
        files: {
          'api/package.json': '{ "name": "api" }\n',
          'api/.env.example': 'JWT_SECRET=change-me\n',
          'web/package.json': '{ "name": "web" }\n',
          'web/.env.example': 'JWT_SECRET=change-me\n',
        },
      },
    ],
  },
});
