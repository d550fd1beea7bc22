// Where the well-known Buffer for browsers is not node's: it does not know base64url, which is the encoding of tokens,
// reads on in hexadecimal where node stops, and leaves characters out of base64 that node takes for their lower byte.
import { Buffer } from 'buffer';

const { from } = Buffer;
const { toString: toPlainText } = Buffer.prototype;

function known(encoding: unknown): unknown {
  return encoding === 'base64url' ? 'base64' : encoding;
}

function asNodeReads(text: string, encoding: unknown): string {
  if (encoding === 'hex') return /^(?:[\da-f]{2})*/i.exec(text)?.[0] ?? '';
  if (encoding !== 'base64') return text;
  return text.replace(/[^\0-\xff]/g, (char) => String.fromCharCode(char.charCodeAt(0) & 0xff));
}

// The casts: both have many overloads, and only the encoding is looked at.
Buffer.from = ((value: unknown, encoding: unknown, length: unknown) => {
  const read = typeof value === 'string' ? asNodeReads(value, known(encoding)) : value;
  return (from as (...args: unknown[]) => Buffer).call(Buffer, read, known(encoding), length);
}) as typeof Buffer.from;

Buffer.prototype.toString = function toText(
  this: Buffer,
  encoding?: string,
  start?: number,
  end?: number,
): string {
  if (encoding !== 'base64url')
    return toPlainText.call(this, encoding as BufferEncoding, start, end);
  return toPlainText
    .call(this, 'base64', start, end)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
};
