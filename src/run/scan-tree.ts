// Input, prefilter and scan: from a tree to the Facts of the files that can matter.

import { Buffer } from 'node:buffer';
import { isMinifiedName } from '../input/file-names.ts';
import type { KnownContents, KnownVerdict } from '../input/known-contents.ts';
import { baseName } from '../input/paths.ts';
import type { ReadResult, Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { saysNothing } from '../link/says-nothing.ts';
import { decodeText } from '../model/decode.ts';
import type { Facts } from '../model/facts.ts';
import { createPathRules } from '../model/path-rules.ts';
import type { Settings } from '../model/settings.ts';
import type { Skipped, Source } from '../model/source.ts';
import { isCode, isModuleConfig, leftOut, type ScanResult, scanText } from '../scan/scan.ts';
import { isSqueezed } from '../scan/squeezed.ts';
import { unreadLanguageOf } from '../scan/unread-languages.ts';
import { createBreath } from './breath.ts';
import { isWanted, mayHoldToken, mayMatterAt, speaksOfSigning } from './first-tests.ts';
import { createLookQueue, lookAt, scanOnce } from './looks.ts';
import type { SettingsPath } from './rule-settings.ts';
import type { RunMemory } from './run-memory.ts';
import { type MaySay, scanReported } from './scan-reported.ts';
import { createTextScanner, type TextScanner } from './text-scanner.ts';

type Unread = Extract<ReadResult, { skipped: Skipped }>;
type Problem = NonNullable<Facts['problem']>;

/** Called now and then with how far the run is; `versions`: those of the history that were looked at. */
export type OnProgress = (progress: {
  readonly listed: number;
  readonly scanned: number;
  readonly versions?: number;
}) => void;

/** What scanning a tree gives; linking may add files that names lead into. */
export interface ScannedTree {
  readonly facts: Map<string, Facts>;
  /**
   * Files that say nothing by themselves, until something leads there. Their Facts, where this run has parsed them:
   * earlier runs may have.
   */
  readonly spare: Map<string, Facts | undefined>;
  readonly skipped: Skipped[];
  /** Module configurations met on the way. */
  readonly configs: Map<string, string>;
  /** Whether callers of wrappers can tell anything. */
  isHandedOn: boolean;
  count: number;
  parsed: number;
  bytes: number;
  /** Files that speak of signing in languages that nothing here reads, by language. */
  readonly unread: Map<string, number>;
  /** Of the files that were read, whether a token may stand in them. */
  readonly mayHoldToken: Map<string, boolean>;
  /** Whether somebody named this very file. */
  isNamed(path: string): boolean;
  /** Whether the settings leave a path out, and how many that would have been read. */
  isIgnored(path: string): boolean;
  readonly ignored: number;
  /** What earlier audits of the tree have made of its files. */
  readonly memory?: RunMemory | undefined;
  /** What earlier runs have made of contents; only where all files are looked at. */
  readonly known?: KnownContents | undefined;
  /** Whether files that say nothing by themselves wait until they are asked for. */
  readonly maySpare: boolean;
  readonly scanner: TextScanner;
}

export interface ScanTreeOptions {
  /** In how many threads, this one included. */
  readonly threads: number;
  readonly memory?: RunMemory | undefined;
  readonly known?: KnownContents | undefined;
  readonly tree: Tree;
  readonly settings: Settings;
  readonly settingsPath: SettingsPath;
  readonly onProgress: OnProgress | undefined;
  /** Called when something may be found and there is nothing to do but wait for git. */
  readonly onWait?: () => void;
}

/** Scans every file that a reader knows and the prefilter lets through; where few are reported on, what these need. */
export async function scanTree({
  tree,
  settings,
  settingsPath,
  onProgress,
  onWait,
  memory,
  known,
  threads,
}: ScanTreeOptions): Promise<ScannedTree> {
  const ignored =
    settings.ignore.length > 0 ? createPathRules(settings.ignore, { ignoreCase: true }) : undefined;
  const isIgnored = (path: string): boolean => {
    const own = settingsPath(path);
    return own !== undefined && ignored?.ignores(own) === true;
  };
  // Where few files are reported on, nobody has asked about the others.
  const isMissed = (path: string): boolean =>
    tree.reportOn?.has(path) !== false && isWanted(path) && isIgnored(path);
  const named = new Set(tree.sources.filter((one) => one.isNamed).map(({ path }) => path));
  const scanned: ScannedTree = {
    facts: new Map(),
    spare: new Map(),
    skipped: [...tree.skipped],
    configs: new Map(),
    isHandedOn: true,
    count: 0,
    parsed: 0,
    bytes: 0,
    unread: new Map(),
    mayHoldToken: new Map(),
    isNamed: (path) => named.has(path),
    isIgnored,
    ignored: ignored ? tree.sources.filter(({ path }) => isMissed(path)).length : 0,
    memory,
    // The project's own names for secrets are not among what files are asked for.
    maySpare: !tree.reportOn && settings.secretNames.length === 0,
    known: !tree.reportOn && settings.secretNames.length === 0 ? known : undefined,
    // Few files are scanned where few are reported on, and hardly any where the others are remembered.
    scanner: createTextScanner(tree.reportOn || memory ? 1 : threads),
  };
  const isScanned = (path: string): boolean => isWanted(path) && !isIgnored(path);
  const listed = tree.sources.length;
  const breathe = createBreath(() => onProgress?.({ listed, scanned: scanned.count }));
  const { reportOn } = tree;
  const { facts } = scanned;
  try {
    if (reportOn) {
      const scan = async (paths: readonly string[], maySay?: MaySay): Promise<string[]> => {
        const silent: string[] = [];
        for (const path of paths) {
          await breathe();
          if (await scanSource(tree, path, scanned, maySay)) silent.push(path);
        }
        return silent;
      };
      const options = { tree, reportOn, settings, facts, isScanned, scan, onWait };
      scanned.isHandedOn = await scanReported(options);
    } else {
      const queue = createLookQueue(scanned);
      await scanAll(tree, isScanned, async (paths) => {
        for (const path of paths) {
          if (queue.recall(path, 'all')) continue;
          await breathe();
          await queue.add(lookAt({ path, key: 'all', into: scanned }, scanWith(tree, path)));
        }
      });
      await queue.end();
    }
  } finally {
    scanned.scanner.end();
  }
  await countUnread(tree, scanned);
  return scanned;
}

/** What is fetched at once where reading one by one is dear; the next is being fetched meanwhile. */
const maxLoad = { files: 400, bytes: 16 << 20 };

async function scanAll(
  tree: Tree,
  isScanned: (path: string) => boolean,
  scan: (paths: readonly string[]) => Promise<unknown>,
): Promise<void> {
  const sources = tree.sources.filter(({ path }) => isScanned(path));
  if (!tree.load) {
    await scan(sources.map(({ path }) => path));
    return;
  }
  const loads = inLoads(sources);
  let loading = tree.load(loads[0] ?? []);
  for (const [number, paths] of loads.entries()) {
    await loading;
    const next = loads[number + 1];
    if (next) loading = tree.load(next);
    // Told of when it is waited for, also where the scan fails first.
    loading.catch(() => undefined);
    await scan(paths);
  }
}

function inLoads(sources: readonly Source[]): string[][] {
  const loads: string[][] = [];
  let bytes = 0;
  for (const { path, sizeBytes = 0 } of sources) {
    const last = loads.at(-1);
    bytes += sizeBytes;
    if (last && last.length < maxLoad.files && bytes <= maxLoad.bytes) last.push(path);
    else {
      loads.push([path]);
      bytes = sizeBytes;
    }
  }
  return loads;
}

/** Counts what is reported on and speaks of signing in a language that nobody here understands. */
async function countUnread(tree: Tree, { unread, isIgnored, memory }: ScannedTree): Promise<void> {
  const paths = tree.sources.map(({ path }) => path);
  const asked = paths.filter((path) => !tree.reportOn || tree.reportOn.has(path));
  const named = asked.flatMap((path) => {
    const language = unreadLanguageOf(path);
    const isOurs = language !== undefined && contextOf(path) !== 'vendored' && !isIgnored(path);
    return isOurs ? [{ path, language }] : [];
  });
  if (named.length > 0) await tree.load?.(named.map(({ path }) => path));
  for (const { path, language } of named) {
    const speaks = (): boolean => {
      const read = tree.read(path);
      return 'bytes' in read && speaksOfSigning(read.bytes);
    };
    if (!(memory ? memory.of(path).recall('speaks', speaks) : speaks())) continue;
    unread.set(language, (unread.get(language) ?? 0) + 1);
  }
}

/** True where the content was read and cannot say anything. */
function scanSource(
  tree: Tree,
  path: string,
  scanned: ScannedTree,
  maySay: MaySay | undefined,
): Promise<boolean> {
  if (maySay) return scanAnew(tree, path, scanned, maySay);
  return scanOnce({ path, key: 'all', into: scanned }, scanWith(tree, path));
}

function scanWith(tree: Tree, path: string): (into: ScannedTree) => Promise<boolean> {
  return (into) => scanAnew(tree, path, into, undefined);
}

async function scanAnew(
  tree: Tree,
  path: string,
  scanned: ScannedTree,
  maySay: MaySay | undefined,
): Promise<boolean> {
  const read = tree.read(path);
  if ('skipped' in read) {
    scanned.skipped.push(judgeUnread(read));
    return false;
  }
  const { byteLength } = read.bytes;
  scanned.mayHoldToken.set(path, mayHoldToken(read.bytes));
  const isConfig = isModuleConfig(path);
  // Of an empty file there is nothing to link. A commit is told of it all the same.
  const isEmpty = byteLength === 0 && !isConfig && !maySay;
  const isSilent =
    isEmpty ||
    (!isConfig && !mayMatterAt(path, read.bytes)) ||
    (await scanKnown(path, read.bytes, scanned, { isConfig, ...(maySay && { maySay }) }));
  // What was read only to find that it says nothing of the commit is not counted: how much of it there is depends on
  // what earlier runs have learned.
  if (!isSilent || !maySay) {
    scanned.count++;
    scanned.bytes += byteLength;
  }
  return isSilent;
}

/** Scans a file whose bytes may be known; what is learned of them is kept. */
async function scanKnown(
  path: string,
  bytes: Uint8Array,
  scanned: ScannedTree,
  options: ScanBytesOptions,
): Promise<boolean> {
  const { known } = scanned;
  // What somebody names is read whoever wrote it, and configuration of modules is wanted as it is.
  if (!known || options.isConfig || scanned.isNamed(path)) {
    return scanBytes(path, bytes, scanned, options);
  }
  const id = known.idOf(path, bytes);
  const verdict = known.verdictOf(id);
  if (verdict === undefined) {
    const learn = (learned: KnownVerdict): void => known.learn(id, learned);
    return scanBytes(path, bytes, scanned, { ...options, learn });
  }
  if (verdict === 'silent') {
    scanned.parsed++;
    scanned.spare.set(path, undefined);
  } else if (verdict !== 'unread') {
    scanned.facts.set(path, leftOut(path, verdict));
    scanned.skipped.push({ path, reason: verdict, isFailure: false });
  }
  return false;
}

export interface ScanBytesOptions {
  readonly isConfig?: boolean;
  /** A link leads here. */
  readonly isDemanded?: boolean;
  readonly maySay?: MaySay;
  /** Told where nothing is in it. */
  readonly learn?: (verdict: KnownVerdict) => void;
  /** Where a file that was spared is asked for: its Facts, if they are there. */
  readonly spared?: { readonly facts: Facts | undefined };
}

/** Decodes and scans one file's bytes into `scanned`. True where `maySay` says that there is nothing in it. */
export async function scanBytes(
  path: string,
  bytes: Uint8Array,
  scanned: ScannedTree,
  { isConfig = false, isDemanded = false, maySay, learn, spared }: ScanBytesOptions,
): Promise<boolean> {
  const decoded = decodeText(bytes);
  if ('skipped' in decoded) {
    scanned.skipped.push({ path, reason: decoded.skipped, isFailure: speaksOfSigning(bytes) });
    return false;
  }
  if (!scanned.isNamed(path) && isMinifiedName(baseName(path)) && isSqueezed(path, decoded.text)) {
    scanned.skipped.push({ path, reason: 'minified', isFailure: false });
    return false;
  }
  if (isConfig) scanned.configs.set(path, decoded.text);
  if (maySay && !maySay(path, decoded.text)) return true;
  if (spared?.facts) {
    scanned.facts.set(path, spared.facts);
    return false;
  }
  const options = { isDemanded, isNamed: scanned.isNamed(path) };
  // What has no syntax tree is read in less time than it takes to hand it over.
  const result = await (isCode(path)
    ? scanned.scanner.scan(path, decoded.text, options)
    : scanText(path, decoded.text, options));
  if (result?.isParsed && !spared) scanned.parsed++;
  if (!isDemanded && isNothing(result, scanned)) {
    if (result) scanned.spare.set(path, result.facts);
    learn?.(result ? 'silent' : 'unread');
    return false;
  }
  if (!result) return false;
  scanned.facts.set(path, result.facts);
  const { problem } = result.facts;
  if (problem) {
    // The bytes may be those of another file by now.
    const content = { bytes: Buffer.from(decoded.text), text: decoded.text };
    scanned.skipped.push(judgeProblem(path, problem, content));
    if (isOfTool(problem)) learn?.(problem.reason);
  }
  return false;
}

/** Whether a scan gave nothing that is to be linked unless something leads there. */
function isNothing(result: ScanResult | undefined, { maySpare }: ScannedTree): boolean {
  return !result || (maySpare && result.isParsed && saysNothing(result.facts));
}

/** What was meant to be read and was not counts where it speaks of signing, or where nobody can tell. */
function judgeUnread({ skipped, head }: Unread): Skipped {
  if (skipped.reason !== 'too-large') return skipped;
  return { ...skipped, isFailure: head === undefined || speaksOfSigning(head) };
}

interface Content {
  readonly bytes: Uint8Array;
  readonly text: string;
}

type ByTool = Problem & { readonly reason: 'bundled' | 'generated' | 'minified' };

/** Code that nobody has written by hand. */
function isOfTool(problem: Problem): problem is ByTool {
  return ['bundled', 'generated', 'minified'].includes(problem.reason);
}

/** Code that nobody has written by hand is left out by decision; all else that could not be read is missing. */
export function judgeProblem(path: string, problem: Problem, { bytes, text }: Content): Skipped {
  const { reason, detail, isPartial = false } = problem;
  if (isOfTool(problem)) return { path, reason, isFailure: false };
  if (!isPartial && isCode(path) && isSqueezed(path, text)) {
    return { path, reason: 'minified', isFailure: false };
  }
  const isFailure = !isPartial && speaksOfSigning(bytes);
  return { path, reason, isFailure, ...(detail === undefined ? {} : { detail }) };
}
