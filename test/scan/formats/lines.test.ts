// TOML, properties, INI, Dockerfiles and shell.
import fc from 'fast-check';
import { stringify } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { anyCharacter } from '../../any-character.ts';
import { amount } from '../../thorough.ts';
import { definitionsOf, readFormat, shown, slices } from './read.ts';

describe('TOML', () => {
  test('wrangler: variables by environment', () => {
    const text =
      '# 😀\r\nname = "x"\r\n[vars]\r\nJWT_SECRET = "a\\"b"\r\nN = 12\r\n[env.production.vars]\r\nJWT_SECRET = \'c\'\r\n[env.staging]\r\nvars = { JWT_SECRET = "d" }\r\n';
    expect(shown('wrangler.toml', text)).toEqual([
      "env JWT_SECRET = 'a\"b'",
      "env JWT_SECRET = 'c'",
      "env JWT_SECRET = 'd'",
    ]);
    expect(slices('wrangler.toml', text)).toEqual(['a\\"b', 'c', 'd']);
    expect(definitionsOf('wrangler.toml', text).map(({ environment }) => environment)).toEqual([
      'default',
      'production',
      'staging',
    ]);
  });

  test.each([
    ['fly.toml', '[env]\n  JWT_SECRET = "abc"\n', ["env JWT_SECRET = 'abc'"]],
    [
      'netlify.toml',
      '[build.environment]\nA = "b"\n[context.production.environment]\nA = "c"\n',
      ["env A = 'b'", "env A = 'c'"],
    ],
    [
      'supabase/config.toml',
      '[auth]\njwt_secret = "abc"\nx = "env(JWT_SECRET)"\n',
      ["setting auth.jwt_secret = 'abc'", 'setting auth.x = env(JWT_SECRET)'],
    ],
    [
      'pyproject.toml',
      '[tool.pytest_env]\nenv = [\n  "SECRET_KEY=secret", # x\n  "B=c",\n]\n',
      ["env SECRET_KEY = 'secret'", "env B = 'c'"],
    ],
    ['a.toml', "x.'y.z'.\"w\" = '''\nm'n'''\n", ["setting x.y.z.w = 'm'n'"]],
    ['a.toml', 'x = """a\\\n   b"""\n', ["setting x = 'ab'"]],
    [
      'a.toml',
      '[[k]]\ns = "a"\n[[k]]\ns = "b"\n[k.t]\nu = "c"\n',
      ["setting k.0.s = 'a'", "setting k.1.s = 'b'", "setting k.1.t.u = 'c'"],
    ],
    ['a.toml', 'd = 2020-01-01\nb = true\nf = 1.5\n', []],
  ])('%s: %j', (path, text, expected) => {
    expect(shown(path, text).filter((line) => !/ d = /.test(line))).toEqual(
      expected.filter((line) => !/ d = /.test(line)),
    );
  });

  test('a file with an error still gives what can be read', () => {
    const facts = readFormat('a.toml', 'a = "b"\nbroken\n[t]\nc = "d"\n');
    expect(facts?.hasSyntaxErrors).toBe(true);
    expect(facts?.definitions?.map(({ name }) => name)).toEqual(['a', 't.c']);
  });

  test('every text of any document is found at its place', () => {
    const key = fc.stringMatching(/^[a-z]{1,6}$/);
    const leaf = fc
      .string({ unit: anyCharacter, minLength: 1 })
      .map((text) => text.replace(/[\ud800-\udfff]/g, 'x'));
    const document = fc.dictionary(
      key,
      fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf)),
    );
    fc.assert(
      fc.property(document, (value) => {
        const text = stringify(value);
        const expected = Object.values(value).flatMap((inner) =>
          typeof inner === 'string' ? [inner] : Object.values(inner),
        );
        // References are lowered, so only the number of entries can be compared.
        expect(definitionsOf('a.toml', text)).toHaveLength(expected.length);
      }),
      { numRuns: amount(100, 500) },
    );
  });
});

describe('properties', () => {
  test('Spring: defaults, escapes, continuations, documents', () => {
    const text =
      '# c\r\njwt.secret=${JWT_SECRET:dev-ü}\r\na : b\\u00e9\\\r\n   c\r\n! x=y\r\nkey\\ k v w\r\nempty=\r\n#---\r\nspring.config.activate.on-profile=prod\r\njwt.secret = x=y # z\r\n';
    expect(shown('src/main/resources/application.properties', text)).toEqual([
      "setting jwt.secret = env(JWT_SECRET, 'dev-ü')",
      "setting a = 'béc'",
      "setting key k = 'v w'",
      "setting empty = ''",
      "setting spring.config.activate.on-profile = 'prod'",
      "setting jwt.secret = 'x=y # z'",
    ]);
    expect(slices('application.properties', text)).toEqual([
      '${JWT_SECRET:dev-ü}',
      'b\\u00e9\\\r\n   c',
      'v w',
      '',
      'prod',
      'x=y # z',
    ]);
    expect(definitionsOf('application.properties', text).at(-1)?.environment).toBe('production');
  });

  test.each(['messages_de.properties', 'gradle-wrapper.properties', 'i18n/a.properties'])(
    '%s is data',
    (path) => {
      expect(readFormat(path, 'a=b')).toBeUndefined();
    },
  );
});

