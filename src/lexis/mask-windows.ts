// Scripts of Windows: the words of commands beside what stands in quotes.
import { hide, type MaskedLine, type MaskState } from './mask-line.ts';
import { maskWords } from './mask-words.ts';
import type { Span } from './span.ts';
import { type IsWord, isPlausibleName } from './words.ts';

const remark = /(?:^|[&|(])\s{0,50}@?(?:rem(?![\w.])|::)[ \t]*/i;

/** A line of a batch file; a remark may follow a command. */
export function maskBatch(line: MaskedLine, from: number, state: MaskState): void {
  const { text } = line;
  const found = remark.exec(text);
  const end = found ? found.index : text.length;
  if (found) {
    const inner = found.index + found[0].length;
    const mark = /^keylint:[ \t]*ignore(?:[ \t]*\[[\w\s,-]{0,500}\])?/.exec(text.slice(inner));
    hide(line, inner + (mark?.[0].length ?? 0), text.length, state);
  }
  maskWords(line, { from, to: end, isBare: true }, state);
}

/** `NAME=value`, and words that long: what a command is called with needs no quotes. */
const argument =
  /(?<name>[A-Za-z_][\w.-]{0,79})=(?<value>[^\s;|&"'`$(){},]{1,400})|(?<=[\s=,]|-\w{1,40}:)(?<word>[\w+/=!@#%^*.-]{8,400})(?=[\s;|&,)]|$)/g;
/** `Get-Random`, `-AsByteStream`, `./run.ps1`, `a.b.c`. */
const structure =
  /^(?:[A-Z][a-z]+-[A-Z][A-Za-z]{1,40}|--?[A-Za-z][\w-]{0,40}|[./\\]{0,3}(?:[A-Za-z]\w{0,40}[./\\-]){1,8}(?:[A-Za-z]{1,40}|ps1))$/;

/** What stands outside of quotes in PowerShell and is no name, command or option. */
export function bareWords(text: string, isWord: IsWord): Span[] {
  const spans: Span[] = [];
  for (const { index, groups = {}, 0: whole } of text.matchAll(argument)) {
    const hidden = groups.value ?? groups.word ?? '';
    const isCommand =
      groups.word !== undefined && /(?:^|[;|&{(=])[ \t]{0,50}$/.test(lineUpTo(text, index));
    const isShown =
      isWord(hidden) ||
      (groups.word !== undefined && (structure.test(hidden) || (isCommand && isPlausible(hidden))));
    if (!isShown)
      spans.push({ start: index + whole.length - hidden.length, end: index + whole.length });
  }
  return spans;
}

function isPlausible(word: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(word) && isPlausibleName(word);
}

function lineUpTo(text: string, index: number): string {
  return text.slice(Math.max(text.lastIndexOf('\n', index - 1) + 1, index - 60), index);
}
