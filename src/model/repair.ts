// What a fix asks of a language: to take a literal out of code, to pin algorithms, to draw keys from the system. The
// planner knows secrets and variables, a language knows how its people write them.
import type { Edit } from './edit.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** How a code file is written, so that what is added to it looks like the rest. */
export interface CodeStyle {
  readonly quote: string;
  readonly semicolon: string;
  readonly indent: string;
  readonly lineEnd: string;
}

/** A code file with its tree, ready for edits. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly style: CodeStyle;
}

/** What was said of a file is not looked for again: it may hold thousands of findings. */
const said = new WeakMap<SyntaxNode, Map<string, unknown>>();

/** What `say` gave for this key and file when it was asked first. */
export function sayOnce<T>({ root }: Pick<CodeFile, 'root'>, key: string, say: () => T): T {
  const known = said.get(root) ?? new Map<string, unknown>();
  said.set(root, known);
  if (!known.has(key)) known.set(key, say());
  // The cast: a key is asked for with one type alone.
  return known.get(key) as T;
}

/** A code file and what lies around it. */
export interface RepairFile extends CodeFile {
  /** Whether another file of its directory, of the same language, says this. */
  isBeside(pattern: RegExp): boolean;
  /** The file that takes what all files of the directory need once: the first that was asked about. */
  home(key: string): RepairFile;
  /** Text of a manifest of its package, or of the root: `composer.json`; `undefined` where there is none. */
  manifest(name: string): string | undefined;
}

/** A literal that is to leave the code. Offsets are those of the text in its quotes. */
export interface MovedLiteral {
  readonly start: number;
  readonly end: number;
  /** The variable that is read instead. */
  readonly variable: string;
  /** It stands in for something that may be unset. */
  readonly isFallback: boolean;
}

/** A call that verifies, and what it is to accept. */
export interface PinnedCall {
  readonly start: number;
  readonly end: number;
  readonly library: string;
  readonly call: string;
  readonly algorithms: readonly string[];
}

/** A value that a weak generator makes. */
export interface DrawnValue {
  readonly start: number;
  readonly end: number;
  /** Random bytes that the secret needs. */
  readonly bytes: number;
}

/** `isRead`: the variable has to be set for it. `steps`: what is left to people, one sentence each. */
export interface CodeEdits {
  readonly edits: readonly Edit[];
  readonly isRead: boolean;
  readonly steps?: readonly string[];
}

/** Edits, or in one sentence without its end why there are none and what to do by hand. */
export type Repaired = CodeEdits | { readonly reason: string };

/** How programs of a language come to know what stands in a `.env`. */
export interface EnvLoading {
  /** Files of a package that name a loader, and how. */
  readonly manifests: readonly string[];
  readonly loader: RegExp;
  /** What to do where there is none: a command or a call, in backquotes. */
  how(envFile: string): string;
}

/** How code of one language is repaired. Pure; never throws. */
export interface Repair {
  moveLiteral(file: RepairFile, literal: MovedLiteral): Repaired;
  pinAlgorithms(file: RepairFile, call: PinnedCall): Repaired;
  drawRandomBytes(file: RepairFile, value: DrawnValue): Repaired;
  readonly loading?: EnvLoading;
}
