// Comments of XML and HTML: none stands in a tag, a text of a tag, `<![CDATA[` or `<?`, however ill they are formed.
import type { Span } from './span.ts';

/** What begins with a sign of markup, and what ends it; a tag ends where its texts allow it. */
const sections: readonly (readonly [open: string, close: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];
const opening = /<(?:!--|!\[CDATA\[|\?|[!/]?[\p{L}_:])/gu;

/** Each comment with its signs, in order. What nobody closes goes on to the end. */
export function commentsOfMarkup(text: string): readonly Span[] {
  const comments: Span[] = [];
  opening.lastIndex = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const [opened] = found;
    const close = sections.find(([open]) => open === opened)?.[1];
    const end =
      close === undefined
        ? endOfTag(text, opening.lastIndex)
        : behind(text, close, opening.lastIndex);
    if (opened === '<!--') comments.push({ start: found.index, end });
    opening.lastIndex = end;
  }
  return comments;
}

/** One past the `>` that closes a tag: those in its texts do not. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === '>') return at + 1;
    if (sign === '"' || sign === "'") at = behind(text, sign, at + 1) - 1;
  }
  return text.length;
}

/** One past what is searched, or the end of the text. */
function behind(text: string, searched: string, from: number): number {
  const found = text.indexOf(searched, from);
  return found === -1 ? text.length : found + searched.length;
}
