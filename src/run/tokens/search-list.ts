// Tries every line of a word list on tokens. Runs in a worker thread, or in place where the list is short.
import { Buffer } from 'node:buffer';
import { readPieces, type Unread } from '../../read/read-file.ts';
import { spelledBytes } from '../../strength/key-forms.ts';
import { createKeyTrier, type SignedText } from './key-trier.ts';
import { createLineReader } from './list-lines.ts';

/** One reader's share of a search. Can be handed to a thread. */
export interface ListSearch {
  readonly tokens: readonly SignedText[];
  /** Absolute path of the list. */
  readonly path: string;
  readonly part: number;
  readonly parts: number;
  readonly maxLines: number;
}

export interface ListResult {
  readonly matches: readonly { readonly token: number; readonly key: Uint8Array }[];
  /** Lines of the whole list that were seen. */
  readonly lines: number;
  readonly unread?: Unread;
}

/** Shorter lines that could be hexadecimal or base64 are words, and there are millions of them. */
const shortestSpelled = 22;

export function searchList({ tokens, path, part, parts, maxLines }: ListSearch): ListResult {
  const matches: { token: number; key: Uint8Array }[] = [];
  const trier = createKeyTrier(tokens, (token, key) => matches.push({ token, key }));
  const reader = createLineReader({
    part,
    parts,
    maxLines,
    take(bytes, from, to) {
      trier.try(bytes, from, to);
      if (to - from < shortestSpelled) return;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
      for (const spelled of spelledBytes(text)) trier.try(spelled);
    },
  });
  // A pipe was read for the ratings and is empty now: only a file can be read again.
  const unread = readPieces(path, { links: 'anywhere' }, (piece) => reader.write(piece));
  const lines = reader.end();
  trier.flush();
  return { matches, lines, ...(unread && { unread }) };
}
