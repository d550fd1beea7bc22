// What each of the smaller formats sets, in the shapes that people write, and what in them is no text.
import { describe, expect, test } from 'vitest';
import { createRangeFinder } from '../../../src/model/place.ts';
import { builtBy } from '../../../src/scan/built-code.ts';
import { formatReaders } from '../../../src/scan/formats/index.ts';
import { languageAdapters } from '../../../src/scan/languages/index.ts';
import { isSqueezed } from '../../../src/scan/squeezed.ts';
import { definitionsOf, readFormat, show, shown } from './read.ts';

type Case = readonly [name: string, path: string, text: string, expected: readonly string[]];

const cases: readonly Case[] = [
  [
    'options of a command, in a script',
    'run.sh',
    '# ./a --jwt-secret b\n./a -v --jwt-secret "c d" \\\n  --session-secret=e --port 3 --token-secret $F\ncat <<X\n  --jwt-secret TEXT  what signs\nX\n./a --jwt-secret-file g --signing-key KEY\necho "a --jwt-secret h"\n',
    ["setting jwt-secret = 'c d'", "setting session-secret = 'e'", 'setting token-secret = env(F)'],
  ],
  [
    'options of a command, in a list',
    'compose.yml',
    'services:\n  a:\n    command: [serve, --jwt-secret, b, --cookie-secret=c, --session-secret, -v]\n',
    ["setting jwt-secret = 'b'", "setting cookie-secret = 'c'"],
  ],
  [
    'options of a command, in CMD',
    'Dockerfile',
    'CMD ["a", "--jwt-secret", "b"]\n',
    ["setting jwt-secret = 'b'"],
  ],
  [
    'variables in a file by another name',
    'api.vars',
    '# x\nA=b\nexport C="d"\n',
    ["env A = 'b'", "env C = 'd'"],
  ],
  ['a file by such a name that holds more', 'api.settings', 'A=b\nC: d\n', []],
  [
    'Apache, whatever the file is called',
    'sites/acme.conf',
    '<VirtualHost *:80>\n  ServerName acme.test\n  SetEnv JWT_SECRET "a b"\n</VirtualHost>\n',
    ["setting ServerName = 'acme.test'", "env JWT_SECRET = 'a b'"],
  ],
  [
    'beans of Spring go by their names',
    'beans.xml',
    '<beans><bean id="tokens" class="a.B"><property name="key" value="c"/></bean><bean class="a.D"><property name="key" value="e"/></bean></beans>',
    [
      "setting beans.tokens.id = 'tokens'",
      "setting beans.tokens.class = 'a.B'",
      "setting beans.tokens.key = 'c'",
      "setting beans.D.class = 'a.D'",
      "setting beans.D.key = 'e'",
    ],
  ],
  [
    'a set of keys inside of a text',
    'envoy.yaml',
    'a:\n  inline_string: \'{"keys":[{"kty":"oct","k":"YWJj"},{"kty":"RSA","n":"d"}]}\'\n',
    ["setting a.inline_string.jwt_key = base64url('YWJj')"],
  ],
  [
    'SQL: what stands between the texts of a call',
    'f.sql',
    "SELECT verify(current_setting('a.b'), 'c', 'HS256');\n",
    ["setting verify.jwt_secret = 'c'"],
  ],
  [
    'systemd: pairs in quotes, several on a line, over lines, commands',
    'app.service',
    '[Service]\nEnvironment=A=1 "B=two words" C="d e" \\\n  D=f\n#Environment=E=no\nEnvironmentFile=/etc/x\nExecStart=/bin/sh -c "F=g run"\n',
    ["env A = '1'", "env B = 'two words'", "env C = 'd e'", "env D = 'f'", "env F = 'g'"],
  ],
  [
    'Makefile: assignments of all kinds',
    'Makefile',
    'A := a # why\nexport B ?= b\nC = $(A)\nD = $(shell openssl rand -hex 8)\nE = $(wildcard *.c)\nF := "f"\nG += g\nrun: export H = h\n',
    [
      ...["env A = 'a'", "env B = env(B, 'b')", 'env C = env(A)', 'env D = generated'],
      ...['env E = unknown', "env F = 'f'", "env H = 'h'"],
    ],
  ],
  [
    'Makefile: recipes',
    'rules.mk',
    'run:\n\tA_B=$(A_B) node x\n\t@S_K=abc docker run -e J_X=$$HOME -e J_Y=y app\n\tK_L=$$(uuidgen) run\n',
    ['env A_B = env(A_B)', "env S_K = 'abc'", "env J_Y = 'y'", 'env K_L = generated'],
  ],
  [
    'nginx',
    'nginx/site.conf',
    'server {\n  # set $a b;\n  set $jwt_secret "abc";\n  env JWT=v;\n  auth_jwt_key "k";\n  proxy_set_header X $y;\n  add_x one two;\n}\n',
    ["setting jwt_secret = 'abc'", "env JWT = 'v'", "setting auth_jwt_key.jwt_key = 'k'"],
  ],
  [
    'Caddy',
    'Caddyfile',
    ':80 {\n  mercure {\n    publisher_jwt {$MERCURE_JWT:dflt} HS256\n    subscriber_jwt {env.SUB}\n  }\n}\n',
    [
      "setting publisher_jwt.jwt_key = env(MERCURE_JWT, 'dflt')",
      'setting subscriber_jwt.jwt_key = env(SUB)',
    ],
  ],
  [
    'Caddy: the key of a module that signs',
    'Caddyfile',
    ':80 {\n  jwt {\n    sign_key dflt\n  }\n}\n',
    ["setting sign_key.jwt_key = 'dflt'"],
  ],
  [
    'Elastic Beanstalk: a list of options',
    '.ebextensions/a.config',
    'option_settings:\n  - option_name: A_B\n    value: a\n  - namespace: n\n    option_name: C_D\n    value: c\n',
    ["env A_B = 'a'", "env C_D = 'c'"],
  ],
  [
    'Gitpod: commands',
    '.gitpod.yml',
    'tasks:\n  - init: export A_B=a && npm ci\n    command: |\n      export C_D=c\n      npm start\n',
    ["env A_B = 'a'", "env C_D = 'c'"],
  ],
  [
    'keys for tokens in any file',
    'partner.json',
    '{"keys": [{"kty": "oct", "alg": "HS256", "k": "YQ"}, {"kty": "oct", "alg": "A128KW", "k": "Yg"}]}',
    [
      ...["setting file:partner.json = base64url('YQ')"],
      ...["setting jwk.signing_key = base64url('YQ')", "setting keys.0.kty = 'oct'"],
      ...["setting keys.0.alg = 'HS256'", "setting keys.0.k = 'YQ'"],
      ...["setting file:partner.json = base64url('Yg')", "setting keys.1.kty = 'oct'"],
      ...["setting keys.1.alg = 'A128KW'", "setting keys.1.k = 'Yg'"],
    ],
  ],
  ['Apache', '.htaccess', 'SetEnv JWT_SECRET "abc def"\n', ["env JWT_SECRET = 'abc def'"]],
  [
    'SQL: settings, calls, rows, columns',
    'a.sql',
    `ALTER DATABASE a SET "app.jwt_secret" TO 'one';\nALTER ROLE r SET pgrst.jwt_secret = 'two';\nSELECT set_config('app.jwt_secret', 'three', false);\nSELECT sign(p, 'it''s');\nINSERT INTO s VALUES ('jwt_secret', 'four', 'five');\nCREATE TABLE t (token_key text NOT NULL DEFAULT 'six');\n`,
    [
      ...["setting app.jwt_secret = 'one'", "setting pgrst.jwt_secret = 'two'"],
      ...["setting app.jwt_secret = 'three'", "setting sign.jwt_secret = 'it's'"],
      ...["setting jwt_secret = 'four'", "setting token_key = 'six'"],
    ],
  ],
  [
    'SQL: variables of psql, reads and comments are no values',
    'b.sql',
    `-- SET app.jwt_secret TO 'no';\nALTER DATABASE p SET "app.jwt_secret" TO :'jwt_secret';\nSELECT sign(p, current_setting('app.jwt_secret'));\nINSERT INTO u VALUES ('my-jwt-secret-key', 'x');\n`,
    [],
  ],
  [
    'XML: pairs, texts, attributes, lists of properties',
    'app.config',
    '<c>\n<!-- <add key="no" value="no"/> -->\n<appSettings><add key="Jwt:Key" value="a&amp;b"/></appSettings>\n<jwt secret="s"><key> k </key></jwt>\n<property name="p"><value>v</value></property>\n<env name="X_Y" value="e"/>\n<dict><key>JwtSecret</key><string>d</string></dict>\n</c>\n',
    [
      ...["setting c.appSettings.Jwt.Key = 'a&b'", "setting c.jwt.secret = 's'"],
      ...["setting c.jwt.key = 'k'", "setting c.p = 'v'", "env X_Y = 'e'"],
      "setting c.dict.JwtSecret = 'd'",
    ],
  ],
  [
    'Groovy: pipelines',
    'Jenkinsfile',
    `pipeline {\n environment {\n  A_B = "a"\n  C_D = credentials('x')\n  E_F = "g\${h}"\n }\n steps { withEnv(["I_J=k"]) { sh "L_M=n run" } }\n}\nenv.O_P = 'q'\n`,
    ["env A_B = 'a'", 'env E_F = unknown', "env I_J = 'k'", "env L_M = 'n'", "env O_P = 'q'"],
  ],
  [
    'Groovy: settings',
    'application.groovy',
    `jwt {\n secret = System.getenv('S') ?: 'd'\n}\na.token.secret = 'x' // y\ntest { environment "B_C", "z" }\nother = call('v')\n`,
    ["setting jwt.secret = env(S, 'd')", "setting a.token.secret = 'x'", "env B_C = 'z'"],
  ],
  [
    'PowerShell',
    'a.ps1',
    `$env:A = 'a'\n\${env:B} = "b"\n$env:C = "c$d"\n$env:D = (New-Guid).Guid\n$env:E = [Convert]::ToBase64String([RandomNumberGenerator]::GetBytes(16))\n[Environment]::SetEnvironmentVariable("F", "f", "User")\nSet-Item env:G -Value 'g'\n$jwtSecret = "h"\n# $env:I = 'no'\n`,
    [
      ...[
        "env A = 'a'",
        "env B = 'b'",
        'env C = unknown',
        'env D = generated',
        'env E = generated',
      ],
      ...["env F = 'f'", "env G = 'g'", "setting jwtSecret = 'h'"],
    ],
  ],
  [
    'PowerShell: several statements on a line',
    'a.ps1',
    `cd a; $env:A = 'b;c'; $env:D = "e"; f # ; $env:G = 'no'\n`,
    ["env A = 'b;c'", "env D = 'e'"],
  ],
  [
    'batch files',
    'a.bat',
    '@echo off\nset A=a b\nset "B=c"\nset C=%A%\nset D=%RANDOM%%RANDOM%\nsetx E "e f" /M\nrem set F_G=no\ndocker run -e H_I=j app\n',
    [
      ...["env A = 'a b'", "env B = 'c'", 'env C = env(A)', 'env D = generated'],
      ...["env E = 'e f'", "env H_I = 'j'"],
    ],
  ],
  [
    'batch files: several commands of a line, and those that depend on something',
    'a.bat',
    'set A=b & set C=d&&set "E=f&g" | more\nif not defined H set H=i\nif x==y (set J=k) else echo set L=m\nfor %%n in (o) do @set P=q\necho a & rem set R=s & set T=u\nset V=w^&x\n',
    [
      ...["env A = 'b'", "env C = 'd'", "env E = 'f&g'", "env H = 'i'"],
      ...["env J = 'k'", "env P = 'q'", "env V = 'w^&x'"],
    ],
  ],
  [
    'HOCON: dotted keys, texts without quotes, joined values',
    'application.conf',
    'a.b { c = d e // f\n g: "h" }\na.b.i = ${a.b}x\n"j.k" = """l"m"""\nn = ${?O}\n',
    [
      ...["setting a.b.c = 'd e'", "setting a.b.g = 'h'", "setting a.b.i = setting(a.b) + 'x'"],
      ...[`setting j.k = 'l"m'`, 'setting n = env(O)'],
    ],
  ],
  [
    'HOCON: what stands above an optional variable is its default',
    'application.conf',
    'play.http.secret.key = "dev"\nplay.http.secret.key = ${?SECRET}\n',
    ["setting play.http.secret.key = env(SECRET, 'dev')"],
  ],
  [
    'Earthfile',
    'Earthfile',
    'VERSION 0.8\nbuild:\n  FROM node\n  ENV JWT_SECRET=abc\n  RUN A_B=c node x\n',
    ["env JWT_SECRET = 'abc'", "env A_B = 'c'"],
  ],
  [
    'fish: variables, not options of the shell',
    'a.fish',
    "set -gx JWT_SECRET 'a b'\nset -l A_B (uuidgen)\nset C_D c # why\nsettle E_F x\nenv G_H=g run\n",
    ["env JWT_SECRET = 'a b'", 'env A_B = generated', "env C_D = 'c'", "env G_H = 'g'"],
  ],
  [
    'crontab',
    'crontab',
    'JWT_SECRET=abc\n* * * * * A_B=c node x\n',
    ["env JWT_SECRET = 'abc'", "env A_B = 'c'"],
  ],
  [
    'commands that hand a value to a store',
    'deploy.sh',
    `gh secret set A_A --body 'one' --repo x/y
gh variable set A_B -b "$A_B"
aws ssm put-parameter --type SecureString \\
  --name /prod/A_C --value "three"
az keyvault secret set --vault-name v --name a-d --value four
vercel env add A_E production <<< five
echo -n "six" | npx wrangler secret put A_F
echo -n ch | wrangler secret put A_K
echo $A_G | wrangler secret put A_G
aws ssm get-parameter --name A_H --with-decryption
gh secret set A_I --body --repo
echo done | tee log A_J
`,
    [
      ...["env A_A = 'one'", 'env A_B = env(A_B)', "env A_C = 'three'", "env a-d = 'four'"],
      ...["env A_E = 'five'", "env A_F = 'six'", "env A_K = 'ch'"],
    ],
  ],
  [
    'values of a chart',
    'a.sh',
    'helm upgrade a . --set auth.jwtSecret=one,image.tag=two --set-string x.y="$Z" --set "u.v=w,y=z"\nother --set a.b=c\n',
    [
      "setting auth.jwtSecret = 'one'",
      "setting image.tag = 'two'",
      'setting x.y = env(Z)',
      "setting u.v = 'w'",
      "setting y = 'z'",
    ],
  ],
  [
    'YAML of Salt, TOML of Replit',
    'pillar/app.sls',
    'app:\n  jwt_secret: abc\n',
    ["setting app.jwt_secret = 'abc'"],
  ],
  ['TOML of Replit', '.replit', '[env]\nJWT_SECRET = "abc"\n', ["env JWT_SECRET = 'abc'"]],
  [
    'parameters of a template of Azure',
    'a.parameters.json',
    '{"parameters":{"jwtSecret":{"value":"abc"},"other":{"reference":{"value":"no"}}}}',
    ["setting parameters.jwtSecret = 'abc'", "setting parameters.other.reference.value = 'no'"],
  ],
  [
    'substitutions of a build',
    'cloudbuild.yaml',
    'substitutions:\n  _JWT_SECRET: abc\nsteps: []\n',
    ["env _JWT_SECRET = 'abc'"],
  ],
  [
    'Bicep: parameters, properties, pairs; what is filled in is no text',
    'main.bicep',
    `param jwtSecret string = 'one'
var other = 'two\${x}'
resource a 'b' = {
  properties: {
    tokenKey: 'three'
    env: [
      {
        name: 'JWT_SECRET'
        value: 'four'
      }
    ]
  }
}
`,
    [
      ...["setting jwtSecret = 'one'", "setting tokenKey = 'three'", "setting name = 'JWT_SECRET'"],
      ...["setting JWT_SECRET = 'four'", "setting value = 'four'"],
    ],
  ],
  [
    'Hjson and CSON',
    'a.hjson',
    '{\n  # why\n  jwtSecret: one two\n  "tokenKey": "three",\n  list: [\n}\n',
    ["setting jwtSecret = 'one two'", "setting tokenKey = 'three'"],
  ],
  [
    'settings in Lua, and no other Lua',
    'prosody.cfg.lua',
    'VirtualHost "x"\n  app_secret = "one" -- why\n  app_id = \'two\'\n  modules = { "a" }\n',
    ["setting app_secret = 'one'", "setting app_id = 'two'"],
  ],
  [
    'build.gradle sets variables and properties beside its dependencies',
    'build.gradle',
    "dependencies { implementation 'a:b:1' }\nbootRun {\n  environment 'JWT_SECRET', 'abc'\n  systemProperty 'jwt.secret', 'def'\n}\n",
    ["env JWT_SECRET = 'abc'", "setting bootRun.jwt.secret = 'def'"],
  ],
  ['requests', 'a.http', '@jwt_secret = a b\nGET x\n', ["setting jwt_secret = 'a b'"]],
  ['Bruno', 'dev.bru', 'vars {\n  jwt_secret: abc\n}\n', ["setting jwt_secret = 'abc'"]],
  [
    'supervisord, uWSGI, PHP-FPM',
    'a.ini',
    '[program:x]\nenvironment=A="b c",D=%(ENV_E)s\n[uwsgi]\nenv = F=g\n[www]\nenv[H] = i\n',
    ["env A = 'b c'", 'env D = env(E)', "env F = 'g'", "env H = 'i'"],
  ],
  [
    'Postman',
    'a.postman_environment.json',
    '{"values":[{"key":"jwt_secret","value":"v","enabled":true}]}',
    ["setting values.jwt_secret = 'v'"],
  ],
  [
    'one setting for each environment',
    'c.yml',
    'app:\n  jwtSecret:\n    dev: a\n    prod: b\n',
    ["setting app.jwtSecret = 'a'", "setting app.jwtSecret = 'b'"],
  ],
  [
    'a setting with its default',
    'Pulumi.yaml',
    'config:\n  app:jwtSecret:\n    type: string\n    default: x\n',
    ["setting config.app.jwtSecret = 'x'"],
  ],
  [
    'stages of the Serverless Framework',
    'serverless.yml',
    'provider:\n  environment:\n    A: ${self:custom.jwt.${self:provider.stage}}\n    B: ${self:custom.${opt:stage}.jwt, "d"}\n',
    ['env A = setting(custom.jwt)', "env B = setting(custom.jwt, 'd')"],
  ],
  [
    'parameters of SAM',
    'template.yaml',
    'Resources:\n  F:\n    Properties:\n      Environment:\n        Variables:\n          A: !Ref P\nParameters:\n  P:\n    Default: x\n',
    ['env A = setting(P)', "setting P = 'x'"],
  ],
  [
    'files inside of a Compose file',
    'compose.yml',
    'services:\n  a:\n    configs:\n      - source: app\n        target: /etc/settings.toml\nconfigs:\n  app:\n    content: |\n      [jwt]\n      secret = "x"\n  other:\n    content: |\n      jwt:\n        key: "y"\n',
    ["setting jwt.secret = 'x'", "setting jwt.key = 'y'"],
  ],
  [
    'what a build puts something in the place of',
    'appsettings.json',
    '{"A":"__JWT_KEY__","B":"#{Jwt.Key}#","C":"@jwt.key@","D":"_env:X:y","E":"__"}',
    [
      'setting A = unknown',
      'setting B = unknown',
      'setting C = unknown',
      "setting D = env(X, 'y')",
      "setting E = '__'",
    ],
  ],
];

