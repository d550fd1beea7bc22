import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFile, newFileText } from '../../src/fix/file-text.ts';

const bytesOf = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

test.each([
  ['UTF-8', bytesOf('A=1\r\nB=ä\n')],
  ['UTF-8 with a byte order mark', bytesOf([0xef, 0xbb, 0xbf], 'A=1\r\nB=ä\n')],
  ['UTF-16 LE', Buffer.from('\uFEFFA=1\r\nB=ä\n', 'utf16le')],
  ['UTF-16 BE', Buffer.from('\uFEFFA=1\r\nB=ä\n', 'utf16le').swap16()],
])('%s is read and written back', (_, bytes) => {
  const file = decodeFile(bytes);
  expect(file?.text).toBe('A=1\r\nB=ä\n');
  expect(file?.encode('A=1\r\nB=ä\n')).toEqual(bytes);
  expect(decodeFile(file?.encode('C=ö') ?? bytes)?.text).toBe('C=ö');
});

test('Latin-1 keeps its bytes, and takes nothing that it cannot hold', () => {
  const file = decodeFile(bytesOf('A=', [0xe4]));
  expect(Buffer.from(file?.encode('A=äö') ?? [])).toEqual(bytesOf('A=', [0xe4, 0xf6]));
  expect(() => file?.encode('A=€')).toThrow(/cannot hold/);
});

test.each([
  ['a binary', bytesOf('A=', [0, 1, 2, 3, 0, 9])],
  ['half a UTF-16 unit', bytesOf([0xff, 0xfe, 0x41, 0, 0x41])],
])('%s is not edited', (_, bytes) => {
  expect(decodeFile(bytes)).toBeUndefined();
});

test('any bytes are given back as they were, or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const file = decodeFile(bytes);
      if (file) expect(Buffer.from(file.encode(file.text))).toEqual(Buffer.from(bytes));
    }),
    { seed: 4, numRuns: 1000 },
  );
});

test('a new file is plain UTF-8', () => {
  expect(Buffer.from(newFileText().encode('ä'))).toEqual(Buffer.from('ä'));
});
