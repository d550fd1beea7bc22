// A scan whose outcome an earlier run has kept, or one that is kept for later runs.
import { Buffer } from 'node:buffer';
import type { KnownContents } from '../../input/known-contents.ts';
import type { ScanResult } from '../../scan/scan.ts';
import { decodeFacts } from './decode-facts.ts';
import { encodeFacts } from './encode-facts.ts';

/** A text that is scanned. */
export interface ScannedText {
  readonly path: string;
  readonly text: string;
  /** A link leads here: it was read whatever its words. */
  readonly isDemanded: boolean;
}

type Kept = Pick<KnownContents, 'answers' | 'texts'>;

/** Whether a syntax tree was built, and whether that was because a link leads there. */
const flags = { isParsed: 1, isDemanded: 2 } as const;

/** Whether it is kept what a scan of the file gives, unless it changes before it is read. */
export function isKept(known: Kept, asked: Omit<ScannedText, 'text'>): boolean {
  return findKept(known, asked) !== undefined;
}

/** What was only read since a link leads there says nothing to whoever has none. */
function findKept(
  { answers, texts }: Kept,
  { path, isDemanded }: Omit<ScannedText, 'text'>,
): Buffer | undefined {
  const id = answers.idOf(path);
  const kept = id === undefined ? undefined : texts.recall(id);
  if (kept?.length === 0) return undefined;
  return kept && (isDemanded || ((kept[0] ?? 0) & flags.isDemanded) === 0) ? kept : undefined;
}

/** What a scan of the text gave when the file was the same. */
export function recallScan(known: Kept, scanned: ScannedText): ScanResult | undefined {
  const kept = findKept(known, scanned);
  // Places mean nothing in another text: it was read by now.
  if (!kept || !known.answers.isStill(scanned.path)) return undefined;
  return {
    facts: decodeFacts(kept.subarray(1), scanned.path, scanned.text),
    isParsed: ((kept[0] ?? 0) & flags.isParsed) !== 0,
  };
}

/** Keeps what a scan gave, as far as it is made of the text. */
export function keepScan(
  { answers, texts }: Kept,
  { path, text, isDemanded }: ScannedText,
  { facts, isParsed }: ScanResult,
): void {
  const id = answers.idOf(path);
  // What could not be kept once is not tried again.
  if (id === undefined || texts.recall(id)?.length === 0) return;
  const encoded = encodeFacts(facts, path, text);
  const found = (isParsed ? flags.isParsed : 0) | (isDemanded ? flags.isDemanded : 0);
  texts.learn(id, Buffer.concat(encoded ? [Buffer.of(found), encoded] : []));
}
