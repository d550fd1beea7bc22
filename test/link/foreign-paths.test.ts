// Directories that every program has say nothing of whose key a call signs with.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

const text =
  "const { createHmac } = require('crypto');\nconst signature = createHmac('sha256', 'secretsecret').update(token).digest('hex');\n";

test.each(['src', 'client', 'clients', 'search'])(
  'an HMAC below %s/ is judged',
  async (directory) => {
    const findings = await auditTexts({ [`${directory}/sign.js`]: text }, rules);
    expect(findings.map(({ rule }) => rule)).toContain('known-secret');
  },
);

test.each(['stripe', 'webhooks'])('one below %s/ is somebody else’s', async (directory) => {
  expect(await auditTexts({ [`${directory}/sign.js`]: text }, rules)).toEqual([]);
});
