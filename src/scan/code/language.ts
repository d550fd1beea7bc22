// What a programming language is to the scanner: a function from node to shape, rows, and a way to find modules.
import type { Definition, ImportedFile } from '../../model/facts.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { PartialFacts } from '../formats/format.ts';
import type { GrammarName } from '../languages/syntax.ts';
import type { LibraryRow } from '../libraries/row.ts';
import type { ValueRow } from '../libraries/value-row.ts';
import type { Stage } from '../stage-names.ts';
import type { Branch } from './branches.ts';
import type { Edits } from './edits.ts';
import type { Shape } from './shape.ts';

/** The paths of a run, as far as looking for modules needs them. */
export interface PathIndex {
  has(path: string): boolean;
  /** Paths by their last segment. */
  named(fileName: string): readonly string[];
  /** Paths directly below a directory; `''` is the root. */
  in(directory: string): readonly string[];
}

/** How files of a language find each other. */
export interface Modules {
  /**
   * Files that see each other's top-level names without an import, told by path and text; `undefined`: the file is
   * alone. A Go package is its directory, a Java package its `package` line.
   */
  unitOf?(path: string, text: string): string | undefined;
  /**
   * `names`: what a file neither declares nor imports may be declared in any other file of the language, the nearest
   * first (classes in Java, C#, PHP, Ruby). `unit`: only in its unit.
   */
  readonly visible: 'unit' | 'names' | 'file';
  /** An import of everything gives the file the names of the other, and hands them on to those that import it. */
  readonly handsOnStars?: boolean;
  /** What only a module of the project is called (`crate.keys` of Rust). */
  readonly own?: RegExp;
  /** What a name that is imported from `from` is where it is a file; `undefined` where none can be called so. */
  fileNamed?(from: string, imported: string): ImportedFile | undefined;
  /** The file that an import means; `undefined` where it is none of the project. */
  resolve(from: string, module: string, paths: PathIndex): string | undefined;
  /** Files, by their paths alone, that may declare a name which `from` does not import. */
  candidates?(from: string, name: string, paths: PathIndex): readonly string[];
}

/** Words by which the shared reader knows what a language calls things. */
export interface Words {
  /** The constructor's name; for languages that name it like the class, `''`. */
  readonly constructor: string;
  /** No value at all, as a whole text: `None`, `nil`, `null`. */
  readonly nothing: RegExp;
  /** What an unset value becomes where it is made a text; `never` is a name that is always set. */
  readonly unset?: { readonly word: string; readonly never?: string };
  /** Plain names in a method may be members of its class (Java, C#, Kotlin, Ruby). */
  readonly hasImplicitSelf?: boolean;
  /** A class is constructed by calling it, without `new` (Python, Kotlin, Scala, Swift, Dart). */
  readonly constructsByCall?: boolean;
  /** Functions without an explicit return give back their last expression (Ruby, Rust, Scala, Elixir). */
  readonly returnsLast?: boolean;
  /** Fields that have getters by convention or annotation: `getSecret()` is `secret` (Java). */
  readonly hasGetters?: boolean;
  /** Methods that are called on what another class is, by how such are named: `services.AddTokens(key)` (C#). */
  readonly extending?: RegExp;
  /** What is a type of the project where a type stands, whatever letter it begins with (Go). */
  readonly types?: RegExp;
  /** Fields are written as classes are (C#): whether a name at that node can only be one. */
  mayBeField?(node: SyntaxNode): boolean;
  /** A name that is not imported may come by a global import: rows are known by their last step alone (C#). */
  readonly hasGlobalImports?: boolean;
}

/** How code of a language says where it runs, and what ends a program; names that say it by themselves are known. */
export interface StageWords {
  /** Files without any of these say nothing of where they run; default: a row of words of any language. */
  readonly telling?: RegExp;
  /** Switches that are on outside of production, dotted as written: `DEBUG`, `kDebugMode`. */
  readonly debug?: RegExp;
  /** Names that, alone, say that this is no production, what is there instead in the group `what`: `dev`. */
  readonly elsewhere?: RegExp;
  /** What is called, dotted, to end the program. */
  readonly stops?: RegExp;
  /** What is called, dotted, to end the program unless its first argument is there: `invariant`. */
  readonly asserts?: RegExp;
  /** Conditions that are no expressions: `cfg!(debug_assertions)`. */
  stageOf?(node: SyntaxNode, text: string): Stage | undefined;
  /** What a node is marked with for itself: `@Profile("dev")`, `#[cfg(debug_assertions)]`, the lines of an `#if DEBUG`. */
  markOf?(
    node: SyntaxNode,
    text: string,
  ): { readonly test: SyntaxNode; readonly stage: Stage } | undefined;
  /** Nodes that choose by a condition, where their names and fields do not say so. */
  branchOf?(node: SyntaxNode, text: string): Branch | undefined;
}

