// Comments of Kotlin that its grammar loses the rest of the file behind: at the beginning of a line that goes on with a
// declaration, and follows an import.
import { holdsMarks } from '../../suppression-comments.ts';

const behindImport =
  /^((?:import|package)[ \t][^\n]*\n(?:[ \t]*\n)*[ \t]*)(\/\*(?:[^*\n]|\*(?!\/))*\*\/)(?=[ \t]*[^\s/])/gm;

/** The text with blanks in the place of such comments, of the same length. One that holds a mark stays. */
export function layOpenComments(text: string): string {
  return text.replace(behindImport, (all, before: string, comment: string) =>
    holdsMarks(comment) ? all : before + ' '.repeat(comment.length),
  );
}
