import { describe, expect, test } from 'vitest';
import { createFrame, mask } from '../../src/engine/frames.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly marked: string;
  readonly shown: string;
  readonly shownMark?: string;
  readonly isConfiguration?: boolean;
  readonly values?: readonly string[];
}

function frameOf({ text, marked, isConfiguration = false, values = [] }: Case) {
  const start = text.indexOf(marked);
  const frame = createFrame({
    text,
    fromLine: 1,
    toLine: 1,
    mark: { start, end: start + marked.length },
    maskRanges: values.includes(marked) ? [{ start, end: start + marked.length }] : [],
    values,
    isConfiguration,
  });
  const { mark } = frame;
  return { line: frame.lines[0], mark: mark && frame.lines[0]?.slice(mark.start, mark.end) };
}

describe('createFrame', () => {
  test.each<Case>([
    {
      name: 'a known value is masked and marked',
      text: "sign(x, 'plainly-fake')",
      marked: 'plainly-fake',
      values: ['plainly-fake'],
      shown: `sign(x, '${mask}')`,
      shownMark: mask,
    },
    {
      name: 'a value that is an everyday name is masked where it is a text',
      text: "const secrets = ['secret']; verify(token, secret)",
      marked: 'verify',
      values: ['secret'],
      shown: `const secrets = ['${mask}']; verify(token, secret)`,
      shownMark: 'verify',
    },
    {
      name: 'any other value is masked outside of quotes too',
      text: 'verify(token, plainlyFake) // plainlyFake',
      marked: 'verify',
      values: ['plainlyFake'],
      shown: `verify(token, ${mask}) // ${mask}`,
      shownMark: 'verify',
    },
    {
      name: 'a mark after a mask moves with it',
      text: "log('a text of no matter', config.secret)",
      marked: 'config.secret',
      shown: `log('${mask}', config.secret)`,
      shownMark: 'config.secret',
    },
    {
      name: 'algorithm names and module paths stay',
      text: "verify(t, k, { algorithms: ['HS256'] }, './keys')",
      marked: 'verify',
      shown: "verify(t, k, { algorithms: ['HS256'] }, './keys')",
      shownMark: 'verify',
    },
    {
      name: 'in configuration all behind the key goes, known or not',
      text: 'DB_PASSWORD=other-fake # note',
      marked: 'other-fake',
      isConfiguration: true,
      shown: `DB_PASSWORD=${mask}`,
      shownMark: mask,
    },
    {
      name: 'Docker ENV with a space',
      text: 'ENV JWT_SECRET plainly-fake',
      marked: 'plainly-fake',
      isConfiguration: true,
      shown: `ENV JWT_SECRET ${mask}`,
      shownMark: mask,
    },
    {
      name: 'JSON keeps its quotes',
      text: '  "secret": "plainly-fake",',
      marked: 'plainly-fake',
      isConfiguration: true,
      shown: `  "secret": "${mask}`,
    },
    {
      name: 'a value that stands elsewhere on the line is masked too',
      text: 'call(plainlyfake, plainlyfake)',
      marked: 'call',
      values: ['plainlyfake'],
      shown: `call(${mask}, ${mask})`,
      shownMark: 'call',
    },
  ])('$name', (testCase) => {
    const { line, mark } = frameOf(testCase);
    expect(line).toBe(testCase.shown);
    if (testCase.shownMark !== undefined) expect(mark).toBe(testCase.shownMark);
  });

  test('a line of a megabyte is cut, and quickly', () => {
    const text = `x = '${'a"\\'.repeat(300_000)}`;
    const frame = createFrame({
      text,
      fromLine: 1,
      toLine: 1,
      mark: { start: 0, end: 1 },
      maskRanges: [],
      values: [],
      isConfiguration: false,
    });
    expect(frame.lines[0]?.length).toBeLessThan(300);
  });
});
