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
      lines('jwt:', '  a: one', 'port: 80'),
      lines('jwt:', '  a: two', 'port: 80'),
      lines('jwt:', '  a: two', 'port: 81'),
    ],
    ['gain loss', ''],
  ],
  [
    'a line that speaks of secrets and holds no text says nothing new',
    code,
    [lines(...filler), lines(...filler, 'secret, err := store.SecretFind(repo, name)')],
    [''],
  ],
  [
    'unless it speaks of a name that is given one somewhere',
    code,
    [
      lines("phrase = 'cccc'", ...filler),
      lines("phrase = 'cccc'", ...filler, 'sign(claims, phrase)'),
    ],
    ['gain'],
  ],
  [
    'messages and tags of fields are no keys, whatever they speak of',
    code,
    [
      lines(...filler),
      lines(...filler, 'log.Errorf("no JWT secret for %s", name)'),
      lines(...filler, 'Secret string `json:"secret,omitempty" xorm:"secret_value"`'),
      lines(...filler, 'Usage: "the secret of the session",'),
    ],
    ['', '', ''],
  ],
  [
    'unless the line uses a key as well',
    code,
    [lines(...filler), lines(...filler, "console.log(jwt.sign(claims, 'a key of words'))")],
    ['gain'],
  ],
  [
    'what follows a whole statement does not belong to it',
    code,
    [
      lines('const read = jwt.verify(token, publicKey);', ...filler),
      lines('const read = jwt.verify(token, publicKey);', "send('hello');", ...filler),
      lines('const read = jwt', "  .with('dddd')", ...filler),
    ],
    ['', 'gain loss'],
  ],
  [
    'a change elsewhere takes nothing of what came before',
    code,
    [
      lines("send('aaaa');", ...filler),
      lines("send('bbbb');", ...filler),
      lines("send('bbbb');", ...filler, "const secret = 'eeee';"),
      lines("send('cccc');", ...filler, "const secret = 'eeee';"),
      lines("send('cccc');", ...filler, "const secret = 'ffff';"),
    ],
    ['loss', 'gain', '', 'gain loss'],
  ],
  [
    'expressions of workflows and sentences under other names are no values',
    { isCode: false, isNested: true },
    [
      lines('with:', '  a: b'),
      lines('with:', '  token: ${{ secrets.GITHUB_TOKEN }}'),
      lines('with:', '  hint: Forge a signed token of somebody else'),
      lines('with:', '  key: monday'),
      lines('with:', '  run: JWT_SECRET=gggg npm run start all'),
    ],
    ['loss', '', '', 'gain'],
  ],
  ['text in UTF-16 is parsed each time', { isCode: false }, ['\0a', '\0b'], ['gain loss']],
])('%s', (_, options, versions, expected) => {
  expect(changes(options, versions)).toEqual(expected);
});

test.each<[what: string, text: string, expected: boolean]>([
  ['a name of a secret', "const jwtSecret = 'hhhh';", true],
  ['what a secret is the fallback of', "return process.env.JWT_SECRET || 'iiii';", true],
  ['what is nested below a telling name', lines('jwt: {', "  key: 'jjjj',", '}'), true],
  ['a name that only holds a word of it', "alter('secret_repo_id', 'type')", false],
])('%s counts where nothing uses a key: %s', (_, text, expected) => {
  const novelty = createNovelty(code);
  novelty.take(Buffer.from(lines(...filler)));
  const { isGain, isNamed } = novelty.take(Buffer.from(lines(...filler, text)));
  expect([isGain, isNamed]).toEqual([true, expected]);
});

test('whatever is new counts in a file that a key passes through', () => {
  const novelty = createNovelty({ ...code, isPassed: true });
  expect(novelty.take(Buffer.from(lines(...filler)))).toMatchObject({
    isGain: true,
    isNamed: true,
  });
  const next = novelty.take(Buffer.from(lines(...filler, "sign('kkkk', text)")));
  expect(next).toMatchObject({ isGain: true, isNamed: true });
});

test('a bundle of one line counts as new whenever it changes', () => {
  const line = (end: string) => `a(${'b,'.repeat(1_000)}${end})`;
  expect(changes(code, [line('1'), line('2'), line('2')])).toEqual(['gain loss', '']);
});
