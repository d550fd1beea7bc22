// Finds signing secrets with fewer bytes than the hash of the algorithm they are used with.
import { subjectOfKey, usesOfKey } from '../src/model/key-problem.ts';
import { aboutValue, countOf, isLive, needOf, subjectOf } from '../src/model/problem.ts';
import { defineRule } from '../src/model/rule.ts';
import type { PrivateKey } from '../src/model/secret.ts';
import { severityOfStrength } from '../src/model/severity.ts';

/** RFC 7518, section 3.3. */
const minRsaBits = 2_048;

/** Curve of each algorithm: RFC 7518, section 3.4, and RFC 8812. */
const curveOf: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  ES256K: 'secp256k1',
};

/** What is wrong with the size of a private key; `undefined` where nothing is. */
function flawOf({ kind, uses }: PrivateKey): string | undefined {
  const named = uses.flatMap(({ algorithmNames }) => algorithmNames);
  if (kind.bits !== undefined && kind.bits < minRsaBits) {
    const algorithm = named.find((name) => /^[RP]S/.test(name)) ?? 'RSA signatures';
    return `has ${kind.bits} bits; ${algorithm} needs ${minRsaBits}`;
  }
  const wrong = named.find(
    (name) => kind.curve !== undefined && (curveOf[name] ?? kind.curve) !== kind.curve,
  );
  return wrong && `is on ${kind.curve}; ${wrong} needs ${curveOf[wrong]}`;
}

/** Of no use to anybody: 512 bits are factored in hours. */
const example = `-----BEGIN PRIVATE KEY-----
MIIBUwIBADANBgkqhkiG9w0BAQEFAASCAT0wggE5AgEAAkEArQpDGXoUkSx0v1iZ
nZRFpqUzCsYVODfNyjMHmt167kpjza6GiVQGwqrP6nBQ+h8DbS/tbehn7yBGE/YT
HUEwuQIDAQABAkAtwHjdU5n8iHSV4yc6sul3llZYkucpZhfTTorEN6s5NaKxhgqH
Nojc/W+VBYTHSQ5zaASXfWF5b9s+xuUXSxTBAiEA2ZOQCX12yS4pRrORCs/sTeGw
A/xT4TGTnFYFMyMQr5MCIQDLmUBZZLpBT2PNffKDMr1hNZkWIHj5SMIEDzli9XWW
AwIgIjwdxeB/+FfTFtTaVaExxW9lirsBV8W9PDQszUcPMRECICKWBQ1qhA1mLCET
XSgWbX9e+IN+vq4yQusnnusFoZT7AiBWrFHlDUKTgk6aWOeIGDInbyjDZbg9lBYb
dgu4WiM6og==
-----END PRIVATE KEY-----`;

export default defineRule({
  id: 'short-secret',
  title: 'Signing secret shorter than its algorithm needs',
  category: 'length',
  severity: 'high',
  confidence: 'high',
  remedy: 'new-value',
  looksFor:
    'A signing secret with fewer bytes, after the decoding that the library really does, than the hash of the algorithm it is used with: 32 for HS256, 48 for HS384, 64 for HS512. A private RSA key of fewer than 2,048 bits (RFC 7518 §3.3), and a key on another curve than its algorithm names (§3.4).',
  why: 'One captured token is enough to guess a short secret offline, with no rate limit; RFC 7518 forbids keys below the size of the hash.',
  howToFix: 'Replace it with random bytes, as many as the algorithm needs.',
  references: [
    'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
    'https://www.rfc-editor.org/rfc/rfc8725#section-3.5',
    'CWE-326',
  ],

  check(subject) {
    const { secret, value, strength } = subject;
    // Of a digest the key has the length of the digest, whatever the text.
    if (!strength || !isLive(value) || value.hashedBy !== undefined) return;
    if (strength.bytes >= secret.requiredBytes) return;
    const bits = countOf(Math.round(strength.bits), 'bit');
    return {
      ...aboutValue(
        subject,
        `${subjectOf(secret)} is ${countOf(strength.bytes, 'byte')} (about ${bits}); ${needOf(secret)}`,
        severityOfStrength(strength),
      ),
    };
  },

  checkAll({ project }) {
    return (project.privateKeys ?? []).flatMap((key) => {
      const flaw = flawOf(key);
      const confidence = key.uses.length > 0 ? ('high' as const) : ('medium' as const);
      if (!flaw) return [];
      return [
        {
          at: key.at,
          message: `${subjectOfKey(key)} ${flaw}`,
          confidence,
          related: usesOfKey(key),
        },
      ];
    });
  },

  examples: {
    bad: [
      {
        name: 'an RSA key of 512 bits',
        files: {
          '.env': `JWT_PRIVATE_KEY="«${example}»"\n`,
          'src/login.js': `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_PRIVATE_KEY, { algorithm: 'RS256', expiresIn: '1h' });
`,
        },
      },
      {
        name: '31 bytes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '«6AuIy8vKdDJXi1FKl2DnZ7bbNMDn71B»', { expiresIn: '1h' });
`,
      },
      {
        name: 'an env entry that HS512 reads in another file',
        files: {
          '.env.production': 'JWT_SECRET=«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»\n',
          'src/auth.ts': `import jwt from 'jsonwebtoken';
const config = { jwt: { secret: process.env.JWT_SECRET } };
export const login = (id: string) =>
  jwt.sign({ sub: id }, config.jwt.secret, { algorithm: 'HS512', expiresIn: '1h' });
`,
        },
      },
      {
        name: '43 characters that the code decodes to 32 bytes, for HS384',
        file: 'a.ts',
        text: `import jwt from 'jsonwebtoken';
const key = Buffer.from('«Q850mQ76aYBdwwKGc8af/Q3zKTtatnfcOSX87KDtdMs=»', 'base64');
jwt.sign({ sub: '1' }, key, { algorithm: 'HS384', expiresIn: '1h' });
`,
      },
      {
        name: 'by its name alone, HS256 assumed',
        file: '.env',
        text: 'JWT_SECRET=«abc123»\n',
      },
    ],
    good: [
      {
        name: '32 bytes',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
jwt.sign(claims, '6AuIy8vKdDJXi1FKl2DnZ7bbNMDn71BQ', { expiresIn: '1h' });
`,
      },
      {
        name: '64 characters for HS512',
        files: {
          '.env': 'JWT_SECRET=c9422e1cb330dc739908e272928e08c653af8bbcbfce471c93867c21df1825f6\n',
          'src/auth.js': `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { algorithm: 'HS512', expiresIn: '1h' });
`,
        },
      },
      { name: 'a template', file: '.env.example', text: 'JWT_SECRET=change-me\n' },
      { name: 'not set', file: '.env', text: 'JWT_SECRET=\n' },
      {
        name: 'hashed before use',
        file: 'a.js',
        text: `const jwt = require('jsonwebtoken');
const { createHash } = require('node:crypto');
const key = createHash('sha256').update('x4Tq9Lm2Vb7Rk1Zw').digest('hex');
jwt.sign(claims, key, { expiresIn: '1h' });
`,
      },
      {
        name: 'a library that derives its key',
        file: 'auth.js',
        text: `import NextAuth from 'next-auth';
export default NextAuth({ providers: [], secret: 'x4Tq9Lm2Vb7Rk1Zw' });
`,
      },
    ],
  },
});
