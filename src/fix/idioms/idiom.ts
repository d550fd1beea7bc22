// What fixing code needs to know of a language: a table of its idioms, so that the next language is a row. The
// edits themselves are the same for all.
import type { CodeStyle } from '../../model/repair.ts';

/** Something a file must hold for an idiom to work. */
export interface Support {
  /** Present already where the text matches. */
  readonly present: RegExp;
  /** The lines to add, without a line end behind the last. */
  lines(style: CodeStyle, path: string): string;
  /** `top`: behind the last import, or first; `bottom`: at the end, where declarations are hoisted. */
  readonly where: 'top' | 'bottom';
}

/** How to add options to a call that verifies, by library and name of the call. */
export interface PinRow {
  readonly library: string;
  /** Tested against `Use.call`. */
  readonly call: RegExp;
  /** Zero-based argument of the options, or of the algorithm itself. */
  readonly argument: number;
  /** Property path of the list below the options; empty: the argument is the algorithm's name itself. */
  readonly path: readonly string[];
  /** What stands in the arguments before, where the call leaves them out. */
  readonly padding?: readonly string[];
}

export interface Idiom {
  /** Extensions, without dots. */
  readonly extensions: readonly string[];
  /** Types of nodes in the grammar. */
  readonly nodes: {
    readonly literal: readonly string[];
    readonly call: readonly string[];
    /** Calls and members: what can go on behind an expression. */
    readonly chain: readonly string[];
    readonly binary: string;
    readonly object: string;
    readonly function: readonly string[];
    /** Parents under which `a || b` needs no parentheses. */
    readonly loose: readonly string[];
    readonly imports: readonly string[];
  };
  /** An expression that gives the variable or fails at once. */
  readEnvironment(name: string, style: CodeStyle): string;
  /** An expression that fails: what stands where a fallback stood. */
  failure(name: string, style: CodeStyle): string;
  readonly failureSupport: Support;
  /** Whether an expression's text reads the environment. */
  readonly environmentRead: RegExp;
  randomBytes(bytes: number, style: CodeStyle): string;
  /** Finds a whole module under a name that has the function: its first group. */
  readonly randomNamespace: RegExp;
  /** Chosen by whether the file is a module with `import` or not. */
  randomSupport(isModule: boolean): Support;
  readonly pins: readonly PinRow[];
  /** `algorithms: ['HS256']` for a path of properties. */
  pin(path: readonly string[], algorithms: readonly string[], style: CodeStyle): string;
}
