// `keylint check`: what it says of a secret, that the secret itself is not in it, and how it is typed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { typeKeys } from '../../src/cli/checking/read-secret.ts';
import { type CheckOptions, runCheck } from '../../src/cli/commands/check.ts';
import type { Io } from '../../src/cli/io.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const plain: CheckOptions = {
  algorithm: 'HS256',
  encoding: 'utf8',
  format: 'text',
  showSecrets: false,
  wordlists: [],
  projectNames: [],
};

async function check(
  input: string,
  options: Partial<CheckOptions> = {},
  { env = {}, cwd = tmpdir() }: { env?: Io['env']; cwd?: string } = {},
): Promise<Run> {
  const written = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => {
      written[to] += text;
    },
    isTerminal: false,
    columns: undefined,
  });
  const stdin = Readable.from([Buffer.from(input)]);
  const io: Io = { cwd, env, stdin, stdout: output('out'), stderr: output('err') };
  return { code: await runCheck({ ...plain, ...options }, io), ...written };
}

const canary = 'purple-Canary-dishwasher-2024';

describe('keylint check', () => {
  test('exits 1 for a weak secret and takes it apart without showing it', async () => {
    const { code, out, err } = await check(`${canary}\n`);
    expect(code).toBe(1);
    expect(out).toContain('Weak for HS256: a common password, 2 dictionary words and a year.');
    expect(out).toContain('29 bytes (utf8); HS256 needs 32');
    for (const piece of [canary, 'purple', 'Canary', 'dishwasher', '2024']) {
      expect(out + err).not.toContain(piece);
    }
  });

  test('exits 0 for a strong one and for one that is a little thin, 1 for half of the bits', async () => {
    const strong = '8201cb671475ed7177ccb7400c901f0153c4055226cd8c0ecb29914a2fc78ecb';
    expect((await check(strong)).code).toBe(0);
    expect(await check(strong, { algorithm: 'HS384' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('Thin for HS384'),
    });
    expect(await check(strong, { algorithm: 'HS512' })).toMatchObject({
      code: 1,
      out: expect.stringContaining('`keylint generate --alg HS512`'),
    });
  });

  test('takes off the one line end that echo adds, CRLF too, and no other', async () => {
    for (const [input, bytes] of [
      ['secret', 6],
      ['secret\n', 6],
      ['secret\r\n', 6],
      ['secret\n\n', 7],
      ['secret ', 7],
    ] as const) {
      const { out } = await check(input, { format: 'json' });
      expect(JSON.parse(out)).toMatchObject({ bytes });
    }
  });

  test('JSON holds numbers and kinds, not the secret', async () => {
    const { out } = await check(canary, { format: 'json' });
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      algorithm: 'HS256',
      bytes: 29,
      reason: 'dictionary',
    });
    expect(out).not.toMatch(/purple|canary|dishwasher/i);
  });

  test('shows the pieces when asked, but never where CI is set', async () => {
    expect((await check(canary, { showSecrets: true })).out).toContain('purple');
    await expect(check(canary, { showSecrets: true }, { env: { CI: 'true' } })).rejects.toThrow(
      /CI/,
    );
  });

  test('knows what a word list holds', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'keylint-check-'));
    writeFileSync(join(cwd, 'words.txt'), 'first\r\nqz-81-plainly-fake-tv-4\r\n');
    const { out } = await check('qz-81-plainly-fake-tv-4', { wordlists: ['words.txt'] }, { cwd });
    rmSync(cwd, { recursive: true });
    expect(out).toContain('listed in words.txt');
    await expect(check('x', { wordlists: ['missing.txt'] }, { cwd })).rejects.toThrow(
      /missing\.txt cannot be read: it is not there/,
    );
  });

  test('refuses an empty secret', async () => {
    await expect(check('')).rejects.toThrow(/empty/);
    await expect(check('\n')).rejects.toThrow(/empty/);
  });
});

describe('typing', () => {
  test.each([
    ['abc', { kind: 'more', line: 'abc' }],
    ['abc\r', { kind: 'done', line: 'abc' }],
    ['abc\n', { kind: 'done', line: 'abc' }],
    ['abd\u007fc\r', { kind: 'done', line: 'abc' }],
    ['xyz\u0015abc\r', { kind: 'done', line: 'abc' }],
    ['😀x\u007f\u007fa\r', { kind: 'done', line: 'a' }],
    ['ab\u0003', { kind: 'cancelled' }],
    ['ab\u0004', { kind: 'done', line: 'ab' }],
  ])('%#', (keys, typed) => {
    expect(typeKeys('', keys)).toEqual(typed);
  });
});
