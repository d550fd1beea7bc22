// What the project takes constants for that only their names speak for: the files that mention them say it, whether or not
// anything else of them matters.
import type { Tree } from '../input/tree.ts';
import type { AskedConstant } from '../link/asked-constants.ts';
import { contextOf } from '../link/context.ts';
import { wordsOf } from '../link/name-words.ts';
import { decodeText } from '../model/decode.ts';
import type { Mentioned } from '../model/facts.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { createMentions, type MentionedName } from '../scan/mentions/mentions.ts';
import { isCode } from '../scan/scan.ts';
import { codeEndings } from '../scan/searches.ts';
import { answerOnce, askOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** More constants than these are told without asking. */
const maxConstants = 100;
/** And of more files than these that mention one nobody is asked. */
const maxFiles = 100;

/** What an answer is kept as. */
const answers = [undefined, 'name', 'value', 'index'] as const;

/** Those of the constants that code mentions, and mentions as names alone. */
export async function findNames(
  tree: Tree,
  scanned: ScannedTree,
  asked: readonly AskedConstant[],
): Promise<ReadonlySet<AskedConstant>> {
  const open = asked.filter(({ mentioned }) => mentioned !== 'value').slice(0, maxConstants);
  const names = new Set<AskedConstant>();
  if (open.length === 0) return names;
  const found = await findMentions(tree, scanned, open.filter(isAskedElsewhere));
  const openText = createOpener(tree);
  // A file after the other: each is taken apart once.
  for (const constant of open.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const own = constant.mentioned ?? mentionedIn(openText, scanned, constant.path, constant);
    const all = [own, ...(found.get(constant) ?? [])];
    const isName = all.includes('index') || (all.includes('name') && !all.includes('value'));
    if (isName) names.add(constant);
  }
  return names;
}

/** What is called `secret` is mentioned everywhere, unless what it is reached by tells it from others. */
function isAskedElsewhere({ name, owner }: AskedConstant): boolean {
  return /^[\w$]{6,}$/.test(name) && (!isCommon(name) || (owner?.length ?? 0) > 3);
}

function isCommon(name: string): boolean {
  return wordsOf(name).length < 2;
}

type Found = ReadonlyMap<AskedConstant, readonly (Mentioned | undefined)[]>;

async function findMentions(
  tree: Tree,
  scanned: ScannedTree,
  open: readonly AskedConstant[],
): Promise<Found> {
  const found = new Map(open.map((constant): [AskedConstant, Mentioned[]] => [constant, []]));
  const words = [...new Set(open.map(({ name }) => name))].sort();
  if (words.length === 0) return found;
  const said = await tree.search?.({ words, isExact: true, endings: codeEndings });
  const paths = tree.sources
    .map(({ path }) => path)
    .filter(
      (path) =>
        said?.has(path) !== false &&
        isCode(path) &&
        contextOf(path) === 'production' &&
        !scanned.isIgnored(path),
    );
  await tree.load?.(paths);
  const holdsAny = createPrefilter(words);
  const openText = createOpener(tree);
  const question = `holds any\0${words.join('\0')}`;
  for (const path of paths) {
    const holds = (): boolean | undefined => {
      const read = tree.read(path);
      return 'bytes' in read ? holdsAny(read.bytes) : undefined;
    };
    if (!askOnce(scanned, path, { question, ask: holds })) continue;
    for (const constant of open) {
      const all = found.get(constant);
      if (!all || all.length >= maxFiles || constant.path === path) continue;
      const mentioned = mentionedIn(openText, scanned, path, constant);
      if (mentioned) all.push(mentioned);
    }
  }
  return found;
}

interface OpenText {
  readonly text: string;
  readonly mentionedAs: ReturnType<typeof createMentions>;
}

type Opener = (path: string) => OpenText | undefined;

/** Keeps the file that was asked last: a hundred constants may be asked of it. */
function createOpener(tree: Tree): Opener {
  let last: { readonly path: string; readonly open: OpenText | undefined } | undefined;
  return (path) => {
    if (last?.path !== path) {
      const read = tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      const text = decoded && 'text' in decoded ? decoded.text : undefined;
      const open =
        text === undefined ? undefined : { text, mentionedAs: createMentions(path, text) };
      last = { path, open };
    }
    return last.open;
  };
}

function mentionedIn(
  openText: Opener,
  scanned: ScannedTree,
  path: string,
  constant: AskedConstant,
): Mentioned | undefined {
  const { name, owner } = constant;
  const isElsewhere = path !== constant.path;
  const named: MentionedName = {
    name,
    owner,
    isElsewhere,
    isCommon: isElsewhere && isCommon(name),
  };
  const ask = (): number | undefined => {
    const open = openText(path);
    if (!open) return undefined;
    if (isElsewhere && !isNear(constant, path, open.text)) return 0;
    return answers.indexOf(open.mentionedAs(named));
  };
  const question = ['mentions', name, owner, isElsewhere ? constant.path : ''].join('\0');
  return answers[answerOnce(scanned, path, { question, ask }) ?? 0];
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
