// Which versions of a file are parsed when its history is read: those with lines that may hold a secret and that no
// version before had, as late as nothing of them is lost.
import { expect, test } from 'vitest';
import { createNovelty } from '../../src/run/history/new-lines.ts';

type Options = Parameters<typeof createNovelty>[0];

/** `gain`, `loss`, both or nothing for each version but the first. */
function changes(options: Options, versions: readonly string[]): string[] {
  const novelty = createNovelty(options);
  return versions
    .map((text) => novelty.take(Buffer.from(text)))
    .slice(1)
    .map(({ isGain, isLoss }) =>
      [isGain && 'gain', isLoss && 'loss'].filter((word) => word !== false).join(' '),
    );
}

const code = { isCode: true };
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
const filler = Array.from({ length: 30 }, (_, line) => `  work(${line});`);

test.each<[what: string, options: Options, versions: readonly string[], expected: string[]]>([
  [
    'a line that speaks of a secret comes, stays, and goes',
    code,
    [
      lines(...filler),
      lines(...filler, "const secret = 'aaaa';"),
      lines('// other', ...filler, "const secret = 'aaaa';"),
      lines(...filler),
    ],
    ['gain', '', 'loss'],
  ],
  [
    'a line that comes again was seen before',
    code,
    [lines("sign('a')"), lines('other()'), lines("sign('a')")],
    ['loss', ''],
  ],
  [
    'a text beside a telling line belongs to it, one far away does not',
    code,
    [
      lines('sign(claims,', ')', ...filler),
      lines('sign(claims,', "'bbbb'", ')', ...filler),
      lines('sign(claims,', "'bbbb'", ')', ...filler, "log('hello')"),
    ],
    ['gain', ''],
  ],
  [
    'a text under a name from a telling line, wherever it stands',
    code,
    [
      lines('sign(claims, phrase)', ...filler),
      lines('sign(claims, phrase)', ...filler, "phrase = 'cccc';"),
    ],
    ['gain'],
  ],
  [
    'a text that goes may have been the key of a call that came before',
    code,
    [lines("key: 'aaaa'"), lines('key: other.value')],
    ['loss'],
  ],
  ['comments of code say nothing', code, [lines('a()'), lines('a()', '// the secret')], ['']],
  [
    'names of this project tell as well',
    { isCode: false, more: /phrase/i },
    [lines('a=1'), lines('a=1', 'phrase=abc')],
    ['gain'],
  ],
  [
    'versions of packages are no secrets, whatever these are called',
    { isCode: false, isNested: true },
    [
      lines('"jsonwebtoken": "^8.5.1",', '"cookie-session": "~1.4.0"'),
      lines('"jsonwebtoken": "^9.0.2",', '"cookie-session": "2.0.0-beta.1"'),
      lines('"jsonwebtoken": "^9.0.2",', '"session": "123456"'),
    ],
    ['', 'gain'],
  ],
  [
    'what is nested below a telling name belongs to it, what stands beside it does not',
    { isCode: false, isNested: true },
    [
      lines('jwt:', '  a: 1', 'port: 80'),
      lines('jwt:', '  a: 2', 'port: 80'),
      lines('jwt:', '  a: 2', 'port: 81'),
    ],
    ['gain loss', 'loss'],
  ],
  ['text in UTF-16 is parsed each time', { isCode: false }, ['\0a', '\0b'], ['gain loss']],
])('%s', (_, options, versions, expected) => {
  expect(changes(options, versions)).toEqual(expected);
});

test('a bundle of one line counts as new whenever it changes', () => {
  const line = (end: string) => `a(${'b,'.repeat(1_000)}${end})`;
  expect(changes(code, [line('1'), line('2'), line('2')])).toEqual(['gain loss', '']);
});
