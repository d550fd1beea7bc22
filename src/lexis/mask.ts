// Which stretches of a file must not be shown, whatever it is: code by its tokens, configuration by its lines.
import { lexiconOf } from './lexicon.ts';
import { maskCode } from './mask-code.ts';
import { maskConfiguration } from './mask-configuration.ts';
import { bareWords } from './mask-windows.ts';
import { codeOfPage } from './page.ts';
import { mergeSpans, type Span, withoutSpans } from './span.ts';
import type { IsWord } from './words.ts';

/** Languages in which a text is what stands in quotes, and a name is a name. */
const codeLanguages: ReadonlySet<string> = new Set([
  ...['javascript', 'python', 'go', 'java', 'kotlin', 'csharp', 'php', 'ruby', 'rust', 'scala'],
  ...['swift', 'dart', 'elixir', 'groovy', 'sql', 'powershell', 'hcl', 'toml'],
]);

/** Whether a reader's language is written like code: its bare words are names, not values. */
export function isWrittenAsCode(language: string): boolean {
  return codeLanguages.has(language);
}

export interface MaskedFile {
  readonly path: string;
  readonly text: string;
  /** Id of the reader that took the file. */
  readonly language: string;
  readonly isWord: IsWord;
}

/** Sorted, without overlaps, none over several lines. */
export function hiddenSpans({ path, text, language, isWord }: MaskedFile): Span[] {
  if (language === 'powershell' && /\.(?:bat|cmd)$/i.test(path)) {
    return maskConfiguration(text, 'batch', isWord);
  }
  if (!isWrittenAsCode(language)) return maskConfiguration(text, language, isWord);
  const lexicon = lexiconOf(path, language);
  if (lexicon.codeIn) {
    const { code, page, codeAt } = codeOfPage(text, lexicon.codeIn);
    // A quote that opens in the page and goes on behind the code hides what stands beside it alone.
    const outside = withoutSpans(maskConfiguration(page, 'markup', isWord), codeAt);
    return mergeSpans([...maskCode(code, lexicon, isWord), ...outside]);
  }
  const spans = maskCode(text, lexicon, isWord);
  return language === 'powershell' ? mergeSpans([...spans, ...bareWords(text, isWord)]) : spans;
}
