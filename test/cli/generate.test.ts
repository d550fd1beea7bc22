// `keylint generate`: what it prints, what it puts into a .env file, and what it refuses.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'dotenv';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GenerateOptions, runGenerate } from '../../src/cli/commands/generate.ts';
import type { Io } from '../../src/cli/io.ts';

const plain: GenerateOptions = {
  algorithm: 'HS256',
  format: undefined,
  count: 1,
  bytes: undefined,
  envName: undefined,
  write: undefined,
  force: false,
};

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'keylint-generate-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function generate(options: Partial<GenerateOptions>) {
  const written = { out: '', err: '' };
  const output = (to: 'out' | 'err') => ({
    write: (text: string) => {
      written[to] += text;
    },
    isTerminal: false,
    columns: undefined,
  });
  const io: Io = {
    cwd,
    env: {},
    stdin: Readable.from([]),
    stdout: output('out'),
    stderr: output('err'),
  };
  const code = await runGenerate({ ...plain, ...options }, io);
  return { code, ...written };
}

describe('printing', () => {
  test.each([
    ['HS256', undefined, /^[\w-]{43}\n$/],
    ['HS384', 'hex', /^[\da-f]{96}\n$/],
    ['HS512', 'base64', /^[A-Za-z0-9+/]{86}==\n$/],
    ['HS512', 'jwk', /^\{"kty":"oct","k":"[\w-]{86}","alg":"HS512","use":"sig"\}\n$/],
  ])('%s as %s', async (algorithm, format, shape) => {
    expect(await generate({ algorithm, format })).toMatchObject({
      code: 0,
      out: expect.stringMatching(shape),
      err: '',
    });
  });

  test('several at once, each another', async () => {
    const lines = (await generate({ count: 5, envName: 'JWT_SECRET' })).out.trimEnd().split('\n');
    expect(new Set(lines).size).toBe(5);
    for (const line of lines) expect(line).toMatch(/^JWT_SECRET=[\w-]{43}$/);
  });

  test('key pairs as lines of a .env file', async () => {
    const values = parse((await generate({ algorithm: 'ES256', envName: 'JWT' })).out);
    expect(values.JWT_PRIVATE_KEY).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(values.JWT_PUBLIC_KEY).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});

describe('refusing', () => {
  test.each<[Partial<GenerateOptions>, RegExp]>([
    [{ algorithm: 'HS512', bytes: 32 }, /64 to 1024/],
    [{ algorithm: 'HS256', format: 'pem' }, /hex, base64/],
    [{ algorithm: 'RS256', format: 'hex' }, /pem or jwk/],
    [{ algorithm: 'none' }, /no algorithm/],
    [{ count: 0 }, /--count/],
    [{ count: 1.5 }, /--count/],
    [{ envName: 'A B' }, /--env-name/],
    [{ write: '.env' }, /--env-name/],
    [{ write: '.env', envName: 'A', count: 2 }, /one secret at a time/],
  ])('%#', async (options, message) => {
    await expect(generate(options)).rejects.toThrow(message);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('--write', () => {
  const write = (options: Partial<GenerateOptions> = {}) =>
    generate({ envName: 'JWT_SECRET', write: '.env', ...options });
  const env = (): string => readFileSync(join(cwd, '.env'), 'utf8');

  test('makes a file that only its owner reads, and prints nothing of it', async () => {
    const { out, err } = await write();
    expect(env()).toMatch(/^JWT_SECRET=[\w-]{43}\n$/);
    if (process.platform !== 'win32') expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
    expect(out).toBe('');
    expect(err).not.toContain(parse(env()).JWT_SECRET);
    expect(readdirSync(cwd)).toEqual(['.env']);
  });

  test.each([
    ['A=1\n# note\nB="x"\n', /^A=1\n# note\nB="x"\nJWT_SECRET=[\w-]{43}\n$/],
    ['A=1', /^A=1\nJWT_SECRET=[\w-]{43}\n$/],
    ['A=1\r\n', /^A=1\r\nJWT_SECRET=[\w-]{43}\r\n$/],
    ['A=1\nJWT_SECRET=\nB=2\n', /^A=1\nJWT_SECRET=[\w-]{43}\nB=2\n$/],
    ['export JWT_SECRET="" # later\nB=2', /^export JWT_SECRET=[\w-]{43} # later\nB=2$/],
    ['JWT_SECRET_OLD=1\n', /^JWT_SECRET_OLD=1\nJWT_SECRET=[\w-]{43}\n$/],
  ])('keeps everything else %#', async (before, after) => {
    writeFileSync(join(cwd, '.env'), before);
    await write();
    expect(env()).toMatch(after);
  });

  test('replaces a value only when told to', async () => {
    writeFileSync(join(cwd, '.env'), "A=1\nJWT_SECRET='old fake value'\nB=2\n");
    await expect(write()).rejects.toThrow(/has a value in \.env already/);
    expect(env()).toContain('old fake value');
    await write({ force: true });
    expect(env()).toMatch(/^A=1\nJWT_SECRET=[\w-]{43}\nB=2\n$/);
  });

  test('says which file it could not write', async () => {
    await expect(write({ write: 'no/such/.env' })).rejects.toThrow(/no\/such\/\.env.*ENOENT/);
    expect(existsSync(join(cwd, 'no'))).toBe(false);
  });
});
