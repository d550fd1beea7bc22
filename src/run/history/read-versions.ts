// Every version of every file where anything is looked for, read once: file by file and oldest first, which costs git no
// more than the order of its packs. A version differs from the one before in a few lines, so only these are searched for
// what a secret travels with, and most versions end at that.
import { Buffer } from 'node:buffer';
import type { HistorySource } from '../../input/history/history.ts';
import { type ChangedPart, changedPart } from './changed-part.ts';
import type { Place } from './collect-changes.ts';
import type { ContentTests, PendingSurvey } from './survey.ts';

export interface ReadVersionsOptions {
  readonly source: HistorySource;
  readonly survey: Pick<PendingSurvey, 'collector' | 'versions'>;
  readonly tests: ContentTests;
  /** Called for each version that was looked at. */
  onVersion(): void;
}

/**
 * A version that may matter; `bytes` stay until the one after the next. `part`: where it differs from the one that was
 * taken before, if that is of the same file and known.
 */
export type TakeVersion = (
  path: string,
  bytes: Buffer,
  part: ChangedPart | undefined,
) => Promise<void> | void;

export interface VersionReader {
  take: TakeVersion;
  /** No more versions of the file follow; bytes that were taken are gone after that. */
  finish(): Promise<void> | void;
}

/** A blob under more names than these is nothing that somebody keeps: it is not read for each of them. */
const maxCopies = 200;

/** Hands over the versions of scanned files that may matter. Returns how many blobs could not be read. */
export async function readVersions(
  { source, survey, tests, onVersion }: ReadVersionsOptions,
  reader: VersionReader,
): Promise<number> {
  const { collector } = survey;
  const asked: Asked[] = [];
  const order = createOrder(survey, asked);
  const broken = new Set<number>();
  const look = createLook(tests);
  const pool = createPool();
  let place: Place | undefined;
  let before: SeenVersion | undefined;
  /** The version that was taken last. */
  let taken: Buffer | undefined;
  let next = 0;
  for await (const blobs of source.read(order.ids())) {
    for (const { bytes: read } of blobs) {
      const one = asked[next++];
      if (!one) continue;
      onVersion();
      if (!read) broken.add(one.number);
      if (!read) continue;
      if (one.place.file !== place?.file || one.place.isScanned !== place.isScanned) {
        if (taken) await reader.finish();
        before = undefined;
        taken = undefined;
      }
      place = one.place;
      const bytes = pool(read, before?.bytes, taken);
      const wasTaken = taken !== undefined && taken === before?.bytes;
      const seen: SeenVersion = look(place, bytes, before);
      before = seen;
      const { held } = seen;
      if (seen.isSilent && !collector.isKept(one.number)) {
        if (place.isScanned) order.silent.add(one.number);
        continue;
      }
      if (place.isScanned || held.length > 0) collector.keep(one.number, held);
      if (!place.isScanned) continue;
      taken = bytes;
      await reader.take(place.path, bytes, wasTaken ? seen.part : undefined);
    }
    if (next > maxAnswered) {
      asked.splice(0, next);
      next = 0;
    }
  }
  if (taken) await reader.finish();
  return broken.size;
}

interface Asked {
  readonly place: Place;
  readonly number: number;
}

/** Answers that are kept before they are let go. */
const maxAnswered = 10_000;

/** What is asked for, in order. What turned out to say nothing under one name is not read again under another. */
function createOrder({ collector, versions }: ReadVersionsOptions['survey'], asked: Asked[]) {
  const silent = new Set<number>();
  /** How often each was asked for, as a file that is looked at closer and as one that is not. */
  const copies = { closer: new Map<number, number>(), other: new Map<number, number>() };
  return {
    silent,
    *ids(): Generator<string> {
      for (const [place, numbers] of versions) {
        const own = place.isScanned ? copies.closer : copies.other;
        for (const number of numbers) {
          const times = (own.get(number) ?? 0) + 1;
          if (times > maxCopies || (silent.has(number) && !collector.isKept(number))) continue;
          own.set(number, times);
          asked.push({ place, number });
          yield collector.idOf(number);
        }
      }
    },
  };
}

interface SeenVersion {
  readonly bytes: Buffer;
  /** Nothing in it matters. */
  readonly isSilent: boolean;
  /** Values in use that stand there. */
  readonly held: ReturnType<ContentTests['heldIn']>;
  /** Where it differs from the one before. */
  readonly part: ChangedPart | undefined;
}

/** As many bytes as a text in UTF-16 is told by. */
const sampleBytes = 8192;

function createLook({ mayMatter, mayHold, heldIn, longest }: ContentTests) {
  /** The bytes that are new, with those beside them that may belong to a word. */
  const newPart = (bytes: Buffer, [from, to]: ChangedPart): Buffer =>
    // The search reads four bytes at once.
    bytes.subarray(Math.max(0, from - longest) & ~3, to + longest);
  return (place: Place, bytes: Buffer, before: SeenVersion | undefined): SeenVersion => {
    const part = before && changedPart(before.bytes, bytes);
    const isKnown = part !== undefined && !bytes.subarray(0, sampleBytes).includes(0);
    const test = place.isScanned ? mayMatter : mayHold;
    const isSilent = !test(isKnown && before?.isSilent ? newPart(bytes, part) : bytes);
    if (isSilent) return { bytes, isSilent, held: [], part };
    const isFree = isKnown && before?.held.length === 0 && !mayHold(newPart(bytes, part));
    return { bytes, isSilent, held: isFree ? [] : heldIn(bytes), part };
  };
}

const firstBytes = 1 << 16;

/** Keeps a version beside those that are still needed, in buffers that are used again. */
function createPool(): (bytes: Buffer, ...inUse: readonly (Buffer | undefined)[]) => Buffer {
  const buffers = Array.from({ length: 3 }, () => Buffer.allocUnsafeSlow(firstBytes));
  return (bytes, ...inUse) => {
    const free = buffers.findIndex((own) => inUse.every((used) => used?.buffer !== own.buffer));
    let own = buffers[free] ?? Buffer.alloc(0);
    if (own.length < bytes.length) own = Buffer.allocUnsafeSlow(2 * bytes.length);
    buffers[free] = own;
    bytes.copy(own);
    return own.subarray(0, bytes.length);
  };
}