/** Calls that write what they are given where it should not be. */
export interface LogRow {
  /** Like paths of value rows. */
  readonly path: string | readonly string[];
  /** The receiver's own name, for loggers that come from anywhere: `logger.info`. */
  readonly receiver?: RegExp;
  /** As people call it; absent: as it is written. */
  readonly by?: string;
  /** A response or a stream only where all of the environment is written. */
  readonly isLoose?: true;
  /** An error: only what speaks of a secret by its name is looked at. */
  readonly isTold?: true;
}

/** A call that sets a variable or setting by its name. */
export interface SetRow {
  /** Like one path of a value row. */
  readonly path: string;
  readonly space: 'env' | 'setting';
  /** Arguments that hold the name and the value; default 0 and 1. */
  readonly name?: number;
  readonly value?: number;
  /** What is set already stays. */
  readonly isDefault?: true;
}

/** One file as `more` sees it. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
  readonly root: SyntaxNode;
}

/** Which setting a definition of code is, if any. */
export type SettingNamer = (definition: Definition) => string | undefined;

export interface Language {
  /** `python`, `java` ... becomes `Facts.language`. */
  readonly id: string;
  /** As people write it: `C#`. */
  readonly title: string;
  /** With the dot, lower case. */
  readonly endings: readonly string[];
  /** Files without such an ending that are written in it: `Vagrantfile`. */
  readonly fileNames?: RegExp;
  grammarOf(path: string): GrammarName;
  /** Node types whose inside says nothing about secrets. */
  readonly leaves: readonly string[];
  /** The text with what macros hide from the grammar laid open, of the same length. */
  layOpen?(text: string): string;
  /** Puts a tree right, in place, that its grammar leaves in pieces; before anything else looks at it. */
  prepare?(root: SyntaxNode): void;
  /** Types of nodes that are a scope of their own in a function: blocks. Default: none. */
  readonly blocks?: ReadonlySet<string>;
  /** Types of nodes whose shapes can declare names, blocks included; default: any. */
  readonly declaring?: ReadonlySet<string>;
  /** `undefined`: nothing that a key could pass through. Pure; nodes below are asked about apart. */
  shapeOf(node: SyntaxNode, text: string): Shape | undefined;
  /** Calls that sign, verify, configure. */
  readonly uses: readonly LibraryRow[];
  /** Calls and members that read, decode, hash, generate, hand on. */
  readonly values: readonly ValueRow[];
  readonly logs: readonly LogRow[];
  readonly sets?: readonly SetRow[];
  readonly modules: Modules;
  readonly words: Words;
  readonly stages?: StageWords;
  /** How its code is repaired. */
  readonly edits?: Edits;
  /** Modules of which whoever imports one says what is deployed. */
  readonly infrastructure?: RegExp;
  /** Imports that only test code has. */
  readonly testImports?: RegExp;
  /** Whether a node at the top level is test code that stands in the file itself: `#[cfg(test)] mod tests`. */
  isTest?(node: SyntaxNode, text: string): boolean;
  /** In files whose names a framework takes for settings: which setting a name is, if it is one. */
  settingNames?(path: string): SettingNamer | undefined;
  /** What no other language has: schema classes, sections of configuration. Given the facts so far, gives those to add. */
  more?(file: CodeFile, facts: PartialFacts, reading: MoreReading): PartialFacts;
}

/** What `more` may ask of the shared reader. */
export interface MoreReading {
  readonly rangeOf: (start: number, end: number) => import('../../model/place.ts').Range;
  readonly lower: (
    slot: import('./shape.ts').Slot,
  ) => import('../../model/expression.ts').Expression;
  readonly originOf: (slot: import('./shape.ts').Slot) => string | undefined;
}
