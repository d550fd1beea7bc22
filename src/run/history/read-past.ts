// The second pass: versions of files that may matter, file by file and oldest first. A version is parsed where it holds
// a telling line that none before it had, before the next one takes such a line away, and linked with what uses it
// today. Memory is that of one file.
import { Buffer } from 'node:buffer';
import type { HistorySource } from '../../input/history/history.ts';
import { baseName } from '../../input/paths.ts';
import { decodeText } from '../../model/decode.ts';
import { isKeySetName } from '../../model/file-setting.ts';
import {
  isCode,
  isEnvFile,
  mayUse,
  readerFor,
  type ScanResult,
  scanText,
} from '../../scan/scan.ts';
import type { TextScanner } from '../text-scanner.ts';
import { createEntryNovelty, createEntryWords } from './entry-lines.ts';
import { createUsedNames } from './key-names.ts';
import type { FoundValue, PastLinker } from './link-past.ts';
import { type Needle, needleOf } from './needles.ts';
import { createCodeNovelty, type Novelty } from './new-lines.ts';

/** The versions of one file, numbers of the survey's ids, oldest first. */
export type Versions = ReadonlyMap<string, readonly number[]>;

/** A value under a name, and how each file that ever held it writes it. */
export interface PastEntry {
  readonly found: FoundValue;
  readonly text: string;
  /** By path. */
  readonly needles: Map<string, Needle[]>;
}

export interface ReadPastOptions {
  readonly source: HistorySource;
  readonly ids: readonly string[];
  readonly versions: Versions;
  readonly linker: PastLinker;
  readonly scanner: TextScanner;
  /** More words that tell of secrets here. */
  readonly names: readonly string[];
  /** Names that calls read from configuration, now or once. */
  readonly usedNames: readonly string[];
  /** What the settings call a secret. */
  readonly patterns: readonly string[];
  /** Whether a key passes through a file today. */
  isPassed(path: string): boolean;
  /** Whether a value of the past is worth a word at all. */
  isWanted(found: FoundValue): boolean;
}

/** A version that is being scanned; versions are linked in the order in which they came. */
interface PendingScan {
  readonly text: string;
  readonly result: Promise<ScanResult | undefined>;
}

/** Characters of versions that are kept at most until they are linked: somewhat more than a thread is given at once. */
const maxPending = 600_000;

/** Every value that a version of a file gave a signing secret, by name and text. */
export async function readPast(options: ReadPastOptions): Promise<Map<string, PastEntry>> {
  const { source, ids, versions, linker, names, scanner } = options;
  const entries = new Map<string, PastEntry>();
  const words = createEntryWords([...options.usedNames, ...options.patterns]);
  const isUsed = createUsedNames(options.usedNames, options.patterns);
  const more = names.length > 0 ? new RegExp(names.map(escapePattern).join('|'), 'i') : undefined;
  const queue: PendingScan[] = [];
  /** Characters that wait to be scanned, or to be linked. */
  let length = 0;
  const linkFirst = async (): Promise<void> => {
    const first = queue.shift();
    if (!first) return;
    const result = await first.result;
    length -= first.text.length;
    for (const found of result ? linker.link(result.facts) : []) {
      if (options.isWanted(found)) addFound(entries, found, first.text);
    }
  };
  const parse = async (
    path: string,
    bytes: Buffer,
    isNamed: boolean,
    { partOf }: Novelty,
  ): Promise<void> => {
    const decoded = decodeText(bytes);
    if (!('text' in decoded)) return;
    const text = partOf?.(decoded.text) ?? decoded.text;
    if (!isNamed && isCode(path) && !mayUse(path, text)) return;
    const result = isCode(path) ? scanner.scan(path, text, {}) : scanText(path, text);
    // Told of when its turn comes.
    result.catch(() => undefined);
    queue.push({ text, result });
    length += text.length;
    while (length > maxPending) await linkFirst();
  };
  let file: { readonly path: string; readonly novelty: Novelty; bytes: Buffer } | undefined;
  /** The version at hand has something new, and was not parsed yet. */
  let isDue = false;
  /** Something new names a secret. */
  let isNamed = false;
  const settle = async (): Promise<void> => {
    if (isDue && file) await parse(file.path, file.bytes, isNamed, file.novelty);
    isDue = false;
    isNamed = false;
  };
  const keep = createKeeper();
  await forEachVersion({ source, ids, versions }, async (path, read) => {
    const bytes = keep(read);
    if (path !== file?.path) {
      await settle();
      const isNested = /\.(?:ya?ml|json)$/i.test(path);
      const isPassed = options.isPassed(path);
      const novelty = isCode(path)
        ? createCodeNovelty({ isPassed, more })
        : createEntryNovelty({ isPassed, isNested, isUsed, words });
      file = { path, bytes, novelty };
    }
    const change = file.novelty.take(bytes);
    const isWhole = isWholly(path);
    if (change.isLoss || isWhole) await settle();
    file.bytes = bytes;
    if (change.isGain || isWhole) isDue = true;
    if (change.isNamed) isNamed = true;
  });
  await settle();
  while (queue.length > 0) await linkFirst();
  return entries;
}

/** Whether all that a file holds are variables or keys: any line of it can be one, whatever it says. */
function isWholly(path: string): boolean {
  return isEnvFile(path) || isKeySetName(baseName(path)) || readerFor(path)?.id === 'key-file';
}

/** Keeps a version beside the one before it, in buffers that are used again. */
function createKeeper(): (bytes: Buffer) => Buffer {
  let [now, other] = [Buffer.alloc(0), Buffer.alloc(0)];
  return (bytes) => {
    [now, other] = [other, now];
    if (now.length < bytes.length) now = Buffer.allocUnsafeSlow(2 * bytes.length);
    bytes.copy(now);
    return now.subarray(0, bytes.length);
  };
}

/** One entry a value and name; an unnamed value is called by what uses it. */
export function keyOf({ secret, value }: FoundValue): string {
  return `${secret.name ?? secret.label}\0${value.text ?? ''}`;
}

/** Adds a way of writing a value. */
export function addFound(entries: Map<string, PastEntry>, found: FoundValue, text: string): void {
  const key = keyOf(found);
  const entry: PastEntry = entries.get(key) ?? {
    found,
    text: found.value.text ?? '',
    needles: new Map(),
  };
  entries.set(key, entry);
  const { path } = found.value.at;
  const needle = needleOf(text, found.value.at);
  const known: Needle[] = entry.needles.get(path) ?? [];
  if (!known.some(({ line }) => line === needle.line)) known.push(needle);
  entry.needles.set(path, known);
}

/** Calls `take` with each version that can be read; one blob may be several files' version. */
export async function forEachVersion(
  { source, ids, versions }: Pick<ReadPastOptions, 'source' | 'ids' | 'versions'>,
  take: (path: string, bytes: Buffer, number: number) => Promise<void> | void,
): Promise<void> {
  const order = [...versions].flatMap(([path, numbers]) =>
    numbers.map((number) => ({ path, number })),
  );
  const wanted = order.map(({ number }) => ids[number] ?? '');
  let next = 0;
  for await (const { bytes } of source.read(wanted)) {
    const at = order[next++];
    if (at && bytes) await take(at.path, bytes, at.number);
  }
}

function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
