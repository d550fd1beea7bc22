// What is said of a language's way to write comments and texts (lexicons.ts says it), and which way a file is written in.
import { lexicons, unknown } from './lexicons.ts';

/** A text in quotes. */
export interface Quote {
  readonly open: string;
  readonly close: string;
  /** A backslash takes the meaning of what follows it. */
  readonly escapes?: boolean;
  /** The closing quote twice stands for itself. */
  readonly doubles?: boolean;
  readonly multiline?: boolean;
  /** Opens code inside of the text, which `}` closes (`)` for one that ends in a parenthesis). */
  readonly hole?: string;
  /** A single character: where nothing closes it at once the quote is something else (lifetimes of Rust). */
  readonly isShort?: boolean;
  /** Takes the meaning of what follows it, in the place of a backslash. */
  readonly escapedBy?: string;
  /** The opening bracket again inside of the text must be closed as well. */
  readonly nests?: string;
  /** Only behind such a word, and glued to it, does the hole open, its sign twice does not: `f"{a}"`. */
  readonly holeBehind?: RegExp;
  /** The sign of the hole twice stands for itself. */
  readonly doublesHole?: boolean;
}

/** A way to quote of which the writer chooses the signs: `r##"text"##`, `%w[text]`, `$tag$text$tag$`. */
export interface Quoting {
  /** What it may begin with, so that other characters need no look. */
  readonly first: string;
  /** Sticky. The closing is what the groups `bracket`, `behind`, `quote` and `fence` hold, in this order. */
  readonly opens: RegExp;
  readonly how?: Omit<Quote, 'open' | 'close'>;
  /** The brackets of `bracket` nest. */
  readonly nests?: boolean;
  /** What looks like one may be an operator: only where no operator can stand, or before a bracket. */
  readonly isOperator?: boolean;
}

export interface Lexicon {
  /** What opens a comment that ends with its line. */
  readonly line: readonly string[];
  /** `word`: such a comment opens only where a word could begin; `command`: a command; `line`: at the start of its line. */
  readonly lineOpensAt?: 'word' | 'command' | 'line';
  readonly block: readonly (readonly [open: string, close: string])[];
  /** `/* a /* b *\/ c *\/` is one comment. */
  readonly nestsComments?: boolean;
  /** Tried before `quotes`. */
  readonly quotings?: readonly Quoting[];
  /** Of several quotes that fit the one that stands first is taken: longer ones first. */
  readonly quotes: readonly Quote[];
  /** A slash where no operator can stand opens a pattern; `commands`: behind `name /` as well. */
  readonly hasPatterns?: boolean | 'commands';
  /** `?a` is a character. */
  readonly hasCharacters?: boolean;
  /** A line that ends the code: what follows is a text. Begins with the end of a line. */
  readonly lastLine?: string;
  /** How else texts may end, where dialects differ: nobody can tell from the file. */
  readonly otherwise?: Lexicon;
  /** Text may stand between tags. */
  readonly hasMarkup?: boolean;
  /** Nothing but markup: what looks like a comment in a tag is none. */
  readonly isMarkup?: boolean;
  /** `<<EOF`, `<<~EOF`, `<<<EOF`: the lines below up to that word are a text. */
  readonly hasHeredocs?: boolean;
  /** What code stands between in a page; what is outside of it is no code, and has no comments. */
  readonly codeIn?: readonly [open: string, close: string];
}

const byName = new Map(
  lexicons.flatMap(([lexicon, ...names]) => names.map((name) => [name, lexicon] as const)),
);

/** Readers of what is written in several ways. */
const severalEndings: ReadonlySet<string> = new Set(['javascript', 'powershell', 'ruby']);

/**
 * How the file at `path` is written; `language` is the id of the reader that took it. What one reader takes need not be
 * written alike: properties and INI, scripts and components.
 */
export function lexiconOf(path: string, language?: string): Lexicon {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const byEnding = byName.get(ending);
  if (language === undefined || language === 'properties') return byEnding ?? unknown;
  const told = byName.get(language);
  return (severalEndings.has(language) ? byEnding : told) ?? told ?? byEnding ?? unknown;
}
