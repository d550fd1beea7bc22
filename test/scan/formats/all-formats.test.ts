// What holds for every reader: places, robustness against any text, linear time.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../src/model/expression.ts';
import type { Definition } from '../../../src/model/facts.ts';
import { createRangeFinder } from '../../../src/model/place.ts';
import { formatReaders } from '../../../src/scan/formats/index.ts';
import { anyCharacter } from '../../any-character.ts';
import { processorMs } from '../../processor-time.ts';
import { amount } from '../../thorough.ts';
import { definitionsOf, readFormat } from './read.ts';
import { samples } from './samples.ts';

function* rangesOf(expression: Expression): Generator<Expression['at']> {
  yield expression.at;
  if ('fallback' in expression && expression.fallback) yield* rangesOf(expression.fallback);
  if (expression.kind === 'concat') for (const part of expression.parts) yield* rangesOf(part);
  if (expression.kind === 'choice')
    for (const option of expression.options) yield* rangesOf(option);
  if (expression.kind === 'decoded') yield* rangesOf(expression.of);
}

/** Every range lies in the text, is what the range finder says, and inner ranges lie in outer ones. */
function checkPlaces(text: string, definitions: readonly Definition[]): void {
  const rangeOf = createRangeFinder(text);
  for (const { at, value } of definitions) {
    expect(at.start).toBeLessThanOrEqual(at.end);
    expect(at).toEqual(rangeOf(at.start, at.end));
    for (const range of rangesOf(value)) {
      expect(range).toEqual(rangeOf(range.start, range.end));
      expect(range.start).toBeGreaterThanOrEqual(value.at.start);
      expect(range.end).toBeLessThanOrEqual(value.at.end);
      expect(range.end).toBeLessThanOrEqual(text.length);
      expect(range.start).toBeLessThanOrEqual(range.end);
    }
  }
}

test('ids are unique', () => {
  const ids = formatReaders.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(samples)('$path', ({ path, text }) => {
  test('places hold, with LF, CRLF, CR and text of several bytes before them', () => {
    const comment = /json$/.test(path) ? '// ' : '# ';
    for (const variant of [
      text,
      text.replace(/\r\n/g, '\n'),
      text.replace(/\r?\n/g, '\r\n'),
      `${comment}😀é\n${text}`,
    ]) {
      const definitions = definitionsOf(path, variant);
      checkPlaces(variant, definitions);
      expect(definitions.length).toBeGreaterThan(0);
    }
  });

  test('values do not depend on line ends', () => {
    const values = (variant: string) =>
      JSON.stringify(definitionsOf(path, variant), (key, value) =>
        key === 'at' ? undefined : value,
      );
    const unix = text.replace(/\r\n/g, '\n');
    expect(values(unix.replace(/\n/g, '\r\n'))).toBe(values(unix));
  });

  test('a new value put at its place is the value that is read then', () => {
    for (const [index, definition] of definitionsOf(path, text).entries()) {
      const isPlain = definition.value.kind === 'text' && definition.storedAs === undefined;
      const { start, end } = definition.value.at;
      if (!isPlain || start === end || text.slice(start, end).includes('\n')) continue;
      const changed = `${text.slice(0, start)}Replaced0Value${text.slice(end)}`;
      const after = definitionsOf(path, changed).find(({ value }) => value.at.start === start);
      const value = after?.value;
      const isRead = value?.kind === 'text' && value.value.trimEnd() === 'Replaced0Value';
      expect([index, definition.name, isRead]).toEqual([index, definition.name, true]);
    }
  });

  test('random edits never throw and keep places', () => {
    const edit = fc.record({
      at: fc.nat(text.length),
      drop: fc.nat(6),
      insert: fc.oneof(
        fc.constantFrom(
          '"',
          "'",
          '`',
          '\\',
          '\n',
          '\r\n',
          '{',
          '}',
          '[',
          ']',
          '$',
          '${',
          ':',
          '#',
          '=',
          '&a ',
          '*a',
          '|',
          '>',
          '- ',
          '\t',
          '😀',
          '\0',
          '\ud800',
          '{{',
          '}}',
          '!x ',
          '<<: ',
        ),
        fc.string({ maxLength: 5 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let changed = text;
        for (const { at, drop, insert } of edits) {
          changed = changed.slice(0, at) + insert + changed.slice(at + drop);
        }
        checkPlaces(changed, definitionsOf(path, changed));
      }),
      { numRuns: amount(25, 120) },
    );
  });

  test('any text is survived', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (random) => {
        checkPlaces(random, definitionsOf(path, random));
      }),
      { numRuns: amount(12, 80) },
    );
  });
});

/** Formats that hold no definitions of their own. */
const manifests = [
  { path: 'requirements.txt', text: 'Django==5.1 # 😀\npyjwt>=2\n' },
  {
    path: 'jwt.pem',
    text: '-----BEGIN PRIVATE KEY-----\nplainly-fake\n-----END PRIVATE KEY-----\n',
  },
];

test.each(formatReaders.map(({ id }) => id))('%s: no shape takes more than its length', (id) => {
  const sample = [...samples, ...manifests].find(({ path }) => readFormat(path, '')?.id === id);
  if (!sample) throw new Error(`no sample of ${id}`);
  const { path, text } = sample;
  const shapes = [
    text,
    '[',
    '{"a":',
    '- ',
    'a: ',
    '"',
    "'",
    '\\',
    '${',
    '{{',
    '&a ',
    '*a ',
    '\n',
    '\r',
    '# ',
    '=',
    'A=$(',
    'x="',
    '<<: *a\n',
    '---\n',
    '[a]\n',
    '|\n ',
    '? ',
  ];
  for (const shape of shapes) {
    const start = processorMs();
    readFormat(path, shape.repeat(Math.ceil(30_000 / shape.length)));
    expect([shape, processorMs() - start < 1500]).toEqual([shape, true]);
  }
});
