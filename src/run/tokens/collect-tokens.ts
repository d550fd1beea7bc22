// Finds tokens in every file of a tree, those that nothing else reads included: documents, collections of requests,
// recorded traffic, dumps. A search of the bytes decides which files are decoded.
import type { KnownContents } from '../../input/known-contents.ts';
import type { Tree } from '../../input/tree.ts';
import { lexiconOf } from '../../lexis/lexicon.ts';
import { tokensOf } from '../../lexis/tokens.ts';
import { contextOf } from '../../link/context.ts';
import { decodeText } from '../../model/decode.ts';
import { createRangeFinder } from '../../model/place.ts';
import type { FileSummary } from '../../model/secret.ts';
import type { Source } from '../../model/source.ts';
import type { TokenSummary } from '../../model/token.ts';
import { isTemplatePath } from '../../scan/formats/paths.ts';
import { isCode, isEnvFile } from '../../scan/scan.ts';
import { type FoundToken, findTokens } from '../../scan/token-literals.ts';
import type { Breathe } from '../breath.ts';
import { mayHoldToken } from '../first-tests.ts';
import type { RunMemory } from '../run-memory.ts';
import { readClaims } from './read-claims.ts';

/** A token with all the places it stands at, the first of each file. */
export interface CollectedToken extends Pick<FoundToken, 'algorithm' | 'signed' | 'signature'> {
  readonly places: TokenSummary[];
}

export interface CollectOptions {
  readonly tree: Tree;
  /** What linking knows of the files that were scanned, by path. */
  readonly files: ReadonlyMap<string, FileSummary>;
  readonly isIgnored: (path: string) => boolean;
  /** What the scan has seen of the files that it has read, by path. */
  readonly mayHold: ReadonlyMap<string, boolean>;
  readonly memory?: RunMemory | undefined;
  readonly known?: KnownContents | undefined;
  readonly now: Date;
  readonly breathe: Breathe;
}

export interface Collected {
  /** In order of their first place. */
  readonly tokens: readonly CollectedToken[];
  /** Files that hold tokens, as it seems, and are too large to be read for them. */
  readonly tooLarge: readonly string[];
}

/** Files whose bytes are no text, whatever stands in them. */
const binaryEnding =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|pdf|mp[34]|m4[av]|webm|mov|avi|ogg|wav|flac|zip|t?gz|bz2|xz|zst|7z|rar|jar|war|ear|class|exe|dll|so|dylib|a|o|obj|lib|pdb|wasm|woff2?|ttf|otf|eot|pyc|node|bin|db|sqlite3?|parquet|onnx|pack|idx)$/i;

/** Decoding a larger file for its tokens would take more memory than they are worth. */
const maxBytes = 64 << 20;

/** What is remembered of a file without one. */
const noToken = 'no token';

/** Every token that an HMAC signs, in all files that are reported on. */
export async function collectTokens(options: CollectOptions): Promise<Collected> {
  const { tree, breathe, memory, known } = options;
  const byText = new Map<string, CollectedToken>();
  const tooLarge: string[] = [];
  const likely = await likelySources(options);
  for (const [index, source] of likely.entries()) {
    await breathe();
    if (index % portion === 0) {
      await tree.load?.(likely.slice(index, index + portion).map(({ path }) => path));
    }
    const looks = memory?.of(source.path);
    if (looks?.get(noToken) || known?.answers.recall(source.path, noToken) === 1) continue;
    const read = tree.read(source.path);
    if (!('bytes' in read) || !mayHoldToken(read.bytes)) {
      looks?.set(noToken, true);
      if ('bytes' in read) known?.answers.learn(source.path, noToken, 1);
      continue;
    }
    if (read.bytes.byteLength > maxBytes) tooLarge.push(source.path);
    else if (!addTokensOf(source, read.bytes, options, byText))
      known?.answers.learn(source.path, noToken, 1);
  }
  return { tokens: [...byText.values()], tooLarge };
}

/** Files that are loaded at once, where reading one by one is dear. */
const portion = 200;

