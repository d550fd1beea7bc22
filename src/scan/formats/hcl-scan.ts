// HCL as Terraform, Packer, Nomad and docker-bake write it, as a tree with exact places. Only what stands in quotes or
// in a here document is text; all else refers to something. Takes any text in linear time: what does not parse ends
// with its line.
import { neverEnds } from '../never-ends.ts';
import { endOfBlank, endOfBrackets, endOfLine } from './hcl-passages.ts';
import { readTemplate, withoutIndentation } from './hcl-template.ts';
import {
  type HclEntry,
  type HclFilled,
  type HclPart,
  type HclText,
  type HclValue,
  plainText,
} from './hcl-tree.ts';
import { type Problem, tooLarge } from './limits.ts';

/** Deeper nesting is nobody's configuration. */
const maxDepth = 60;

const identifier = /[\p{L}_][\p{L}\p{N}_-]{0,500}/uy;
const number = /\d[\d.eE+-]{0,100}/y;
const operator = /==|!=|<=|>=|&&|\|\||[-+*/%<>]/y;
const hereDocument = /<<(-?)([\p{L}_][\p{L}\p{N}_-]{0,100})[ \t]*(?:\r\n|\n|\r)/uy;

/** The attributes and blocks of a whole file; `cut` is told of what is not read. */
export function scanHcl(text: string, cut: (problem: Problem) => void): readonly HclEntry[] {
  const scanner = createScanner(text, cut);
  return scanner.body();
}

const tooDeep = tooLarge(`nested deeper than ${maxDepth} levels`);

