// Sets of known values: normal forms, word lists of any size, line ends of any kind.
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/strength/assess.ts';
import known from '../../src/strength/known-secrets.json' with { type: 'json' };
import { createKnownSecrets } from '../../src/strength/known-secrets.ts';
import { combineKnownSecrets, createWordlist } from '../../src/strength/wordlist.ts';
import { amount } from '../thorough.ts';

describe('published secrets', () => {
  test('each one is known as it is, in the other case and in base64', () => {
    for (const { value, reversed } of known as readonly { value: string; reversed?: boolean }[]) {
      const text = reversed ? [...value].reverse().join('') : value;
      expect(assess(text).predictable).toBe('known');
      expect(assess(text.toUpperCase()).predictable).not.toBeNull();
      if (text.length >= 6)
        expect(assess(Buffer.from(text).toString('base64')).predictable).toBe('known');
    }
  });

  test('digits and signs stuck to one are still to be guessed', () => {
    const plain = assess('supersecretkey');
    const dated = assess('supersecretkey2024');
    const numbered = assess('83915supersecretkey40718');
    expect([plain, dated, numbered].map(({ predictable }) => predictable)).toEqual(
      Array(3).fill('known'),
    );
    expect(dated.bits).toBeGreaterThan(plain.bits + 4);
    expect(numbered.bits).toBeGreaterThan(plain.bits + 32);
  });

  test('digits that are a part of it are not', () => {
    expect(assess('your-256-bit-secret').bits).toBe(assess('secret').bits);
    expect(assess('123456').bits).toBe(assess('secret').bits);
  });

  test('another spelling of one costs a little more', () => {
    expect(assess('YOUR_256_BIT_SECRET').bits).toBeGreaterThan(assess('your-256-bit-secret').bits);
  });

  test('each has a source', () => {
    for (const { source } of known) expect(source).not.toBe('');
  });

  test('none has the shape of a token of some provider', () => {
    for (const { value } of known) {
      expect(value).not.toMatch(/^eyJ|^sk-|^gh[pousr]_|^AKIA|^xox[abpr]-|T3BlbkFJ/);
    }
  });
});

describe('other forms of a published key that looks random', () => {
  // The key of the tutorial of FastAPI.
  const key = '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7';
  const bytes = Buffer.from(key, 'hex');

  test.each([
    ['its first half', key.slice(0, 32)],
    ['its end', key.slice(-40)],
    ['in capitals', key.toUpperCase()],
    ['backwards', [...key].reverse().join('')],
    ['the end of it backwards', [...key].reverse().join('').slice(0, 40)],
    ['its bytes in base64', bytes.toString('base64')],
    ['its bytes in base64url', bytes.toString('base64url')],
    ['its text in hexadecimal', Buffer.from(key).toString('hex')],
  ])('%s', (_, text) => {
    expect(assess(text)).toMatchObject({ predictable: 'known' });
    expect(assess(text).explanation).toContain('fastapi');
  });

  test.each([
    ['fifteen characters of it', key.slice(0, 15)],
    ['its middle', key.slice(1, 63)],
    ['half of its bytes', bytes.subarray(0, 16).toString('base64')],
  ])('but not %s', (_, text) => {
    expect(assess(text).predictable).not.toBe('known');
  });

  test('a key in base64 is known by its bytes in hexadecimal', () => {
    const hex = Buffer.from('HEwh0TW7w6a5yUwIrpHilUqetAqTFAVSHx2rg6DWNtg=', 'base64').toString(
      'hex',
    );
    expect(assess(hex).predictable).toBe('known');
  });
});

describe('createKnownSecrets', () => {
  const set = createKnownSecrets(['Plainly-Fake-Value', 'ab', '!!', '42'], 'the settings');

  test.each([
    'Plainly-Fake-Value',
    'plainlyfakevalue',
    'PLAINLY_FAKE_VALUE',
    'plainly.fake.value2024',
    '1plainlyfakevalue',
  ])('finds a variation %#', (text) => {
    expect(set.find(text)).toBe('the settings');
  });

  test.each(['plainlyfakevalu', 'ab1', 'b', '', '!', '421'])('does not find %#', (text) => {
    expect(set.find(text)).toBeUndefined();
  });

  test('finds values of signs and digits as they are', () => {
    expect(set.find('!!')).toBe('the settings');
    expect(set.find('42')).toBe('the settings');
  });
});

describe('createWordlist', () => {
  function read(text: string | Uint8Array, chunk: number) {
    const bytes = Buffer.from(text);
    const reader = createWordlist('listed in words.txt');
    for (let i = 0; i < bytes.length; i += chunk) reader.write(bytes.subarray(i, i + chunk));
    return reader.end();
  }

  test.each([1, 2, 3, 7, 1000])('reads lines cut into chunks of %i bytes', (chunk) => {
    const list = read('one-line\r\ntwo lines\n\nschlüssel\r\nlast', chunk);
    for (const text of ['one-line', 'ONE_LINE', 'two lines', 'schlüssel', 'last']) {
      expect(list.find(text)).toBe('listed in words.txt');
    }
    for (const text of ['', 'one', 'line', 'las', 'schl']) expect(list.find(text)).toBeUndefined();
  });

  test('digits stuck to a line do not hide it, and are still to be guessed', () => {
    const reader = createWordlist('a list');
    reader.write(Buffer.from('Vxq-Opler\r\n'));
    const knownSecrets = reader.end();
    expect(knownSecrets.find('vxqopler2024')).toBe('a list');
    const plain = assess('vxqopler', { knownSecrets });
    const longer = assess('vxqopler2024', { knownSecrets });
    expect([plain.predictable, longer.predictable]).toEqual(['known', 'known']);
    expect(longer.bits).toBeGreaterThan(plain.bits + 4);
  });

  test('holds every line of a long list and no others', () => {
    const count = amount(20_000, 100_000);
    const lines = Array.from({ length: count }, (_, i) => `plainly-fake-${i}`);
    const list = read(lines.join('\n'), 1 << 16);
    expect(lines.every((line) => list.find(line) !== undefined)).toBe(true);
    for (let i = 0; i < count; i++) expect(list.find(`other-${i}`)).toBeUndefined();
  });

  test('does not keep a line without end', () => {
    const list = read('x'.repeat(1 << 20), 1 << 16);
    expect(list.find('x'.repeat(2000))).toBeUndefined();
    expect(list.find('x'.repeat(1024))).toBe('listed in words.txt');
  });

  test('the first list that knows a text answers', () => {
    const both = combineKnownSecrets([
      createKnownSecrets(['a-b'], 'first'),
      createKnownSecrets(['a-b', 'c-d'], 'second'),
    ]);
    expect([both.find('a-b'), both.find('c-d'), both.find('e')]).toEqual([
      'first',
      'second',
      undefined,
    ]);
  });
});
