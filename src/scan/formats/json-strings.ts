// Quoted texts of JSON and its relatives; YAML's and TOML's with double quotes are read like them.

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** A quoted string with the place of every character of its value; `undefined` where nothing closes it. */
export function readString(text: string, from: number) {
  const quote = text.charCodeAt(from);
  const start = from + 1;
  let offset = start;
  let value = '';
  let offsets: number[] | undefined;
  let copiedTo = start;
  while (offset < text.length) {
    const unit = text.charCodeAt(offset);
    if (unit === quote) {
      value += text.slice(copiedTo, offset);
      const shape = offsets ? { offsets: fillTo(offsets, copiedTo, offset) } : {};
      const name: 'single' | 'double' = quote === 39 ? 'single' : 'double';
      return { text: value, start, end: offset, quote: name, outerEnd: offset + 1, ...shape };
    }
    if (unit === 10 || unit === 13) return undefined;
    if (unit !== 92) {
      offset++;
      continue;
    }
    offsets ??= [];
    fillTo(offsets, copiedTo, offset - 1);
    value += text.slice(copiedTo, offset);
    const escaped = readEscape(text, offset);
    for (let unitIndex = 0; unitIndex < escaped.value.length; unitIndex++) offsets.push(offset);
    value += escaped.value;
    offset += escaped.length;
    copiedTo = offset;
  }
  return undefined;
}

/** Appends every offset from `from` to `to`, both included. */
function fillTo(offsets: number[], from: number, to: number): number[] {
  for (let offset = from; offset <= to; offset++) offsets.push(offset);
  return offsets;
}

function readEscape(text: string, at: number): { value: string; length: number } {
  const letter = text[at + 1] ?? '';
  if (letter === 'u' || letter === 'x') {
    const length = letter === 'u' ? 4 : 2;
    const digits = text.slice(at + 2, at + 2 + length);
    if (digits.length === length && /^[0-9a-fA-F]+$/.test(digits)) {
      return { value: String.fromCharCode(Number.parseInt(digits, 16)), length: 2 + length };
    }
  }
  if (letter === '\r' && text[at + 2] === '\n') return { value: '', length: 3 };
  if (letter === '\n' || letter === '\r') return { value: '', length: 2 };
  return { value: simpleEscapes.get(letter) ?? letter, length: 1 + letter.length };
}
