// YAML: compose, Kubernetes, workflows, Spring, Rails, PaaS manifests and plain settings.
import { describe, expect, test } from 'vitest';
import { processorMs } from '../../processor-time.ts';
import { definitionsOf, readFormat, shown, slices } from './read.ts';
import { samples } from './samples.ts';

function sample(path: string): string {
  const found = samples.find((candidate) => candidate.path === path);
  if (!found) throw new Error(`no sample ${path}`);
  return found.text;
}

function inEnvironment(path: string, text: string): string[] {
  return definitionsOf(path, text).map(({ name, environment }) => `${name}@${environment}`);
}

test('compose: maps, lists, merge keys, build arguments, defaults, doubled dollars', () => {
  const path = 'docker-compose.yml';
  expect(shown(path, sample(path))).toEqual([
    "env JWT_SECRET = env(JWT_SECRET, 'dev-secret')",
    "env DOLLAR = 'pa$word'",
    "env JWT_ARG = 'abc'",
    "env SESSION_SECRET = 'it's ü'",
    "env Q = 'it's ' + env(X)",
    "env JWT_SECRET = 'from list'",
    'env OTHER = env(OTHER)',
  ]);
  expect(slices(path, sample(path)).slice(1, 6)).toEqual([
    'pa$$word',
    'abc',
    "it's ü",
    "it''s ${X}",
    'from list',
  ]);
  const definitions = definitionsOf(path, sample(path));
  expect(definitions.map(({ isImageBaked }) => isImageBaked === true)).toEqual(
    definitions.map(({ name }) => name === 'JWT_ARG'),
  );
  expect(new Set(definitions.map(({ carrier }) => carrier))).toEqual(new Set(['compose']));
});

test('compose: the default is replaced without its variable', () => {
  const text = 'services:\n  a:\n    environment:\n      X: "${JWT_SECRET:-dev-ü}"\r\n';
  const [definition] = definitionsOf('compose.prod.yaml', text);
  const value = definition?.value;
  const fallback = value?.kind === 'env' ? value.fallback : undefined;
  expect(fallback && text.slice(fallback.at.start, fallback.at.end)).toBe('dev-ü');
  expect(definition?.environment).toBe('production');
});

test('Kubernetes: Secret data, stringData, files in a ConfigMap, containers, chart templates', () => {
  const text = sample('deploy/secret.yaml');
  expect(shown('deploy/secret.yaml', text)).toEqual([
    "env JWT_SECRET = 'supersecret'",
    'env jwt-secret = setting(jwt.secret)',
    "env X = setting(x.y, 'abc')",
    "env A = 'line1\n  line2\n'",
    "env B = 'plain'",
    "setting jwt.signing-key = 'a-key-😀'",
    "env JWT_SECRET = 'xx'",
    "env B = 'yy'",
    'env JWT_SECRET = env(jwt-secret)',
    "env LIT = 'abc'",
    'env REF = env(JWT_SECRET)',
    'env LIT2 = setting(z)',
  ]);
  const found = definitionsOf('deploy/secret.yaml', text);
  const [first] = found;
  expect(first).toMatchObject({
    storedAs: 'base64',
    environment: 'production',
    carrier: 'kubernetes',
  });
  expect(slices('deploy/secret.yaml', text).slice(0, 8)).toEqual([
    'c3VwZXJzZWNyZXQ=',
    '{{ .Values.jwt.secret | b64enc }}',
    '{{ .Values.x.y | default "abc" | quote }}',
    'line1\n      line2',
    'plain',
    'a-key-😀',
    'xx',
    'yy',
  ]);
});

test('Kubernetes: a value that was encoded with its line end keeps it', () => {
  const text = 'apiVersion: v1\nkind: Secret\ndata:\n  K: YWJjCg==\n';
  expect(shown('s.yaml', text)).toEqual(["env K = 'abc\n'"]);
});

test('workflows: every level, secrets are no values', () => {
  const path = '.github/workflows/ci.yml';
  expect(shown(path, sample(path))).toEqual([
    "env JWT_SECRET = 'top'",
    'env A = unknown',
    "env B = fallback(unknown, 'dflt')",
    "env C = 'lit'",
  ]);
  expect(definitionsOf(path, sample(path))[0]).toMatchObject({
    carrier: 'workflow',
    environment: 'ci',
  });
});

