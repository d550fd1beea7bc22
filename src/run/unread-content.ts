// What of a file's bytes no reader can make anything of, although the file is of a kind that is read: it is encrypted, it
// lies elsewhere, a part of it is in another encoding. Nobody may take such a file for one that holds nothing.
import { Buffer } from 'node:buffer';
import { decodeText } from '../model/decode.ts';
import { ebcdicText } from '../model/ebcdic.ts';
import type { Skipped } from '../model/source.ts';
import { speaksOfSigning } from './first-tests.ts';

export type UnreadContent = Omit<Skipped, 'path'>;

/** How files begin that stand for what is not there. Whatever follows is read all the same. */
const beginnings: readonly (readonly [
  text: string,
  reason: 'encrypted' | 'stored-elsewhere',
  detail: string,
])[] = [
  ['version https://git-lfs.github.com/spec/', 'stored-elsewhere', 'a pointer of Git LFS'],
  ['version https://hawser.github.com/spec/', 'stored-elsewhere', 'a pointer of Git LFS'],
  ['/annex/objects/', 'stored-elsewhere', 'a pointer of git-annex'],
  ['\0GITCRYPT\0', 'encrypted', 'by git-crypt'],
  ['$ANSIBLE_VAULT;', 'encrypted', 'by Ansible Vault'],
  ['age-encryption.org/', 'encrypted', 'by age'],
  ['-----BEGIN AGE ENCRYPTED FILE-----', 'encrypted', 'by age'],
  ['-----BEGIN PGP MESSAGE-----', 'encrypted', 'by PGP'],
  ['Salted__', 'encrypted', 'by OpenSSL'],
  ['U2FsdGVkX1', 'encrypted', 'by OpenSSL'],
];

/** `undefined` where all of it can be read. `isSilent`: no word of signing was found, so that nothing else decodes it. */
export function unreadContent(
  bytes: Uint8Array,
  { isSilent }: { readonly isSilent: boolean },
): UnreadContent | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = buffer.toString('latin1', 0, 48);
  const [, reason, detail] = beginnings.find(([text]) => start.startsWith(text)) ?? [];
  if (reason) return { reason, isFailure: false, ...(detail && { detail }) };
  if (!buffer.includes(0)) {
    const text = ebcdicText(bytes);
    return text === undefined ? undefined : unknownEncoding(speaks(text));
  }
  const decoded = decodeText(bytes);
  if ('skipped' in decoded) {
    return isSilent ? { reason: decoded.skipped, isFailure: speaksOfSigning(bytes) } : undefined;
  }
  const isWide = decoded.encoding.startsWith('utf-16');
  const parts = buffer.toString('latin1').match(isWide ? narrowText : wideText) ?? [];
  return speaks(parts.join('\n').replaceAll('\0', '')) ? unknownEncoding(true) : undefined;
}

/** What PowerShell appends to a file of UTF-8, and what others append to its files. */
const wideText = /(?:[\x20-\x7e]\0){6,}|(?:\0[\x20-\x7e]){6,}/g;
const narrowText = /[\x20-\x7e]{12,}/g;

function speaks(text: string): boolean {
  return speaksOfSigning(Buffer.from(text, 'latin1'));
}

function unknownEncoding(isFailure: boolean): UnreadContent {
  return { reason: 'encoding', isFailure };
}
