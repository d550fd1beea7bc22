// Input, prefilter and scan: from a tree to the Facts of the files that can matter.

import type { KnownContents } from '../input/known-contents.ts';
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { createPathRules } from '../model/path-rules.ts';
import type { Settings } from '../model/settings.ts';
import type { Skipped, Source } from '../model/source.ts';
import { unreadLanguageOf } from '../scan/unread-languages.ts';
import { createBreath } from './breath.ts';
import { isWanted, speaksOfSigning } from './first-tests.ts';
import { askOnce } from './known-looks.ts';
import { createLookQueue, lookAt, scanOnce } from './looks.ts';
import type { SettingsPath } from './rule-settings.ts';
import type { RunMemory } from './run-memory.ts';
import { scanFile } from './scan-file.ts';
import { type MaySay, scanReported } from './scan-reported.ts';
import type { ScannedTree } from './scanned-tree.ts';
import { createTextScanner } from './text-scanner.ts';

/** Called now and then with how far the run is; `versions`: those of the history that were looked at. */
export type OnProgress = (progress: {
  readonly listed: number;
  readonly scanned: number;
  readonly versions?: number;
}) => void;

export interface ScanTreeOptions {
  /** In how many threads, this one included. */
  readonly threads: number;
  readonly memory?: RunMemory | undefined;
  /** Opens what earlier runs have made of contents; of commits only what scans of files gave. */
  readonly openKnown?: () => KnownContents | undefined;
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
  openKnown,
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
  // The project's own names for secrets are not among what files are asked for.
  const maySpare = !tree.reportOn && settings.secretNames.length === 0;
  const known = maySpare || tree.reportOn ? openKnown?.() : undefined;
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
    maySpare,
    known,
    // Few files are scanned where few are reported on, and hardly any where the others are remembered.
    scanner: createTextScanner(tree.reportOn || memory ? 1 : threads),
  };
  const isScanned = (path: string): boolean => isWanted(path) && !isIgnored(path);
  scanned.skipped.forEach((one, at) => {
    if (isMissing(one) && isScanned(one.path) && tree.reportOn?.has(one.path) !== false)
      scanned.skipped[at] = { ...one, isFailure: true };
  });
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

/** Nothing reads a socket by its name; a pipe or a device may hold what its name says. */
function isMissing({ reason, detail }: Skipped): boolean {
  return reason === 'not-a-file' && detail !== 'a socket';
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
async function countUnread(tree: Tree, scanned: ScannedTree): Promise<void> {
  const { unread, isIgnored } = scanned;
  const paths = tree.sources.map(({ path }) => path);
  const asked = paths.filter((path) => !tree.reportOn || tree.reportOn.has(path));
  const named = asked.flatMap((path) => {
    const language = unreadLanguageOf(path);
    const isOurs = language !== undefined && contextOf(path) !== 'vendored' && !isIgnored(path);
    return isOurs ? [{ path, language }] : [];
  });
  if (named.length > 0) await tree.load?.(named.map(({ path }) => path));
  for (const { path, language } of named) {
    const speaks = (): boolean | undefined => {
      const read = tree.read(path);
      return 'bytes' in read ? speaksOfSigning(read.bytes) : undefined;
    };
    if (!askOnce(scanned, path, { question: 'speaks', ask: speaks })) continue;
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
  if (maySay) return scanFile(tree, path, scanned, maySay);
  return scanOnce({ path, key: 'all', into: scanned }, scanWith(tree, path));
}

function scanWith(tree: Tree, path: string): (into: ScannedTree) => Promise<boolean> {
  return (into) => scanFile(tree, path, into, undefined);
}
