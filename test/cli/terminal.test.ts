// What depends on terminals: colours, the progress line, and what is printed of an error.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeError } from '../../src/cli/describe-error.ts';
import { type Output, wantsColor } from '../../src/cli/io.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { UserError } from '../../src/model/errors.ts';

function createOutput(isTerminal: boolean): Output & { readonly written: string[] } {
  const written: string[] = [];
  return { written, isTerminal, columns: undefined, write: (text) => written.push(text) };
}

describe('colours', () => {
  const terminal = createOutput(true);
  const pipe = createOutput(false);
  test.each([
    ['auto', terminal, {}, true],
    [undefined, terminal, {}, true],
    [undefined, pipe, {}, false],
    [undefined, terminal, { TERM: 'dumb' }, false],
    [undefined, terminal, { NO_COLOR: '1' }, false],
    [undefined, terminal, { NO_COLOR: '' }, true],
    [undefined, pipe, { FORCE_COLOR: '' }, true],
    [undefined, pipe, { FORCE_COLOR: '3' }, true],
    [undefined, terminal, { FORCE_COLOR: '0' }, false],
    ['never', terminal, { FORCE_COLOR: '1' }, false],
    ['always', pipe, { NO_COLOR: '1' }, true],
  ] as const)('%s %o %o', (when, output, env, colored) => {
    expect(wantsColor(when, output, env)).toBe(colored);
  });
});

describe('the progress line', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const run = (output: Output, isOff: boolean, stepsMs: readonly number[]): void => {
    const progress = createProgress(output, isOff);
    stepsMs.forEach((ms, index) => {
      vi.advanceTimersByTime(ms);
      progress.update({ listed: 100, scanned: index + 1 });
    });
    progress.end();
  };

  test('is not there for short runs', () => {
    const output = createOutput(true);
    run(output, false, [100, 100, 200]);
    expect(output.written).toEqual([]);
  });

  test('is redrawn at most ten times a second, and gone in the end', () => {
    const output = createOutput(true);
    run(output, false, [600, 10, 10, 100]);
    expect(output.written).toEqual([
      '\r\u001b[Kkeylint: 1 of 100 files',
      '\r\u001b[Kkeylint: 4 of 100 files',
      '\r\u001b[K',
    ]);
  });

  test.each([
    [createOutput(false), false],
    [createOutput(true), true],
  ])('is not there where nobody watches', (output, isOff) => {
    run(output, isOff, [600, 600]);
    expect(output.written).toEqual([]);
  });
});

describe('errors', () => {
  test('the message of a bug is not printed: it may quote a file', () => {
    let thrown: unknown;
    try {
      JSON.parse('{"secret": canary-value}');
    } catch (error) {
      thrown = error;
    }
    const text = describeError(thrown);
    expect(text).not.toContain('canary');
    expect(text).toMatch(/^keylint: internal error \(SyntaxError\)\..*\n\s+at /);
  });

  test.each(['canary-value', { message: 'canary-value' }, null, undefined])(
    'neither is anything else that is thrown',
    (thrown) => {
      expect(describeError(thrown)).not.toContain('canary');
    },
  );

  test('a UserError is its message and hint, control characters escaped', () => {
    const error = new UserError('no \u001b[31mfile', { hint: 'Look\r\nthere' });
    expect(describeError(error)).toBe('keylint: no \\x1b[31mfile\nLook\\r\nthere\n');
  });

  test('neither is the cause of one', () => {
    const error = new UserError('bad', { cause: new Error('canary-value') });
    expect(describeError(error)).toBe('keylint: bad\n');
  });
});
