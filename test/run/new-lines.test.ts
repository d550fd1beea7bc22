// Which versions of a file are parsed when its history is read: those with lines that may hold a secret and that no
// version before had, as late as nothing of them is lost.
import { expect, test } from 'vitest';
import { differingLines } from '../../src/run/history/differing-lines.ts';
import { createEntryNovelty, createEntryWords } from '../../src/run/history/entry-lines.ts';
import { createUsedNames } from '../../src/run/history/key-names.ts';
import { createCodeNovelty } from '../../src/run/history/new-lines.ts';

interface Options {
  readonly isCode: boolean;
  readonly isNested?: boolean;
  readonly isPassed?: boolean;
  readonly used?: readonly string[];
}

function createNovelty({ isCode, isNested = false, isPassed = false, used = [] }: Options) {
  if (isCode) return createCodeNovelty({ isPassed });
  const isUsed = createUsedNames(used, []);
  return createEntryNovelty({ isPassed, isNested, isUsed, words: createEntryWords(used) });
}

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

const entries = Array.from({ length: 30 }, (_, line) => `name${line}: ${line}`);

/** A line of a bundle, in which each build gives other names to all but the texts. */
const bundle = (name: string, ...texts: readonly string[]): string =>
  `${`${name}(1);`.repeat(400)}${name}.sign(c,${texts.map((text) => `"${text}"`).join()});import("./x-${name}.js")`;

