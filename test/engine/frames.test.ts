import { describe, expect, test } from 'vitest';
import { createFrames, mask } from '../../src/engine/frames.ts';
import { createValueFinder } from '../../src/engine/value-finder.ts';
import type { Frame } from '../../src/model/finding.ts';

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
  const mark = { start, end: start + marked.length };
  const frames = createFrames({
    text,
    maskRanges: values.includes(marked) ? [mark] : [],
    values: createValueFinder(values),
    isConfiguration,
  });
  return shownIn(frames({ fromLine: 1, toLine: 1, mark }));
}

function shownIn(frame: Frame) {
  const { mark } = frame;
  return { line: frame.lines[0], mark: mark && frame.lines[0]?.slice(mark.start, mark.end) };
}

describe('createFrames', () => {
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
    const values = createValueFinder([]);
    const frames = createFrames({ text, maskRanges: [], values, isConfiguration: false });
    const frame = frames({ fromLine: 1, toLine: 1, mark: { start: 0, end: 1 } });
    expect(frame.lines[0]?.length).toBeLessThan(300);
  });

  test('ranges reach over lines, and each line of a frame is masked', () => {
    const text = 'one plainly\r\nfake two\n\rthree plainly-fake four';
    const start = text.indexOf('plainly');
    const frames = createFrames({
      text,
      maskRanges: [{ start, end: text.indexOf(' two') }],
      values: createValueFinder(['plainly-fake', 'plainly-fake four']),
      isConfiguration: false,
    });
    const frame = frames({ fromLine: 1, toLine: 5, mark: { start, end: start + 7 } });
    expect(frame.lines).toEqual([`one ${mask}`, `${mask} two`, '', `three ${mask}`]);
    expect(shownIn(frame)).toEqual({ line: `one ${mask}`, mark: mask });
  });
});
