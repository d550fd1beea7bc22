// What the project takes constants for that only their names speak for: the files that mention them say it, whether or not
// anything else of them matters.
import type { Tree } from '../input/tree.ts';
import type { AskedConstant } from '../link/asked-constants.ts';
import { contextOf } from '../link/context.ts';
import { wordsOf } from '../link/name-words.ts';
import { decodeText } from '../model/decode.ts';
import type { Mentioned } from '../model/facts.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import { createMentions, type Mentions } from '../scan/mentions/mentions.ts';
import { isCode } from '../scan/scan.ts';
import { codeEndings } from '../scan/searches.ts';
import { answerOnce, askOnce } from './known-looks.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** More constants than these are told without asking. */
const maxConstants = 100;
/** And of more files than these that mention one nobody is asked. */
const maxFiles = 100;

/** What an answer is kept as; with so much more where the file gives the name a value of its own. */
const answers = [undefined, 'name', 'value', 'index'] as const;
const defining = answers.length;

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
    const own = constant.mentioned ?? askOf(openText, scanned, constant.path, constant).mentioned;
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

type Found = ReadonlyMap<AskedConstant, readonly Mentioned[]>;

async function findMentions(
  tree: Tree,
  scanned: ScannedTree,
  open: readonly AskedConstant[],
): Promise<Found> {
  const all = new Map(open.map((constant) => [constant, new Map<string, Mentioned>()]));
  const definers = createDefiners();
  for (const { name, path } of open) definers.add(name, path);
  const openText = createOpener(tree);
  for (const path of await filesWith(tree, scanned, open)) {
    for (const [constant, mentions] of all) {
      if (mentions.size >= maxFiles || constant.path === path) continue;
      const { mentioned, isDefined } = askOf(openText, scanned, path, constant);
      if (isDefined) definers.add(constant.name, path);
      if (mentioned) mentions.set(path, mentioned);
    }
  }
  const found = ([constant, mentions]: readonly [AskedConstant, ReadonlyMap<string, Mentioned>]) =>
    [...mentions].flatMap(([path, mentioned]) =>
      definers.hasNearer(constant, path) ? [] : [mentioned],
    );
  return new Map([...all].map((one) => [one[0], found(one)]));
}

/** Files of code that hold the name of a constant. */
async function filesWith(
  tree: Tree,
  scanned: ScannedTree,
  open: readonly AskedConstant[],
): Promise<readonly string[]> {
  const words = [...new Set(open.map(({ name }) => name))].sort();
  if (words.length === 0) return [];
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
  const question = `holds any\0${words.join('\0')}`;
  return paths.filter((path) => {
    const ask = (): boolean | undefined => {
      const read = tree.read(path);
      return 'bytes' in read ? holdsAny(read.bytes) : undefined;
    };
    return askOnce(scanned, path, { question, ask });
  });
}

/** Files that give a name a value. What is mentioned beside one of them is not what another part of the repository defines. */
function createDefiners() {
  /** Directories that hold one, however deep. */
  const above = new Map<string, Set<string>>();
  return {
    add(name: string, path: string): void {
      const directories = above.get(name) ?? new Set();
      for (const directory of directoriesOf(path)) directories.add(directory);
      above.set(name, directories);
    },
    /** Whether some file that defines its name lies nearer to a file than the one of the constant does. */
    hasNearer({ name, path: from }: AskedConstant, path: string): boolean {
      const apart = directoriesOf(path).find((directory) => !from.startsWith(directory));
      return apart !== undefined && above.get(name)?.has(apart) === true;
    },
  };
}

/** `a/`, `a/b/` of `a/b/c.js`. */
function directoriesOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/\//g), ({ index }) => path.slice(0, index + 1));
}

interface OpenText {
  readonly text: string;
  readonly mentions: Mentions;
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
      const open = text === undefined ? undefined : { text, mentions: createMentions(path, text) };
      last = { path, open };
    }
    return last.open;
  };
}

/** What a file takes a constant for, and whether it gives the name a value of its own. */
function askOf(
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
