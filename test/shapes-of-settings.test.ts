// Settings in shapes that formats and frameworks have for them, and what names of functions and constants say.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { exampleKey } from '../src/model/example-key.ts';
import { auditTexts } from './helpers.ts';

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await auditTexts(files, rules);
  return findings.map(({ rule, path, line }) => `${path}:${line} ${rule}`);
}

const laravel = { 'composer.json': '{"require":{"laravel/framework":"^11"}}' };

test.each<[string, Record<string, string>, string]>([
  [
    'a file that Compose mounts as a secret',
    {
      'compose.yaml':
        'services:\n  api: { secrets: [jwt_secret] }\nsecrets:\n  jwt_secret:\n    file: ./secrets/jwt_secret.txt\n',
      'secrets/jwt_secret.txt': 'harbour-lights\n',
    },
    'secrets/jwt_secret.txt:1 dictionary-secret',
  ],
  [
    'settings among the resources of .NET',
    {
      'Acme/tokensettings.resx':
        '<root>\n  <data name="SecretKey"><value>harbour-lights</value></data>\n  <data name="Issuer"><value>acme</value></data>\n</root>\n',
    },
    'Acme/tokensettings.resx:2 hardcoded-secret',
  ],
  [
    'a private key without the marks of PEM',
    {
      'application.yml': `jwt:\n  private-key: ${exampleKey.split('\n').slice(1, -1).join('')}\n`,
    },
    'application.yml:2 hardcoded-secret',
  ],
  [
    'what Play signed sessions with',
    {
      'conf/application.conf':
        'play.crypto.secret="harbour-lights"\nplay.crypto.secret=${?APP_SECRET}\n',
    },
    'conf/application.conf:1 hardcoded-fallback',
  ],
  [
    'what a shell sets where nothing is set',
    { 'run.sh': '#!/bin/sh\n: "${JWT_SECRET:=harbour-lights}"\n' },
    'run.sh:2 hardcoded-fallback',
  ],
  [
    'a drop-in of systemd in single quotes',
    { 'api.service.d/local.conf': "[Service]\nEnvironment='JWT_SECRET=harbour-lights'\n" },
    'api.service.d/local.conf:2 hardcoded-secret',
  ],
  [
    'the key of Laravel by its variable',
    {
      ...laravel,
      'config/app.php': "<?php\nreturn ['key' => env('APP_KEY', 'harbour-lights')];\n",
    },
    'config/app.php:2 hardcoded-fallback',
  ],
  [
    'a value that Nest provides',
    {
      'a.module.ts':
        "import { Module } from '@nestjs/common';\n@Module({ providers: [{ provide: 'JWT_SECRET', useValue: 'harbour-lights' }] })\nexport class AppModule {}\n",
      'a.service.ts':
        "import { Inject } from '@nestjs/common';\nimport jwt from 'jsonwebtoken';\nexport class Tokens { constructor(@Inject('JWT_SECRET') private readonly key: string) {} issue(id: string) { return jwt.sign({ id }, this.key, { algorithm: 'HS512', expiresIn: '5m' }); } }\n",
    },
    'a.module.ts:2 short-secret',
  ],
  [
    'a field of a class that Nest injects by a token',
    {
      'settings.ts': "export class Settings { phrase = 'harbour-lights'; }\n",
      'a.service.ts':
        "import { Inject } from '@nestjs/common';\nimport jwt from 'jsonwebtoken';\nimport { Settings } from './settings';\nexport class Tokens { constructor(@Inject('SETTINGS') private readonly settings: Settings) {} issue(id: string) { return jwt.sign({ id }, this.settings.phrase, { algorithm: 'HS512', expiresIn: '5m' }); } }\n",
    },
    'settings.ts:1 short-secret',
  ],
  [
    'a value of .NET with a default',
    {
      'Program.cs':
        'using Microsoft.IdentityModel.Tokens;\nusing System.Text;\nvar key = builder.Configuration.GetValue<string>("Acme:Phrase", "harbour-lights");\nvar k = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));\n',
    },
    'Program.cs:3 hardcoded-fallback',
  ],
  [
    'the environment as a dictionary of Python',
    {
      'a.py':
        "import os, jwt\nprint(dict(os.environ))\ntoken = jwt.encode({'exp': 1}, os.environ['JWT_SECRET'], algorithm='HS256')\n",
    },
    'a.py:2 logged-secret',
  ],
  [
    'the keys of cookies of Egg',
    {
      'config/config.prod.js':
        "module.exports = (app) => {\n  const config = {}; // use for cookie sign key\n  config.keys = app.name + '_harbour-lights';\n  return config;\n};\n",
    },
    'config/config.prod.js:3 hardcoded-secret',
  ],
  [
    'a key in a file of any ending that code reads',
    {
      'keys/signing.bin': 'harbour-lights\n',
      'a.py':
        "import jwt\nkey = open('keys/signing.bin').read()\nt = jwt.encode({'exp': 1}, key, algorithm='HS256')\n",
    },
    'keys/signing.bin:1 hardcoded-secret',
  ],
  [
    'what merely begins as an encrypted value',
    { 'config.yml': 'jwt:\n  secret: ENC[harbour-lights]\n' },
    'config.yml:2 hardcoded-secret',
  ],
  [
    'a line that Ansible writes into a file',
    {
      'play.yml':
        '- tasks:\n    - lineinfile:\n        path: /etc/app.env\n        line: JWT_SECRET=harbour-lights\n',
    },
    'play.yml:4 hardcoded-secret',
  ],
  [
    'a parameter that nginx hands to PHP',
    { 'nginx.conf': 'location / {\n  fastcgi_param JWT_SECRET "harbour-lights";\n}\n' },
    'nginx.conf:2 hardcoded-secret',
  ],
  [
    'a setting of Xcode',
    { 'App.xcconfig': 'JWT_SECRET = harbour-lights\n' },
    'App.xcconfig:1 hardcoded-secret',
  ],
  [
    'a command of a build of Amplify',
    {
      'amplify.yml':
        'frontend:\n  phases:\n    build:\n      commands:\n        - export JWT_SECRET=harbour-lights\n',
    },
    'amplify.yml:5 hardcoded-secret',
  ],
])('%s', async (_, files, finding) => {
  expect(await told(files)).toContain(finding);
});

