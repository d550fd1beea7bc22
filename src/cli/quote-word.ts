// Words of a command line that others are to paste or that goes into a script.

/** As a POSIX shell takes it for one word. */
export function quoteWord(word: string): string {
  return /^[\w./@:=,+~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
