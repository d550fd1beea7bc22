// A file of any format with more in it than any configuration has: nothing is dropped without a word, and what names a
// secret is kept wherever it stands.
import { describe, expect, test } from 'vitest';
import { keepTelling } from '../../../src/scan/formats/limits.ts';
import { scanText } from '../../../src/scan/scan.ts';
import { processorMs } from '../../processor-time.ts';
import { sampleOf } from '../../thorough.ts';

const many = 21_000;
const list = (write: (n: number) => string, number = many): string[] =>
  Array.from({ length: number }, (_, n) => write(n));

/** The secret after, or before, so many other entries. */
type Write = (others: readonly string[], isFirst: boolean) => string;

const lines =
  (secret: string): Write =>
  (others, isFirst) =>
    (isFirst ? [secret, ...others] : [...others, secret]).join('\n');

interface Format {
  readonly path: string;
  readonly other: (n: number) => string;
  readonly write: Write;
}

const formats: readonly Format[] = [
  { path: '.env', other: (n) => `A${n}=b`, write: lines('JWT_SECRET=plainly-fake') },
  { path: 'a.sh', other: (n) => `A${n}=b`, write: lines('JWT_SECRET=plainly-fake') },
  { path: 'Dockerfile', other: (n) => `ENV A${n}=b`, write: lines('ENV JWT_SECRET=plainly-fake') },
  { path: 'a.properties', other: (n) => `a${n}=b`, write: lines('jwt.secret=plainly-fake') },
  { path: 'a.ini', other: (n) => `a${n}=b`, write: lines('jwt_secret=plainly-fake') },
  { path: 'a.conf', other: (n) => `A${n}=b`, write: lines('JWT_SECRET=plainly-fake') },
  { path: 'a.toml', other: (n) => `a${n} = "b"`, write: lines('jwt_secret = "plainly-fake"') },
  { path: 'a.yaml', other: (n) => `a${n}: b`, write: lines('jwtSecret: plainly-fake') },
  {
    path: 'compose.yaml',
    other: (n) => `      A${n}: b`,
    write: (others, isFirst) =>
      `services:\n  a:\n    image: b\n    environment:\n${lines('      JWT_SECRET: plainly-fake')(others, isFirst)}`,
  },
  {
    path: 'a.json',
    other: (n) => `"a${n}":"b"`,
    write: (others, isFirst) => {
      const secret = '"jwtSecret":"plainly-fake"';
      return `{${(isFirst ? [secret, ...others] : [...others, secret]).join(',\n')}}`;
    },
  },
  {
    path: 'package.json',
    other: (n) => `"a${n}":"A${n}=b node ."`,
    write: (others, isFirst) => {
      const secret = '"x":"JWT_SECRET=plainly-fake node ."';
      return `{"scripts":{${(isFirst ? [secret, ...others] : [...others, secret]).join(',')}}}`;
    },
  },
];

async function read(path: string, text: string) {
  const facts = (await scanText(path, text))?.facts;
  const texts = (facts?.definitions ?? []).map(({ value, at }) => ({
    text: value.kind === 'text' ? value.value : '',
    source: text.slice(at.start, at.end),
  }));
  return { ...facts, fakes: texts.filter(({ text: value }) => value === 'plainly-fake') };
}

describe.each(formats)('$path', ({ path, other, write }) => {
  const others = list(other);

  // The formats take turns: the secret stands first, or last.
  test.each(
    sampleOf(
      [true, false],
      1,
      formats.findIndex((one) => one.path === path),
    ),
  )('of thousands of entries keeps the secret, first: %s', async (isFirst) => {
    const { fakes, problem, definitions = [] } = await read(path, write(others, isFirst));
    expect(fakes).toEqual([
      { text: 'plainly-fake', source: expect.stringMatching(/jwt.?secret/i) },
    ]);
    expect(problem).toMatchObject({ reason: 'too-many', isPartial: true });
    expect(definitions.length).toBeLessThan(20_002);
  });

  test('of a few says nothing of limits', async () => {
    const { fakes, problem } = await read(path, write(others.slice(0, 100), false));
    expect(fakes).toHaveLength(1);
    expect(problem).toBeUndefined();
  });
});

