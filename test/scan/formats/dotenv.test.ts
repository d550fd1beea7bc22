// dotenv files: the same values as the dotenv package, each at its exact place.
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRangeFinder } from '../../../src/model/place.ts';
import { isDotenvPath } from '../../../src/scan/formats/dotenv.ts';
import { scanDotenv } from '../../../src/scan/formats/dotenv-scan.ts';
import { processorMs } from '../../processor-time.ts';
import { amount } from '../../thorough.ts';
import { randomDotenv } from './random-dotenv.ts';
import { definitionsOf, shown, slices } from './read.ts';

/** Last value of each name, as an object without prototype surprises. */
function lastValues(text: string): Map<string, string> {
  return new Map(scanDotenv(text, 1e6).map(({ name, value }) => [name, value.text]));
}

function dotenvValues(text: string): Map<string, string> {
  // `__proto__` as a name sets the prototype of dotenv's result instead of a key.
  return new Map(Object.entries(parse(text)));
}

describe('values', () => {
  test('equal those of the dotenv package, whatever the text', () => {
    fc.assert(
      fc.property(randomDotenv, (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(lastValues(text)).toEqual(dotenvValues(text));
      }),
      { numRuns: amount(800, 4_000) },
    );
  });

  test('stand at their place: the raw text there makes the value', () => {
    fc.assert(
      fc.property(randomDotenv, (text) => {
        for (const { value } of scanDotenv(text, 1e6)) {
          if (value.isOpaque) continue;
          const raw = text.slice(value.start, value.end).replace(/\r\n?/g, '\n');
          const isSame = raw === value.text;
          const isUnescaped = raw.replace(/\\n/g, '\n').replace(/\\r/g, '\r') === value.text;
          expect(isSame || isUnescaped).toBe(true);
        }
      }),
      { numRuns: amount(400, 2_000) },
    );
  });

  test.each([
    ['plain', 'JWT_SECRET=abc', 'abc'],
    ['inline comment', 'JWT_SECRET=abc # why', 'abc'],
    ['hash without space', 'JWT_SECRET=abc#def', 'abc'],
    ['hash in quotes', 'JWT_SECRET="abc#def" # why', 'abc#def'],
    ['equals sign in quotes', "JWT_SECRET='a=b=c'", 'a=b=c'],
    ['equals sign', 'JWT_SECRET=YWJj==', 'YWJj=='],
    ['export', 'export JWT_SECRET=abc', 'abc'],
    ['backticks', 'JWT_SECRET=`a"b\'c`', 'a"b\'c'],
    ['several lines', 'A=1\nJWT_SECRET="one\ntwo"\nB=2', 'one\ntwo'],
    ['CRLF', 'A=1\r\nJWT_SECRET=abc\r\nB=2', 'abc'],
    ['several lines, CRLF', 'JWT_SECRET="one\r\ntwo"\r\n', 'one\r\ntwo'],
    ['emoji before it', 'A=😀é\nJWT_SECRET="ünï"\n', 'ünï'],
    ['empty', 'JWT_SECRET=\nA=1', ''],
    ['empty quotes', 'JWT_SECRET=""', ''],
    ['spaces around', '  JWT_SECRET =  abc  ', 'abc'],
    ['colon', 'JWT_SECRET: abc', 'abc'],
  ])('%s: range is the content without quotes', (_, text, expected) => {
    const definition = definitionsOf('.env', text).find(({ name }) => name === 'JWT_SECRET');
    expect(definition && text.slice(definition.value.at.start, definition.value.at.end)).toBe(
      expected,
    );
  });

  test('the entry runs from its name to the closing quote', () => {
    const text = '\n export JWT_SECRET="abc" # why\n';
    const [definition] = definitionsOf('.env', text);
    expect(definition && text.slice(definition.at.start, definition.at.end)).toBe(
      'export JWT_SECRET="abc"',
    );
  });

  test('a name that objects treat as special is an entry like any other', () => {
    expect(shown('.env', '__proto__=a\nconstructor=b')).toEqual([
      "env __proto__ = 'a'",
      "env constructor = 'b'",
    ]);
  });

  test('every repeated entry is kept, in source order', () => {
    expect(shown('.env', 'A=1\nA=2\nA=1')).toEqual(["env A = '1'", "env A = '2'", "env A = '1'"]);
  });
});

