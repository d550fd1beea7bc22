// The tests that most files of a tree end at, before anything is decoded or parsed.
import { Buffer } from 'node:buffer';
import type { Tree } from '../input/tree.ts';
import { decodeText } from '../model/decode.ts';
import { isTranslationPath } from '../model/translation-paths.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { isAlwaysRead, isCode, isModuleConfig, isWorthReading, readerFor } from '../scan/scan.ts';
import { prefilterWords } from '../scan/searches.ts';
import { signingWords } from '../scan/unread-languages.ts';

const mayMatter = createPrefilter(prefilterWords);

/** Whether bytes speak of signing tokens in earnest: what is not read although they do is no small matter. */
export const speaksOfSigning = createPrefilter(signingWords);

/** How a JSON object with a first member begins in base64url; in UTF-16 every other byte is a zero. */
const tokenStart = Buffer.from('eyJ');
const wideTokenStart = Buffer.from('e\0y\0J');

/** Whether bytes may hold a token: a search at the speed of memory. */
export function mayHoldToken(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes(tokenStart)) return true;
  const mayBeWide = (buffer[0] ?? 0) >= 0xfe || buffer[0] === 0 || buffer[1] === 0;
  return mayBeWide && buffer.includes(wideTokenStart);
}

/** Whether any reader knows the path. */
export function isWanted(path: string): boolean {
  return readerFor(path) !== undefined || isModuleConfig(path);
}

/** The first test of a file: certain configuration always passes, all else must hold a word that matters. */
export function mayMatterAt(path: string, bytes: Uint8Array): boolean {
  return isAlwaysRead(path) || mayMatter(bytes);
}

/** What a module calls a key that it has no other word of signing for: whoever imports it signs with it. */
const keyWord = /key|phrase|pepper|salt/i;

/**
 * Configuration that gives something a value which code may sign with, whatever it is called: `SIGN_IN_KEY: dev`. Only
 * the calls of the project can tell.
 */
const keyEntry =
  /(?:key|phrase|pepper|salt|sign|auth|hash|hmac|crypt|passw(?:or)?d|pwd)[\w-]{0,20}["']?\s{0,4}[:=]/i;

/** A closer look than the prefilter's, which pays for the few files of a commit. */
export function isWorthLinking(tree: Tree, path: string): boolean {
  const read = tree.read(path);
  if ('skipped' in read) return false;
  const mayMatter = mayMatterAt(path, read.bytes);
  const decoded = decodeText(read.bytes);
  if (!('text' in decoded)) return mayMatter;
  if (mayMatter && isWorthReading(path, decoded.text)) return true;
  return isCode(path) ? keyWord.test(decoded.text) : maySetKey(path, decoded.text);
}

function maySetKey(path: string, text: string): boolean {
  return readerFor(path) !== undefined && !isTranslationPath(path) && keyEntry.test(text);
}
