// Carriers of variables beyond the plain ones: what each says, and for which environment.
import { expect, test } from 'vitest';
import { definitionsOf, show, shown, slices } from './read.ts';

interface Carrier {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** `NAME = 'value' @environment`, in order; settings are called so, entries that are off have a `#`. */
  readonly expected: readonly string[];
}

const carriers: readonly Carrier[] = [
  {
    name: 'dotenv: of repeated entries the last is live',
    path: '.env',
    text: 'A=1\nB=x\nexport A="2"\n',
    expected: ["#A = '1'", "B = 'x'", "A = '2'"],
  },
  {
    name: 'JSON: of repeated keys the last counts, inside of the last map',
    path: 'config/default.json',
    text: '{"jwt":{"secret":"1"},"jwt":{"secret":"2","secret":"3"}}',
    expected: ["setting jwt.secret = '3'"],
  },
  {
    name: 'package.json: npm hands its own block of settings to scripts',
    path: 'package.json',
    text: `{"config":{"secret":"1","port":80},"scripts":{"a":"sh -c 'A=2 node . --x'"}}`,
    expected: ["npm_package_config_secret = '1'", "A = '2'"],
  },
  {
    name: 'JSON: a Kubernetes Secret and a Deployment in one list',
    path: 'deploy/all.json',
    text: '{"apiVersion":"v1","kind":"List","items":[{"kind":"Secret","data":{"A":"YWJj"},"stringData":{"B":"1"}},{"kind":"Deployment","spec":{"containers":[{"env":[{"name":"C","value":"2"}]}]}}]}',
    expected: ["A = 'abc'", "B = '1'", "C = '2'"],
  },
  {
    name: 'env-cmd: variables by environment',
    path: '.env-cmdrc',
    text: '{"production":{"A":"1"},"dev":{"A":"2"}}',
    expected: ["A = '1' @production", "A = '2' @development"],
  },
  {
    name: 'env.yml: variables by stage',
    path: 'env.yml',
    text: 'prod:\n  A: x\nother:\n  b: y\n',
    expected: ["A = 'x' @production", "setting env.other.b = 'y'"],
  },
  {
    name: 'Azure functions at a desk',
    path: 'local.settings.json',
    text: '{"IsEncrypted":false,"Values":{"A":"1"}}',
    expected: ["A = '1'"],
  },
  {
    name: 'dev containers',
    path: '.devcontainer/devcontainer.json',
    text: '{"containerEnv":{"A":"1"},"remoteEnv":{"B":"2"},"postCreateCommand":"C=3 npm i"}',
    expected: ["A = '1'", "B = '2'", "C = '3'"],
  },
  {
    name: 'SAM: template.yaml is what is deployed',
    path: 'template.yaml',
    text: 'Resources:\n  F:\n    Properties:\n      Environment:\n        Variables:\n          A: x\n',
    expected: ["A = 'x'"],
  },
  {
    name: 'but config.template.yaml is a pattern to be copied',
    path: 'config.template.yaml',
    text: 'env:\n  A: x\n',
    expected: ["template A = 'x'"],
  },
  {
    name: 'GitHub: variables beside RAILS_ENV: test are those of tests',
    path: '.github/workflows/spec.yml',
    text: 'jobs:\n  a:\n    env: { RAILS_ENV: test, A: "1" }\n  b:\n    env: { RAILS_ENV: production, A: "2" }\n',
    expected: [
      "RAILS_ENV = 'test' @test",
      "A = '1' @test",
      "RAILS_ENV = 'production' @ci",
      "A = '2' @ci",
    ],
  },
  {
    name: 'compose: profiles name the environment, several say nothing',
    path: 'compose.yml',
    text: 'services:\n  a:\n    profiles: [prod]\n    environment: [A=1]\n  b:\n    profiles: [prod, dev]\n    environment: { A: "2" }\n',
    expected: ["A = '1' @production", "A = '2'"],
  },
  {
    name: 'compose: commands',
    path: 'compose.yml',
    text: 'services:\n  a:\n    command: sh -c "A=1 node ."\n    entrypoint: ["sh", "-c", "B=2 node ."]\n',
    expected: ["A = '1'", "B = '2'"],
  },
  {
    name: 'compose: a variable that the shell of the container expands is no literal',
    path: 'compose.yml',
    text: 'services:\n  a:\n    command: sh -c "A=$$JWT_SECRET node ."\n',
    expected: [],
  },
  {
    name: 'an env_file by another name',
    path: 'deploy/api.conf',
    text: '# api\nPORT=80\nJWT=abc\n',
    expected: ["PORT = '80'", "JWT = 'abc'"],
  },
  {
    name: 'settings of a service are no variables',
    path: 'deploy/api.conf',
    text: 'port=80\nJWT=abc\n',
    expected: ["setting port = '80'", "setting JWT = 'abc'"],
  },
  {
    name: 'Terraform: variables of a function',
    path: 'main.tf',
    text: 'resource "aws_lambda_function" "a" {\n  environment {\n    variables = {\n      JWT = "1"\n    }\n  }\n}\n',
    expected: ["JWT = '1'"],
  },
  {
    name: 'kustomize takes quotes off literals',
    path: 'k8s/kustomization.yaml',
    text: `secretGenerator:\n  - literals:\n      - A='x'\n      - B="y z"\n      - C='\n`,
    expected: ["A = 'x'", "B = 'y z'", "C = '''"],
  },
  {
    name: 'fly: build arguments stay in the image',
    path: 'fly.toml',
    text: '[build.args]\nA = "1"\n',
    expected: ["A = '1' baked"],
  },
  {
    name: 'railway: the command that starts it',
    path: 'railway.toml',
    text: '[deploy]\nstartCommand = "A=1 node ."\n',
    expected: ["A = '1'"],
  },
  {
    name: 'Dockerfile: here documents',
    path: 'Dockerfile',
    text: 'RUN <<EOF\nexport A=1\nnpm run build\nEOF\nENV B=2\nRUN cat <<"X" \nC=3\n',
    expected: ["A = '1' baked", "B = '2' baked"],
  },
  {
    name: 'Dockerfile: files that are written there',
    path: 'Dockerfile',
    text: "COPY <<EOF /app/.env\nA=1\nENV X=0\nEOF\nADD <<'X' <<Y /app/\nB=2\nX\nC=3\nY\nCOPY . /app\nENV D=4\n",
    expected: ["A = '1' baked", "B = '2' baked", "C = '3' baked", "D = '4' baked"],
  },
  {
    name: 'a word for a build step that signs nothing is no secret, a key is, and so is a word for the server',
    path: 'Dockerfile',
    text: 'RUN S=dummy ./manage.py collectstatic --noinput && S=k3y9xq2 ./manage.py collectstatic\nRUN S=build-key \\\n  bundle exec rake assets:precompile\nRUN S=dummy ./manage.py runserver\n',
    expected: ["S = 'k3y9xq2' baked", "S = 'dummy' baked"],
  },
  {
    name: 'shell: the same for a container that collects',
    path: 'push.sh',
    text: 'docker run -e MY_KEY=dummy \\\n  image python manage.py collectstatic\ndocker run -e MY_KEY=dummy image\n',
    expected: ["MY_KEY = 'dummy'"],
  },
  {
    name: 'pyproject.toml: variables of tests',
    path: 'pyproject.toml',
    text: '[tool.pytest_env]\nA_SECRET = "1"\n[tool.acme]\nA_SECRET = "2"\n',
    expected: ["A_SECRET = '1' @test", "setting tool.acme.A_SECRET = '2'"],
  },
  {
    name: 'tox.ini: variables of tests',
    path: 'tox.ini',
    text: '[testenv:py]\nsecret = 1\n[acme]\nsecret = 2\n',
    expected: ["setting secret = '1' @test", "setting acme.secret = '2'"],
  },
  {
    name: 'shell: options written together with the variable',
    path: 'run.sh',
    text: 'docker run --env=JWT_A=1 -eJWT_B="2" --build-arg=JWT_C=3 x --foo=JWT_D=4\n',
    expected: ["JWT_A = '1'", "JWT_B = '2'", "JWT_C = '3'"],
  },
];

test.each(carriers)('$name', ({ path, text, expected }) => {
  const entries = definitionsOf(path, text).map(
    ({ space, name, value, environment, isImageBaked, isCommentedOut, isTemplate }) =>
      `${space === 'env' ? '' : `${space} `}${isTemplate ? 'template ' : ''}${isCommentedOut ? '#' : ''}${name} = ${show(value)}${environment ? ` @${environment}` : ''}${isImageBaked ? ' baked' : ''}`,
  );
  expect(entries).toEqual(expected);
});

test('escapes that TOML has and JSON has not', () => {
  expect(shown('wrangler.toml', '[vars]\nA = "\\U0001F600abc"\n')).toEqual(["env A = '😀abc'"]);
});

test('values stand where they are said to stand', () => {
  for (const { path, text, expected } of carriers) {
    const values = expected.map((one) => /= '(.*)'(?: @\w+| baked)?$/.exec(one)?.[1]);
    const stored = slices(path, text).map((slice) => (slice === 'YWJj' ? 'abc' : slice));
    expect(stored, path).toEqual(values);
  }
});