describe('expansion', () => {
  test.each([
    ['A=$JWT_SECRET', 'env(JWT_SECRET)'],
    ['A=${JWT_SECRET}', 'env(JWT_SECRET)'],
    ['A="${JWT_SECRET}"', 'env(JWT_SECRET)'],
    ["A='${JWT_SECRET}'", "'${JWT_SECRET}'"],
    ['A=${JWT_SECRET:-dev}', "env(JWT_SECRET, 'dev')"],
    ['A=${JWT_SECRET-dev}', "env(JWT_SECRET, 'dev')"],
    ['A=${B:-${C:-dev}}', "env(B, env(C, 'dev'))"],
    ['A=${B:?must be set}', 'env(B)'],
    ['A=pre-${B}-post', "'pre-' + env(B) + '-post'"],
    ['A=pa$$w0rd$', "'pa$$w0rd$'"],
    ['A=MyApp$ecret', "'MyApp$ecret'"],
    ['A=ab$CDef', "'ab$CDef'"],
    ['A=a\\$B', "'a\\$B'"],
    ['A=a${', "'a${'"],
    ['A=a{b}$c', "'a{b}$c'"],
    ['A=$(openssl rand -hex 32)', "'$(openssl rand -hex 32)'"],
    ['A=vault:secret/data/jwt', 'unknown'],
    ['A=encrypted:BDqDBibmBDqDBibmBDqDBibm', 'unknown'],
    ['A=encrypted:weak', "'encrypted:weak'"],
    ['A=ENC[AES256_GCM,data:x]', 'unknown'],
    ['A=ENC[weak]', "'ENC[weak]'"],
    ['A=ENC(BDqDBibmBDqDBibmBDqDBibm=)', 'unknown'],
    ['A={cipher}${FROM_STORE}', 'unknown'],
    ['A={cipher}weak', 'unknown'],
    ['A=<your-secret>', 'unknown'],
    ['A=process.env.JWT_SECRET', 'env(JWT_SECRET)'],
    ['A={{ jwt_secret }}', 'unknown'],
  ])('%s', (text, expected) => {
    expect(shown('.env', text)).toEqual([`env A = ${expected}`]);
  });

  test('the range of a default is the default alone', () => {
    const text = 'A="x\\n${JWT_SECRET:-dev-ü😀}"';
    const [definition] = definitionsOf('.env', text);
    const value = definition?.value;
    const reference = value?.kind === 'concat' ? value.parts[1] : undefined;
    const fallback = reference?.kind === 'env' ? reference.fallback : undefined;
    expect(fallback && text.slice(fallback.at.start, fallback.at.end)).toBe('dev-ü😀');
  });
});

describe('comments', () => {
  test('an entry that is commented out is a definition of its own', () => {
    const text =
      'A=1\r\n# JWT_SECRET="a b" # old\r\n#B=2\r\n# prose = with words\r\n# see x=y z\r\n';
    const found = definitionsOf('.env', text).filter(({ isCommentedOut }) => isCommentedOut);
    expect(found.map(({ name }) => name)).toEqual(['JWT_SECRET', 'B']);
    expect(slices('.env', text)).toEqual(['1', 'a b', '2']);
  });

  test('nothing is commented out inside a value of several lines', () => {
    const text = 'A="x\n# B=1\ny"\n# C=2';
    expect(definitionsOf('.env', text).map(({ name }) => name)).toEqual(['A', 'C']);
  });
});

