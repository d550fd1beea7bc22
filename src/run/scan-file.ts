// One file on its way to Facts: what earlier runs know of its bytes, what it is decoded and scanned to, and how it is told
// of where it could not be read.
import { Buffer } from 'node:buffer';
import { isMinifiedName } from '../input/file-names.ts';
import type { KnownVerdict } from '../input/known-contents.ts';
import { baseName } from '../input/paths.ts';
import type { ReadResult, Tree } from '../input/tree.ts';
import { saysNothing } from '../link/says-nothing.ts';
import { decodeText } from '../model/decode.ts';
import type { Facts } from '../model/facts.ts';
import type { Skipped } from '../model/source.ts';
import type { BuiltBy } from '../scan/built-code.ts';
import { isCode, isModuleConfig, leftOut, type ScanResult, scanText } from '../scan/scan.ts';
import { isSqueezed } from '../scan/squeezed.ts';
import { mayHoldToken, mayMatterAt, speaksOfSigning } from './first-tests.ts';
import { isKept, keepScan, recallScan, type ScannedText } from './known-facts/recall-scan.ts';
import { learnLook, recallLook } from './known-looks.ts';
import type { MaySay } from './scan-reported.ts';
import type { ScannedTree } from './scanned-tree.ts';
import { unreadContent } from './unread-content.ts';

type Unread = Extract<ReadResult, { skipped: Skipped }>;
type Problem = NonNullable<Facts['problem']>;

/** Reads and scans a file. True where the content was read and cannot say anything. */
export async function scanFile(
  tree: Tree,
  path: string,
  scanned: ScannedTree,
  maySay: MaySay | undefined,
): Promise<boolean> {
  const isConfig = isModuleConfig(path);
  // What somebody names is read whoever wrote it, and configuration of modules is wanted as it is.
  const mayKnow = scanned.maySpare && !isConfig && !maySay && !scanned.isNamed(path);
  const known = mayKnow ? scanned.known : undefined;
  const look = known && recallLook(known, path);
  if (look) {
    scanned.mayHoldToken.set(path, look.mayHoldToken);
    scanned.count++;
    scanned.bytes += look.sizeBytes;
    if (look.verdict === 'nothing') return true;
    addKnown(path, look.verdict, scanned);
    return false;
  }
  scanned.known?.answers.note(path);
  const read = tree.read(path);
  if ('skipped' in read) {
    scanned.skipped.push(judgeUnread(read));
    return false;
  }
  const { byteLength } = read.bytes;
  const mayHold = mayHoldToken(read.bytes);
  scanned.mayHoldToken.set(path, mayHold);
  // Of an empty file there is nothing to link. A commit is told of it all the same.
  const isEmpty = byteLength === 0 && !isConfig && !maySay;
  const isNothing = isEmpty || (!isConfig && !mayMatterAt(path, read.bytes));
  const unread = isEmpty || maySay ? undefined : unreadContent(read.bytes, { isSilent: isNothing });
  if (unread) {
    scanned.skipped.push({ path, ...unread });
    // What was encrypted may be a text, and then something may stand beside it.
    if (!('text' in decodeText(read.bytes))) return count(scanned, byteLength);
  }
  if (isNothing && known && !unread)
    learnLook(known, path, { verdict: 'nothing', mayHoldToken: mayHold });
  const isSilent =
    isNothing ||
    (await scanKnown(path, read.bytes, scanned, { isConfig, ...(maySay && { maySay }) }));
  // What was read only to find that it says nothing of the commit is not counted: how much of it there is depends on
  // what earlier runs have learned.
  if (!isSilent || !maySay) count(scanned, byteLength);
  return isSilent;
}

function count(scanned: ScannedTree, byteLength: number): false {
  scanned.count++;
  scanned.bytes += byteLength;
  return false;
}

/** Scans a file whose bytes may be known; what is learned of them is kept. */
async function scanKnown(
  path: string,
  bytes: Uint8Array,
  scanned: ScannedTree,
  options: ScanBytesOptions,
): Promise<boolean> {
  const known = scanned.maySpare ? scanned.known : undefined;
  if (!known || scanned.isNamed(path) || isKept(known, { path, isDemanded: false })) {
    return scanBytes(path, bytes, scanned, options);
  }
  const id = known.idOf(path, bytes);
  const verdict = known.verdictOf(id);
  const mayHold = scanned.mayHoldToken.get(path) !== false;
  const learn = (learned: KnownVerdict): void => {
    known.learn(id, learned);
    if (!options.isConfig) learnLook(known, path, { verdict: learned, mayHoldToken: mayHold });
  };
  if (verdict === undefined) return scanBytes(path, bytes, scanned, { ...options, learn });
  learn(verdict);
  const decoded = options.isConfig ? decodeText(bytes) : undefined;
  if (decoded && 'text' in decoded) scanned.configs.set(path, decoded.text);
  addKnown(path, verdict, scanned);
  return false;
}

