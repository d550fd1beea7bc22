// Files that a build writes under a name with a hash of what they hold: each build that is committed leaves some behind
// and adds others, which are versions of one file all the same.
import type { Buffer } from 'node:buffer';
import { decodeText } from '../../model/decode.ts';
import { memoByText } from '../../model/memo.ts';
import { builtBy } from '../../scan/built-code.ts';

/** `index-DOYgeKhD.js`, `main.1c36f736.chunk.js`, `runtime-es2015.1eba213af0b233498d9d.js`. */
const hashed =
  /[-._](?<hash>[\da-f]{8,32}|[\w-]{8})(?=(?:\.(?:chunk|bundle|module|legacy))?\.(?:[cm]?js|css|json|html)$)/;

/** The path without the hash in its name; the path itself where there is none. */
export const withoutHash = memoByText((path: string): string => {
  const hash = hashed.exec(path)?.groups?.hash;
  return hash === undefined || !isHash(hash) ? path : path.replace(hashed, '');
});

/** No word, and no number of a version or a day. */
function isHash(text: string): boolean {
  if (/^\d+$/.test(text)) return false;
  const isMixed = /[a-z][A-Z]/.test(text) && /[A-Z]{2}|[A-Z][a-z]?[A-Z]/.test(text);
  return /\d/.test(text) ? /[A-Za-z]/.test(text) : isMixed;
}

/** Smaller texts are read whoever wrote them, and so are those with lines that a person may have written. */
const minBytes = 100_000;
const averageOfBuilt = 1_000;

/**
 * Whether a version of a file is code that a tool has written and that is not parsed for that. It is asked closely once:
 * what is as large and has as long lines after that is the same once more.
 */
export function createBuiltTest(): (path: string, bytes: Buffer) => boolean {
  let isBuilt: boolean | undefined;
  return (path, bytes) => {
    if (bytes.length < minBytes || countLines(bytes) * averageOfBuilt > bytes.length) return false;
    if (isBuilt === undefined) {
      const decoded = decodeText(bytes);
      isBuilt = 'text' in decoded && builtBy(path, decoded.text) !== undefined;
    }
    return isBuilt;
  };
}

function countLines(bytes: Buffer): number {
  let lines = 1;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
