// node:crypto as far as keylint asks it for hashes, HMACs and private keys. Random numbers and key pairs come from
// WebCrypto (make.ts).

import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer';
import { describeKey } from './private-keys.ts';

const hashes = { md5, sha1, sha256, sha384, sha512 };

type HashName = keyof typeof hashes;

interface Digest {
  update(data: string | Uint8Array): Digest;
  digest(encoding?: 'hex' | 'base64' | 'base64url'): Buffer | string;
}

function isHashName(name: string): name is HashName {
  return Object.hasOwn(hashes, name);
}

function hashOf(name: string) {
  if (!isHashName(name)) throw new Error(`no such hash: ${name}`);
  return hashes[name];
}

function toDigest(state: { update(data: Uint8Array): unknown; digest(): Uint8Array }): Digest {
  const digest: Digest = {
    update(data) {
      state.update(typeof data === 'string' ? Buffer.from(data, 'utf8') : data);
      return digest;
    },
    digest(encoding) {
      const bytes = Buffer.from(state.digest());
      return encoding === undefined ? bytes : bytes.toString(encoding);
    },
  };
  return digest;
}

export function createHash(name: string): Digest {
  return toDigest(hashOf(name).create());
}

export function createHmac(name: string, key: Uint8Array): Digest {
  return toDigest(hmac.create(hashOf(name), new Uint8Array(key)));
}

/** Of a private key only its kind and size are told. */
export function createPrivateKey(key: string | { readonly key: object }): unknown {
  return describeKey(typeof key === 'string' ? key : key.key);
}

export function generateKeyPairSync(): never {
  throw new Error('key pairs are made by WebCrypto here');
}

export function randomBytes(length: number): Buffer {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(length)));
}