test.each([
  [
    'INI',
    'conf/app.ini',
    '[app]\r\nJwtSecret = 23$040 ; why\r\nB = "x;y" ; z\r\n[production]\r\nC: d\r\n',
    ["setting app.JwtSecret = '23$040'", "setting app.B = 'x;y'", "setting C = 'd'"],
    ['23$040', 'x;y', 'd'],
  ],
  ['PostgREST', 'postgrest.conf', 'jwt-secret = "abc"\n', ["setting jwt-secret = 'abc'"], ['abc']],
  [
    'HOCON',
    'conf/application.conf',
    'play.http {\n  secret {\n    key = "a"\n    key = ${?APP_SECRET}\n  }\n}\nb = c,\n',
    ["setting play.http.secret.key = env(APP_SECRET, 'a')", "setting b = 'c'"],
    ['a', 'c'],
  ],
  [
    'Terraform',
    'main.tf',
    'variable "jwt_secret" {\n  type = string\n  default = "abc"\n}\n',
    ["setting jwt_secret = 'abc'"],
    ['abc'],
  ],
  ['tfvars', 'prod.tfvars', 'jwt_secret = "abc"\n', ["setting jwt_secret = 'abc'"], ['abc']],
])('%s', (_, path, text, expected, stored) => {
  expect(shown(path, text)).toEqual(expected);
  expect(slices(path, text)).toEqual(stored);
});

describe('Dockerfile', () => {
  test('ENV in both forms, ARG, continuations, comments between, RUN', () => {
    const text =
      'FROM node AS 😀\r\nARG NONE\r\nARG A=1 B="two words"\r\nENV JWT_SECRET=abc \\\r\n    # note\r\n    SESSION_SECRET=d\\ e \\\r\n    C=\'$x\'\r\nENV LEGACY some "value" here\r\nENV REF=$A DEF=${A:-x}\r\nRUN export D=1 && E=2 npm run build\r\nCMD ["node"]\r\n';
    expect(shown('Dockerfile', text)).toEqual([
      "env A = '1'",
      "env B = 'two words'",
      "env JWT_SECRET = 'abc'",
      "env SESSION_SECRET = 'd e'",
      "env C = '$x'",
      'env LEGACY = \'some "value" here\'',
      'env REF = env(A)',
      "env DEF = env(A, 'x')",
      "env D = '1'",
      "env E = '2'",
    ]);
    expect(slices('Dockerfile', text)).toEqual([
      ...['1', 'two words', 'abc', 'd\\ e', '$x', 'some "value" here', '$A', '${A:-x}', '1', '2'],
    ]);
    const found = definitionsOf('Dockerfile', text);
    expect(
      found.every(({ isImageBaked, carrier }) => isImageBaked && carrier === 'dockerfile'),
    ).toBe(true);
    expect(found[1] && text.slice(found[1].at.start, found[1].at.end)).toBe('B="two words"');
  });

  test('names', () => {
    for (const path of [
      'Dockerfile',
      'api/Dockerfile.prod',
      'Containerfile',
      'x.dockerfile',
      'Dockerfile-dev',
    ]) {
      expect(readFormat(path, '')?.id).toBe('dockerfile');
    }
    expect(definitionsOf('Dockerfile.prod', 'ENV A=b')[0]?.environment).toBe('production');
    expect(readFormat('.dockerignore', '')).toBeUndefined();
  });
});

test('shell: exports, arguments, here documents, Procfile', () => {
  const text =
    '#!/bin/sh\n# A_B=no\nexport JWT_SECRET="a b"\nX=1 Y=\'$Z\' node x.js B=2\ndocker run -e A_KEY=v -e C_KEY=$C_KEY i\necho "D_KEY=some words" >> .env\nif true; then export E=$(openssl rand -hex 32); fi\ncat > .env <<EOF\nF=g\nEOF\n';
  expect(shown('deploy.sh', text)).toEqual([
    "env JWT_SECRET = 'a b'",
    "env X = '1'",
    "env Y = '$Z'",
    "env A_KEY = 'v'",
    'env C_KEY = env(C_KEY)',
    "env D_KEY = 'some words'",
    'env E = generated',
    "env F = 'g'",
  ]);
  expect(slices('deploy.sh', text).slice(0, 4)).toEqual(['a b', '1', '$Z', 'v']);
  expect(shown('set.sh', 'key=$1\nKEY="${2}"\nA_KEY=${3:-a-b}\nB_KEY=\'$1\'\nC_KEY=a$1\n')).toEqual(
    [
      'env key = unknown',
      'env KEY = unknown',
      "env A_KEY = fallback(unknown, 'a-b')",
      "env B_KEY = '$1'",
      "env C_KEY = 'a$1'",
    ],
  );
  expect(shown('Procfile', 'web: JWT_SECRET=abc node server.js\n')).toEqual([
    "env JWT_SECRET = 'abc'",
  ]);
});