test.each<[what: string, options: Options, versions: readonly string[], expected: string[]]>([
  [
    'a line of a bundle is new where it has another text, or says something else of secrets',
    code,
    [
      bundle('ab', 'aaaa'),
      bundle('cd', 'aaaa'),
      bundle('ef', 'aaaa', 'bbbb'),
      `${bundle('ef', 'aaaa', 'bbbb')};jwtSecret="aaaa"`,
    ],
    ['loss', 'gain', 'gain loss'],
  ],
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
    'of two changes far apart each may bring a secret, or take it away',
    code,
    [
      lines('a(1)', ...filler, 'b(1)', ...filler, 'c(1)'),
      lines('a(2)', ...filler, 'b(1)', ...filler, "const secret = 'aaaa';"),
      lines("const jwtSecret = 'bbbb';", ...filler, 'b(1)', ...filler, "const secret = 'aaaa';"),
      lines("const jwtSecret = 'bbbb';", ...filler, 'b(2)', ...filler, 'c(2)'),
    ],
    ['gain', 'gain', 'loss'],
  ],
  [
    'and what one of them takes away may stand between them',
    code,
    [
      lines("const secret = 'aaaa';", ...filler, "const secret = 'aaaa';", ...filler, 'c(1)'),
      lines(...filler, "const secret = 'aaaa';", ...filler, 'c(2)'),
      lines(...filler, 'b(1)', ...filler, 'c(3)'),
    ],
    ['', 'loss'],
  ],
  [
    'what belongs to a call may come above it or below, with others between them and before',
    code,
    [
      lines('a(1)', ...filler, 'sign(claims,', '  other,', ')', ...filler, 'c(1)'),
      lines('a(2)', ...filler, 'sign(claims,', '  other,', "  'bbbb',", ')', ...filler, 'c(2)'),
      lines("key: 'dddd'", ...filler, 'sign(claims,', '  other,', "  'bbbb',", ')', ...filler),
    ],
    ['gain', ''],
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
    { isCode: false, used: ['app.phrase'] },
    [lines('a=1'), lines('a=1', 'phrase=abc')],
    ['gain'],
  ],
  [
    'versions of packages are no secrets, whatever these are called',
    { isCode: false, isNested: true },
    [
      lines('"jsonwebtoken": "^8.5.1",', '"cookie-session": "~1.4.0"'),
      lines('"jsonwebtoken": "^9.0.2",', '"cookie-session": "2.0.0-beta.1"'),
      lines('"jsonwebtoken": "^9.0.2",', '"session_secret": "123456"'),
    ],
    ['', 'gain'],
  ],
  [
    'a key says something below a telling name, and what stands beside it nothing',
    { isCode: false, isNested: true },
    [
      lines('jwt:', '  key: one', 'port: 80', 'cache:', '  key: a'),
      lines('jwt:', '  key: two', 'port: 80', 'cache:', '  key: a'),
      lines('jwt:', '  key: two', 'port: 81', 'cache:', '  key: b'),
    ],
    ['gain loss', ''],
  ],
  [
    'of two changes far apart the second may be that of a heading',
    { isCode: false, isNested: true },
    [
      lines('port: 1', ...entries, 'test:', '  jwtSecret: mmmm'),
      lines('port: 2', ...entries, 'test:', '  jwtSecret: mmmm', '  port: 3'),
      lines('port: 4', ...entries, 'live:', '  jwtSecret: mmmm', '  port: 3'),
    ],
    ['', 'gain loss'],
  ],
  [
    'the same line below another heading is another entry',
    { isCode: false, isNested: true },
    [
      lines('test:', '  jwtSecret: mmmm', 'live:', '  jwtSecret: nnnn'),
      lines('test:', '  jwtSecret: mmmm', 'live:', '  jwtSecret: mmmm'),
      lines('test:', '  jwtSecret: mmmm', 'stage:', '  jwtSecret: mmmm'),
    ],
    ['gain loss', 'gain loss'],
  ],
  [
    'and so it is in the section of another name',
    { isCode: false },
    [
      lines('[test]', 'jwtSecret=mmmm', '[live]', 'a=1'),
      lines('[test]', 'a=1', '[live]', 'jwtSecret=mmmm'),
    ],
    ['gain loss'],
  ],
  [
    'a value stands beside its name, or below it',
    { isCode: false, isNested: true },
    [
      lines('env:', '- name: JWT_SECRET', '  value: oooo', '- name: A', '  value: b'),
      lines('env:', '- name: JWT_SECRET', '  value: pppp', '- name: A', '  value: b'),
      lines('env:', '- name: JWT_SECRET', '  value: pppp', '- name: A', '  value: c'),
      lines('env:', '- name: JWT_SECRET', '  value: pppp', 'jwtSecret: >-', '  qqqq'),
      lines('env:', '- name: JWT_SECRET', '  value: pppp', 'jwtSecret: >-', '  rrrr'),
    ],
    ['gain loss', '', 'gain', 'gain loss'],
  ],
  [
    'what the value of a secret refers to is its value',
    { isCode: false },
    [
      lines('JWT_SECRET=${PHRASE}', 'PHRASE=ssss', 'A=b'),
      lines('JWT_SECRET=${PHRASE}', 'PHRASE=tttt', 'A=b'),
      lines('JWT_SECRET=${PHRASE}', 'PHRASE=tttt', 'A=c'),
    ],
    ['gain loss', ''],
  ],
  [
    'commands hand a value to a name',
    { isCode: false, isNested: true },
    ['aaaa', 'bbbb'].flatMap((text) => [
      lines(
        'run: |',
        `  gh secret set JWT_SECRET --body ${text}`,
        `  gh secret list --app ${text}`,
      ),
      lines(
        'run: |',
        '  aws ssm put-parameter --name /app/JWT_SECRET \\',
        `    --value ${text}`,
        `  aws ssm get-parameter ${text}`,
      ),
    ]),
    ['gain loss', 'gain loss', 'gain loss'],
  ],
  [
    'what is commented out is in nobody’s use',
    { isCode: false },
    [lines('A=1'), lines('A=1', '# JWT_SECRET=uuuu')],
    [''],
  ],
  [
    'another style, another option and another comment are no other key',
    code,
    [
      lines("const token = sign({ id }, 'vvvv', { expiresIn: '1h' });"),
      lines('const token = sign({ id },  "vvvv", {expiresIn: "2h"}) // longer'),
      lines("const token = sign({ id }, 'wwww', { expiresIn: '2h' });"),
    ],
    ['', 'gain loss'],
  ],
  [
    'but a key among the options is',
    code,
    [
      lines("const read = jwt.verify({ token, key: 'xxxx' })"),
      lines("const read = jwt.verify({ token, key: 'yyyy' })"),
    ],
    ['gain loss'],
  ],
  ...(
    [
      [
        'what a schema falls back to',
        (text) => `cleanEnv(env, { JWT_SECRET: str({ default: '${text}' }) });`,
      ],
      [
        'a fallback among the options of what reads a secret',
        (text) => `export const phrase = readSecret('JWT', { default: '${text}' });`,
      ],
      [
        'a member of an object of secrets',
        (text) => `const secrets = { jwt: '${text}', other: 1 };`,
      ],
      [
        'a statement in braces beside a call',
        (text) => `func T() string { if s == "" { s = "${text}" }; return token.SignedString(s) }`,
      ],
      [
        'bytes that are exported',
        (text) => `export const jwtSecret = Buffer.from('${text}', 'hex');`,
      ],
      [
        'a digest of a text by a module loaded in place',
        (text) =>
          `const secret = require('crypto').createHash('sha256').update('${text}').digest();`,
      ],
    ] satisfies [what: string, write: (text: string) => string][]
  ).map(([what, write]): [string, Options, string[], string[]] => [
    what,
    code,
    ['cccc', 'aaaa', 'bbbb'].map((text) => lines(...filler, write(text))),
    ['gain loss', 'gain loss'],
  ]),
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
    ['', '', '', 'gain'],
  ],
  [
    'what a function hands to a verifier, a few lines below its head',
    code,
    ['aaaa', 'bbbb'].map((text) =>
      lines(
        'token, err := jwt.Parse(text, func(token *jwt.Token) (any, error) {',
        'if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {',
        'return nil, errUnexpected',
        '}',
        `return []byte("${text}"), nil`,
        '})',
      ),
    ),
    ['gain loss'],
  ],
  [
    'a call without brackets',
    code,
    ['aaaa', 'bbbb'].map((text) => lines(`JWT.encode payload, '${text}'`)),
    ['gain loss'],
  ],
  [
    'a name that a function of one line hands to a call',
    code,
    ['aaaa', 'bbbb'].map((text) =>
      lines(
        'const make = (claims) => { return jwt.sign(claims, seed); };',
        ...filler,
        `const seed = '${text}';`,
      ),
    ),
    ['gain loss'],
  ],
  [
    'a short declaration',
    code,
    ['aaaa', 'bbbb'].map((text) =>
      lines('token.SignedString(phrase)', ...filler, `phrase := []byte("${text}")`),
    ),
    ['gain loss'],
  ],
  [
    'what a variable falls back to, under any name',
    code,
    ['aaaa', 'bbbb'].map((text) => lines(`app.key = process.env.PHRASE || '${text}'`)),
    ['gain loss'],
  ],
  ['text in UTF-16 is parsed each time', { isCode: false }, ['\0a', '\0b'], ['gain loss']],
])('%s', (_, options, versions, expected) => {
  expect(changes(options, versions)).toEqual(expected);
});

