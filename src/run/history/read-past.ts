// Versions of files that may matter, file by file and oldest first. A version is parsed where it holds a telling line
// that none before it had, before the next one takes such a line away, and linked with what uses it today. Memory is
// that of one file.
import type { Buffer } from 'node:buffer';
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
import { createBuiltTest } from './built-names.ts';
import { createEntryNovelty, createEntryWords } from './entry-lines.ts';
import { createUsedNames } from './key-names.ts';
import type { FoundValue, PastLinker } from './link-past.ts';
import { type Needle, needleOf } from './needles.ts';
import { createCodeNovelty, type Novelty } from './new-lines.ts';
import { type ReadVersionsOptions, readVersions } from './read-versions.ts';

/** The versions of files, as numbers of blobs, oldest first. */
export type Versions = ReadonlyMap<string, readonly number[]>;

/** A value under a name, and how each file that ever held it writes it. */
export interface PastEntry {
  readonly found: FoundValue;
  readonly text: string;
  /** By path. */
  readonly needles: Map<string, Needle[]>;
}

export interface ReadPastOptions extends ReadVersionsOptions {
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

export interface ReadPast {
  /** Every value that a version of a file gave a signing secret, by name and text. */
  readonly entries: Map<string, PastEntry>;
  /** How many blobs could not be read. */
  readonly unreadable: number;
}

export async function readPast(options: ReadPastOptions): Promise<ReadPast> {
  const { linker, names, scanner } = options;
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
  const noveltyOf = (path: string): Novelty => {
    const isPassed = options.isPassed(path);
    if (isCode(path)) return createCodeNovelty({ isPassed, more });
    const isNested = /\.(?:ya?ml|json)$/i.test(path);
    return createEntryNovelty({ isPassed, isNested, isUsed, words });
  };
  let file:
    | {
        readonly novelty: Novelty;
        readonly isBuilt: ReturnType<typeof createBuiltTest>;
        path: string;
        bytes: Buffer;
      }
    | undefined;
  /** The version at hand has something new, and was not parsed yet. */
  let isDue = false;
  /** Something new names a secret. */
  let isNamed = false;
  const settle = async (): Promise<void> => {
    if (isDue && file) await parse(file.path, file.bytes, isNamed, file.novelty);
    isDue = false;
    isNamed = false;
  };
  const unreadable = await readVersions(options, {
    async take(path, bytes, part) {
      file ??= { path, bytes, novelty: noveltyOf(path), isBuilt: createBuiltTest() };
      // Nobody reads those, in a history or else.
      if (isCode(path) && file.isBuilt(path, bytes)) return;
      const change = file.novelty.take(bytes, part);
      const isWhole = isWholly(path);
      if (change.isLoss || isWhole) await settle();
      file.path = path;
      file.bytes = bytes;
      if (change.isGain || isWhole) isDue = true;
      if (change.isNamed) isNamed = true;
    },
    async finish() {
      await settle();
      file = undefined;
    },
  });
  while (queue.length > 0) await linkFirst();
  return { entries, unreadable };
}

/** Whether all that a file holds are variables or keys: any line of it can be one, whatever it says. */
function isWholly(path: string): boolean {
  return isEnvFile(path) || isKeySetName(baseName(path)) || readerFor(path)?.id === 'key-file';
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

export interface ChosenVersions {
  readonly source: HistorySource;
  /** Of blobs, by their numbers. */
  idOf(number: number): string;
  readonly versions: Versions;
}

/** Calls `take` with each version that can be read; one blob may be several files' version. */
export async function forEachVersion(
  { source, idOf, versions }: ChosenVersions,
  take: (path: string, bytes: Buffer, number: number) => Promise<void> | void,
): Promise<void> {
  const order = [...versions].flatMap(([path, numbers]) =>
    numbers.map((number) => ({ path, number })),
  );
  let next = 0;
  for await (const blobs of source.read(order.map(({ number }) => idOf(number)))) {
    for (const { bytes } of blobs) {
      const at = order[next++];
      if (at && bytes) await take(at.path, bytes, at.number);
    }
  }
}

function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
