// What a reader says of a comment or a text that nothing closes. Whoever runs the file refuses it, or takes all that
// follows for a part of that: nothing is found in there, and nobody may take that for an answer.
import type { Facts } from '../model/facts.ts';

/** What begins at `start` of `text` and goes on to its end. */
export function neverEnds(
  what: 'comment' | 'text' | 'here-document' | 'bracket' | 'declaration',
  text: string,
  start: number,
): NonNullable<Facts['problem']> {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < start; at = text.indexOf('\n', at + 1))
    line++;
  return {
    reason: 'parse-error',
    detail: `the ${what} that begins in line ${line} never ends: what follows was not read`,
  };
}