test.each<[what: string, text: string, expected: boolean]>([
  ['a name of a secret', "const jwtSecret = 'hhhh';", true],
  ['what a secret is the fallback of', "return process.env.JWT_SECRET || 'iiii';", true],
  ['what is nested below a telling name', lines('jwt: {', "  key: 'jjjj',", '}'), true],
  ['what only checks a text', "jwt.verify(text, 'iiii')", false],
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

test('a map of the sources says nothing, however long it is', () => {
  const map = (end: string) =>
    `sign('a')\n//# sourceMappingURL=${'jwtSecret/abc'.repeat(20_000)}${end}`;
  expect(changes(code, [map('1'), map('2')])).toEqual(['loss']);
  expect(changes(code, [map('1').replace('//#', 'x ='), map('2').replace('//#', 'x =')])).toEqual([
    'loss',
  ]);
});

test('a bundle of one line counts as new where a text of it does, whatever that is given to', () => {
  const line = (end: string) => `a(${'b,'.repeat(1_000)}jwt.sign(c,'${end}'))`;
  const [one, two] = ['1111', '2222'];
  expect(changes(code, [line(one), line(two), line(two)])).toEqual(['gain loss', '']);
  const other = (end: string) => line(end).replace('jwt.sign', 'draw');
  expect(changes(code, [line(one), line(one) + other(one), line(one) + other(two)])).toEqual([
    'loss',
    'gain',
  ]);
});

test('of two texts those lines differ that are not in both, however far apart', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `const number${at} = ${at};`);
  const added = Array.from({ length: 40 }, (_, at) => `const other${at} = ${at};`);
  const now = [...lines.slice(0, 10), '}', ...lines.slice(11, 200), ...added, ...lines.slice(203)];
  now[5] = '}';
  lines[7] = '}';
  expect(differingLines(lines, now)).toEqual([
    { from: 5, to: 6, fromOld: 5, toOld: 6 },
    { from: 7, to: 8, fromOld: 7, toOld: 8 },
    { from: 10, to: 11, fromOld: 10, toOld: 11 },
    { from: 200, to: 240, fromOld: 200, toOld: 203 },
  ]);
});
