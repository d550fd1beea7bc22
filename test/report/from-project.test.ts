import { describe, expect, test } from 'vitest';
import type { Project, Secret, SecretValue } from '../../src/model/secret.ts';
import type { Strength } from '../../src/model/strength.ts';
import { collectSecretRanges, takeInventory } from '../../src/report/from-project.ts';
import { renderHtml } from '../../src/report/html.ts';
import { makePlace, makeReport, plainOptions } from './sample.ts';

const file = {
  path: 'a.env',
  language: 'dotenv',
  context: 'production',
  tracked: 'tracked',
  packageDirectory: '',
} as const;

const canary = 'canary-text-that-no-report-may-hold';

function makeValue(path: string, line: number, over: Partial<SecretValue> = {}): SecretValue {
  return {
    text: canary,
    at: makePlace(path, line),
    entry: makePlace(path, line),
    file,
    carrier: 'dotenv',
    name: 'JWT_SECRET',
    environment: 'production',
    encoding: 'utf8',
    storedAs: 'utf8',
    isFallback: false,
    isTemplate: false,
    isBrowserExposed: false,
    isImageBaked: false,
    isCommentedOut: false,
    ...over,
  };
}

function makeProject(over: Partial<Secret> = {}): Project {
  const secret: Secret = {
    id: 'env JWT_SECRET',
    name: 'JWT_SECRET',
    label: 'JWT_SECRET',
    purpose: 'access',
    kind: 'jwt',
    algorithm: 'HS256',
    algorithmIsAssumed: false,
    encoding: 'utf8',
    requiredBytes: 32,
    values: [makeValue('a.env', 1), makeValue('b.env', 2, { environment: 'staging' })],
    uses: [
      {
        use: {
          library: 'jsonwebtoken',
          call: 'jwt.sign',
          role: 'sign',
          kind: 'jwt',
          at: makePlace('a.ts', 4),
          keyEncoding: 'utf8',
        },
        at: makePlace('a.ts', 4),
        file,
        algorithms: ['HS256'],
        algorithmNames: ['HS256'],
        algorithmIsAssumed: false,
        verification: null,
        expiry: null,
        secretIds: ['env JWT_SECRET'],
        isAsymmetric: false,
        path: [],
      },
    ],
    confidence: 'high',
    packageDirectory: '',
    ...over,
  };
  return { files: [file], secrets: [secret], uses: [], leaks: [], projectNames: [] };
}

const strength = (bits: number): Strength => ({
  bytes: 36,
  capacityBits: 200,
  bits,
  algorithm: 'HS256',
  requiredBytes: 32,
  reason: 'dictionary',
  predictable: 'dictionary',
  isShort: false,
  isThin: false,
  explanation: 'words',
  segments: [],
  reading: 'as typed',
  crackSeconds: 3,
});

const rate = (_secret: Secret, value: SecretValue): Strength =>
  strength(value.environment === 'staging' ? 12 : 99);

describe('inventory', () => {
  test('names places and ratings, the weakest value’s, and no text', () => {
    const inventory = takeInventory(makeProject(), rate);
    expect(inventory).toMatchObject([
      {
        id: 'env JWT_SECRET',
        secret: { name: 'JWT_SECRET', bits: 12, environment: 'staging' },
        definitions: [
          { path: 'a.env', line: 1, environment: 'production' },
          { path: 'b.env', line: 2, environment: 'staging' },
        ],
        uses: [{ path: 'a.ts', line: 4, label: 'jwt.sign, HS256' }],
      },
    ]);
    const html = renderHtml(makeReport([]), { ...plainOptions, inventory });
    expect(JSON.stringify(inventory) + html).not.toContain(canary);
    expect(html).toContain('12 of 256 bits');
  });

  test('templates and comments set nothing', () => {
    const values = [
      makeValue('a.env.example', 1, { isTemplate: true }),
      makeValue('b.ts', 1, { isCommentedOut: true }),
    ];
    const [entry] = takeInventory(makeProject({ values }), rate);
    expect(entry).toMatchObject({ definitions: [], secret: { bits: null } });
  });

  test('what only has the name of a secret is left out', () => {
    expect(takeInventory(makeProject({ confidence: 'low' }), rate)).toEqual([]);
  });
});

test('ranges of all values that are written down, templates and comments too', () => {
  const at = makePlace('a.env', 3);
  const values = [
    makeValue('a.env', 1, { isTemplate: true }),
    makeValue('a.env', 2, { isCommentedOut: true }),
    makeValue('a.env', 3, { generated: { kind: 'generated', by: 'x', isCryptographic: true, at } }),
  ];
  const ranges = collectSecretRanges(makeProject({ values })).get('a.env');
  expect(ranges?.map(({ start }) => start)).toEqual([101, 201]);
});
