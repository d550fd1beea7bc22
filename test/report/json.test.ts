import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import {
  makeDemoReport,
  makeFinding,
  makeHostileReport,
  makeReport,
  makeSecret,
  plainOptions,
} from './sample.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../report.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const validateOpen = ajv.compile(schema);
// What is published lets readers meet fields and values of later versions; we ourselves say nothing that it does not.
const validate = ajv.compile({ ...strict(schema), $id: 'strict' });

/** The schema with no field and no value besides those that it names. */
function strict(node: object): object {
  const closed = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key === 'examples' ? 'enum' : key,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? strict(value) : value,
    ]),
  );
  const isOpen = 'properties' in node && !('additionalProperties' in node);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}

const codeFinding = makeDemoReport().findings.find((finding) => finding.secret === undefined);

describe('report.schema.json', () => {
  test.each([
    { name: 'an empty report', report: makeReport([]) },
    { name: 'every kind of finding', report: makeDemoReport() },
    { name: 'hostile texts', report: makeHostileReport() },
    { name: 'an incomplete audit', report: makeReport([], { complete: false }) },
    {
      name: 'nothing known of a secret',
      report: makeReport([
        makeFinding({
          secret: makeSecret({
            name: null,
            environment: null,
            purpose: null,
            bytes: null,
            capacityBits: null,
            bits: null,
            reason: null,
            crackSeconds: null,
          }),
        }),
      ]),
    },
  ])('accepts $name, with and without suppressed findings', ({ report }) => {
    for (const showSuppressed of [false, true]) {
      const ok = validate(JSON.parse(renderJson(report, { ...plainOptions, showSuppressed })));
      expect(validate.errors).toBeNull();
      expect(ok).toBe(true);
    }
  });

  test.each([
    ['an unknown field', { elapsedMs: 3 }],
    ['another version', { version: 2 }],
    ['a negative count', { summary: { files: { listed: -1 } } }],
    ['a finding without fingerprint', { findings: [{ rule: 'short-secret' }] }],
    ['an unknown reason to skip', { skipped: [{ path: 'a', reason: 'boring' }] }],
  ])('rejects %s', (_name, over) => {
    expect(validate({ ...JSON.parse(renderJson(makeReport([]), plainOptions)), ...over })).toBe(
      false,
    );
  });
});

test('readers may meet fields and values that they do not know', () => {
  const report = JSON.parse(renderJson(makeReport([makeFinding()]), plainOptions));
  const [finding] = report.findings;
  const later = {
    ...report,
    more: 1,
    findings: [
      { ...finding, more: 1, context: 'moon', secret: { ...finding.secret, algorithm: 'XS1' } },
    ],
  };
  expect(validateOpen(later)).toBe(true);
  expect(validate(later)).toBe(false);
});

test('fields stand in the order of the contract', () => {
  expect(renderJson(makeReport([makeFinding()]), plainOptions)).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "tool": {
        "name": "keylint",
        "version": "0.1.0"
      },
      "complete": true,
      "summary": {
        "files": {
          "listed": 812,
          "scanned": 790,
          "parsed": 14,
          "skipped": 1
        },
        "bytes": 9123456,
        "secrets": 6,
        "findings": {
          "critical": 0,
          "high": 1,
          "medium": 0,
          "low": 0,
          "note": 0
        },
        "suppressed": 0,
        "accepted": 0,
        "unread": {}
      },
      "coverage": [
        "not read, or not in full: 1 binary file"
      ],
      "findings": [
        {
          "rule": "short-secret",
          "severity": "high",
          "level": "error",
          "confidence": "high",
          "context": "production",
          "path": "config/.env.production",
          "line": 3,
          "column": 12,
          "endLine": 3,
          "endColumn": 32,
          "message": "JWT_SECRET is 20 bytes (about 41 bits); HS512 in src/auth.ts:14 needs 64 bytes",
          "secret": {
            "name": "JWT_SECRET",
            "environment": "production",
            "purpose": "access",
            "algorithm": "HS512",
            "algorithmIsAssumed": false,
            "encoding": "utf8",
            "bytes": 20,
            "requiredBytes": 64,
            "capacityBits": 131,
            "bits": 41,
            "reason": "dictionary",
            "crackSeconds": 220
          },
          "related": [
            {
              "path": "src/auth.ts",
              "line": 14,
              "column": 3,
              "message": "signs HS512 with process.env.JWT_SECRET"
            }
          ],
          "fix": "safe",
          "fingerprint": "k1:short-secret-config..env.production-."
        }
      ],
      "skipped": [
        {
          "path": "dump.bin",
          "reason": "binary"
        }
      ]
    }
    "
  `);
});

test('a finding without a secret has no such field', () => {
  expect(codeFinding).toBeDefined();
  const json = renderJson(makeReport(codeFinding ? [codeFinding] : []), plainOptions);
  expect(json).not.toContain('"secret"');
});

test('two runs that took different times print the same bytes', () => {
  const first = renderJson(makeDemoReport({ elapsedMs: 1 }), plainOptions);
  expect(renderJson(makeDemoReport({ elapsedMs: 2 }), plainOptions)).toBe(first);
});

test.each([
  [Number.POSITIVE_INFINITY, null],
  [1.1e18, null],
  [1e18, 1e18],
  [0, 0],
])('crackSeconds %d is printed as %s', (crackSeconds, printed) => {
  const report = makeReport([makeFinding({ secret: makeSecret({ crackSeconds }) })]);
  const parsed = JSON.parse(renderJson(report, plainOptions));
  expect(parsed.findings[0].secret.crackSeconds).toBe(printed);
});

test('suppressed findings are only there when asked for, with their reason', () => {
  const report = makeDemoReport();
  expect(renderJson(report, plainOptions)).not.toContain('retired in March');
  expect(renderJson(report, { ...plainOptions, showSuppressed: true })).toContain(
    '"reason": "retired in March"',
  );
});

test('hostile texts parse back to what they were, though nothing invisible is printed', () => {
  const report = makeHostileReport();
  const json = renderJson(report, plainOptions);
  expect(JSON.parse(json).findings[0].path).toBe(report.findings[0]?.path);
  expect(json).not.toMatch(/[^\n\u0020-\u007e]/);
});
