import { describe, expect, test } from 'vitest';
import { describeError, escapeControls, escapeDiff } from '../../src/cli/describe-error.ts';
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

  test.each([
    ['##vso[task.setvariable variable=X]y', '#\\x23vso[task.setvariable variable=X]y'],
    ['a ##[error]b', 'a #\\x23[error]b'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\u2028::error::x', '\\u2028::error::x'],
    ['\u009b2J\r', '\\x9b2J\\r'],
  ])('a name that steers who reads it is spelled out: %j', (name, spelled) => {
    expect(escapeControls(name)).toBe(spelled);
    expect(escapeDiff(`+++ ${name}`)).toBe(`+++ ${spelled}`);
  });

  test('ordinary text stays as it is, and a diff its tabs and ends of lines', () => {
    expect(escapeControls('a: b\n  c::d')).toBe('a: b\n  c::d');
    expect(escapeDiff('--- a\n \tb::c\r\n')).toBe('--- a\n \tb::c\r\n');
    expect(escapeDiff(' ::error::x\n+\u001b[2J\n')).toBe(' \\x3a:error::x\n+\\x1b[2J\n');
  });

  test('the message of a bug is not printed: it may quote a file', () => {
    const text = describeError(new SyntaxError('Unexpected token in plainly-fake'));
    expect(text).toContain('internal error (SyntaxError)');
    expect(text).not.toContain('plainly-fake');
  });
});
