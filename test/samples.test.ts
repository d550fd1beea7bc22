// The samples every user tries first: judged right as `.env` entries and as literals in `jwt.sign`.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

const weak = [
  'mysecretkey',
  'MyCompanyName2024!',
  'supersecretpassword',
  '12345678901234567890123456789012',
  'abc123',
  'mycompany2026',
  'MyApp2024SecretKeyJWT!@#',
  'secret',
  'password',
  'jwt-secret',
  'my-super-secret-key',
  '1718900000000',
  '550e8400-e29b-41d4-a716-446655440000',
  'your-256-bit-secret',
  'dev_secret_abc123',
  'dev_secret_abc123...',
];

const predictable = new Set([
  'known-secret',
  'placeholder-secret',
  'dictionary-secret',
  'project-name-secret',
  'timestamp-secret',
  'uuid-secret',
  'patterned-secret',
  'low-entropy-secret',
]);

// Digests stand in for CSPRNG output so that the test is the same every time; their inputs are no list words.
const bytes32 = createHash('sha256').update('keylint sample 32 ~ qv81').digest();
const bytes64 = createHash('sha512').update('keylint sample 64 ~ qv81').digest();
const strong = {
  hex: bytes32.toString('hex'),
  base64: bytes32.toString('base64'),
  base64url: bytes32.toString('base64url'),
};

const manifest = JSON.stringify({ name: 'mycompany', version: '1.0.0' });

function envProject(value: string, algorithm?: string): Record<string, string> {
  const option = algorithm ? `algorithm: '${algorithm}', ` : '';
  return {
    'package.json': manifest,
    '.env': `JWT_SECRET=${/[#!\s]/.test(value) ? `"${value}"` : value}\n`,
    'src/auth.js': `import jwt from 'jsonwebtoken';\nexport const issue = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { ${option}expiresIn: '1h' });\n`,
  };
}

function literalProject(value: string, algorithm?: string): Record<string, string> {
  const option = algorithm ? `algorithm: '${algorithm}', ` : '';
  return {
    'package.json': manifest,
    'src/auth.js': `import jwt from 'jsonwebtoken';\nexport const issue = (user) => jwt.sign({ sub: user.id }, '${value}', { ${option}expiresIn: '1h' });\n`,
  };
}

async function strengthRulesOf(files: Record<string, string>): Promise<string[]> {
  const findings = await auditTexts(files, rules);
  return findings
    .map((finding) => finding.rule)
    .filter((rule) => predictable.has(rule) || rule === 'short-secret' || rule === 'thin-secret');
}

describe.each([
  ['as a .env entry', envProject],
  ['as a literal in jwt.sign', literalProject],
])('%s', (_, project) => {
  test.each(weak)('%s is weak', async (value) => {
    const found = await strengthRulesOf(project(value));
    expect(found.some((rule) => predictable.has(rule))).toBe(true);
  });

  test.each(Object.entries(strong))(
    '32 random bytes in %s are strong for HS256',
    async (_, value) => {
      expect(await strengthRulesOf(project(value))).toEqual([]);
    },
  );

  test.each([
    ['hex', 'thin-secret'],
    ['base64', 'short-secret'],
    ['base64url', 'short-secret'],
  ] as const)('32 random bytes in %s under HS512: %s', async (form, rule) => {
    expect(await strengthRulesOf(project(strong[form], 'HS512'))).toEqual([rule]);
  });

  test.each(['HS256', 'HS384', 'HS512'])(
    '64 random bytes in hex pass under %s',
    async (algorithm) => {
      expect(await strengthRulesOf(project(bytes64.toString('hex'), algorithm))).toEqual([]);
    },
  );
});

test('across files: a .env value is held against the algorithm of a call that reaches it by two names', async () => {
  const files = {
    'package.json': manifest,
    '.env.production': `PORT=1\nJWT_SECRET=${strong.base64}\n`,
    'src/config.ts': `export const config = { jwt: { secret: process.env.JWT_SECRET } };\n`,
    'src/auth.ts': `import jwt from 'jsonwebtoken';\nimport { config } from './config';\nexport const issue = (id: string) =>\n  jwt.sign({ sub: id }, config.jwt.secret, { algorithm: 'HS512', expiresIn: '1h' });\n`,
  };
  const findings = (await auditTexts(files, rules)).filter((f) => f.rule === 'short-secret');
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  expect(finding).toMatchObject({ path: '.env.production', line: 2, column: 12 });
  expect(finding?.secret).toMatchObject({
    algorithm: 'HS512',
    bytes: 44,
    requiredBytes: 64,
    environment: 'production',
  });
  expect(finding?.related).toEqual(
    expect.arrayContaining([expect.objectContaining({ path: 'src/auth.ts', line: 4 })]),
  );
});
