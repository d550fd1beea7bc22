// The colours of the text report and what each stands for.
import type { Colors } from 'picocolors/types.js';
import type { Rank } from '../findings.ts';

type Colour = (text: string) => string;

export interface Paint {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly good: Colour;
  /** Paths, names: what one would click or copy. */
  readonly place: Colour;
  /** What nobody may overlook. */
  readonly loud: Colour;
  readonly rank: (rank: Rank, text: string) => string;
}

/** Gives meanings to the colours of picocolors; without colour support everything stays plain. */
export function createPaint(colors: Colors): Paint {
  const byRank: Readonly<Record<Rank, Colour>> = {
    critical: (text) => colors.bold(colors.magenta(text)),
    high: (text) => colors.bold(colors.red(text)),
    medium: colors.yellow,
    low: colors.blue,
    note: colors.dim,
  };
  return {
    bold: colors.bold,
    dim: colors.dim,
    good: (text) => colors.bold(colors.green(text)),
    place: colors.cyan,
    loud: (text) => colors.bold(colors.red(text)),
    rank: (rank, text) => byRank[rank](text),
  };
}
