// The keys that a text can stand for: its own bytes, and what it spells in hexadecimal or base64. Which of them a
// program takes is known where linking has seen the call; a token tells it of every other.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Encoding } from '../model/expression.ts';
import { decodeBase64 } from './key-bytes.ts';

/** Shorter texts that could be either spell a word sooner than bytes. */
const shortestHex = 16;
const shortestBase64 = 16;

/** Digests that programs make keys with, by what `hashedBy` calls them. */
const digests: ReadonlySet<string> = new Set(['md5', 'sha1', 'sha256', 'sha384', 'sha512']);

export interface KnownForm {
  /** How the code that reads the text decodes it. */
  readonly encoding?: Encoding | undefined;
  /** The digest that the code puts it through. */
  readonly hashedBy?: string | undefined;
}

/** Every key that `text` may be, the likeliest first; some may be the same. */
export function keyForms(text: string, { encoding, hashedBy }: KnownForm = {}): Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const forms = [
    ...(encoding === undefined || encoding === 'utf8' ? [] : [decode(text, encoding)]),
    plain,
    ...spelledBytes(text),
  ];
  const trimmed = text.trim();
  if (trimmed !== text) forms.push(Buffer.from(trimmed, 'utf8'));
  const digest = hashedBy?.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (digest !== undefined && digests.has(digest)) forms.push(...digestForms(plain, digest));
  return forms;
}

/** The bytes that a text spells, where it looks as if it spelled any. */
export function spelledBytes(text: string): Buffer[] {
  const body = text.replace(/^(?:base64|hex):/, '');
  if (body.length >= shortestHex && body.length % 2 === 0 && /^[0-9a-f]+$/i.test(body)) {
    return [Buffer.from(body, 'hex'), decodeBase64(body)];
  }
  const isBase64 = body.length >= shortestBase64 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(body);
  return isBase64 ? [decodeBase64(body)] : [];
}

function decode(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf16':
      return Buffer.from(text, 'utf16le');
    case 'base64':
    case 'base64url':
      return decodeBase64(text.replace(/^base64:/, ''));
    case 'hex':
      return Buffer.from(text.replace(/^hex:/, ''), 'hex');
    case 'utf8':
    case 'latin1':
      return Buffer.from(text, encoding);
  }
}

function digestForms(bytes: Buffer, digest: string): Buffer[] {
  const hashed = createHash(digest).update(bytes).digest();
  return [hashed, Buffer.from(hashed.toString('hex')), Buffer.from(hashed.toString('base64'))];
}