test('more values than are kept of JSON', async () => {
  const filler = `[${list(() => '[1,2,{"a":[3]}]', 60_000).join(',')}]`;
  const text = `{"a":${filler},"list":[{"x":1},{"name":"JWT_SECRET","value":"plainly-fake"}],"auth":{"jwt":{"secret":"plainly-fake"}},"b":${filler}}`;
  const { fakes, problem } = await read('a.json', text);
  expect(fakes.map(({ source }) => source)).toContain('"secret":"plainly-fake"');
  expect(problem).toMatchObject({ reason: 'too-many', isPartial: true });
});

const megabytes: readonly (readonly [string, string])[] = [
  [
    'a.yaml',
    `${list((n) => `k${n}:\n  - a: ${'x'.repeat(30)}\n`, 30_000).join('')}auth:\n  jwt:\n    secret: plainly-fake\n`,
  ],
  [
    'values.yaml',
    `a:\n${'  - b\n'.repeat(200_000)}env:\n  - value: plainly-fake\n    name: JWT_SECRET\n`,
  ],
  ['a.yaml', `jwtSecret: plainly-fake\nnoise: |\n${`  ${'x'.repeat(98)}\n`.repeat(12_000)}`],
  ['a.toml', `[a]\nb = "${'x'.repeat(2_100_000)}"\n[auth]\njwt_secret = "plainly-fake"\n`],
];

test.each(sampleOf(megabytes, 2))('a text of megabytes, %s', async (path, text) => {
  const { fakes, problem } = await read(path, text);
  expect(fakes).toHaveLength(1);
  expect(fakes[0]?.source).toContain('plainly-fake');
  expect(problem).toMatchObject({ reason: 'too-many', isPartial: true });
});

test.each([
  ['a.yaml', `${'['.repeat(3000)}\njwtSecret: plainly-fake`],
  ['a.yaml', list((n) => `jwt_secret_${n}: ${'x'.repeat(30)}`, 40_000).join('\n')],
  ['a.json', `${'['.repeat(5000)}{"jwtSecret":"plainly-fake"}${']'.repeat(5000)}`],
  ['.env', list((n) => `JWT_SECRET_${n}=x`, 41_000).join('\n')],
])('what is too much all the same is no part, %s', async (path, text) => {
  const { problem } = await read(path, text);
  expect(problem?.reason).toBe('too-large');
  expect(problem?.isPartial).toBeUndefined();
});

test('what follows a mistake in JSON is said to be left out', async () => {
  const { problem, fakes } = await read('a.json', '{"jwtSecret": "plainly-fake",\n @ "b": 1}');
  expect(fakes).toHaveLength(1);
  expect(problem).toEqual({
    reason: 'parse-error',
    detail: 'what follows line 2 is no JSON and was not read',
    isPartial: true,
  });
});

test.each([
  ['{"a": 1,\n<% if b %>\n"jwtSecret": "plainly-fake"}', 2],
  ['<<<<<<< HEAD\n{"jwtSecret": "plainly-fake"}', 1],
  ['{"a": 1, /* b\n"jwtSecret": "plainly-fake"}', 1],
  ['{"a": {"b": }\n},\n"c": "d,\n"jwtSecret": "plainly-fake"\n}', 1],
])('a line that is no JSON hides no other: %j', async (text, line) => {
  const { problem, fakes } = await read('a.json', text);
  expect(fakes).toHaveLength(1);
  expect(problem).toEqual({
    reason: 'parse-error',
    detail: `line ${line} is no JSON and was left out`,
    isPartial: true,
  });
});

test.each([
  '{"a": 1}\n{"jwtSecret": "plainly-fake"}\n',
  '{"a": 1}, {"jwtSecret": "plainly-fake"}',
  '[1] [{"jwtSecret": "plainly-fake"}]',
])('values that follow each other are all read: %j', async (text) => {
  const { problem, fakes } = await read('a.json', text);
  expect(fakes).toHaveLength(1);
  expect(problem).toBeUndefined();
});

