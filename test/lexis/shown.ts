// What tests see of a text that is masked.
import { hiddenSpans } from '../../src/lexis/mask.ts';
import type { IsWord } from '../../src/lexis/words.ts';

/** Shows texts with `…` for what is hidden. */
export function createShown(isWord: IsWord) {
  return (language: string, text: string, path = 'a'): string => {
    let result = '';
    let at = 0;
    for (const { start, end } of hiddenSpans({ path, text, language, isWord })) {
      result += `${text.slice(at, start)}…`;
      at = end;
    }
    return result + text.slice(at);
  };
}
