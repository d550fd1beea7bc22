// What parsing may take is counted: hopeless texts are given up after the same work on every machine, and none of them
// is felt by the next.
import { beforeAll, describe, expect, test } from 'vitest';
import { isTooDeep } from '../../../src/scan/languages/parse-bounds.ts';
import { parserWork, startParser } from '../../../src/scan/languages/parser.ts';
import { type GrammarName, grammarOf } from '../../../src/scan/languages/syntax.ts';

beforeAll(startParser);

const parse = (name: GrammarName, text: string) =>
  grammarOf(name, { leaves: new Set() }).parse(text);

/** Turns of loops that a text takes. */
function workOf(name: GrammarName, text: string): number {
  const before = parserWork();
  parse(name, text);
  return (parserWork() - before) >>> 0;
}

const code = (count: number): string =>
  Array.from({ length: count }, (_, n) => `const k${n} = sign({ a: [${n}] }, "b${n}");\n`).join('');

test('code takes the same each time, but for room that is looked for: 15 to 85 turns a character', () => {
  const text = code(2_000);
  const works = [0, 1, 2].map(() => workOf('javascript', text));
  expect(Math.max(...works) / Math.min(...works)).toBeLessThan(1.01);
  expect(works[0]).toBeGreaterThan(15 * text.length);
  expect(works[0]).toBeLessThan(85 * text.length);
});

test('a small text of many items is read, however far its scanner looks ahead', () => {
  const items = "{ 'a': [1, 'b'],\n 'c': {'d': 2} },\n".repeat(500);
  expect(parse('python', `a = [\n${items}]\n`)?.hasErrors).toBe(false);
});

/** Each took two to five seconds of the processor at 900 kB. */
const hopeless: readonly (readonly [GrammarName, string, string])[] = [
  ['javascript', 'texts that never end', '"""\n'],
  ['ruby', 'names that are no entries', 'name1: value1\n'],
  ['swift', 'blocks in blocks', 'a1 {\n'],
];

test.each(hopeless)('%s: %s are given up, and the next text is read', (name, _, unit) => {
  const before = parserWork();
  expect(parse(name, unit.repeat(900_000 / unit.length))).toBeUndefined();
  expect((parserWork() - before) >>> 0).toBeLessThan(140_000_000);
  expect(parse(name, 'a\n')?.root.children).not.toHaveLength(0);
});

describe('brackets', () => {
  test('in code are closed again', () => {
    expect(isTooDeep('f({ a: [1] });\n'.repeat(100_000))).toBe(false);
  });

  test('that only close are none', () => {
    expect(isTooDeep('1) a\n'.repeat(100_000))).toBe(false);
  });

  test.each(['(', '[', '{'])('%s, as many as there may be, and one more', (bracket) => {
    expect(isTooDeep(`${bracket.repeat(20_000)}a`)).toBe(false);
    expect(isTooDeep(`${bracket.repeat(20_001)}a`)).toBe(true);
  });
});

// The scanner of Kotlin keeps 1,024 texts in texts and ends the program at the next one.
describe('a scanner that leaves in the middle', () => {
  const tower = (levels: number): string =>
    `val a = ${'"${\n'.repeat(levels)}b${'}"'.repeat(levels)}\n`;
  const next = 'val secret = "plainly-fake"\n';
  let expected: ReturnType<typeof parse>;
  beforeAll(() => {
    expected = parse('kotlin', next);
  });

  test('costs its own text', () => {
    expect(parse('kotlin', tower(2_000))).toBeUndefined();
  });

  test('and not the next one', () => {
    parse('kotlin', tower(2_000));
    expect(expected).toBeDefined();
    expect(parse('kotlin', next)).toEqual(expected);
  });

  test('however often', () => {
    for (let round = 0; round < 400; round++) parse('kotlin', tower(1_030));
    expect(parse('kotlin', next)).toEqual(expected);
  });
});