test('workflows: variables that scripts set', () => {
  const text =
    'jobs:\r\n  a:\r\n    steps:\r\n      - run: JWT_SECRET=abc npm test\r\n      - run: |\r\n          export A_B="ü d"\r\n          echo "C_D=${{ secrets.C }}" >> .env\r\n          echo "E_F=g h" >> .env\r\n';
  expect(shown('.github/workflows/x.yml', text)).toEqual([
    "env JWT_SECRET = 'abc'",
    "env A_B = 'ü d'",
    'env C_D = unknown',
    "env E_F = 'g h'",
  ]);
  expect(slices('.github/workflows/x.yml', text)).toEqual([
    'abc',
    'ü d',
    '${{ secrets.C }}',
    'g h',
  ]);
});

test('Spring: defaults after a colon, nested ones, settings and profiles', () => {
  const path = 'src/main/resources/application.yml';
  const text = sample(path);
  expect(shown(path, text)).toEqual([
    "setting jwt.secret = env(JWT_SECRET, 'default-ü')",
    "setting jwt.expiration = '3600'",
    "setting jwt.other = setting(app.x.y, 'z')",
    "setting jwt.nested = env(A, env(B, 'c'))",
    "setting spring.config.activate.on-profile = 'prod'",
    "setting jwt.secret = 'prodsecret'",
  ]);
  expect(inEnvironment(path, text).at(-1)).toBe('jwt.secret@production');
  expect(inEnvironment('application-dev.yml', 'a: b')).toEqual(['a@development']);
});

test.each([
  [
    'Rails',
    'config/secrets.yml',
    'd: &d\n  k: abc\nproduction:\n  <<: *d\n  e: <%= ENV["X"] %>\n',
    ["setting d.k = 'abc'", "setting k = 'abc'", 'setting e = env(X)'],
  ],
  ['Rails default', 'c.yml', 'k: <%= ENV.fetch("X", "dev") %>', ["setting k = env(X, 'dev')"]],
  [
    'tags',
    't.yml',
    'a: !Ref X\nb: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3061\nc: !!str 12\n',
    ['setting a = setting(X)', 'setting b = unknown', "setting c = '12'"],
  ],
  [
    'Travis',
    '.travis.yml',
    'env:\n  global:\n    - A=abc B="d e"\n    - secure: "xyz"\n',
    ["env A = 'abc'", "env B = 'd e'", "env secure = 'xyz'"],
  ],
  ['Travis, one text', '.travis.yml', 'env: JWT_SECRET=abc', ["env JWT_SECRET = 'abc'"]],
  [
    'GitLab',
    '.gitlab-ci.yml',
    'variables:\n  A: x\n  B:\n    value: y\n    description: z\njob:\n  variables: { C: $A }\n',
    ["env A = 'x'", "env B = 'y'", 'env C = env(A)'],
  ],
  [
    'CircleCI',
    '.circleci/config.yml',
    'jobs:\n  b:\n    docker:\n      - environment:\n          A: x\n    environment:\n      - B: y\n',
    ["env A = 'x'", "env B = 'y'"],
  ],
  [
    'Render',
    'render.yaml',
    'services:\n  - envVars:\n      - key: A\n        value: x\n      - key: B\n        generateValue: true\n',
    ["env A = 'x'"],
  ],
  ['App Engine', 'app.yaml', 'runtime: nodejs20\nenv_variables:\n  A: "x"\n', ["env A = 'x'"]],
  [
    'serverless',
    'serverless.yml',
    "provider:\n  environment:\n    A: ${env:A, 'dev'}\n    B: ${ssm:/x}\n    C: ${self:custom.c}\ncustom:\n  c: lit\n",
    [
      "env A = env(A, 'dev')",
      'env B = unknown',
      'env C = setting(custom.c)',
      "setting custom.c = 'lit'",
    ],
  ],
  [
    'CloudFormation',
    'template.yaml',
    'Resources:\n  F:\n    Properties:\n      Environment:\n        Variables:\n          A: x\n',
    ["env A = 'x'"],
  ],
  [
    'Kustomize',
    'kustomization.yaml',
    'apiVersion: x\nkind: Kustomization\nsecretGenerator:\n  - name: s\n    literals:\n      - A=x\n',
    ["env A = 'x'"],
  ],
  [
    'SealedSecret',
    's.yaml',
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    A: AgBy\n',
    [],
  ],
  ['SOPS', 's.yaml', 'a: ENC[AES,data:x]\nsops:\n  mac: ENC[x]\n', ['setting a = unknown']],
  [
    'Helm values',
    'chart/values-prod.yaml',
    'jwt:\n  secret: abc\nenv:\n  JWT_SECRET: x\n  replicas: "2"\n',
    ["setting jwt.secret = 'abc'", "env JWT_SECRET = 'x'", "setting env.replicas = '2'"],
  ],
  [
    'names of variables',
    'config/custom-environment-variables.yml',
    'jwt:\n  secret: JWT_SECRET\n  ttl:\n    __name: TTL\n    __format: json\n',
    ['setting jwt.secret = env(JWT_SECRET)', 'setting jwt.ttl = env(TTL)'],
  ],
  ['a file of variables', '.env.yml', 'JWT_SECRET: abc\n', ["env JWT_SECRET = 'abc'"]],
  [
    'Hasura',
    'docker-compose.yml',
    `services:\n  h:\n    environment:\n      H: '{"type":"HS256","key":"abc"}'\n`,
    ["env H.type = 'HS256'", "env H = 'abc'"],
  ],
  [
    'Symfony',
    'config/packages/x.yaml',
    "a: '%env(resolve:JWT_SECRET)%'\n",
    ['setting a = env(JWT_SECRET)'],
  ],
  [
    'Stalwart',
    'resources/config.yaml',
    'a: "%{env:ADMIN_SECRET}%"\nb: "%{file:/run/secret}%"\n',
    ['setting a = env(ADMIN_SECRET)', 'setting b = unknown'],
  ],
])('%s', (_, path, text, expected) => {
  const found = shown(path, text);
  expect([...found].sort()).toEqual([...expected].sort());
});

