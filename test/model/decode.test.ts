// Bytes to text: encodings that files really come in, and the way back for fixes.
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeText,
  encodeText,
  type TextEncoding,
  withoutControls,
} from '../../src/model/decode.ts';

const text = 'JWT_SECRET=abc # prix en €\n';
const ascii = 'JWT_SECRET=abc\r\n';
const utf32 = (given: string) => Buffer.from(Uint32Array.from(Buffer.from(given)).buffer);
/** Hardly any ASCII. */
const chinese = `# ${'你好世界'.repeat(500)}\na: b\n`;
const utf16 = (given: string) => Buffer.from(given, 'utf16le');
const mark = '\ufeff';

describe('decodes', () => {
  test.each<[string, Uint8Array, string, TextEncoding, boolean]>([
    ['UTF-8', Buffer.from(text), text, 'utf-8', false],
    ['UTF-8 with a mark', Buffer.from(mark + text), text, 'utf-8', true],
    ['UTF-16 LE with a mark', utf16(mark + text), text, 'utf-16le', true],
    ['UTF-16 BE with a mark', utf16(mark + text).swap16(), text, 'utf-16be', true],
    ['UTF-16 LE without a mark', utf16(ascii), ascii, 'utf-16le', false],
    ['UTF-16 BE without a mark', utf16(ascii).swap16(), ascii, 'utf-16be', false],
    ['latin1', Buffer.from('# caf\u00e9\n', 'latin1'), '# caf\u00e9\n', 'latin1', false],
    ['UTF-16 LE of another script', utf16(chinese), chinese, 'utf-16le', false],
    ['UTF-16 BE of another script', utf16(chinese).swap16(), chinese, 'utf-16be', false],
    ['a lone surrogate', utf16(`${mark}a\ud800b`), 'a\ud800b', 'utf-16le', true],
    ['nothing', Buffer.alloc(0), '', 'utf-8', false],
    ['a mark alone', Buffer.from(mark), '', 'utf-8', true],
    [
      'a NUL beyond the sample',
      Buffer.from(`${'a'.repeat(8192)}\0`),
      `${'a'.repeat(8192)}\0`,
      'utf-8',
      false,
    ],
  ])('%s', (_, bytes, expected, encoding, hasBom) => {
    expect(decodeText(bytes)).toEqual({ text: expected, encoding, hasBom });
  });

  test('the last byte of UTF-16 with an odd length is dropped', () => {
    const bytes = Buffer.concat([utf16(`${mark}ab`), Buffer.of(0x63)]);
    expect(decodeText(bytes)).toMatchObject({ text: 'ab' });
  });

  test('leaves the bytes as they are', () => {
    const bytes = utf16(mark + text).swap16();
    const before = Buffer.from(bytes);
    decodeText(bytes);
    expect(bytes.equals(before)).toBe(true);
  });

  test('a view in the middle of a buffer', () => {
    const bytes = Buffer.from(`xx${text}yy`);
    expect(
      decodeText(new Uint8Array(bytes.buffer, bytes.byteOffset + 2, bytes.length - 4)),
    ).toEqual(decodeText(Buffer.from(text)));
  });
});

describe('refuses', () => {
  test.each<[string, Uint8Array, string]>([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'binary'],
    ['zeros', Buffer.alloc(100), 'binary'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'), 'binary'],
    ['UTF-32 LE without a mark', utf32('JWT_SECRET=plainly-fake'), 'encoding'],
    ['UTF-32 BE without a mark', utf32('JWT_SECRET=plainly-fake').swap32(), 'encoding'],
    ['zeros in UTF-16', utf16(`${mark}a${'\0'.repeat(50)}b`), 'binary'],
    [
      'an archive',
      Buffer.from(`PK\x03\x04\0\0${'\xff\x80\x11\x02'.repeat(40)}`, 'latin1'),
      'binary',
    ],
    ['UTF-32 LE', Buffer.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), 'encoding'],
    ['UTF-32 BE', Buffer.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x61), 'encoding'],
  ])('%s', (_, bytes, skipped) => {
    expect(decodeText(bytes)).toEqual({ skipped });
  });
});

describe('reads a text with control bytes in it, which interpreters run as well', () => {
  const code = `const secret = "plainly-fake"; // ${'x'.repeat(100)}\n`;
  test.each<[string, Uint8Array, string]>([
    ['a zero byte in a comment', Buffer.from(`// \0\n${code}`), `// \0\n${code}`],
    [
      'many zero bytes',
      Buffer.from(`/*${'\0'.repeat(9000)}*/${code}`),
      `/*${'\0'.repeat(9000)}*/${code}`,
    ],
    ['a zero byte in latin1', Buffer.from(`// \0\xe9\n${code}`, 'latin1'), `// \0\xe9\n${code}`],
    ['a zero byte in UTF-16', utf16(`${mark}// \0\n${code}`), `// \0\n${code}`],
    ['a mark before latin1', Buffer.from(`\xef\xbb\xbf\xe9${code}`, 'latin1'), `\xe9${code}`],
  ])('%s', (_, bytes, text) => {
    const decoded = decodeText(bytes);
    expect('text' in decoded ? decoded.text : decoded.skipped).toBe(text);
  });

  test('with a blank in their place for parsers', () => {
    expect(withoutControls('a\0b\x01\tc\r\n\x7f\x1b[1m')).toBe('a b \tc\r\n \x1b[1m');
  });

  test('and whatever else there is stays: ends of lines, colours, halves of characters', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('');
    const controls = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/g;
    expect(withoutControls(units) === units.replace(controls, ' ')).toBe(true);
    expect(withoutControls('é\u202e\x01😀')).toBe('é\u202e 😀');
  });
});

test('decoding and encoding give the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const decoded = decodeText(bytes);
      if ('skipped' in decoded) return;
      const { encoding, hasBom } = decoded;
      const whole = encoding.startsWith('utf-16') ? bytes.slice(0, bytes.length & ~1) : bytes;
      expect(Buffer.from(encodeText(decoded.text, encoding, hasBom))).toEqual(Buffer.from(whole));
    }),
    { seed: 7, numRuns: 2000 },
  );
});
