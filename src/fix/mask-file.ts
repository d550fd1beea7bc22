// Says which stretches of a file must not appear in a printed diff: every value of every known secret, and all that a
// source frame would not show either.
import { hiddenSpans } from '../lexis/mask.ts';
import type { IsWord } from '../lexis/words.ts';
import type { Project } from '../model/secret.ts';
import type { MaskRange } from './masked-text.ts';
import { projectPlaces } from './plan/project-places.ts';

const hidden = '‹hidden›';

/** What stands for an old value. */
export function maskOf(length: number): string {
  return `‹old value, ${length} ${length === 1 ? 'character' : 'characters'}›`;
}

export interface MaskFileOptions {
  readonly path: string;
  readonly text: string;
  /** Id of the reader that takes the file; empty where none does. */
  readonly language: string;
  readonly project: Project;
  readonly isWord: IsWord;
}

/** Ranges of one file. Secrets first: of two ranges that begin together the first one's words are kept. */
export function maskFile({ path, text, language, project, isWord }: MaskFileOptions): MaskRange[] {
  const values = projectPlaces(project)
    .valuesIn(path)
    .map(({ value }) => value)
    .filter((value) => value.text !== undefined)
    .map(({ at }) => ({ start: at.start, end: at.end, shown: maskOf(at.end - at.start) }));
  const ends = new Map(values.map(({ start, end }) => [start, end]));
  const others = hiddenSpans({ path, text, language, isWord }).flatMap(({ start, end }) => {
    const behind = ends.get(start) ?? start;
    const rest = text.slice(behind, end);
    // Where all that is left of it behind a value are signs they are shown.
    if (behind > start && /^["'`\s,;]*$/.test(rest)) return [];
    return [{ start: end - rest.trimStart().length, end, shown: hidden }];
  });
  return [...values, ...others];
}