/** Adds a file of which it is known what it says. */
function addKnown(path: string, verdict: KnownVerdict, scanned: ScannedTree): void {
  if (verdict === 'silent') {
    scanned.parsed++;
    scanned.spare.set(path, undefined);
  } else if (verdict !== 'unread') {
    scanned.facts.set(path, leftOut(path, verdict));
    scanned.skipped.push({ path, reason: verdict, isFailure: false });
  }
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
    const skipped = { path, reason: decoded.skipped, isFailure: speaksOfSigning(bytes) };
    // A link may lead to what was told of before.
    if (!scanned.skipped.some((one) => one.path === path)) scanned.skipped.push(skipped);
    return false;
  }
  if (!scanned.isNamed(path) && isMinifiedName(baseName(path)) && isSqueezed(path, decoded.text)) {
    scanned.skipped.push({ path, reason: 'minified', isFailure: false });
    return false;
  }
  if (isConfig) scanned.configs.set(path, decoded.text);
  if (maySay && !maySay(path, decoded.text)) return true;
  // By itself it may have said nothing; what leads here may say that a key is in it.
  if (isDemanded && scanned.maySpare) scanned.known?.forget(scanned.known.idOf(path, bytes));
  const text = { path, text: decoded.text, isDemanded };
  if (spared?.facts) {
    scanned.facts.set(path, spared.facts);
    keep(text, { facts: spared.facts, isParsed: true }, scanned);
    return false;
  }
  const result = await scanOrRecall(text, scanned);
  if (result?.isParsed && !spared) scanned.parsed++;
  if (!isDemanded && isNothing(result, scanned)) {
    if (result) scanned.spare.set(path, result.facts);
    learn?.(result ? 'silent' : 'unread');
    return false;
  }
  if (!result) return false;
  scanned.facts.set(path, result.facts);
  const { problem } = result.facts;
  if (!result.isRecalled) keep(text, result, scanned);
  if (problem) {
    // The bytes may be those of another file by now.
    const content = { bytes: Buffer.from(decoded.text), text: decoded.text };
    scanned.skipped.push(judgeProblem(result.facts, problem, content));
    if (isOfTool(problem)) learn?.(problem.reason);
  }
  return false;
}

async function scanOrRecall(
  scannedText: ScannedText,
  { known, scanner, isNamed }: ScannedTree,
): Promise<(ScanResult & { readonly isRecalled?: true }) | undefined> {
  const { path, text, isDemanded } = scannedText;
  const recalled = isNamed(path) ? undefined : known && recallScan(known, scannedText);
  if (recalled) return { ...recalled, isRecalled: true };
  const options = { isDemanded, isNamed: isNamed(path) };
  // What has no syntax tree is read in less time than it takes to hand it over.
  return isCode(path) ? scanner.scan(path, text, options) : scanText(path, text, options);
}

function keep(text: ScannedText, result: ScanResult, { known, isNamed }: ScannedTree): void {
  if (known && !isNamed(text.path)) keepScan(known, text, result);
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

type ByTool = Problem & { readonly reason: BuiltBy };

/** Code that nobody has written by hand. */
function isOfTool(problem: Problem): problem is ByTool {
  return ['bundled', 'generated', 'minified'].includes(problem.reason);
}

/** Code that nobody has written by hand is left out by decision; all else that could not be read is missing. */
export function judgeProblem(
  { path, uses }: Pick<Facts, 'path' | 'uses'>,
  problem: Problem,
  { bytes, text }: Content,
): Skipped {
  const { reason, detail, isPartial = false } = problem;
  if (isOfTool(problem)) return { path, reason, isFailure: false };
  if (!isPartial && isCode(path) && isSqueezed(path, text)) {
    return { path, reason: 'minified', isFailure: false };
  }
  // What was read of it signs, or it says so itself.
  const isFailure = !isPartial && (uses.length > 0 || speaksOfSigning(bytes));
  return { path, reason, isFailure, ...(detail === undefined ? {} : { detail }) };
}
