// What a line of code says of secrets that is too long for a closer look: a bundle, a map, data.
import { suggestsSecret } from '../../link/secret-names.ts';
import { comment, minTextLength, plain, tellingCode, using } from './read-line.ts';

/** A longer one is. */
export const maxLineLength = 1_000;

/** Longer texts are documents. */
const maxTextLength = 500;

/** Names that a text is given to, in lines with thousands of them. */
const longGiven = /(?<![\w$.-])[\w$.-]{2,60}(?=["'\]]{0,2}\s?[:=][^,;:={}[\]"'`]{0,80}["'`])/g;
const usingAnywhere = new RegExp(using, 'gi');

/** Modules and files beside, under names with a hash. */
const namesFile = /^\.{0,2}\/|\.[a-z]{2,5}$/;

/** Whether it may set or use a secret. `more`: words of this project that tell as well. */
export function mayTellInLong(line: string, more: RegExp | undefined): boolean {
  // A map of the sources, mostly.
  if (comment.test(line)) return false;
  if (more?.test(line)) return true;
  if (!tellingCode.test(line)) return false;
  if (using.test(line)) return true;
  for (const [name] of line.matchAll(longGiven)) if (suggestsSecret(name)) return true;
  return false;
}

/**
 * What of such a line makes a difference: the texts it holds, and what it says of secrets. Each build gives other names
 * to all the rest.
 */
export function gistsOfLong(line: string): string[] {
  const names = [...line.matchAll(usingAnywhere)].map(([match]) => match);
  for (const [name] of line.matchAll(longGiven)) if (suggestsSecret(name)) names.push(name);
  const gists = new Set([names.join()]);
  forEachText(line, (text) => {
    if (!plain.test(text) && !namesFile.test(text)) gists.add(text);
  });
  return [...gists];
}

/** Calls `take` with what stands between quotes, from one to the next of its kind. */
function forEachText(line: string, take: (text: string) => void): void {
  for (let at = 0; at < line.length; at++) {
    const quote = line.charCodeAt(at);
    if (quote !== 34 && quote !== 39 && quote !== 96) continue;
    let end = at + 1;
    for (; end < line.length && line.charCodeAt(end) !== quote; end++) {
      if (line.charCodeAt(end) === 92) end++;
    }
    const length = end - at - 1;
    if (length >= minTextLength && length <= maxTextLength) take(line.slice(at + 1, end));
    at = end;
  }
}
