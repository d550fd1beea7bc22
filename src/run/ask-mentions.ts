// What one file takes a constant for, by what stands around each mention of it.
import type { Tree } from '../input/tree.ts';
import type { AskedConstant } from '../link/asked-constants.ts';
import { wordsOf } from '../link/name-words.ts';
import { decodeText } from '../model/decode.ts';
import type { Mentioned } from '../model/facts.ts';
import { createMentions, type Mentions } from '../scan/mentions/mentions.ts';
import { answerOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** What an answer is kept as; with so much more where the file gives the name a value of its own. */
const answers = [undefined, 'name', 'value', 'index'] as const;
const defining = answers.length;

interface OpenText {
  readonly text: string;
  readonly mentions: Mentions;
}

type Opener = (path: string) => OpenText | undefined;

/** Keeps the file that was asked last: a hundred constants may be asked of it. */
export function createOpener(tree: Tree): Opener {
  let last: { readonly path: string; readonly open: OpenText | undefined } | undefined;
  return (path) => {
    if (last?.path !== path) {
      const read = tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      const text = decoded && 'text' in decoded ? decoded.text : undefined;
      const open = text === undefined ? undefined : { text, mentions: createMentions(path, text) };
      last = { path, open };
    }
    return last.open;
  };
}

/** What a file takes a constant for, and whether it gives the name a value of its own. */
export function askOf(
  openText: Opener,
  scanned: ScannedTree,
  path: string,
  constant: AskedConstant,
): { readonly mentioned: Mentioned | undefined; readonly isDefined: boolean } {
  const { name, owner } = constant;
  const isElsewhere = path !== constant.path;
  const ask = (): number | undefined => {
    const open = openText(path);
    if (!open) return undefined;
    const { text, mentions } = open;
    const base = isElsewhere && mentions.defines(name) ? defining : 0;
    if (isElsewhere && !isNear(constant, path, text)) return base;
    const asked = { name, owner, isElsewhere, isCommon: isElsewhere && isCommon(name) };
    return base + answers.indexOf(mentions.of(asked));
  };
  const question = ['mentions', name, owner, isElsewhere ? constant.path : ''].join('\0');
  const answer = answerOnce(scanned, path, { question, ask }) ?? 0;
  return { mentioned: answers[answer % defining], isDefined: answer >= defining };
}

/** Whether a file can mean that constant: it lies beside it, or names what it is reached by or the file that holds it. */
function isNear({ name, owner, path: from }: AskedConstant, path: string, text: string): boolean {
  if (directoryOf(path) === directoryOf(from) || wordsOf(name).length > 3) return true;
  const segments = from.split('/');
  const file = segments.at(-1)?.replace(/\..*$/, '') ?? '';
  return [owner, file, segments.at(-2)].some(
    (word) => word !== undefined && word.length > 2 && text.includes(word),
  );
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A name of one word is mentioned everywhere. */
export function isCommon(name: string): boolean {
  return wordsOf(name).length < 2;
}