/** What is worth reading, in the order of the tree. */
async function likelySources({
  tree,
  isIgnored,
  mayHold,
}: CollectOptions): Promise<readonly Source[]> {
  const sources = tree.sources.filter(
    ({ path }) =>
      mayHold.get(path) !== false &&
      tree.reportOn?.has(path) !== false &&
      !binaryEnding.test(path) &&
      !isIgnored(path),
  );
  const found = await tree.search?.({ words: ['eyJ'], isExact: true });
  return found ? sources.filter(({ path }) => found.has(path)) : sources;
}

/** Whether there is any. */
function addTokensOf(
  source: Source,
  bytes: Uint8Array,
  { files, now, memory }: CollectOptions,
  byText: Map<string, CollectedToken>,
): boolean {
  const { path } = source;
  const look = (): TokensOfText => findIn(path, files.get(path)?.language ?? '', bytes);
  const { found, isComment, testsFrom } = memory ? memory.of(path).recall('tokens', look) : look();
  if (found.length === 0) return false;
  const outside = summarize(source, files);
  const inside: FileSummary = { ...outside, context: 'test' };
  for (const { at, algorithm, signed, signature } of found) {
    const key = `${signed}.${signature.toString('base64url')}`;
    const known = byText.get(key) ?? { algorithm, signed, signature, places: [] };
    byText.set(key, known);
    const file = at.start >= testsFrom && outside.context === 'production' ? inside : outside;
    if (known.places.at(-1)?.file === file) continue;
    known.places.push({
      at: { ...at, path: file.path },
      file,
      algorithm,
      ...readClaims(signed, now),
      isComment: isComment(at.start),
    });
  }
  return true;
}

interface TokensOfText {
  readonly found: readonly FoundToken[];
  readonly isComment: (offset: number) => boolean;
  /** Where the tests begin that stand in the file itself, at its end. */
  readonly testsFrom: number;
}

function findIn(path: string, language: string, bytes: Uint8Array): TokensOfText {
  const decoded = decodeText(bytes);
  const text = 'text' in decoded ? decoded.text : '';
  const found = findTokens(text, createRangeFinder(text));
  const isComment = createCommentTest({ path, language }, found.length > 0 ? text : '');
  return { found, isComment, testsFrom: found.length > 0 ? startOfTests(path, text) : Infinity };
}

/** Rust's `#[cfg(test)] mod tests { ... }`; with a semicolon it is another file. */
function startOfTests(path: string, text: string): number {
  const start = path.endsWith('.rs')
    ? text.search(/^#\[cfg\(test\)\]\s{1,20}mod\s{1,20}\w{1,60}\s{0,20}\{/m)
    : -1;
  return start === -1 ? Infinity : start;
}

/** What is copied and filled in is an example, wherever it lies. */
function summarize({ path, tracked }: Source, files: CollectOptions['files']): FileSummary {
  const known = files.get(path);
  const context = known?.context ?? contextOf(path);
  const isTemplate = context === 'production' && isTemplatePath(path, isEnvFile(path));
  return {
    ...(known ?? { path, language: '', tracked, packageDirectory: '' }),
    context: isTemplate ? 'example' : context,
  };
}

function createCommentTest(
  { path, language }: Pick<FileSummary, 'path' | 'language'>,
  text: string,
) {
  let comments: readonly { readonly start: number; readonly end: number }[] | undefined;
  return (offset: number): boolean => {
    if (isShown(text, offset)) return true;
    if (!isCode(path)) return isCommentedOut(path, text, offset);
    comments ??= tokensOf(text, lexiconOf(path, language === '' ? undefined : language)).filter(
      ({ kind, start, end }) =>
        // A text of many lines is documentation in some languages, and help in others.
        kind === 'comment' || (kind === 'text' && text.slice(start, end).includes('\n')),
    );
    return comments.some(({ start, end }) => start <= offset && offset < end);
  };
}

/** `examples: ['Bearer ...']`, `@example`: what the description of an interface shows. */
function isShown(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 200), offset);
  return /(?:^|[\s{,@])["']?examples?["']?\s{0,4}[:=]\s{0,20}\[?\s{0,20}["'`][^"'`\n]{0,150}$/i.test(
    before,
  );
}

/** A line of configuration that begins with the sign of a comment. */
function isCommentedOut(path: string, text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /\.(?:ya?ml|toml|properties|conf|ini|env)$/i.test(path) && /^\s*#/.test(line);
}
