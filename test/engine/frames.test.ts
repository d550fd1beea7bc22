import { describe, expect, test } from 'vitest';
import { createFrames, mask } from '../../src/engine/frames.ts';
import { createValueFinder } from '../../src/engine/value-finder.ts';
import { hiddenSpans } from '../../src/lexis/mask.ts';
import { createIsWord } from '../../src/lexis/words.ts';
import type { Frame } from '../../src/model/finding.ts';

interface Case {
  readonly name: string;
  readonly text: string;
  readonly marked: string;
  readonly shown: string;
  readonly shownMark?: string;
  /** Of the reader; default: JavaScript. */
  readonly language?: string;
  readonly values?: readonly string[];
}

function frameOf({ text, marked, language = 'javascript', values = [] }: Case) {
  const start = text.indexOf(marked);
  const mark = { start, end: start + marked.length };
  const isKnown = createIsWord();
  const isWord = (word: string) => isKnown(word) && !values.includes(word);
  const frames = createFrames({
    text,
    hidden: [
      ...hiddenSpans({ path: 'a', text, language, isWord }),
      ...(values.includes(marked) ? [mark] : []),
    ],
    values: createValueFinder(values),
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
      text: "verify(t, k, { algorithms: ['HS256'] }, require('./keys'))",
      marked: 'verify',
      shown: "verify(t, k, { algorithms: ['HS256'] }, require('./keys'))",
      shownMark: 'verify',
    },
    {
      name: 'in configuration all behind the key goes, known or not',
      text: 'DB_PASSWORD=other-fake # note',
      marked: 'other-fake',
      language: 'dotenv',
      shown: `DB_PASSWORD=${mask}`,
      shownMark: mask,
    },
    {
      name: 'Docker ENV with a space',
      text: 'ENV JWT_SECRET plainly-fake',
      marked: 'plainly-fake',
      language: 'dockerfile',
      shown: `ENV JWT_SECRET ${mask}`,
      shownMark: mask,
    },
    {
      name: 'JSON keeps its quotes',
      text: '  "secret": "plainly-fake",',
      marked: 'plainly-fake',
      language: 'json',
      shown: `  "secret": "${mask}",`,
    },
    {
      name: 'a key of configuration is a name, whatever the value is',
      text: 'jwt.secret=secret',
      marked: 'secret=',
      language: 'properties',
      values: ['secret'],
      shown: `jwt.secret=${mask}`,
    },
    {
      name: 'a short value is no part of a word',
      text: 'abcdef(abcd, x)',
      marked: 'abcdef',
      values: ['abcd'],
      shown: `abcdef(${mask}, x)`,
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
    const frames = createFrames({ text, hidden: [], values });
    const frame = frames({ fromLine: 1, toLine: 1, mark: { start: 0, end: 1 } });
    expect(frame.lines[0]?.length).toBeLessThan(300);
  });

  test('ranges reach over lines, and each line of a frame is masked', () => {
    const text = 'one plainly\r\nfake two\n\rthree plainly-fake four';
    const start = text.indexOf('plainly');
    const frames = createFrames({
      text,
      hidden: [{ start, end: text.indexOf(' two') }],
      values: createValueFinder(['plainly-fake', 'plainly-fake four']),
    });
    const frame = frames({ fromLine: 1, toLine: 5, mark: { start, end: start + 7 } });
    expect(frame.lines).toEqual([`one ${mask}`, `${mask} two`, '', `three ${mask}`]);
    expect(shownIn(frame)).toEqual({ line: `one ${mask}`, mark: mask });
  });
});
