// What earlier full runs made of files. Of a name and bytes that are the same again it is known that they say nothing, and
// of a file that the disk says is the same what it says. What is kept cannot become wrong: it is said of these bytes under
// this name by this build. No text is kept, nor an id that others could make: a file that holds nothing for us may hold
// secrets of other kinds, so ids are made with a key of their own. Of a file in which there is something no id is made of
// its bytes at all, since whoever has the key too could try values; its Facts are kept as places in it.
import { Buffer } from 'node:buffer';
import { createHmac, randomBytes } from 'node:crypto';
import { createByteReader, createByteWriter } from './bytes.ts';
import type { StampFinder } from './file-stamps.ts';
import { createKnownAnswers, fileIdLength, type KnownAnswers } from './known-answers.ts';
import { createKnownTexts, type KnownTexts } from './known-texts.ts';
import { type MemoryOptions, openMemoryFile } from './memory-file.ts';
import { isElsewhere } from './paths.ts';

/**
 * `unread`: cannot hold anything, and was not parsed. `silent`: was parsed and says nothing by itself. The others: written
 * by a tool, and left out.
 */
export type KnownVerdict = 'unread' | 'silent' | 'bundled' | 'generated' | 'minified';

export interface KnownContents {
  /** What stands for a file of that path, from the root, with these bytes. */
  idOf(path: string, bytes: Uint8Array): string;
  verdictOf(id: string): KnownVerdict | undefined;
  learn(id: string, verdict: KnownVerdict): void;
  /** Keeps no id of bytes that may hold something after all. */
  forget(id: string): void;
  /** What scans gave, by the id that `answers` have for a file: as places in it. */
  readonly texts: KnownTexts;
  /** What was said of files that have not changed since. */
  readonly answers: KnownAnswers;
  /** What came of whole trees, by an id of all that is in them. */
  readonly trees: KnownTexts;
  /** An id that nobody can make without the key. */
  sealed(text: string): string;
  /** Keeps what this run has met. Never throws: the next run only starts without it. */
  save(): void;
}

const verdicts: readonly KnownVerdict[] = ['unread', 'silent', 'bundled', 'generated', 'minified'];

/** States of the tree that are remembered: branches that somebody goes back and forth between. */
const mostTrees = 4;

const keyLength = 32;
/** Of SHA-256, 128 bits: no two files of a lifetime share them. */
const idLength = 16;
/** Verdicts of other branches are kept too, up to this many or twice what a run meets. */
const fewestKept = 20_000;

export interface KnownFiles {
  /** `files`: those on the disk; `staged`: those of the index. */
  readonly of: 'files' | 'staged';
  readonly stampOf: (path: string) => ReturnType<StampFinder>;
}

/** `undefined` where the repository itself could hold what is remembered: whoever wrote it would decide what is read. */
export function openKnownContents(
  options: MemoryOptions,
  root: string,
  { of, stampOf }: KnownFiles,
): KnownContents | undefined {
  if (!isElsewhere(options.directory, root)) return undefined;
  const file = openMemoryFile(options, `${root}\0${of}`);
  const reader = file.body && createByteReader(file.body);
  const key = reader ? Buffer.from(reader.bytes(keyLength)) : randomBytes(keyLength);
  const known = new Map<string, KnownVerdict>();
  const met = new Map<string, KnownVerdict>();
  const answers = createKnownAnswers(key, stampOf);
  const texts = createKnownTexts(fileIdLength);
  const trees = createKnownTexts(idLength, mostTrees);
  let hasLearned = false;
  if (reader) {
    for (let left = reader.number(); left > 0; left--) {
      const id = reader.bytes(idLength).toString('latin1');
      const verdict = verdicts[reader.number()];
      if (verdict) known.set(id, verdict);
    }
    answers.read(reader);
    texts.read(reader);
    trees.read(reader);
  }
  const write = (): Buffer => {
    const writer = createByteWriter();
    writer.bytes(key);
    const limit = Math.max(fewestKept, 2 * met.size);
    const kept = new Map(met);
    for (const [id, verdict] of known) if (kept.size < limit) kept.set(id, verdict);
    writer.number(kept.size);
    for (const [id, verdict] of kept) {
      writer.bytes(Buffer.from(id, 'latin1'));
      writer.number(verdicts.indexOf(verdict));
    }
    answers.write(writer);
    texts.write(writer);
    trees.write(writer);
    return writer.written();
  };
  return {
    idOf: (path, bytes) =>
      createHmac('sha256', key)
        .update(`content\0${path}\0`)
        .update(bytes)
        .digest()
        .toString('latin1', 0, idLength),
    verdictOf: (id) => {
      const verdict = known.get(id);
      if (verdict) met.set(id, verdict);
      return verdict;
    },
    learn: (id, verdict) => {
      met.set(id, verdict);
      hasLearned ||= known.get(id) !== verdict;
    },
    forget: (id) => {
      met.delete(id);
      if (known.delete(id)) hasLearned = true;
    },
    texts,
    trees,
    answers: answers.answers,
    sealed: (text) =>
      createHmac('sha256', key).update(`sealed\0${text}`).digest().toString('latin1', 0, idLength),
    save: () => {
      if (hasLearned || answers.hasLearned || texts.hasLearned || trees.hasLearned)
        file.keep(write());
    },
  };
}