function createScanner(text: string, cut: (problem: Problem) => void) {
  let at = 0;
  let depth = 0;

  function skip(overLines: boolean): void {
    at = endOfBlank(text, at, overLines, cut);
  }

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  }

  function other(start: number): HclValue {
    return { kind: 'other', start, end: at };
  }

  /** From the bracket here to the one that closes it, whatever stands between them. */
  function passedOver(start: number): HclValue {
    at = endOfBrackets(text, at, cut);
    return other(start);
  }

  /** Up to the brace that closes it, or the end. */
  function body(): HclEntry[] {
    const entries: HclEntry[] = [];
    for (;;) {
      skip(true);
      if (at >= text.length || text[at] === '}') return entries;
      const from = at;
      const entry = attributeOrBlock();
      if (entry) entries.push(entry);
      // A text that is no HCL: on with the next line.
      else at = Math.max(endOfLine(text, at), from + 1);
    }
  }

  function attributeOrBlock(): HclEntry | undefined {
    const start = at;
    const key = keyOf(match(identifier)?.[0]);
    if (key === undefined) return undefined;
    skip(false);
    if ((text[at] === '=' && text[at + 1] !== '=') || text[at] === ':') {
      at++;
      skip(false);
      const value = expression(false);
      return value && { key, value, start, end: value.end };
    }
    const labels: string[] = [];
    while (at < text.length && text[at] !== '{') {
      const label = text[at] === '"' ? plainText(quoted()) : match(identifier)?.[0];
      if (label === undefined) return undefined;
      labels.push(label);
      skip(false);
    }
    if (text[at] === '{' && depth >= maxDepth) cut(tooDeep);
    if (text[at] !== '{' || depth >= maxDepth) return undefined;
    const open = at++;
    depth++;
    const entries = body();
    depth--;
    if (text[at] === '}') at++;
    return {
      key,
      labels,
      value: { kind: 'object', entries, start: open, end: at },
      start,
      end: at,
    };
  }

  /** A quoted key is a key of JSON's way of writing: `"jwt_secret" = "..."`. */
  function keyOf(name: string | undefined): string | undefined {
    if (name !== undefined) return name;
    return text[at] === '"' ? plainText(quoted()) : undefined;
  }

  /** `inBrackets`: line ends mean nothing. */
  function expression(inBrackets: boolean): HclValue | undefined {
    if (depth >= maxDepth) {
      cut(tooDeep);
      return undefined;
    }
    depth++;
    const value = conditional(inBrackets);
    depth--;
    return value;
  }

  function conditional(inBrackets: boolean): HclValue | undefined {
    const start = at;
    let value = operand(inBrackets);
    for (;;) {
      const end = at;
      skip(inBrackets);
      if (!value) return undefined;
      if (text[at] === '?') break;
      if (text.startsWith('=>', at) || !match(operator)) {
        at = end;
        return value;
      }
      skip(inBrackets);
      if (!operand(inBrackets)) return undefined;
      value = other(start);
    }
    at++;
    skip(inBrackets);
    const yes = expression(inBrackets);
    skip(inBrackets);
    if (!yes || text[at] !== ':') return undefined;
    at++;
    skip(inBrackets);
    const no = expression(inBrackets);
    return no && { kind: 'choice', yes, no, start, end: no.end };
  }

  function operand(inBrackets: boolean): HclValue | undefined {
    const start = at;
    while (text[at] === '!' || text[at] === '-') {
      at++;
      skip(inBrackets);
    }
    const value = primary();
    if (!value) return undefined;
    const followed = traversal(value, start);
    return value.start > start ? other(start) : followed;
  }

  function primary(): HclValue | undefined {
    const start = at;
    const char = text[at];
    if (char === '"') return quoted();
    if (char === '[') return list();
    if (char === '{') return object();
    if (char === '(') return parenthesised();
    if (text.startsWith('<<', at)) return heredoc();
    if (match(number)) return other(start);
    let name = match(identifier)?.[0];
    if (name === undefined) return undefined;
    while (text.startsWith('::', at)) {
      at += 2;
      name += `::${match(identifier)?.[0] ?? ''}`;
    }
    if (text[at] === '(') {
      const args = items(')');
      return args && { kind: 'call', name, args, start, end: at };
    }
    if (/^(?:true|false|null)$/.test(name)) return other(start);
    return { kind: 'reference', path: [name], start, end: at };
  }

  function parenthesised(): HclValue | undefined {
    const start = at++;
    skip(true);
    const inner = expression(true);
    skip(true);
    if (!inner || text[at] !== ')') return undefined;
    at++;
    // What is replaced is the text alone.
    return inner.kind === 'text' || inner.kind === 'choice' ? inner : { ...inner, start, end: at };
  }

  /** `.name`, `["name"]`, `[0]`, `.*`, `[*]` behind a value. */
  function traversal(value: HclValue, start: number): HclValue {
    let followed = value;
    for (;;) {
      const path = followed.kind === 'reference' ? followed.path : undefined;
      if (text[at] === '.' && /[\p{L}_\d*]/u.test(text.charAt(at + 1))) {
        at++;
        const name = match(identifier)?.[0] ?? match(/\d+|\*/y)?.[0] ?? '';
        followed = path
          ? { kind: 'reference', path: [...path, name], start, end: at }
          : other(start);
      } else if (text[at] === '[') {
        const index = items(']');
        if (!index) return other(start);
        const [only] = index;
        const name = only?.kind === 'text' ? plainText(only) : undefined;
        followed =
          path && name !== undefined
            ? { kind: 'reference', path: [...path, name], start, end: at }
            : other(start);
      } else return followed;
      if (path && path.length > maxDepth) followed = other(start);
    }
  }

  /** Values up to `close`, separated by commas; at the bracket that opens them. */
  function items(close: string): HclValue[] | undefined {
    const values: HclValue[] = [];
    at++;
    for (;;) {
      skip(true);
      if (text[at] === close) {
        at++;
        return values;
      }
      if (text[at] === '*' && close === ']') {
        at++;
        continue;
      }
      const value = expression(true);
      if (!value) return undefined;
      values.push(value);
      skip(true);
      if (text.startsWith('...', at)) at += 3;
      skip(true);
      if (text[at] === ',') at++;
      else if (text[at] !== close) return undefined;
    }
  }

  function list(): HclValue | undefined {
    const start = at;
    if (isFor()) return passedOver(start);
    const values = items(']');
    return values && { kind: 'list', items: values, start, end: at };
  }

  function object(): HclValue | undefined {
    const start = at;
    if (isFor()) return passedOver(start);
    const entries: HclEntry[] = [];
    at++;
    for (;;) {
      skip(true);
      if (text[at] === '}') {
        at++;
        return { kind: 'object', entries, start, end: at };
      }
      const from = at;
      const key = objectKey();
      skip(true);
      if (key === undefined || !/[=:]/.test(text.charAt(at))) return undefined;
      at++;
      skip(true);
      const value = expression(false);
      if (!value) return undefined;
      if (key !== '') entries.push({ key, value, start: from, end: value.end });
      skip(true);
      if (text[at] === ',') at++;
    }
  }

  /** Empty where nobody can tell which: `(var.name) = ...`, `"${local.name}-key" = ...`, `aws.east = ...`. */
  function objectKey(): string | undefined {
    if (text[at] === '"') return plainText(quoted()) ?? '';
    if (text[at] === '(') return parenthesised() && '';
    const name = (match(identifier) ?? match(number))?.[0];
    if (name === undefined || text[at] !== '.') return name;
    traversal({ kind: 'other', start: at, end: at }, at);
    return '';
  }

  function isFor(): boolean {
    const from = at++;
    skip(true);
    const isLoop = /^for\s/.test(text.slice(at, at + 4));
    at = from;
    return isLoop;
  }

  function quoted(): HclText {
    const start = at++;
    const isEnd = (end: number): boolean => text[end] === '"' || text[end] === '\n';
    const { parts, end } = readTemplate(text, at, { isEnd, hasEscapes: true, filledIn });
    at = end;
    const inner = { start: start + 1, end: at };
    if (text[at] === '"') at++;
    return { kind: 'text', isHereDocument: false, parts, inner, start, end: at };
  }

  function heredoc(): HclValue | undefined {
    const start = at;
    const opened = match(hereDocument);
    if (!opened) return undefined;
    const close = closingLine(opened[2] ?? '');
    if (!close) cut(neverEnds('here-document', text, start));
    const { from, to } = close ?? { from: text.length, to: text.length };
    const inner = { start: at, end: from };
    const isEnd = (end: number): boolean => end >= from;
    const read = readTemplate(text, at, { isEnd, hasEscapes: false, filledIn });
    // An expression that nothing closes reaches beyond the last line.
    const parts = read.parts.map((part): HclPart => {
      if (part.kind !== 'filled' || part.end <= from) return part;
      const { start: partStart } = part;
      const value = { kind: 'other', start: partStart, end: from } as const;
      return { kind: 'filled', value, start: partStart, end: from };
    });
    at = to;
    const isIndented = opened[1] === '-';
    return {
      kind: 'text',
      isHereDocument: true,
      parts: isIndented ? withoutIndentation(parts) : parts,
      inner,
      start,
      end: to,
    };
  }

  /** The line that holds nothing but `word`. */
  function closingLine(word: string): { readonly from: number; readonly to: number } | undefined {
    let from = at;
    while (from < text.length) {
      const end = endOfLine(text, from);
      if (end - from < 300 && text.slice(from, end).trim() === word) return { from, to: end };
      from = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    return undefined;
  }

  /** `${ expression }`; `%{ if ... }` is not followed. */
  function filledIn(start: number, isDirective: boolean): HclFilled {
    at = start + 2;
    if (text[at] === '~') at++;
    skip(true);
    const value = isDirective ? undefined : expression(true);
    skip(true);
    if (text[at] === '~') at++;
    if (value && text[at] === '}') {
      at++;
      return { kind: 'filled', value, start, end: at };
    }
    at = start + 1;
    return { kind: 'filled', value: passedOver(start), start, end: at };
  }

  return { body: () => wholeBody() };

  /** A brace too many does not end the file. */
  function wholeBody(): HclEntry[] {
    const entries: HclEntry[] = [];
    while (at < text.length) {
      entries.push(...body());
      at++;
    }
    return entries;
  }
}
