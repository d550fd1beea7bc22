// Files that version 0.1.0 wrote, as they stand on people's disks: they are read as they are. The baseline is that of
// fixtures/demo, so it also holds what fingerprints are made of: a finding that gets another one would come back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { addBlock, removeBlock } from '../../src/cli/hooking/hook-block.ts';
import { parseSettings } from '../../src/cli/settings/parse-settings.ts';
import { parseBaseline } from '../../src/engine/baseline.ts';
import { audit, type Report } from '../../src/index.ts';
import { copyDemo, type DemoCopy } from '../demo.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

describe('a baseline', () => {
  const baseline = parseBaseline(read('baseline-0.1.0.json'));
  let copy: DemoCopy;
  let report: Report;
  beforeAll(async () => {
    copy = copyDemo({ isTracked: true });
    report = await audit({
      cwd: copy.root,
      paths: ['fixtures/demo'],
      baseline,
      minConfidence: 'low',
    });
  }, 60_000);
  afterAll(() => copy.dispose());

  test('accepts what it accepted', () => {
    // Rules that came later find what nobody has accepted.
    const known = new Set(baseline.entries.map(({ rule }) => rule));
    const open = report.findings.filter(
      ({ suppressed, level, rule }) => !suppressed && level !== 'note' && known.has(rule),
    );
    expect(open.map(({ path, rule }) => `${path} ${rule}`)).toEqual([]);
    expect(report.summary.accepted).toBeGreaterThanOrEqual(30);
  });

  test('every fingerprint is still that of a finding with the same rule and path', () => {
    const now = new Set(report.findings.map((one) => `${one.path} ${one.rule} ${one.fingerprint}`));
    const gone = baseline.entries
      .map((one) => `${one.path} ${one.rule} ${one.fingerprint}`)
      .filter((one) => !now.has(one));
    expect(gone).toEqual([]);
  });
});

test('settings', () => {
  const text = read('settings-0.1.0.jsonc');
  const settings = parseSettings({ path: 'x', text, ruleIds: rules.map(({ id }) => id) });
  expect(settings.rules).toEqual({});
});

test('a hook is taken out, and renewed without being there twice', () => {
  const script = read('hook-0.1.0.sh');
  expect(removeBlock(script)?.trim()).toBe('#!/bin/sh');
  const renewed = addBlock(script, 'pre-commit', ['--strict']);
  const text = 'text' in renewed ? renewed.text : '';
  expect(text.match(/>>> keylint >>>/g)).toHaveLength(1);
  expect(text).toContain('hook run --strict');
});
