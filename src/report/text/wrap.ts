// Breaks plain text into lines. Colours are added afterwards, so lengths here are what the terminal shows.

/** `text` in lines of at most `width` units, broken at blanks; a longer word has a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** The label, then `text` wrapped beside it: `why  One captured token ...`. `indent` and `label` count as width. */
export function hang(
  label: { readonly plain: string; readonly painted: string },
  text: string,
  columns: number,
  paintText: (line: string) => string = (line) => line,
): string[] {
  const blank = ' '.repeat(label.plain.length);
  return wrap(text, Math.max(20, columns - label.plain.length)).map(
    (line, index) => `${index === 0 ? label.painted : blank}${paintText(line)}`,
  );
}

/** `text` in at most `length` units, its end cut off; nothing where not even that would say anything. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  return length < 4 ? '' : `${text.slice(0, length - 1)}…`;
}
