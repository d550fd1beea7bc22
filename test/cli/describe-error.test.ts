import { describe, expect, test } from 'vitest';
import { describeError, escapeControls } from '../../src/cli/describe-error.ts';
import { UserError } from '../../src/model/errors.ts';

describe('what stderr says of an error', () => {
  test('no line of it is a command to a CI runner or a terminal', () => {
    const text = describeError(
      new UserError('cannot read "a\n::error::owned\n  ::set-output name=x::y"', {
        hint: '\u001b[2Jx',
      }),
    );
    expect(text.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(text).not.toContain('\u001b');
  });

  test('ordinary text stays as it is', () => {
    expect(escapeControls('a: b\n  c::d')).toBe('a: b\n  c::d');
  });

  test('the message of a bug is not printed: it may quote a file', () => {
    const text = describeError(new SyntaxError('Unexpected token in plainly-fake'));
    expect(text).toContain('internal error (SyntaxError)');
    expect(text).not.toContain('plainly-fake');
  });
});
