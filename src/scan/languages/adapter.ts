// What a programming language is to the scanner: one adapter per tree-sitter grammar that lowers a syntax tree
// to the Expression vocabulary. Nothing outside this folder knows a language.
import type { PartialFacts, ScanInput } from '../formats/format.ts';

export interface LanguageAdapter {
  /** `javascript`, `python` ... becomes `Facts.language`. */
  readonly id: string;
  canRead(path: string): boolean;
  /**
   * The stricter second test on the text: whether building the syntax tree can pay off. Cheap, errs towards true.
   */
  isWorthParsing(input: ScanInput): boolean;
  /** Whether the text can hold a call that a library row describes. Cheap, errs towards true. */
  mayUse(text: string): boolean;
  /** Whether the text may export what other modules define without naming it (`export *`). Cheap, errs towards true. */
  mayPassOn(text: string): boolean;
  /** Whether the text may export one of `names` as its own. Cheap, errs towards true. Default: whether it holds one. */
  mayExport?(text: string, names: ReadonlySet<string>): boolean;
  /** Starts the parser; resolves when `read` may be called. Grammars are loaded when first needed. */
  load(): Promise<void>;
  /** Pure, must not throw. Runs after `load`. */
  read(input: ScanInput): PartialFacts;
}
