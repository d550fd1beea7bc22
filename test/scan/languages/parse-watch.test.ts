// Parsing is given up by the time of the processor, so the tests bring a clock of their own.
import { describe, expect, test } from 'vitest';
import { createWatch } from '../../../src/scan/languages/parse-watch.ts';

interface Parse {
  /** Hundreds of steps. */
  readonly calls: number;
  /** Milliseconds on the clock for each of them. */
  readonly eachMs: number;
  readonly hasError?: boolean;
  /** The part of that time in which the processor worked for us. */
  readonly share?: number;
}

/** Milliseconds after which these calls, one after the other, are given up; `undefined` when they come to their end. */
function givenUpAfter(...parses: readonly Parse[]): number | undefined {
  let wall = 1_000_000;
  let processor = 5_000;
  const isStuck = createWatch({ wallMs: () => wall, processorMs: () => processor });
  for (const { calls, eachMs, hasError = false, share = 1 } of parses) {
    for (let call = 0; call < calls; call++) {
      wall += eachMs;
      processor += eachMs * share;
      if (isStuck(hasError)) return wall - 1_000_000;
    }
  }
  return undefined;
}

describe('what comes to its end', () => {
  test.each<[string, Parse[]]>([
    ['five megabytes of minified code', [{ calls: 90_000, eachMs: 0.03 }]],
    ['ordinary errors in half a megabyte', [{ calls: 3_500, eachMs: 0.3, hasError: true }]],
    [
      'a grammar that is still being compiled',
      [
        { calls: 50, eachMs: 10 },
        { calls: 5_000, eachMs: 0.1 },
      ],
    ],
    ['a machine that does thirty other things', [{ calls: 5_000, eachMs: 1, share: 1 / 30 }]],
    ['errors on such a machine', [{ calls: 3_500, eachMs: 9, share: 1 / 30, hasError: true }]],
    [
      'a break of the machine',
      [
        { calls: 10, eachMs: 0.03 },
        { calls: 1, eachMs: 60_000, share: 0 },
      ],
    ],
  ])('%s', (_, parses) => {
    expect(givenUpAfter(...parses)).toBeUndefined();
  });
});

describe('what does not', () => {
  test('an error that every step makes longer', () => {
    expect(givenUpAfter({ calls: 9_000, eachMs: 100, hasError: true })).toBeLessThan(1_000);
  });

  test('blocks that nobody closes', () => {
    expect(givenUpAfter({ calls: 9_000, eachMs: 2.1, hasError: true })).toBeLessThan(1_000);
  });

  test('lines that are errors one by one, which the parser does not call so', () => {
    expect(givenUpAfter({ calls: 90_000, eachMs: 0.6 })).toBeLessThan(1_500);
  });

  test('operators in operators, of which no step is called an error', () => {
    expect(givenUpAfter({ calls: 220, eachMs: 12 })).toBeLessThan(1_500);
  });

  test('an error after megabytes of good code', () => {
    const good = { calls: 60_000, eachMs: 0.03 };
    expect(givenUpAfter(good, { calls: 9_000, eachMs: 100, hasError: true })).toBeLessThan(3_000);
  });

  test('on a busy machine after the same work', () => {
    const hopeless = { calls: 9_000, eachMs: 200, hasError: true, share: 1 / 4 };
    expect(givenUpAfter(hopeless)).toBeLessThan(4_000);
  });
});

test('the processor, which takes long to answer, is asked now and then', () => {
  let wall = 0;
  let processor = 0;
  let questions = 0;
  const isStuck = createWatch({
    wallMs: () => wall,
    processorMs: () => {
      questions++;
      return processor;
    },
  });
  for (let call = 0; call < 20_000; call++) {
    wall += 1;
    processor += 1 / 30;
    expect(isStuck(false)).toBe(false);
  }
  expect(questions).toBeLessThan(200);
});
