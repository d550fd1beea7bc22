// Finds signing secrets that are written down in code or in configuration that goes with it.
import { exampleKey } from '../src/model/example-key.ts';
import type { Carrier } from '../src/model/facts.ts';
import { subjectOfKey, usesOfKey } from '../src/model/key-problem.ts';
import { aboutValue, isLive, reachOf, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import type { PrivateKey, SecretValue } from '../src/model/secret.ts';

/** What to call each carrier; the ones that are missing have rules of their own. */
const carriers: Partial<Record<Carrier, string>> = {
  code: 'the source code',
  compose: 'a Compose file',
  kubernetes: 'a Kubernetes manifest',
  helm: 'Helm values',
  workflow: 'a workflow file',
  config: 'a configuration file',
};

/** What to call the file of a value; `undefined` where another rule speaks of it. */
function carrierOf({
  carrier,
  file,
}: Pick<SecretValue | PrivateKey, 'carrier' | 'file'>): string | undefined {
  if (file.language === 'shell') return 'a shell script';
  if (carrier !== 'manifest') return carriers[carrier];
  // `vercel.json`, `serverless.yml` and `nodemon.json` are manifests too, of no package.
  return /(?:^|\/)package\.json$/.test(file.path) ? 'a package manifest' : carriers.config;
}

export default defineRule({
  id: 'hardcoded-secret',
  title: 'Signing secret written into code or configuration',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: 'moved-value',
  looksFor:
    'A signing secret that stands as a literal in source code, or in a configuration file that git does not ignore: Compose, Kubernetes, Helm, workflow, JSON, YAML or TOML. So does a private key that tokens are signed with.',
  why: 'Whoever can read the repository, a copy of it or its history can sign tokens as any user, and the secret cannot be changed without a release.',
  howToFix:
    'Read it from the environment and replace the value. A secret store does as well; fail at start when it is missing, and let the old value count as known.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    'CWE-798',
  ],

  check(subject) {
    const { secret, value } = subject;
    const carrier = carrierOf(value);
    if (!carrier || !isLive(value)) return;
    if (value.isFallback || value.isImageBaked || value.file.tracked === 'ignored') return;
    const encoded = value.storedAs === 'base64' ? ', and base64 hides nothing' : '';
    return aboutValue(
      subject,
      `${subjectOf(secret)} is written into ${carrier}${encoded}${reachOf(value)}`,
    );
  },

  checkAll({ project }) {
    return (project.privateKeys ?? []).flatMap((key) => {
      const carrier = carrierOf(key);
      // Files that hold a key and nothing else have a rule of their own.
      if (!carrier || key.file.language === 'key-file' || key.file.tracked === 'ignored') return [];
      const confidence = key.uses.length > 0 ? ('high' as const) : ('medium' as const);
      const message = `${subjectOfKey(key)} is written into ${carrier}`;
      return [{ at: key.at, message, confidence, related: usesOfKey(key) }];
    });
  },

  examples: {
    bad: [
      {
        name: 'a private key in the source code',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const key = '«${exampleKey.replaceAll('\n', '\\\\n')}»';
module.exports = (id) => jwt.sign({ sub: id }, key, { algorithm: 'ES256', expiresIn: '1h' });
`,
      },
      {
        name: 'a literal in the call',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (user) => jwt.sign({ sub: user.id }, '«keyboard cat»', { expiresIn: '1h' });
`,
      },
      {
        name: 'the key that webhooks are checked with',
        file: 'src/hook.js',
        text: `const { createHmac } = require('node:crypto');
const WEBHOOK_SECRET = '«keyboard cat»';
module.exports = (body) => createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
`,
      },
      {
        name: 'a variable of a start script',
        file: 'start.sh',
        text: 'export JWT_SECRET="«keyboard-cat»"\nnode server.js\n',
      },
      {
        name: 'a constant of another file',
        files: {
          'src/config.ts': `export const jwtSecret = '«c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6»';
`,
          'src/login.ts': `import jwt from 'jsonwebtoken';
import { jwtSecret } from './config';
export const login = (id: string) => jwt.sign({ sub: id }, jwtSecret, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'a Compose file',
        file: 'docker-compose.yml',
        text: `services:
  api:
    image: api
    environment:
      JWT_SECRET: «Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»
`,
      },
      {
        name: 'a Kubernetes Secret in base64',
        file: 'deploy/secret.yaml',
        text: `apiVersion: v1
kind: Secret
metadata:
  name: api
data:
  JWT_SECRET: «a2V5Ym9hcmQgY2F0»
`,
      },
      {
        name: 'a configuration file that is tracked',
        file: 'config/production.json',
        text: `{ "jwt": { "secret": "«keyboard cat»" } }
`,
        tracked: { 'config/production.json': 'tracked' },
      },
    ],
    good: [
      {
        name: 'read from the environment',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
      {
        name: 'a fallback, which hardcoded-fallback reports',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET || 'keyboard cat';
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'a .env file, which tracked-env-file judges',
        file: '.env',
        text: 'JWT_SECRET=keyboard cat\n',
        tracked: { '.env': 'tracked' },
      },
      {
        name: 'an image, which image-baked-secret reports',
        file: 'Dockerfile',
        text: 'FROM node:22\nENV JWT_SECRET=keyboard-cat\n',
      },
      {
        name: 'a reference in a Compose file',
        file: 'docker-compose.yml',
        text: `services:
  api:
    image: api
    environment:
      JWT_SECRET: \${JWT_SECRET:?set it}
`,
      },
      {
        name: 'an empty entry, which counts as unset',
        file: 'docker-compose.yml',
        text: `services:
  api:
    image: api
    environment:
      JWT_SECRET: ""
`,
      },
      {
        name: 'a configuration file that git ignores',
        file: 'config/local.json',
        text: `{ "jwt": { "secret": "keyboard cat" } }
`,
        tracked: { 'config/local.json': 'ignored' },
      },
      {
        name: 'an argument of a build, which image-baked-secret reports',
        file: 'docker-compose.yml',
        text: `services:
  api:
    build:
      context: .
      args:
        JWT_SECRET: keyboard cat
`,
      },
      {
        name: 'a template',
        file: 'config/production.example.json',
        text: `{ "jwt": { "secret": "keyboard cat" } }
`,
      },
      {
        name: 'a script that prints the halves of an entry',
        file: 'setup.sh',
        text: `echo -n "JWT_SECRET='" >> .env
openssl rand -hex 32 | tr -d '\\n' >> .env
echo "'" >> .env
`,
      },
      {
        name: 'a message and a name of storage',
        file: 'src/messages.js',
        text: `export const JWT_SECRET_MISSING = 'JWT_SECRET is missing';
export const JWT_LOCAL_STORAGE_KEY = 'jwtToken';
export const jwtSecret = '[REDACTED]';
`,
      },
      {
        name: 'a line that is commented out',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
// const JWT_SECRET = 'keyboard cat';
module.exports = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
      {
        name: 'a public key',
        file: 'src/check.js',
        text: `const jwt = require('jsonwebtoken');
const key = '-----BEGIN PUBLIC KEY-----\\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\\n-----END PUBLIC KEY-----';
module.exports = (token) => jwt.verify(token, key, { algorithms: ['ES256'] });
`,
      },
    ],
  },
});