test.each([90, 500, 1_100, 15_000])(
  'of a set of %i keys none is left out without a word',
  async (count) => {
    const keys = list((n) => `{"kty":"oct","alg":"HS256","kid":"${n}","k":"ZmFrZQ${n}"}`, count);
    const scanned = await scanText('jwks.json', `{"keys":[${keys.join(',')}]}`);
    expect(scanned?.facts.definitions.filter(({ name }) => name === 'file:jwks.json')).toHaveLength(
      Math.min(count, 1_000),
    );
    expect(scanned?.facts.problem?.reason).toBe(count > 1_000 ? 'too-large' : undefined);
  },
);

test.each([
  '"a":{"jwtSecret":"plainly-fake","b":[#]}',
  '"a":[{"b":[#]},{"jwtSecret":"plainly-fake"}]',
])('a secret beside 300,000 numbers is found: %s', async (text) => {
  const { problem, fakes } = await read('a.json', `{${text.replace('#', '1,'.repeat(300_000))}}`);
  expect(fakes).toHaveLength(1);
  expect(problem).toMatchObject({ reason: 'too-many', isPartial: true });
});

test.each([
  ['what is no JSON', 'a.json', '{"a": 1}\njwtSecret = plainly-fake', 'parse-error'],
  ['a quote that nothing closes', 'a.yaml', 'a: "b\njwtSecret: plainly-fake\n', 'parse-error'],
  ['a quote that nothing closes', 'a.yaml', "a: 'b\njwtSecret: plainly-fake\n", 'parse-error'],
])('%s hides no secret behind it without a word, %s', async (_, path, text, reason) => {
  const { problem, fakes } = await read(path, text);
  expect(fakes).toEqual([]);
  expect(problem?.reason).toBe(reason);
  expect(problem?.isPartial).toBeUndefined();
});

test.each([
  ['no secret stands behind it', 'jwtSecret: plainly-fake\na: "b\nc: d\n'],
  ['a template may close it', '{% if a %}\na: "b\n{% endif %}\njwtSecret: plainly-fake\n'],
])('a quote that nothing closes is no matter where %s', async (_, text) => {
  expect((await read('a.yaml', text)).problem).toBeUndefined();
});

test('a file of such lines is given up', async () => {
  const text = `{\n${'<% a %>\n'.repeat(200)}"jwtSecret": "plainly-fake"}`;
  const { problem, fakes } = await read('a.json', text);
  expect(fakes).toEqual([]);
  // Not in part: what was lost speaks of secrets.
  expect(problem).toEqual({
    reason: 'parse-error',
    detail: 'what follows line 2 is no JSON and was not read',
  });
});

test('lines of ERB hide nothing of YAML', async () => {
  const text =
    'production:\n<% if ENV["A"] %>\n  jwt_secret: plainly-fake\n  <% end %>\n  b: <%= c %>\n';
  expect((await read('config/secrets.yml', text)).fakes).toHaveLength(1);
});

describe('what SOPS leaves in the open', () => {
  test.each([
    [
      'a.yaml',
      'dbPassword: ENC[AES256_GCM,data:x]\njwtSecret: plainly-fake\nsops:\n  mac: ENC[x]\n  age:\n    - recipient: a\n',
    ],
    [
      'a.json',
      '{"dbPassword":"ENC[AES256_GCM,data:x]","jwtSecret":"plainly-fake","sops":{"mac":"ENC[x]","kms":[{"arn":"a"}]}}',
    ],
  ])('%s', async (path, text) => {
    const { definitions = [], fakes } = await read(path, text);
    expect(fakes).toHaveLength(1);
    expect(definitions.map(({ name, value }) => [name, value.kind])).toEqual([
      ['dbPassword', 'unknown'],
      ['jwtSecret', 'text'],
    ]);
  });
});

test('blanks keep every place', () => {
  const text = 'a:\n  b: 1\nc:\n  d:\n    jwtSecret: x\n    e: 2\nf: 3\n';
  const kept = keepTelling(text, 1000, () => false);
  expect(kept).toBe('#        \nc:\n  d:\n    jwtSecret: x\n    e: 2\n#    ');
  expect(keepTelling(text, 10, () => false)).toBeUndefined();
});

test('hostile texts take linear time', () => {
  const start = processorMs();
  for (const shape of ['secret\n', ' secret\n', ' ', '\n', '-', 'jwt', '- - secret:\n']) {
    keepTelling(shape.repeat(200_000), 1e6, () => false);
  }
  expect(processorMs() - start).toBeLessThan(4_000);
});
