// Input, prefilter and scan: from a tree to the Facts of the files that can matter.
import ignore from 'ignore';
import type { Tree } from '../input/tree.ts';
import { decodeText } from '../model/decode.ts';
import type { Facts } from '../model/facts.ts';
import type { Settings } from '../model/settings.ts';
import type { Skipped, Source } from '../model/source.ts';
import { createPrefilter } from '../prefilter/prefilter.ts';
import {
  isAlwaysRead,
  isModuleConfig,
  isWorthReading,
  prefilterWords,
  readerFor,
  scanText,
} from '../scan/scan.ts';

import type { SettingsPath } from './rule-settings.ts';

/** Called now and then with how far the run is. */
export type OnProgress = (progress: { readonly listed: number; readonly scanned: number }) => void;

/** What scanning a tree gives; linking may add files that names lead into. */
export interface ScannedTree {
  readonly facts: Map<string, Facts>;
  readonly skipped: Skipped[];
  /** Module configurations met on the way. */
  readonly configs: Map<string, string>;
  count: number;
  parsed: number;
  bytes: number;
}

const mayMatter = createPrefilter(prefilterWords);

/** Whether any reader knows the path. */
export function isWanted(path: string): boolean {
  return readerFor(path) !== undefined || isModuleConfig(path);
}

/** The first test of a file: certain configuration always passes, all else must hold a word that matters. */
export function mayMatterAt(path: string, bytes: Uint8Array): boolean {
  return isAlwaysRead(path) || mayMatter(bytes);
}

/**
 * The same for the few files of a commit, where a closer look pays: when none of them can hold a fact, nothing of the
 * rest of the index has to be read.
 */
export function mayMatterStaged(path: string, bytes: Uint8Array): boolean {
  if (!mayMatterAt(path, bytes)) return false;
  const decoded = decodeText(bytes);
  return !('text' in decoded) || isWorthReading(path, decoded.text);
}

export interface ScanTreeOptions {
  readonly tree: Tree;
  readonly settings: Settings;
  readonly settingsPath: SettingsPath;
  readonly onProgress: OnProgress | undefined;
}

/** Scans every file that a reader knows and the prefilter lets through. */
export async function scanTree({
  tree,
  settings,
  settingsPath,
  onProgress,
}: ScanTreeOptions): Promise<ScannedTree> {
  const ignored = settings.ignore.length > 0 ? ignore().add([...settings.ignore]) : undefined;
  const isIgnored = (path: string): boolean => {
    const own = settingsPath(path);
    return own !== undefined && ignored?.ignores(own) === true;
  };
  const scanned: ScannedTree = {
    facts: new Map(),
    skipped: [...tree.skipped],
    configs: new Map(),
    count: 0,
    parsed: 0,
    bytes: 0,
  };
  const wanted = tree.sources.filter(({ path }) => isWanted(path) && !isIgnored(path));
  let listed = 0;
  for (const source of wanted) {
    listed++;
    if (listed % 256 === 0) {
      onProgress?.({ listed: tree.sources.length, scanned: listed });
    }
    await scanSource(tree, source, scanned);
  }
  return scanned;
}

async function scanSource(tree: Tree, source: Source, scanned: ScannedTree): Promise<void> {
  const { path } = source;
  const read = tree.read(path);
  if ('skipped' in read) {
    scanned.skipped.push(read.skipped);
    return;
  }
  scanned.count++;
  scanned.bytes += read.bytes.byteLength;
  const isConfig = isModuleConfig(path);
  if (!isConfig && !mayMatterAt(path, read.bytes)) return;
  await scanBytes(path, read.bytes, scanned, { isConfig, isDemanded: false });
}

/** Decodes and scans one file's bytes into `scanned`. */
export async function scanBytes(
  path: string,
  bytes: Uint8Array,
  scanned: ScannedTree,
  options: { readonly isConfig: boolean; readonly isDemanded: boolean },
): Promise<void> {
  const decoded = decodeText(bytes);
  if ('skipped' in decoded) {
    scanned.skipped.push({ path, reason: decoded.skipped, isFailure: false });
    return;
  }
  if (options.isConfig) scanned.configs.set(path, decoded.text);
  const result = await scanText(path, decoded.text, { isDemanded: options.isDemanded });
  if (!result) return;
  if (result.isParsed) scanned.parsed++;
  scanned.facts.set(path, result.facts);
  const { problem } = result.facts;
  if (problem) {
    scanned.skipped.push({
      path,
      reason: problem.reason,
      isFailure: false,
      ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    });
  }
}
