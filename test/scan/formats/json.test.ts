// JSON and its relaxed relatives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigNode } from '../../../src/scan/formats/config-tree.ts';
import { scanJson } from '../../../src/scan/formats/json-scan.ts';
import { anyCharacter } from '../../any-character.ts';
import { processorMs } from '../../processor-time.ts';
import { amount } from '../../thorough.ts';
import { definitionsOf, readFormat, shown, slices } from './read.ts';
import { samples } from './samples.ts';

function sample(path: string): string {
  const found = samples.find((candidate) => candidate.path === path);
  if (!found) throw new Error(`no sample ${path}`);
  return found.text;
}

/** The tree as the plain value that JSON.parse would give. */
function plain(node: ConfigNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') {
    return Object.fromEntries(node.entries.map(({ key, node: value }) => [key, plain(value)]));
  }
  return node.isText ? node.stored.text : JSON.parse(node.stored.text);
}

describe('the parser', () => {
  test('agrees with JSON.parse on any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(scanJson(text).root)).toEqual(JSON.parse(text));
      }),
      { numRuns: amount(200, 1_000) },
    );
  });

  test('knows the place of every character of a string', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (value) => {
        const text = `{"a": ${JSON.stringify(value)}}`;
        const { root } = scanJson(text);
        const node = root?.kind === 'map' ? root.entries[0]?.node : undefined;
        if (node?.kind !== 'scalar') throw new Error('no scalar');
        const { stored } = node;
        expect(JSON.parse(`"${text.slice(stored.start, stored.end)}"`)).toBe(value);
        const offsets =
          stored.offsets ?? Array.from({ length: value.length + 1 }, (_, i) => stored.start + i);
        for (let index = 0; index < value.length; index++) {
          const raw = text.slice(offsets[index], offsets[index + 1]);
          expect(JSON.parse(`"${raw}"`)).toBe(value[index]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each(['{"a":1', '{"a"', '{"a":}', '[1,,', '"', '{"a":"b', '}', '{]', '', '\\', "{'"])(
    'survives %s',
    (text) => {
      expect(scanJson(text).errorOffset).toBeDefined();
    },
  );

  test('hostile nesting costs nothing', () => {
    const start = processorMs();
    for (const shape of ['[', '{"a":', '"', '/*', '\\"', "'\\", '{a:', '[1,'])
      scanJson(shape.repeat(300_000));
    expect(processorMs() - start).toBeLessThan(3000);
  });
});

test('settings by path, comments, trailing commas, single quotes, variable blocks', () => {
  const path = 'config/production.json';
  const text = sample(path);
  expect(shown(path, text)).toEqual([
    "setting jwt.secret = 'a\"bé😀'",
    "setting jwt.list.0 = 'x'",
    "setting jwt.list.1 = 'y'",
    "setting bare = 'it's'",
    "env JWT_SECRET = env(X, 'dev')",
    "setting env.lower = 'v'",
  ]);
  expect(slices(path, text)[0]).toBe('a\\"b\\u00e9😀');
  expect(definitionsOf(path, text)[0]).toMatchObject({
    carrier: 'config',
    environment: 'production',
  });
});

test('package.json: names of the project and variables of scripts', () => {
  const text = sample('package.json');
  expect(shown('app/package.json', text)).toEqual([
    "env NODE_ENV = 'production'",
    "env JWT_SECRET = 'abc'",
    "env JWT_SECRET = 'd e'",
    "env PORT = '1'",
    "env A = 'b'",
    "env SESSION_SECRET = 's'",
  ]);
  expect(slices('package.json', text)).toEqual(['production', 'abc', 'd e', '1', 'b', 's']);
  expect(readFormat('package.json', text)?.projectNames?.map(({ name }) => name)).toEqual([
    'shop',
    'acme',
    'Acme',
  ]);
});

test('package.json: ranges of a quoted value lie inside the escaped quotes', () => {
  const text = sample('package.json');
  const [, , definition] = definitionsOf('package.json', text);
  expect(definition && text.slice(definition.at.start, definition.at.end)).toBe(
    'JWT_SECRET=\\"d e\\"',
  );
});

test.each([
  [
    'appsettings.Production.json',
    '{"Jwt": {"Key": "abc"}}',
    ["setting Jwt.Key = 'abc'"],
    'production',
  ],
  ['config/env/staging.json', '{"jwt:secret": "abc"}', ["setting jwt.secret = 'abc'"], 'staging'],
  [
    'config/config.json',
    '{"production": {"jwt": {"secret": "abc"}}}',
    ["setting jwt.secret = 'abc'"],
    'production',
  ],
  ['config/default.json', '{"a": "b"}', ["setting a = 'b'"], undefined],
  [
    'config/custom-environment-variables.json',
    '{"jwt": {"secret": "JWT_SECRET"}}',
    ['setting jwt.secret = env(JWT_SECRET)'],
    undefined,
  ],
  [
    'vercel.json',
    '{"name": "x", "env": {"A": "b"}, "build": {"env": {"C": "@c-d"}}}',
    ["env A = 'b'", 'env C = unknown'],
    undefined,
  ],
  [
    'app.json',
    '{"env": {"A": {"value": "b"}, "C": {"generator": "secret"}, "D": "e"}}',
    ["env A = 'b'", "env D = 'e'"],
    undefined,
  ],
  ['nodemon.json', '{"env": {"A": "b"}, "exec": "x"}', ["env A = 'b'"], undefined],
  ['.vscode/launch.json', '{"configurations": [{"env": {"A": "b"}}]}', ["env A = 'b'"], undefined],
  [
    'wrangler.jsonc',
    '{"vars": {"A": "b"}, "env": {"production": {"vars": {"A": "c"}}}}',
    ["env A = 'b'", "env A = 'c'"],
    undefined,
  ],
  ['ecs.json', '{"environment": [{"name": "A", "value": "b"}]}', ["env A = 'b'"], undefined],
  ['c.json', '{"secret": "process.env.X"}', ["setting secret = 'process.env.X'"], undefined],
  [
    'hasura.json',
    '{"env": {"H": "{\\"type\\":\\"HS512\\",\\"key\\":\\"abc\\"}"}}',
    ["env H.type = 'HS512'", "env H = 'abc'"],
    undefined,
  ],
  [
    'pm2.json',
    '{"apps": [{"env": {"A": "b"}, "env_production": {"A": "c"}}]}',
    ["env A = 'b'", "env A = 'c'"],
    undefined,
  ],
  [
    'sops.json',
    '{"a": "ENC[AES256_GCM,data:x]", "sops": {"mac": "x"}}',
    ['setting a = unknown'],
    undefined,
  ],
])('%s', (path, text, expected, environment) => {
  expect(shown(path, text)).toEqual(expected);
  if (environment) expect(definitionsOf(path, text)[0]?.environment).toBe(environment);
});

test('a file of thousands of texts is data: its variables count, its settings do not', () => {
  const data = Array.from({ length: 5000 }, (_, index) => [`k${index}`, 'v']);
  const text = JSON.stringify({ ...Object.fromEntries(data), env: { JWT_SECRET: 'abc' } });
  expect(shown('export.json', text)).toEqual(["env JWT_SECRET = 'abc'"]);
});

test('blocks name their environment', () => {
  const text = '{"vars": {"A": "b"}, "env": {"production": {"vars": {"A": "c"}}}}';
  expect(definitionsOf('wrangler.json', text).map(({ environment }) => environment)).toEqual([
    'default',
    'production',
  ]);
});

test.each([
  ...[
    'package-lock.json',
    'tsconfig.base.json',
    'src/locales/en.json',
    'assets/locale/x-ca_ES.json',
  ],
  ...['messages/pt-BR.json', 'x.schema.json', 'a.map.json', 'i18n/a.yaml', 'pnpm-lock.yaml'],
  ...['obj/project.assets.json', 'obj/A.csproj.nuget.dgspec.json', 'bin/A.deps.json'],
])('%s is data', (path) => {
  expect(readFormat(path, '')).toBeUndefined();
});

test.each(['config/qa.json', 'config.json.example', 'settings.json.dist', 'app.config.json5'])(
  '%s is read',
  (path) => {
    expect(readFormat(path, '{"a": "b"}')?.definitions).toHaveLength(1);
  },
);

test.each([
  ['config.json.example', true],
  ['config.sample.json', true],
  ['config/default.json', undefined],
])('%s: template %s', (path, isTemplate) => {
  expect(definitionsOf(path, '{"a": "b"}')[0]?.isTemplate).toBe(isTemplate);
});

test('what a schema shows as an example is no setting', () => {
  const schema = (key: string) =>
    `{"properties": {"auth": {"type": "object", "${key}": {"secret": "plainly-fake"}}}}`;
  expect(shown('backend/schema/post.json', schema('example')).join()).not.toContain('secret');
  expect(shown('backend/schema/post.json', schema('values')).join()).toContain('secret');
});