test.each<[string, Record<string, string>]>([
  [
    'a secret that Compose does not mount from a file',
    {
      'compose.yaml': 'services:\n  api: {}\nsecrets:\n  jwt_secret:\n    external: true\n',
      'notes.txt': 'harbour-lights\n',
    },
  ],
  [
    'what a session keeps something under',
    {
      'a.php':
        "<?php\nclass A { const NAME = 'board'; function f() { $sessionKey = 'current' . self::NAME . 'Canvas'; } }\n",
    },
  ],
  ['a default that a comment shows', { 'run.sh': '# : "${JWT_SECRET:=harbour-lights}"\n' }],
  [
    'another key of a file of Laravel',
    { ...laravel, 'config/maps.php': "<?php\nreturn ['key' => 'harbour-lights'];\n" },
  ],
  [
    'what a request carries its claims under',
    { 'go.mod': 'module x', 'a.go': 'package a\n\nconst ContextJWTKey = "claims-of-user"\n' },
  ],
  [
    'values that are encrypted, and names of parameters',
    {
      'copilot/api/manifest.yml': 'name: api\nsecrets:\n  JWT_SECRET: /copilot/app/secrets/jwt\n',
      '.do/app.yaml': `services:\n  - envs:\n      - key: JWT_SECRET\n        value: EV[1:${'harbour+'.repeat(4)}:${'Lights77'.repeat(5)}]\n`,
      'a.properties': `jwt.secret=ENC(${'Harbour7'.repeat(4)})\n`,
      'hiera.yml': `jwt_secret: ENC[PKCS7,${'Harbour7'.repeat(4)}]\n`,
    },
  ],
])('not %s', async (_, files) => {
  expect(await told(files)).toEqual([]);
});

const issuing = (access: string): Record<string, string> => ({
  'a.js': [
    "const jwt = require('jsonwebtoken');",
    `exports.${access} = (u) => jwt.sign({ u }, process.env.JWT_SECRET, { expiresIn: '15m' });`,
    "exports.refreshToken = (u) => jwt.sign({ u }, process.env.JWT_SECRET, { expiresIn: '7d' });",
  ].join('\n'),
});

test('beside accessToken, refreshToken is a token and nothing that is done', async () => {
  expect(await told(issuing('accessToken'))).toContain('a.js:3 shared-across-purposes');
  expect(await told(issuing('createAccessToken'))).not.toContain('a.js:3 shared-across-purposes');
});

const pair = (name: string): Record<string, string> => ({
  'assets/private.pem': `${exampleKey}\n`,
  'lib/keys.dart': `import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
class Keys {
  static const privateKey = 'assets/private.pem';
  static const ${name} = 'assets/public.pem';
}
String issue(RSAPrivateKey key) =>
    JWT({'id': 1}).sign(key, algorithm: JWTAlgorithm.RS256, expiresIn: Duration(minutes: 5));
`,
});

const named = (setting: string, path = 'classpath:keys/signing.key'): Record<string, string> => ({
  'src/main/resources/keys/signing.key': `${exampleKey}\n`,
  'src/main/resources/application.properties': `${setting}=${path}\n`,
});

test.each<[string, Record<string, string>, string[]]>([
  ['settings of tokens', named('acme.jwt.private-key'), ['src/main/resources/keys/signing.key']],
  ['settings of something else', named('acme.tls.private-key'), []],
  ['another directory', named('acme.jwt.private-key', 'classpath:other/signing.key'), []],
  ['a pair of keys where tokens are signed', pair('publicKey'), ['assets/private.pem']],
  ['a key and its certificate', pair('certificate'), []],
])('the file of a private key that is named by %s', async (_, files, paths) => {
  const tracked = Object.fromEntries(Object.keys(files).map((path) => [path, 'tracked'] as const));
  const findings = await auditTexts(files, rules, { tracked });
  const found = findings.filter(({ rule }) => rule === 'tracked-private-key');
  expect(found.map(({ path }) => path)).toEqual(paths);
});
