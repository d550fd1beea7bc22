// What a configuration format is to the scanner: a reader from text to definitions, chosen by path.
import type { Facts } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import type { CommentSpan } from '../suppression-comments.ts';

/** One decoded file: no byte order mark, original line ends. */
export interface ScanInput {
  /** Relative to the root of the run, `/` on every platform. */
  readonly path: string;
  readonly text: string;
  readonly rangeOf: RangeFinder;
}

/** What a reader or adapter adds to the Facts of its file. */
export type PartialFacts = Partial<Omit<Facts, 'path' | 'language'>> & {
  /** Its comments in order, where the reader knows them; otherwise the lexicon of the language tells. */
  readonly comments?: readonly CommentSpan[];
};

/** Reads one format. `read` is pure and must not throw: what it cannot parse goes into `problem`. */
export interface FormatReader {
  /** `dotenv`, `yaml`, `json` ... becomes `Facts.language`. */
  readonly id: string;
  /** Decides by path alone. The first reader of the list that says yes is asked. */
  canRead(path: string): boolean;
  read(input: ScanInput): PartialFacts;
  /** Loads what `read` needs, once; resolves before `read` may be called. A commit hook must not pay for YAML. */
  load?(): Promise<void>;
}
