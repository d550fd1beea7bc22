// Finds private keys that tokens are signed with in files that git tracks.
import { exampleKey } from '../src/model/example-key.ts';
import { subjectOfKey, usesOfKey } from '../src/model/key-problem.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'tracked-private-key',
  title: 'Private key that signs tokens tracked by git',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: {
    leave:
      'the key has to be replaced wherever its public half is known, and that is for its owner to plan',
  },
  looksFor:
    'A private key (PEM or JWK) that git tracks, in a file of its own or in an env file, which code signs tokens with or whose name says so; and the master key of Rails, which opens the key of its sessions.',
  why: 'Whoever has the private key signs tokens as any user, and every clone, fork and backup has it. The history keeps it after the file is deleted.',
  howToFix:
    'Make a new pair, publish its public half, and keep the private one in a secret store or a file that `.gitignore` names. Take this one out with `git rm --cached`, and count it as known.',
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
    'CWE-321',
    'CWE-538',
  ],

  checkAll({ project }) {
    return (project.privateKeys ?? [])
      .filter(({ file, carrier }) => file.language === 'key-file' || carrier === 'dotenv')
      .filter(({ file }) => file.tracked === 'tracked')
      .map((key) => ({
        at: key.at,
        message: key.kind.opens
          ? `${key.file.path} opens ${key.kind.opens} and is tracked by git`
          : `${subjectOfKey(key)} is tracked by git`,
        confidence: key.uses.length > 0 || key.kind.opens ? ('high' as const) : ('medium' as const),
        related: usesOfKey(key),
      }));
  },

  examples: {
    bad: [
      {
        name: 'a file that code signs with',
        files: {
          'keys/private.pem': `«${exampleKey}»\n`,
          'src/login.js': `const jwt = require('jsonwebtoken');
const fs = require('node:fs');
const key = fs.readFileSync('keys/private.pem');
module.exports = (id) => jwt.sign({ sub: id }, key, { algorithm: 'ES256', expiresIn: '1h' });
`,
        },
        tracked: { 'keys/private.pem': 'tracked' },
      },
      {
        name: 'a key that Apple hands out once',
        file: 'keys/AuthKey_ABCDE12345.p8',
        text: `«${exampleKey}»\n`,
        tracked: { 'keys/AuthKey_ABCDE12345.p8': 'tracked' },
      },
      {
        name: 'the master key of Rails',
        file: 'config/master.key',
        text: '«0123456789abcdef0123456789abcdef»',
        tracked: { 'config/master.key': 'tracked' },
      },
    ],
    good: [
      {
        name: 'a file that git ignores',
        files: {
          'keys/private.pem': `${exampleKey}\n`,
          'src/login.js': `const jwt = require('jsonwebtoken');
const fs = require('node:fs');
const key = fs.readFileSync('keys/private.pem');
module.exports = (id) => jwt.sign({ sub: id }, key, { algorithm: 'ES256', expiresIn: '1h' });
`,
        },
        tracked: { 'keys/private.pem': 'ignored' },
      },
      {
        name: 'a key of something else',
        file: 'certs/server.pem',
        text: `${exampleKey}\n`,
        tracked: { 'certs/server.pem': 'tracked' },
      },
      {
        name: 'a public key',
        files: {
          'keys/jwt.pem':
            '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----\n',
        },
        tracked: { 'keys/jwt.pem': 'tracked' },
      },
    ],
  },
});
