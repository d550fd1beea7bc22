// Marks that silence findings in files which no reader has taken: of documents, of recorded traffic, of code without a
// word of signing, only the tokens are looked at.
import type { Tree } from '../input/tree.ts';
import { decodeText } from '../model/decode.ts';
import type { Facts } from '../model/facts.ts';
import { findMarks } from '../scan/scan.ts';

/** The marks of each of `paths`; none where a file is not there any more, or is no text. */
export function marksOfUnread(
  paths: ReadonlySet<string>,
  tree: Tree,
): readonly Pick<Facts, 'path' | 'suppressions'>[] {
  return [...paths].map((path) => {
    const read = tree.read(path);
    const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
    const text = decoded && 'text' in decoded ? decoded.text : '';
    return { path, suppressions: findMarks(path, text) };
  });
}
