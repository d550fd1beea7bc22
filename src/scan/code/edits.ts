// How code of a language is repaired, as far as it differs between languages. What is the same for all - where a literal
// stands, what it is the fallback of - `repair/` finds through the shapes.
import type { Edit } from '../../model/edit.ts';
import type { EnvLoading, RepairFile } from '../../model/repair.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Reading } from './reading.ts';

/** New code, and what the file must hold besides. */
export interface Code {
  readonly text: string;
  readonly support?: readonly Edit[];
  /** An operator: in parentheses where something goes on behind it or stands before it. */
  readonly isLoose?: boolean;
}

export interface Refusal {
  readonly reason: string;
}

/** A literal as its language sees it. */
export interface LiteralPlace {
  readonly file: RepairFile;
  readonly reading: Reading;
  /** The literal with its quotes and prefixes. */
  readonly node: SyntaxNode;
  readonly variable: string;
  /** The read that takes its place, as it would be written here. */
  readonly read: Code;
}

/** A read of a variable or setting whose fallback goes. */
export interface FallbackPlace extends LiteralPlace {
  /** The whole read with its fallback. */
  readonly whole: SyntaxNode;
  readonly of: 'env' | 'setting';
  /** What is read. */
  readonly name: string;
}

/** A value that a weak generator makes, and every expression around it that is made of nothing else. */
export interface GeneratedPlace {
  readonly file: RepairFile;
  readonly reading: Reading;
  /** Outermost first. */
  readonly nodes: readonly SyntaxNode[];
  readonly bytes: number;
}

/** How a call that verifies is given its list of algorithms. */
export interface Pin {
  readonly library: string;
  /** As the library's row calls it. */
  readonly call: string;
  /** The argument that is added behind the last: `algorithms=["HS256"]`. */
  argument(algorithms: readonly string[], file: RepairFile): Code | Refusal;
  /** Fewest arguments that must stand there, for one that goes by its place. */
  readonly after?: number;
}

export interface Edits {
  /** An expression that gives the variable or fails at once. */
  read(variable: string, file: RepairFile): Code;
  /** An expression that fails, for languages that have one: what stands where a fallback stood. */
  failure?(name: string, file: RepairFile): Code;
  /**
   * Places where a read cannot simply take the literal's: constants, annotations, defaults that must be constant.
   * `undefined`: it can.
   */
  place?(
    place: LiteralPlace,
  ): Code | { readonly edits: readonly Edit[]; readonly isRead?: boolean } | Refusal | undefined;
  /** Fallbacks that are taken out in another way than by a read in the place of the whole. */
  fallback?(place: FallbackPlace): { readonly edits: readonly Edit[] } | Refusal | undefined;
  /** A literal inside of a larger text, `start` and `end` its offsets: `@Value("${jwt.secret:dev}")`. */
  inside?(
    file: RepairFile,
    start: number,
    end: number,
  ): { readonly edits: readonly Edit[] } | undefined;
  /** What draws from the system's random numbers instead; the edits, or why there are none. */
  draw(place: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal;
  readonly pins: readonly Pin[];
  readonly loading: EnvLoading;
}
