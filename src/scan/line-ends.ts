// Where lines end: not by a line feed alone. A comment ends where the language says so, and the code behind it runs; a
// parser that knows of line feeds only would take all of it for a part of the comment.

/** A carriage return that no line feed follows. */
const carriageReturn = /\r(?!\n)/g;
/** The same, and what Unicode calls a new line; YAML had them up to 1.1, which half of its parsers read. */
const anyNewLine = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/**
 * By the id of the reader, what else ends a line: the reference of each language. JavaScript's and PHP's grammars know it
 * themselves; Go, Rust, Ruby, Elixir and shells have line feeds alone.
 */
const newLines: Readonly<Record<string, RegExp>> = {
  python: carriageReturn,
  java: carriageReturn,
  kotlin: carriageReturn,
  scala: carriageReturn,
  dart: carriageReturn,
  swift: carriageReturn,
  powershell: carriageReturn,
  csharp: anyNewLine,
  yaml: anyNewLine,
};

/** The text with a line feed for whatever ends a line of it; every place stays where it is. */
export function withLineFeeds(text: string, readerId: string): string {
  const form = Object.hasOwn(newLines, readerId) ? newLines[readerId] : undefined;
  return form ? text.replace(form, '\n') : text;
}
