// A version of a nested configuration file without what says nothing of secrets: parsers of YAML take a second for a
// megabyte, and of most files a few lines matter. What stands beside these, and above, is left as it is.

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indent: number;
}

/** Shorter texts are parsed as they are. */
const minLength = 1_500;
/** Fewer lines below a heading stay: they may say of what kind it is. */
const minLines = 5;

/** How a line ends whose value is what is nested below it. */
const heading = /(?::|^\s*-|[:\s-]\s*(?:[|>][-+\d]{0,3}|[[{]))\s*(?:\s#.*)?$/;
/** Names for parts of a file, which other parts refer to. */
const anchors = /(?:^|[\s[,])[&*][A-Za-z_]|<<:/;

/**
 * `text` with blank lines in the place of what is nested below headings that none of `kept` stands below: offsets of
 * lines. Lines keep their numbers.
 */
export function withoutOthers(text: string, kept: readonly number[]): string {
  if (text.length < minLength || anchors.test(text)) return text;
  const lines = linesOf(text);
  const needed = countNeeded(lines, kept);
  const isNeeded = (from: number, to: number): boolean => needed[to] !== needed[from];
  const parts: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const { start, end } = lines[at] ?? nowhere;
    const line = text.slice(start, end);
    parts.push(line);
    if (!heading.test(line)) continue;
    const next = endOfNested(lines, at);
    if (isNeeded(at, at + 1)) {
      // What a name that tells stands above is its value.
      if (next > at + 1) parts.push(text.slice(end + 1, lines[next - 1]?.end));
      at = next - 1;
      continue;
    }
    if (next - at <= minLines || isNeeded(at + 1, next)) continue;
    const nested = text.slice(end + 1, lines[next - 1]?.end);
    // A text in quotes may end there that has begun above.
    if ((nested.match(quotes)?.length ?? 0) % 2 === 1) continue;
    parts.push('\n'.repeat(next - at - 2));
    at = next - 1;
  }
  return parts.join('\n');
}

const nowhere: Line = { start: 0, end: 0, indent: 0 };
const quotes = /"/g;

/** The line after all that is nested below one. */
function endOfNested(lines: readonly Line[], at: number): number {
  const indent = lines[at]?.indent ?? 0;
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next];
    if (line && line.start + line.indent < line.end && line.indent <= indent) break;
  }
  return next;
}

/** For each line, how many of those above it are needed. */
function countNeeded(lines: readonly Line[], kept: readonly number[]): Uint32Array {
  const counts = new Uint32Array(lines.length + 1);
  const offsets = [...kept].sort((a, b) => a - b);
  let at = 0;
  for (const [index, { end }] of lines.entries()) {
    const before = at;
    while (at < offsets.length && (offsets[at] ?? 0) <= end) at++;
    counts[index + 1] = (counts[index] ?? 0) + (at > before ? 1 : 0);
  }
  return counts;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    let indent = 0;
    while (start + indent < end && /[ \t]/.test(text.charAt(start + indent))) indent++;
    lines.push({ start, end, indent });
    start = end + 1;
  }
  return lines;
}
