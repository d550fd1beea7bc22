// Here-documents of shell scripts. What a script writes into a file is read like the script itself; but an apostrophe in
// its prose opens nothing, and must not swallow what follows.

const opener = /(?<!<)<<-?[ \t]{0,5}(?:(["'])([^"'\n]{1,60})\1|\\?([A-Za-z_]\w{0,60}))/g;

/** Words that are looked for in vain; each costs a look at all that follows. */
const maxOpen = 20;

/** The script with a blank for each quote of a here-document that is not closed in its line. */
export function withoutLoneQuotes(script: string): string {
  if (!script.includes('<<')) return script;
  const parts: string[] = [];
  let at = 0;
  let open = 0;
  for (const { index, 2: quoted, 3: bare } of script.matchAll(opener)) {
    if (index < at || open > maxOpen) continue;
    const from = script.indexOf('\n', index) + 1;
    const end = from === 0 ? -1 : closingLine(script, from, quoted ?? bare ?? '');
    if (end === -1) open++;
    else {
      parts.push(script.slice(at, from), blankLoneQuotes(script.slice(from, end)));
      at = end;
    }
  }
  return parts.join('') + script.slice(at);
}

/** Start of the line that holds `word` alone; -1 where there is none. */
function closingLine(script: string, from: number, word: string): number {
  for (let start = from; start > 0 && start < script.length; ) {
    const end = script.indexOf('\n', start);
    const line = script.slice(start, end === -1 ? script.length : end);
    if (line.length < word.length + 100 && line.trim() === word) return start;
    start = end + 1;
  }
  return -1;
}

function blankLoneQuotes(body: string): string {
  return body.replace(/[^\n]+/g, (line) => {
    const isLone = (quote: string): boolean => line.split(quote).length % 2 === 0;
    const lone = ["'", '"'].filter(isLone);
    return lone.length === 0
      ? line
      : line.replace(/["']/g, (sign) => (lone.includes(sign) ? ' ' : sign));
  });
}
