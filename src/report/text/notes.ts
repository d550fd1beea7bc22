// Notes (findings in tests, examples, docs) never fail a run, so they get a line each, and not too many.
import type { Finding } from '../../model/finding.ts';
import { visible } from '../escape.ts';
import { count, placeText } from '../findings.ts';
import type { TextContext } from './group.ts';
import { hang } from './wrap.ts';

const maxNotes = 8;

/** A heading and one entry a note, a blank line last; empty without notes. */
export function noteLines(notes: readonly Finding[], context: TextContext): string[] {
  if (notes.length === 0) return [];
  const { paint, columns } = context;
  const more = notes.length - maxNotes;
  return [
    paint.dim(`── ${count(notes.length, 'note')}, which fail nothing ──`),
    '',
    ...notes.slice(0, maxNotes).flatMap((note) => {
      const where = `${visible(placeText(note))} (${note.context})`;
      return [
        `  ${paint.dim('·')} ${where} ${paint.dim(note.rule)}`,
        ...hang({ plain: '    ', painted: '    ' }, visible(note.message), columns, paint.dim),
      ];
    }),
    ...(more > 0 ? [paint.dim(`  · and ${more} more (--verbose shows them all)`)] : []),
    '',
  ];
}
