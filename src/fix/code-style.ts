// How a code file is written, so that what is added to it looks like the rest.

import type { CodeStyle } from '../model/repair.ts';

/** Quotes that begin a text in code, not an attribute in markup, nor an apostrophe in a sentence. */
const opening = {
  '"': /(?:[([{,:?|&]|\s=|\b(?:from|import|return|case))[ \t]*"/g,
  "'": /(?:[([{,:?|&]|\s=|\b(?:from|import|return|case))[ \t]*'/g,
};

/** Counts what the text does most. */
export function styleOf(text: string): CodeStyle {
  const sample = text.slice(0, 100_000);
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const lines = count(/[^\s{(,;]\r?$/gm);
  return {
    quote: count(opening['"']) > count(opening["'"]) ? '"' : "'",
    semicolon: count(/;\r?$/gm) * 3 >= lines ? ';' : '',
    indent: /^(?:\t| {2,8})(?=\S)/m.exec(sample)?.[0] ?? '  ',
    lineEnd: /\r?\n/.exec(sample)?.[0] ?? '\n',
  };
}