describe('broken and hostile files', () => {
  test.each([
    ['tabs', 'a:\n\tb: c\n'],
    ['deep nesting', '['.repeat(50_000)],
    ['deep maps', `${'{a: '.repeat(20_000)}`],
    ['an alias of itself', 'a: &a\n  b: *a\n  c: d\n'],
    ['unknown alias', 'a: *nowhere\nb: c\n'],
    ['NUL', 'a: \0b\n'],
    ['lone surrogate', 'a: \ud800\n'],
  ])('%s does not throw', (_, text) => {
    expect(readFormat('x.yaml', text)?.id).toBe('yaml');
  });

  test('what stands before an error is kept', () => {
    expect(shown('x.yaml', 'a: b\nc: [d\ne: }\n')[0]).toBe("setting a = 'b'");
    expect(readFormat('x.yaml', 'a: b\nc: [d\ne: }\n')?.hasSyntaxErrors).toBe(true);
  });

  test('an alias bomb ends early', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 30; level++) {
      const aliases = `*a${level - 1}, `.repeat(9);
      lines.push(`a${level}: &a${level} [${aliases}x]`);
    }
    const start = processorMs();
    expect(definitionsOf('x.yaml', lines.join('\n')).length).toBeLessThanOrEqual(20_000);
    expect(processorMs() - start).toBeLessThan(3000);
  });
});

test('a Kubernetes Secret and the key in it that values point to are no value', () => {
  const text =
    'jwt:\n  existingSecret:\n    name: ""\n    key: signing-key\n  secretKeyRef: { name: a, key: b }\n  secret: { key: plainly-fake }\n';
  expect(shown('chart/values.yaml', text).filter((line) => line.includes('key ='))).toEqual([
    "setting jwt.secret.key = 'plainly-fake'",
  ]);
});

test('Spring: a reference in quotes of its own', () => {
  const path = 'src/main/resources/application.yml';
  const text = `jwt:\n  secret: '"\${JWT_SECRET:plainly-fake}"'\n`;
  const [definition] = definitionsOf(path, text);
  expect(shown(path, text)).toEqual(["setting jwt.secret = env(JWT_SECRET, 'plainly-fake')"]);
  const value = definition?.value;
  const fallback = value?.kind === 'env' ? value.fallback : undefined;
  expect(fallback && text.slice(fallback.at.start, fallback.at.end)).toBe('plainly-fake');
});

test('a line of a template that is longer than any indentation is blank', () => {
  const long = `{{- if not (or (and $.Values.${'hub.'.repeat(60)}enabled (eq $key "API_KEY"))) }}`;
  const text = `env:\n            ${long}\n  JWT_SECRET: fake-of-a-chart\n            {{- end }}\n`;
  expect(shown('charts/app/templates/deployment.yaml', text)).toEqual([
    "env JWT_SECRET = 'fake-of-a-chart'",
  ]);
});

test('an indentation that no honest file has is said', () => {
  const text = `a:\n${' '.repeat(300)}JWT_SECRET: fake\n`;
  expect(readFormat('a.yaml', text)?.problem).toBeDefined();
});