test.each(cases)('%s', (_, path, text, expected) => {
  expect(shown(path, text)).toEqual(expected);
  for (const { value } of definitionsOf(path, text)) {
    if (value.kind !== 'text') continue;
    expect(text.slice(value.at.start, value.at.end)).not.toMatch(/^["'\s]|["'\s]$/);
  }
});

test('documents show templates', () => {
  const text = 'Set `JWT_SECRET=abcdefgh` first.\n';
  expect(definitionsOf('README.md', text)).toMatchObject([
    { name: 'JWT_SECRET', isTemplate: true },
  ]);
  expect(readFormat('README.md', text)?.id).toBe('document');
});

describe('notebooks', () => {
  const adapter = languageAdapters.find(({ id }) => id === 'notebook');
  const source = ['import jwt\\n', 'JWT_SECRET = \\"plainly-fake\\"\\n', '%env A_B=c'];
  const text = `{"cells": [{"cell_type": "markdown", "source": ["X_SECRET = 'no'"]}, {"cell_type": "code", "source": [${source.map((line) => `"${line}"`).join(', ')}]}]}`;

  test('cells are read as code, with places in the JSON', async () => {
    await adapter?.load();
    const facts = adapter?.read({ path: 'a.ipynb', text, rangeOf: createRangeFinder(text) });
    const found = facts?.definitions?.map(({ name, value }) => [
      name.replace(/@\d+$/, ''),
      show(value),
      text.slice(value.at.start, value.at.end),
    ]);
    expect(found).toEqual([
      ['JWT_SECRET', "'plainly-fake'", 'plainly-fake'],
      ['A_B', "'c'", 'c'],
    ]);
  });

  test.each([
    ['no JSON', `${text.slice(0, -3)}, oops`, { reason: 'parse-error' }],
    [
      'another language',
      text.replace('{', '{"metadata": {"kernelspec": {"language": "R"}}, '),
      { reason: 'parse-error', isPartial: true },
    ],
  ])('%s is told', async (_, told, problem) => {
    await adapter?.load();
    const facts = adapter?.read({ path: 'a.ipynb', text: told, rangeOf: createRangeFinder(told) });
    expect(facts?.problem).toMatchObject(problem);
  });

  test('one line of JSON is not taken for code that a tool has squeezed', () => {
    const long = text.repeat(1_000);
    expect(long).not.toContain('\n');
    expect(isSqueezed('a.ipynb', long)).toBe(false);
    expect(builtBy('a.ipynb', long)).toBeUndefined();
    expect(builtBy('a.py', long)).toBe('minified');
  });

  test.each(['', '{', '{"cells": 5}', '{"cells": [{"cell_type": "code", "source": 5}]}'])(
    '%s is survived',
    async (broken) => {
      await adapter?.load();
      const rangeOf = createRangeFinder(broken);
      expect(() => adapter?.read({ path: 'a.ipynb', text: broken, rangeOf })).not.toThrow();
    },
  );
});

test.each([
  ['docs/search-results-nginx-9.png', undefined],
  ['deploy/site-nginx.template', 'directives'],
])('%s is read by %s', (path, expected) => {
  expect(formatReaders.find((reader) => reader.canRead(path))?.id).toBe(expected);
});
