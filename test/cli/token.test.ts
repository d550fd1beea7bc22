// `keylint token`: what it says of a token is checked against tokens that are made here, by node's own crypto.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';

const secret = 'k7'.repeat(16);
const cwd = mkdtempSync(join(tmpdir(), 'keylint-token-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function run(stdin: string, ...argv: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const outputTo = (name: keyof typeof written) => ({
    isTerminal: false,
    columns: undefined,
    write(text: string) {
      written[name] += text;
    },
  });
  const code = await main(['token', ...argv], {
    cwd,
    env: { KEY: secret, SHORT: 'weaksecret1', HOME: cwd, XDG_STATE_HOME: cwd },
    stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)]),
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
  });
  return { code, ...written };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function make(claims: object, { key = secret, alg = 'HS256' } = {}): string {
  const body = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  if (alg === 'none') return `${body}.`;
  const hash = alg.replace('HS', 'sha');
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`;
}

const now = Math.floor(Date.now() / 1000);
const good = { sub: '1', aud: 'api', exp: now + 3600 };

describe('verify', () => {
  test.each([
    ['valid', make(good), []],
    ['valid', `Bearer ${make(good)}`, []],
    ['valid', make(good, { alg: 'HS512', key: secret + secret }), ['--alg', 'HS512'], 'LONG'],
    ['expired', make({ ...good, exp: now - 7200 }), []],
    ['valid', make({ ...good, exp: now - 5 }), ['--clock-tolerance', '60']],
    ['not-yet-valid', make({ ...good, nbf: now + 3600 }), []],
    ['wrong-key', make(good, { key: 'another' }), []],
    ['algorithm-not-allowed', make(good, { alg: 'HS512' }), []],
    ['algorithm-not-allowed', make(good, { alg: 'RS256'.replace('RS', 'HS') }), ['--alg', 'HS384']],
    ['unsigned', make(good, { alg: 'none' }), []],
    ['wrong-claim', make(good), ['--audience', 'other']],
    ['valid', make(good), ['--audience', 'api']],
    ['wrong-claim', make(good), ['--issuer', 'me']],
  ])('%s', async (verdict, token, more, long?: string) => {
    if (long) writeFileSync(join(cwd, 'long.txt'), `${secret}${secret}\n`);
    const key = long ? ['--secret-file', 'long.txt'] : ['--secret-env', 'KEY'];
    const { code, stdout } = await run(token, 'verify', ...key, ...more);
    expect(stdout).toMatch(new RegExp(`^${verdict}: `));
    expect(code).toBe(verdict === 'valid' ? 0 : 1);
    const json = await run(token, 'verify', '-f', 'json', ...key, ...more);
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict });
  });

  test('a public key is never taken for a secret', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    writeFileSync(join(cwd, 'public.pem'), pem);
    writeFileSync(join(cwd, 'private.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const forged = make(good, { key: pem.trimEnd() });
    const refused = await run(forged, 'verify', '--secret-file', 'public.pem');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('is no secret')]);
    const signed = await run(
      '{"sub":"1"}',
      'sign',
      '--alg',
      'ES256',
      '--secret-file',
      'private.pem',
    );
    const args = ['verify', '--alg', 'ES256', '--secret-file', 'public.pem'];
    expect((await run(signed.stdout, ...args)).stdout).toMatch(/^valid/);
    expect((await run(forged, ...args)).stdout).toMatch(/^algorithm-not-allowed/);
  });
});

test('sign: short-lived by default, and what it signs verifies', async () => {
  const { code, stdout, stderr } = await run('{"sub":"1"}', 'sign', '--secret-env', 'KEY');
  expect([code, stderr]).toEqual([0, '']);
  const [head, claims = '', signature] = stdout.trim().split('.');
  expect(createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url')).toBe(
    signature,
  );
  const { exp, iat, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    number
  >;
  expect([sub, (exp ?? 0) - (iat ?? 0)]).toEqual(['1', 300]);
  const weak = await run('{}', 'sign', '--secret-env', 'SHORT');
  expect(weak.stderr).toContain('the secret is 11 bytes; HS256 needs 32');
});

test('decode: times are read out, nothing steers the terminal, and it says that nothing is verified', async () => {
  const token = make({ sub: 'a\u001b[31m\u202e', iat: now - 120, exp: now - 7200 });
  const { code, stdout } = await run(token, 'decode');
  expect(code).toBe(0);
  expect(stdout).toMatch(/exp: \d+ {2}\([\d: -]+ UTC, expired 2 hours ago\)/);
  expect(stdout).toMatch(/UTC, 2 minutes ago\)/);
  expect(stdout).toContain('Not verified');
  expect(stdout).not.toMatch(/[\u001b\u202e]/);
  writeFileSync(join(cwd, 'token.txt'), `${token}\n`);
  const json = await run('', 'decode', '--file', 'token.txt', '-f', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({ verified: false, header: { alg: 'HS256' } });
});

test.each([
  [[make(good)], ''],
  [['decode', make(good)], ''],
  [['verify', '--secret-env', make(good)], make(good)],
  [['decode'], `${make(good)}x.y.z.${secret}`],
  [['verify', '--secret-file', 'none.txt'], make(good)],
  [['sign', '--secret-env', 'KEY'], `not json ${secret}`],
  [['verify'], make(good)],
])('what cannot be done is said without repeating anything: %#', async (argv, stdin) => {
  const { code, stdout, stderr } = await run(stdin, ...argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^keylint: /);
  for (const text of [secret, make(good), 'internal error']) expect(stderr).not.toContain(text);
});
