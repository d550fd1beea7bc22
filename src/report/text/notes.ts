// Notes (findings in tests, examples, docs) never fail a run, so they get a line each, and not too many.
import type { Finding } from '../../model/finding.ts';
import { visible } from '../escape.ts';
import { count, placeText } from '../findings.ts';
import type { TextContext } from './group.ts';
import { hang } from './wrap.ts';

/** Places shown; more notes are counted. */
const maxPlaces = 8;

/** A heading and one entry a place, a blank line last; empty without notes. */
export function noteLines(notes: readonly Finding[], context: TextContext): string[] {
  if (notes.length === 0) return [];
  const { paint, columns } = context;
  const byPlace = new Map<string, Finding[]>();
  for (const note of notes) {
    const place = `${visible(placeText(note))} (${note.context})`;
    const others = byPlace.get(place);
    if (others) others.push(note);
    else byPlace.set(place, [note]);
  }
  const shown = [...byPlace].slice(0, maxPlaces);
  const more = notes.length - shown.reduce((sum, [, found]) => sum + found.length, 0);
  return [
    paint.dim(`── ${count(notes.length, 'note')}: nothing that fails the run ──`),
    '',
    ...shown.flatMap(([place, found]) => [
      `  ${paint.dim('·')} ${place}`,
      ...found.flatMap(({ rule, message }) =>
        hang(
          { plain: '    ', painted: '    ' },
          `${rule}: ${visible(message)}`,
          columns,
          paint.dim,
        ),
      ),
    ]),
    ...(more > 0 ? [paint.dim(`  · and ${more} more (--verbose shows them all)`)] : []),
    '',
  ];
}
