// What earlier runs were told of files that have not changed since: yes or no to a question, or how a file was judged. A
// file stands for its path and its stamp under a key of the memory, a question for its words under that key, so that what
// is kept tells nobody what was asked of what.
import { createHmac } from 'node:crypto';
import type { ByteReader, ByteWriter } from './bytes.ts';
import type { FileStamp } from './file-stamps.ts';

export interface KnownAnswers {
  /** Looks at a file before it is read: what is learned of it later on is learned of what it was by then. */
  note(path: string): void;
  /** What stands for a file as it was when it was noted, by its path and its stamp and nothing that is in it. */
  idOf(path: string): string | undefined;
  /** Whether it is still that, which is asked once it was read. */
  isStill(path: string): boolean;
  /** The size of a file that has not changed since an answer was learned of it, if any was. */
  sizeOf(path: string): number | undefined;
  /** An answer, a number below 128; `undefined` where the question was not asked of the file as it is now. */
  recall(path: string, question: string): number | undefined;
  /** Of the file as it was when it was first asked about in this run, which is before it was read. */
  learn(path: string, question: string, answer: number): void;
}

/** Bytes of an id: no two files of a lifetime share them. */
export const fileIdLength = 16;

/** Of a file with its stamp, or of such a file and a question: 52 bits and 32 more, which is as good. */
interface Mark {
  readonly place: number;
  readonly check: number;
}

interface StampedFile {
  readonly path: string;
  readonly stamp: FileStamp;
  mark?: Mark & { readonly id: string };
}

interface Entry {
  readonly check: number;
  readonly answer: number;
}

/** Answers of other branches are kept too, up to this many or twice what a run asks. */
const fewestKept = 40_000;

export function createKnownAnswers(
  key: Uint8Array,
  stampOf: (path: string) => FileStamp | undefined,
) {
  const known = new Map<number, Entry>();
  /** What this run has asked and was told. */
  const met = new Map<number, Entry>();
  const files = new Map<string, StampedFile | undefined>();
  const questions = new Map<string, Mark>();
  let hasLearned = false;

  const markOf = (text: string): Mark & { readonly id: string } => {
    const digest = createHmac('sha256', key).update(text).digest();
    return {
      place: digest.readUIntLE(0, 6) * 16 + (digest.readUInt8(6) & 15),
      check: digest.readUInt32LE(7),
      id: digest.toString('latin1', digest.length - fileIdLength),
    };
  };
  const fileOf = (path: string): StampedFile | undefined => {
    if (files.has(path)) return files.get(path);
    const stamp = stampOf(path);
    const file = stamp && { path, stamp };
    files.set(path, file);
    return file;
  };
  const markOfFile = (file: StampedFile): Mark & { readonly id: string } => {
    file.mark ??= markOf(`file\0${file.path}\0${file.stamp.text}`);
    return file.mark;
  };
  const questionOf = (question: string): Mark => {
    let mark = questions.get(question);
    if (!mark) {
      mark = markOf(`question\0${question}`);
      questions.set(question, mark);
    }
    return mark;
  };

  const answers: KnownAnswers = {
    note: (path) => void fileOf(path),
    idOf(path) {
      const file = fileOf(path);
      return file && markOfFile(file).id;
    },
    isStill(path) {
      const before = fileOf(path);
      return before !== undefined && stampOf(path)?.text === before.stamp.text;
    },
    sizeOf: (path) => fileOf(path)?.stamp.sizeBytes,
    recall(path, question) {
      // Asked in any case: a stamp has to be older than what is read under it.
      const file = fileOf(path);
      if (!file || (known.size === 0 && met.size === 0)) return undefined;
      const { place, check } = join(markOfFile(file), questionOf(question));
      const entry = met.get(place) ?? known.get(place);
      if (entry?.check !== check) return undefined;
      met.set(place, entry);
      return entry.answer;
    },
    learn(path, question, answer) {
      const file = fileOf(path);
      if (!file) return;
      const { place, check } = join(markOfFile(file), questionOf(question));
      met.set(place, { check, answer });
      hasLearned = true;
    },
  };
  return {
    answers,
    get hasLearned(): boolean {
      return hasLearned;
    },
    read(reader: ByteReader): void {
      for (let left = reader.number(); left > 0; left--) {
        const place = reader.number();
        known.set(place, { check: reader.number(), answer: reader.number() });
      }
    },
    write(writer: ByteWriter): void {
      const limit = Math.max(fewestKept, 2 * met.size);
      const kept = new Map(met);
      for (const [place, entry] of known) {
        if (kept.size >= limit) break;
        if (!kept.has(place)) kept.set(place, entry);
      }
      writer.number(kept.size);
      for (const [place, { check, answer }] of kept) {
        writer.number(place);
        writer.number(check);
        writer.number(answer);
      }
    },
  };
}

const half = 2 ** 26;

/** Of a file and a question; bitwise work is done on halves, since it knows 32 bits. */
function join(file: Mark, question: Mark): Mark {
  const upper = Math.floor(file.place / half) ^ Math.floor(question.place / half);
  const lower = (file.place % half) ^ (question.place % half);
  return { place: upper * half + lower, check: (file.check ^ question.check) >>> 0 };
}
