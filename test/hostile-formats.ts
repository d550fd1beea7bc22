// Configuration that somebody wrote to hold up its reader: what each format refers, nests, joins, embeds and repeats with.
import { filled, type HostileInput } from './hostile-inputs.ts';

type Line = (n: number) => string;

/** Lines of one file, with what stands around them. */
interface Lines {
  readonly path: string;
  readonly name: string;
  readonly line: Line;
  readonly head?: string;
  readonly tail?: string;
}

const of =
  (path: string) =>
  (name: string, line: Line, head = '', tail = ''): Lines => ({ path, name, line, head, tail });

const json = of('a.json');
const yaml = of('a.yaml');
const toml = of('a.toml');
const env = of('.env');
const shell = of('a.sh');
const docker = of('Dockerfile');
const hcl = of('a.tf');
const properties = of('application.properties');
const hocon = of('application.conf');
const make = of('Makefile');
const sql = of('a.sql');
const windows = of('a.ps1');

const all: readonly Lines[] = [
  sql('rows that never end', () => 'COPY a FROM stdin;\n', '-- jwt_secret\n'),
  json(
    'objects',
    (n) => `"a${n}":{"jwt":{"secret":"weak${n}","algorithm":"HS256"}},`,
    '{',
    '"z":1}',
  ),
  json(
    'variables that refer',
    (n) => `"JWT_SECRET_${n}":"\${JWT_SECRET_${n + 1}}\${JWT_SECRET_${n + 2}}",`,
    '{"env":{',
    '"z":"1"}}',
  ),
  json('a list of secrets', (n) => `"weak${n}",`, '{"jwt":{"secrets":[', '"z"]}}'),
  json('names and values', (n) => `{"name":"JWT_SECRET","value":"weak${n}"},`, '{"env":[', '{}]}'),
  json('escapes', (n) => `"jwtSecret${n}":"\\u0077\\u0065\\u0061\\u006b\\"${n}",`, '{', '"z":1}'),
  json('lines that are none', (n) => `<<<<<<< a\n"jwtSecret${n}":"weak",\n`, '{\n', '}'),
  json('one value a line', (n) => `{"jwtSecret":"weak${n}"}\n`),
  of('jwks.json')(
    'keys',
    (n) => `{"kty":"oct","alg":"HS256","kid":"${n}","k":"d2Vhaw${n}"},`,
    '{"keys":[',
    '{}]}',
  ),
  of('package.json')(
    'scripts',
    (n) => `"s${n}":"JWT_SECRET=weak${n} node a.js && JWT_SECRET=other${n} node b",`,
    '{"scripts":{',
    '"z":"a"}}',
  ),
  of('package.json')(
    'one script',
    (n) => `JWT_SECRET=weak${n} node a.js && `,
    '{"scripts":{"s":"',
    '"}}',
  ),
  of('appsettings.json')(
    'comments',
    (n) => `/* a ${n} */ "Jwt${n}": { "Key": "weak${n}" }, // b\n`,
    '{',
    '"z":1}',
  ),
  of('template.json')(
    'parameters',
    (n) => `"P${n}":{"Type":"String","Default":"weak${n}"},`,
    '{"AWSTemplateFormatVersion":"2010-09-09","Parameters":{',
    '"z":{}}}',
  ),
  of('secret.json')(
    'secrets of a cluster',
    (n) => `{"apiVersion":"v1","kind":"Secret","stringData":{"JWT_SECRET":"weak${n}"}},`,
    '{"apiVersion":"v1","kind":"List","items":[',
    '{}]}',
  ),
  of('a.postman_collection.json')(
    'variables',
    (n) => `{"key":"jwt_secret_${n}","value":"weak${n}"},`,
    '{"info":{},"variable":[',
    '{}]}',
  ),

  yaml(
    'references',
    (n) => `s${n}:\n  jwtSecret: \${JWT_SECRET_${n + 1}:weak\${JWT_SECRET_${n + 2}}}\n`,
  ),
  yaml('aliases of one', (n) => `k${n}: *a\n`, 'a: &a\n  jwtSecret: weak\n'),
  yaml(
    'a chain of merges',
    (n) => `k${n}: &k${n}\n  <<: *${n === 0 ? 'a' : `k${n - 1}`}\n  jwtSecret: weak${n}\n`,
    'a: &a\n  b: c\n',
  ),
  yaml('many merges in one', () => '*a,', 'a: &a { jwtSecret: weak }\nb:\n  <<: [', '*a]\n'),
  yaml(
    'one anchor again and again',
    (n) => `k${n}: &a { jwtSecret: weak${n}, b: *a }\n`,
    'a: &a 1\n',
  ),
  yaml('keys that are maps', (n) => `? [jwt, {secret: ${n}}]\n: weak${n}\n`),
  yaml('folded texts', (n) => `jwtSecret${n}: >-\n  weak\n\n  text ${n}\n`),
  yaml('one block text', (n) => `  JWT_SECRET_${n}=weak${n}\n`, 'script: |\n'),
  yaml('quotes over lines', (n) => `jwtSecret${n}: "weak\\\n  text ${n}"\n`),
  yaml('tabs', (n) => `\tjwtSecret${n}: weak\n : b\n`),
  of('.gitlab-ci.yml')(
    'jobs',
    (n) =>
      `j${n}:\n  variables:\n    JWT_SECRET: weak${n}\n  script:\n    - export JWT_SECRET=other${n} && node a.js\n`,
  ),
  of('.github/workflows/a.yml')(
    'jobs',
    (n) =>
      `  j${n}:\n    env:\n      JWT_SECRET: weak${n}\n    steps:\n      - run: JWT_SECRET=b node a.js\n        env:\n          JWT_KEY: \${{ secrets.A }}\n`,
    'on: push\njobs:\n',
  ),
  of('docker-compose.yml')(
    'extensions',
    (n) => `  s${n}:\n    <<: *a\n    environment:\n      <<: *e\n      JWT_SECRET: weak${n}\n`,
    'x-a: &a\n  image: b\nx-e: &e\n  A: b\nservices:\n',
  ),
  of('values.yaml')(
    'templates',
    (n) => `a${n}:\n  jwtSecret: {{ .Values.a${n} | default "weak${n}" | quote }}\n`,
  ),
  of('templates/secret.yaml')(
    'templates',
    (n) => `{{- if .Values.a${n} }}\n  JWT_SECRET_${n}: {{ "weak" | b64enc }}\n{{- end }}\n`,
    'apiVersion: v1\nkind: Secret\nstringData:\n',
  ),

  toml('dotted keys', (n) => `a.b${n}.jwt.secret = "weak${n}"\n`),
  toml('lists of tables', (n) => `[[a]]\njwt_secret = "weak${n}"\n[[a.b]]\nkey = 'x'\n`),
  toml('texts over lines', (n) => `jwt_secret_${n} = """\nweak\\\n  text${n}"""\n`),
  toml('one list', (n) => `"weak${n}",\n`, 'jwt_secrets = [\n', ']\n'),
  toml('tables in lines', (n) => `a${n} = { jwt = { secret = "weak${n}" } }\n`),
  toml('one table again and again', (n) => `[a]\njwt_secret = "weak${n}"\n`),
  toml('lines that are none', (n) => `jwt_secret_${n} = weak = \n`),

  env('references of one', (n) => `JWT_SECRET_${n}=\${JWT_SECRET_0}\n`, 'JWT_SECRET_0=weak\n'),
  env(
    'a chain of references',
    (n) => `JWT_SECRET_${n + 1}=\${JWT_SECRET_${n}}\n`,
    'JWT_SECRET_0=weak\n',
  ),
  env('defaults in defaults', (n) => `A${n}=\${B${n}:-\${C${n}:-\${D${n}:-weak}}}\n`),
  env('values over lines', (n) => `JWT_SECRET_${n}="weak\ntext\n${n}"\n`),
  env('comments', (n) => `# JWT_SECRET=weak${n} # b\n`),
  env('one value of references', (n) => `\${A${n}}`, 'JWT_SECRET='),
  env(
    'private keys',
    (n) =>
      `JWT_PRIVATE_KEY_${n}="-----BEGIN PRIVATE KEY-----\\nMIIE${n}\\n-----END PRIVATE KEY-----"\n`,
  ),
  env(
    'tokens',
    (n) => `T${n}=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI${n}In0.${'c2ln'.repeat(10)}\n`,
    'JWT_SECRET=weak\n',
  ),
  env('words', (n) => `JWT_SECRET_${n}=correct-horse-battery-staple-${n}-summer-2024-password\n`),
  env('long values', (n) => `JWT_SECRET_${n}=${'aB3dE5fG7'.repeat(50)}${n}\n`),

  docker('pairs of one line', (n) => `JWT_SECRET_${n}=weak${n} `, 'FROM a\nENV '),
  docker(
    'stages',
    (n) =>
      `FROM a AS s${n}\nARG JWT_SECRET=weak${n}\nENV JWT_SECRET=$JWT_SECRET\nRUN JWT_SECRET=x node a\n`,
  ),
  docker('here-documents', (n) => `RUN <<EOF\nexport JWT_SECRET=weak${n}\nEOF\n`, 'FROM a\n'),
  docker('continued lines', (n) => `  JWT_SECRET_${n}=weak${n} \\\n`, 'FROM a\nENV \\\n'),
  shell('secrets that are written out', (n) => `echo $JWT_SECRET_${n}\n`),
  shell('fallbacks in one line of comment', (n) => `\${JWT_SECRET_${n}:=weak} `, '# '),
  shell('exports', (n) => `export JWT_SECRET_${n}="\${JWT_SECRET_${n}:-weak${n}}"\n`),
  shell('substitutions', (n) => `JWT_SECRET=$(echo "$(cat a${n} | sed "s/\${A}/b/")")\n`),
  shell('substitutions that nothing closes', () => '$(echo "`', 'JWT_SECRET='),
  shell('containers', (n) => `docker run -e JWT_SECRET=weak${n} -e B=c app --secret weak${n}\n`),
  shell('one command', (n) => `-e JWT_SECRET_${n}=weak${n} `, 'docker run '),
  shell('cases', (n) => `case $a in b${n}) export JWT_SECRET=weak${n};; *) JWT_SECRET=x;; esac\n`),
  shell('here-documents', (n) => `cat > .env <<'EOF${n}'\nJWT_SECRET=weak${n}\nEOF${n}\n`),
  shell(
    'tokens',
    (n) =>
      `curl -H "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.${'a'.repeat(43)}" http://a${n}\n`,
  ),

  hcl('variables', (n) => `variable "jwt_secret_${n}" {\n  default = "weak${n}"\n}\n`),
  hcl(
    'locals that refer',
    (n) => `  jwt_secret_${n} = "\${local.jwt_secret_${n + 1}}\${local.jwt_secret_${n + 2}}"\n`,
    'locals {\n',
    '}\n',
  ),
  hcl(
    'conditions',
    (n) => `  jwt_secret_${n} = var.a ? "weak${n}" : (var.b ? local.x : "other")\n`,
    'locals {\n',
    '}\n',
  ),
  hcl(
    'maps',
    (n) => `  { name = "JWT_SECRET", value = "weak${n}" },\n`,
    'locals {\n  environment = [\n',
    ']\n}\n',
  ),
  hcl('here-documents', (n) => `a${n} = <<EOT\nJWT_SECRET=weak${n} \${var.x}\nEOT\n`),
  hcl(
    'functions',
    (n) => `jwt_secret_${n} = sensitive(base64encode(join("", ["weak", "${n}", var.x])))\n`,
  ),
  hcl('loops', (n) => `jwt_secret_${n} = { for k, v in var.a : k => "\${v}-weak" if v != "" }\n`),
  of('terraform.tfvars')('values', (n) => `jwt_secret_${n} = "weak${n}"\n`),

  properties('defaults', (n) => `jwt.secret.${n}=\${JWT_SECRET_${n}:weak${n}}\n`),
  properties('continued lines', (n) => `jwt.secret.${n}=weak\\\n   text${n}\n`),
  properties('escapes', (n) => `jwt.secret.${n}=\\u0077\\u0065\\u0061\\u006b${n}\n`),
  properties('a chain of references', (n) => `jwt.secret.${n}=\${jwt.secret.${n + 1}}\n`),
  of('a.ini')('sections', (n) => `[jwt${n}]\nsecret = weak${n} ; b\nenv = JWT_SECRET=weak\n`),
  of('a.ini')('one environment', (n) => `JWT_SECRET_${n}="weak${n}",`, '[program:a]\nenvironment='),
  of('a.ini')(
    'references',
    (n) => `jwt_secret_${n} = %(jwt_secret_${n + 1})s%(jwt_secret_${n + 2})s\n`,
    '[a]\n',
  ),
  hocon('objects', (n) => `a${n} { jwt { secret = "weak${n}" } }\n`),
  hocon(
    'one key again and again',
    (n) => `jwt.secret = "weak${n}"\njwt.secret = \${?JWT_SECRET}\n`,
  ),
  hocon('joined values', (n) => ` \${a${n}} "weak"`, 'jwt.secret ='),
  hocon('includes', (n) => `include "a${n}.conf"\njwt.secret${n} = \${jwt.secret${n + 1}}\n`),
  hocon('one list', (n) => `{ jwt.secret = weak${n} }, `, 'a = [', ']'),

  of('a.service')(
    'variables',
    (n) => `Environment="JWT_SECRET_${n}=weak${n}" B=c\n`,
    '[Service]\n',
  ),
  of('a.service')('one line', (n) => `"JWT_SECRET_${n}=weak${n}" `, '[Service]\nEnvironment='),
  of('a.service')(
    'commands',
    (n) => `ExecStart=/bin/sh -c "JWT_SECRET=weak${n} run --secret x"\n`,
    '[Service]\n',
  ),
  make('variables', (n) => `JWT_SECRET_${n} ?= weak${n}\nexport JWT_SECRET_${n}\n`),
  make(
    'recipes',
    (n) => `t${n}:\n\t@JWT_SECRET=$(JWT_SECRET_${n}) docker run -e JWT_SECRET=weak${n} app\n`,
  ),
  make('conditions', (n) => `ifeq ($(A${n}),b)\nJWT_SECRET := weak${n}\nendif\n`),
  make(
    'functions',
    (n) => `JWT_SECRET_${n} := $(if $(A),$(subst a,b,$(JWT_SECRET_${n + 1})),weak)\n`,
  ),
  of('nginx.conf')(
    'places',
    (n) => `location /a${n} { set $jwt_secret "weak${n}"; auth_jwt_key_file k; }\n`,
    'server {\n',
    '}\n',
  ),
  of('nginx.conf')('variables', (n) => `env JWT_SECRET_${n}=weak${n};\n`),
  sql('rows', (n) => `INSERT INTO settings (name, value) VALUES ('jwt_secret', 'weak${n}');\n`),
  sql(
    'one statement',
    (n) => `('jwt_secret_${n}', 'weak${n}'),\n`,
    'INSERT INTO settings (name, value) VALUES\n',
    "('a','b');\n",
  ),
  sql('settings', (n) => `ALTER DATABASE a SET "app.jwt_secret" TO 'weak${n}';\n`),
  sql('calls', (n) => `select sign('{"a":${n}}', 'weak${n}');\n`),
  windows(
    'variables',
    (n) => `$env:JWT_SECRET_${n} = "weak${n}"; $jwtSecret = $env:JWT_SECRET_${n}\n`,
  ),
  windows('texts over lines', (n) => `$jwtSecret = @"\nweak${n} $env:A\n"@\n`),
  windows('tables', (n) => `@{ JwtSecret = 'weak${n}'; B = @{ Key = "x" } }\n`),
  windows(
    'calls',
    (n) => `[Environment]::SetEnvironmentVariable("JWT_SECRET_${n}", "weak${n}", "User")\n`,
  ),
  of('a.bat')('references', (n) => `set JWT_SECRET_${n}=%JWT_SECRET_${n + 1}%weak\n`),
  of('a.http')(
    'variables',
    (n) => `@jwt_secret_${n} = weak${n}\nGET http://a/{{jwt_secret_${n}}}\n\n###\n`,
  ),
  of('a.bru')('variables', (n) => `vars {\n  jwt_secret_${n}: weak${n}\n}\n`),

  of('web.config')(
    'settings',
    (n) => `<add key="JwtSecret${n}" value="weak${n}" />\n`,
    '<configuration><appSettings>\n',
    '</appSettings></configuration>',
  ),
  of('web.config')('elements in elements', (n) => `<jwt${n}>`),
  of('beans.xml')(
    'properties',
    (n) => `<bean id="b${n}"><property name="jwtSecret" value="\${jwt.secret:weak${n}}"/></bean>\n`,
    '<beans>',
    '</beans>',
  ),
  of('strings.xml')(
    'sections',
    (n) => `<string name="jwt_secret_${n}"><![CDATA[weak${n}]]></string>\n`,
    '<resources>',
    '</resources>',
  ),
  of('a.xml')(
    'characters by number',
    (n) => `<a jwtSecret="&#119;&#101;&#97;&#107;${n}"/>\n`,
    '<b>',
    '</b>',
  ),
  of('a.ipynb')(
    'cells of one line',
    (n) => `{"cell_type":"code","source":["import jwt\\n","jwt.encode({}, 'weak${n}')"]},`,
    '{"cells":[',
    '{}],"metadata":{}}',
  ),
  of('a.ipynb')(
    'outputs',
    (n) =>
      `{"cell_type":"code","source":["JWT_SECRET = 'weak${n}'"],"outputs":[{"data":{"text/plain":["${n}"]}}]},`,
    '{"cells":[',
    '{}]}',
  ),
  of('README.md')(
    'blocks',
    (n) => `\`\`\`sh\nexport JWT_SECRET=weak${n}\n\`\`\`\nSet \`JWT_SECRET=abc${n}\`.\n`,
  ),
  of('README.md')('rows', (n) => `| \`JWT_SECRET_${n}\` | weak${n} | a |\n`),
  of('README.md')('one paragraph', (n) => `\`JWT_SECRET_${n}=abcdef\` `),
  of('Jenkinsfile')(
    'variables',
    (n) => `    JWT_SECRET_${n} = "weak\${A}${n}"\n`,
    'pipeline { environment {\n',
    '} }\n',
  ),
  of('build.gradle')(
    'extensions',
    (n) => `ext.jwtSecret${n} = System.getenv('JWT_SECRET_${n}') ?: 'weak${n}'\n`,
  ),
  of('keys/a.pem')(
    'keys',
    (n) => `-----BEGIN RSA PRIVATE KEY-----\nMIIE${n}\n-----END RSA PRIVATE KEY-----\n`,
  ),
];

/** One file of each. */
export const formatInputs: readonly HostileInput[] = all.map(
  ({ path, name, line, head = '', tail = '' }) => ({
    name: `${path}: ${name}`,
    files: (length) => ({ [path]: head + filled(length - head.length, line) + tail }),
  }),
);
