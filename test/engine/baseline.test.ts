// Baseline files: what they hold, what they accept, and that they do not change without reason.
import { describe, expect, test } from 'vitest';
import {
  baselineOf,
  matchBaseline,
  parseBaseline,
  renderBaseline,
  updateBaseline,
} from '../../src/engine/baseline.ts';
import type { Finding } from '../../src/model/finding.ts';

const finding = (path: string, fingerprint: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'short-secret',
  severity: 'high',
  level: 'error',
  confidence: 'high',
  context: 'production',
  message: 'JWT_SECRET is 3 bytes',
  related: [],
  fix: null,
  path,
  fingerprint,
  start: 0,
  end: 1,
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 2,
  ...more,
});

const two = [finding('b.ts', 'k1:2'), finding('a.env', 'k1:1')];

test('the file is sorted, without lines or times, and ends in a line feed', () => {
  expect(renderBaseline([...two, finding('b.ts', 'k1:2')])).toBe(`{
  "findings": [
    {
      "count": 1,
      "fingerprint": "k1:1",
      "path": "a.env",
      "rule": "short-secret"
    },
    {
      "count": 2,
      "fingerprint": "k1:2",
      "path": "b.ts",
      "rule": "short-secret"
    }
  ],
  "version": 1
}
`);
});

test('the order of findings and their lines do not change the file', () => {
  const moved = two.map((each) => ({ ...each, line: 9, start: 99, message: 'other' })).reverse();
  expect(renderBaseline(moved)).toBe(renderBaseline(two));
});

test('what is written is read again', () => {
  expect(parseBaseline(renderBaseline(two))).toEqual(baselineOf(two));
  expect(parseBaseline(`\uFEFF${renderBaseline(two).replaceAll('\n', '\r\n')}`)).toEqual(
    baselineOf(two),
  );
});

test('findings that a comment silences are not in it', () => {
  const silenced = finding('c', 'k1:3', { suppressed: { by: 'comment', reason: 'x' } });
  const accepted = finding('d', 'k1:4', { suppressed: { by: 'baseline', reason: 'x' } });
  expect(baselineOf([silenced, accepted]).entries.map(({ path }) => path)).toEqual(['d']);
});

describe('matching', () => {
  test('accepted findings are marked, new ones are not, order stays', () => {
    const { findings, stale } = matchBaseline([...two, finding('c', 'k1:9')], baselineOf(two));
    expect(findings.map(({ suppressed }) => suppressed?.by)).toEqual([
      'baseline',
      'baseline',
      undefined,
    ]);
    expect(stale).toEqual([]);
  });

  test('one more of the same is new', () => {
    const again = finding('b.ts', 'k1:2');
    const { findings } = matchBaseline([...two, again], baselineOf(two));
    expect(findings.map(({ suppressed }) => suppressed !== undefined)).toEqual([true, true, false]);
  });

  test('entries that match nothing are stale, by how many', () => {
    const { stale } = matchBaseline(two, baselineOf([...two, two[0] ?? finding('', '')]));
    expect(stale).toEqual([{ path: 'b.ts', rule: 'short-secret', fingerprint: 'k1:2', count: 1 }]);
  });

  test('entries of files that were not audited are not stale', () => {
    const { stale } = matchBaseline([], baselineOf(two), (path) => path === 'a.env');
    expect(stale.map(({ path }) => path)).toEqual(['a.env']);
  });

  test('a finding that a comment silences uses no entry up', () => {
    const silenced = finding('b.ts', 'k1:2', { suppressed: { by: 'comment', reason: 'x' } });
    const { findings, stale } = matchBaseline([silenced], baselineOf([finding('b.ts', 'k1:2')]));
    expect(findings[0]?.suppressed?.by).toBe('comment');
    expect(stale).toHaveLength(1);
  });
});

test('an update keeps the entries of files that were not audited', () => {
  const text = updateBaseline(
    baselineOf(two),
    [finding('a.env', 'k1:7')],
    (path) => path === 'a.env',
  );
  expect(parseBaseline(text).entries.map(({ fingerprint }) => fingerprint)).toEqual([
    'k1:7',
    'k1:2',
  ]);
});

test.each([
  ['canary-text', 'it is not JSON'],
  ['[]', 'it is not an object'],
  ['{"version": 2, "findings": []}', 'its "version" is not 1'],
  ['{"version": 1}', '"findings" is not a list'],
  ['{"version": 1, "findings": [1]}', 'entry 1 of "findings"'],
  ['{"version": 1, "findings": [{"path": "a", "rule": "b"}]}', 'entry 1 of "findings"'],
  [
    '{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "c", "count": -1}]}',
    'entry 1 of "findings"',
  ],
])('%j is refused', (text, message) => {
  expect(() => parseBaseline(text)).toThrow(message);
  expect(() => parseBaseline(text)).not.toThrow('canary-text');
});
