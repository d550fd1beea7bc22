// What the page holds as text comes out as it went in: bytes, word lists, rows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unpackLists } from '../../packages/keylint-page/src/lists.ts';
import { fromSevenBits, toSevenBits } from '../../packages/keylint-page/src/seven-bits.ts';
import { fromTable, toTable } from '../../packages/keylint-page/src/table-text.ts';
import { decodeBundle } from '../../src/strength/lists/layout.ts';

const page = join(import.meta.dirname, '../../packages/keylint-page');

test('bytes as seven bits a character: nothing that HTML changes, and an eighth longer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toSevenBits(bytes);
      expect(text).not.toMatch(/[\0\r<]/);
      expect([...fromSevenBits(text)]).toEqual([...bytes]);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.ceil((bytes.length * 8) / 7) + 1);
    }),
    { numRuns: 2_000 },
  );
});

test('the word lists of the page are those of the program', () => {
  const file = readFileSync(join(import.meta.dirname, '../../dist/data/strength.bin'));
  // What the page has of it was packed when it was built.
  const packed = new Uint8Array(gunzipSync(readFileSync(join(page, 'dist-data/lists.gz'))));
  const [made, known] = [unpackLists(packed), decodeBundle(file)];
  expect(known).toBeDefined();
  // Compared by whether they are equal: a difference would be megabytes of text.
  for (const name of ['digestHigh', 'digestLow', 'digestCosts'] as const) {
    expect(made[name].length, name).toBe(known?.[name].length);
    expect(
      made[name].every((entry, index) => entry === known?.[name][index]),
      name,
    ).toBe(true);
  }
  for (const name of ['edges', 'costs', 'kinds'] as const) {
    const expected = known?.automaton[name];
    expect(made.automaton[name].length, name).toBe(expected?.length);
    expect(made.automaton[name].every((entry, index) => entry === expected?.[index])).toBe(true);
  }
  expect(made.known).toBe(known?.known);
  // Of random bytes most are made: what is shipped of the lists is less than half of the file.
  expect(packed.length).toBeLessThan(file.length / 1.6);
});

test('rows keep their patterns', () => {
  const rows = [
    { call: 'sign', unresolved: /(?:^|\.)sign$/gi, key: [{ argument: 1 }], none: null },
  ];
  expect(fromTable(toTable(rows))).toEqual(rows);
});