describe('paths', () => {
  test.each([
    ...['.env', '.env.local', '.env.production', '.env.production.local', 'prod.env', '.envrc'],
    ...[
      '.flaskenv',
      '.dev.vars',
      'env.example',
      'env-example-relational',
      '.env.production.backup',
    ],
    ...['app/.env.example', 'docker/queue-confluent.env', 'example.env', '.env-dev', 'secrets.env'],
    ...['.env.hbs', 'dotenv.sample', 'env.production', '.env_sample', 'app.env.example'],
  ])('%s is one', (path) => {
    expect(isDotenvPath(path)).toBe(true);
  });

  test.each([
    ...[
      '.env.ts',
      'env.ts',
      'env.d.ts',
      'environment.ts',
      '.env.json',
      '.env.yml',
      'src/env/index.js',
    ],
    ...[
      '.env.vault',
      'environment.prod.ts',
      '.eslintrc',
      'envoy.yaml',
      'env/x.js',
      'venv/x',
      '.environments',
    ],
  ])('%s is none', (path) => {
    expect(isDotenvPath(path)).toBe(false);
  });

  test.each([
    ['.env', undefined],
    ['.env.local', undefined],
    ['.env.production', 'production'],
    ['.env.prod', 'production'],
    ['.env.production.local', 'production'],
    ['prod.env', 'production'],
    ['env/production.env', 'production'],
    ['deploy/staging/.env', 'staging'],
    ['.env.docker', 'docker'],
    ['.env.ci', 'ci'],
    ['.env.test', 'test'],
    ['.env.preview', 'preview'],
    ['.env.qa', 'qa'],
  ])('%s is of environment %s', (path, environment) => {
    expect(definitionsOf(path, 'A=1')[0]?.environment).toBe(environment);
  });

  test.each([
    ['.env.example', true],
    ['.env.sample', true],
    ['.env.template', true],
    ['.env.dist', true],
    ['.env.defaults', true],
    ['env.example', true],
    ['example.env', true],
    ['env-example-document', true],
    ['.env.production.backup', undefined],
    ['.env', undefined],
  ])('%s: template %s', (path, isTemplate) => {
    expect(definitionsOf(path, 'A=1')[0]?.isTemplate).toBe(isTemplate);
  });

  test.each([
    ...['NEXT_PUBLIC_X', 'VITE_X', 'REACT_APP_X', 'EXPO_PUBLIC_X', 'PUBLIC_X', 'NUXT_PUBLIC_X'],
    ...['GATSBY_X', 'VUE_APP_X'],
  ])('%s reaches browsers', (name) => {
    expect(definitionsOf('.env', `${name}=1`)[0]?.isBrowserExposed).toBe(true);
    expect(definitionsOf('.env', `MY_${name}=1`)[0]?.isBrowserExposed).toBeUndefined();
  });
});

describe('keys inside JSON', () => {
  test('Hasura: the inner key under the name, the algorithm under NAME.type', () => {
    const text = `HASURA_GRAPHQL_JWT_SECRET='{"type":"HS256","key":"abc-ü"}'`;
    expect(shown('.env', text)).toEqual([
      "env HASURA_GRAPHQL_JWT_SECRET.type = 'HS256'",
      "env HASURA_GRAPHQL_JWT_SECRET = 'abc-ü'",
    ]);
    expect(slices('.env', text)).toEqual(['HS256', 'abc-ü']);
  });

  test('an asymmetric key gives the algorithm alone', () => {
    expect(shown('.env', `X='{"type":"RS256","key":"-----BEGIN"}'`)).toEqual([
      "env X.type = 'RS256'",
    ]);
  });
});

test('hostile texts take linear time', () => {
  const shapes = [
    "A='\n",
    "A='\\'x\n",
    'export\n',
    'A\n',
    "'",
    '${',
    '$(',
    '{{',
    'A="${{"\n',
    '# A=`\n',
    'A=`\\`',
  ];
  for (const shape of shapes) {
    const text = shape.repeat(Math.ceil(amount(50_000, 150_000) / shape.length));
    const start = processorMs();
    definitionsOf('.env', text);
    definitionsOf('.env', `A="${text}"`);
    expect([shape, processorMs() - start < amount(1_000, 3_000)]).toEqual([shape, true]);
  }
});

test('positions count lines and columns from one', () => {
  const text = 'A=1\r\nJWT_SECRET="😀x"';
  const [, definition] = definitionsOf('.env', text);
  expect(definition?.value.at).toEqual(createRangeFinder(text)(17, 20));
  expect(definition?.value.at).toMatchObject({ line: 2, column: 13, endLine: 2, endColumn: 16 });
});
