// What scanning a tree gives, and linking adds to.
import type { KnownContents } from '../input/known-contents.ts';
import type { Facts } from '../model/facts.ts';
import type { Skipped } from '../model/source.ts';
import type { RunMemory } from './run-memory.ts';
import type { TextScanner } from './text-scanner.ts';

/** What scanning a tree gives; linking may add files that names lead into. */
export interface ScannedTree {
  readonly facts: Map<string, Facts>;
  /**
   * Files that say nothing by themselves, until something leads there. Their Facts, where this run has parsed them:
   * earlier runs may have.
   */
  readonly spare: Map<string, Facts | undefined>;
  readonly skipped: Skipped[];
  /** Module configurations met on the way. */
  readonly configs: Map<string, string>;
  /** Whether callers of wrappers can tell anything. */
  isHandedOn: boolean;
  count: number;
  parsed: number;
  bytes: number;
  /** Files that speak of signing in languages that nothing here reads, by language. */
  readonly unread: Map<string, number>;
  /** Of the files that were read, whether a token may stand in them. */
  readonly mayHoldToken: Map<string, boolean>;
  /** Whether somebody named this very file. */
  isNamed(path: string): boolean;
  /** Whether the settings leave a path out, and how many that would have been read. */
  isIgnored(path: string): boolean;
  readonly ignored: number;
  /** What earlier audits of the tree have made of its files. */
  readonly memory?: RunMemory | undefined;
  /** What earlier runs have made of contents; only where all files are looked at. */
  readonly known?: KnownContents | undefined;
  /** Whether files that say nothing by themselves wait until they are asked for. */
  readonly maySpare: boolean;
  readonly scanner: TextScanner;
}
