// What a command is: a table of options and a function from arguments to an exit code. commands.ts lists them all
// and loads each only when it is asked for.
import type { Io } from './io.ts';

/** One option, as data: the parser, `--help`, the completions and the README read it from here. */
export interface Option {
  /** `flag` takes no value; `list` may be given several times. */
  readonly kind: 'flag' | 'text' | 'number' | 'list';
  /** One letter. */
  readonly alias?: string;
  readonly describe: string;
  /** Name of the value in help: `path`, `ref`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** Value taken when the option stands alone: `--fix` is `--fix=safe`. Such options need `=` for a value. */
  readonly bare?: string;
  /** Shown in help; `Arguments` give it where the option is absent. */
  readonly default?: string;
  /** Heading in help. */
  readonly group?: string;
  readonly isHidden?: boolean;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** The arguments of one command line, already checked against the command's table. Names without dashes. */
export interface Arguments {
  /** What is no option, in order; what follows `--` included. */
  readonly operands: readonly string[];
  /** Whether the option was given at all. */
  has(name: string): boolean;
  flag(name: string): boolean;
  /** The last value given, or the default. */
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  /** All values given, in order; empty where none. */
  list(name: string): readonly string[];
  /** Every option with its value in the order of the command line: for options whose order matters. */
  readonly inOrder: readonly { readonly name: string; readonly value: string }[];
}

/** What stands after the command's name and its options. */
export interface Operands {
  /** As in usage lines: `[paths..]`, `<rule>`. */
  readonly usage: string;
  readonly min: number;
  readonly max: number;
  /** Where what somebody took for an operand belongs. */
  readonly hint?: string;
}

/** Each file in commands/ exports one of these under the name `command`. */
export interface Command {
  readonly options: OptionTable;
  readonly operands: Operands;
  /** Lines under the options in help. */
  readonly epilogue?: string;
  /** Command lines with what they do, for help. */
  readonly examples?: readonly (readonly [line: string, does: string])[];
  /** Puts words in order before they are read, where what calls the command cannot. */
  arrange?(argv: readonly string[], io: Io): readonly string[];
  /** Gives the exit code: 0 clean, 1 findings, 2 could not do what was asked. Throws UserError. */
  run(args: Arguments, io: Io): Promise<number>;
}

/** For commands that take no operands. */
export const noOperands: Operands = { usage: '', min: 0, max: 0 };
