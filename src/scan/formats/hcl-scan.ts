// HCL as Terraform, Packer, Nomad and docker-bake write it, as a tree with exact places. Only what stands in quotes or
// in a here document is text; all else refers to something. Takes any text in linear time: what does not parse ends
// with its line.

export type HclValue =
  | HclText
  | {
      readonly kind: 'object';
      readonly entries: readonly HclEntry[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly HclValue[];
      readonly start: number;
      readonly end: number;
    }
  /** `var.jwt.secret` */
  | {
      readonly kind: 'reference';
      readonly path: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly HclValue[];
      readonly start: number;
      readonly end: number;
    }
  /** `test ? yes : no` */
  | {
      readonly kind: 'choice';
      readonly yes: HclValue;
      readonly no: HclValue;
      readonly start: number;
      readonly end: number;
    }
  /** Numbers, booleans, `null`, and whatever is worked out when it runs. */
  | { readonly kind: 'other'; readonly start: number; readonly end: number };

/** A quoted text or a here document. */
export interface HclText {
  readonly kind: 'text';
  readonly isHereDocument: boolean;
  /** Texts and what is filled in between them, in order. */
  readonly parts: readonly HclPart[];
  /** Between the quotes, or the first and last line of a here document. */
  readonly inner: { readonly start: number; readonly end: number };
  /** With its quotes. */
  readonly start: number;
  readonly end: number;
}

export type HclPart = HclLiteral | HclFilled;

/** `${...}` in a text, offsets with the braces. */
export interface HclFilled {
  readonly kind: 'filled';
  readonly value: HclValue;
  readonly start: number;
  readonly end: number;
}

export interface HclLiteral {
  readonly kind: 'literal';
  /** After escapes. */
  readonly value: string;
  /** `offsets[i]` is where character `i` stands, `offsets[value.length]` where it ends. */
  readonly offsets: readonly number[];
}

/** An attribute or, where `labels` is set, a block. */
export interface HclEntry {
  readonly key: string;
  readonly labels?: readonly string[];
  readonly value: HclValue;
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting is nobody's configuration. */
const maxDepth = 60;

const identifier = /[\p{L}_][\p{L}\p{N}_-]{0,500}/uy;
const number = /\d[\d.eE+-]{0,100}/y;
const operator = /==|!=|<=|>=|&&|\|\||[-+*/%<>]/y;
const hereDocument = /<<(-?)([\p{L}_][\p{L}\p{N}_-]{0,100})[ \t]*(?:\r\n|\n|\r)/uy;

/** The attributes and blocks of a whole file. */
export function scanHcl(text: string): readonly HclEntry[] {
  const scanner = createScanner(text);
  return scanner.body();
}

function createScanner(text: string) {
  let at = 0;
  let depth = 0;

  /** Spaces and comments; line ends too where they mean nothing. */
  function skip(overLines: boolean): void {
    while (at < text.length) {
      const char = text.charAt(at);
      if (char === ' ' || char === '\t' || (overLines && /\s/.test(char))) at++;
      else if (char === '#' || text.startsWith('//', at)) at = endOfLine(at);
      else if (text.startsWith('/*', at)) {
        const close = text.indexOf('*/', at + 2);
        at = close === -1 ? text.length : close + 2;
      } else return;
    }
  }

  function endOfLine(from: number): number {
    let end = from;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    return end;
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
      else at = Math.max(endOfLine(at), from + 1);
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

  function plainText(value: HclText): string | undefined {
    const [only, ...more] = value.parts;
    if (more.length > 0 || (only && only.kind !== 'literal')) return undefined;
    return only?.value ?? '';
  }

  /** `inBrackets`: line ends mean nothing. */
  function expression(inBrackets: boolean): HclValue | undefined {
    if (depth >= maxDepth) return undefined;
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
    if (isFor()) return balanced(start);
    const values = items(']');
    return values && { kind: 'list', items: values, start, end: at };
  }

  function object(): HclValue | undefined {
    const start = at;
    if (isFor()) return balanced(start);
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

  /**
   * Over everything up to the bracket that closes the one here. Looks at each character once and parses nothing:
   * what did not parse a moment ago must not be tried again on each level.
   */
  function balanced(start: number): HclValue {
    const open: string[] = [];
    while (at < text.length) {
      const char = text.charAt(at);
      const isInText = open.at(-1) === '"';
      if (isInText && char === '\\') at++;
      else if (isInText && (text.startsWith('${', at) || text.startsWith('%{', at))) {
        at++;
        open.push('{');
      } else if (char === '"') {
        if (isInText) open.pop();
        else open.push(char);
      } else if (!isInText) {
        skip(false);
        if (/[([{]/.test(text.charAt(at))) open.push(text.charAt(at));
        else if (/[)\]}]/.test(text.charAt(at))) open.pop();
        else if (text[at] === '"') continue;
      }
      at++;
      if (open.length === 0) break;
    }
    at = Math.min(at, text.length);
    return other(start);
  }

  function quoted(): HclText {
    const start = at++;
    const parts = template(() => text[at] === '"' || text[at] === '\n', true);
    const inner = { start: start + 1, end: at };
    if (text[at] === '"') at++;
    return { kind: 'text', isHereDocument: false, parts, inner, start, end: at };
  }

  function heredoc(): HclValue | undefined {
    const start = at;
    const opened = match(hereDocument);
    if (!opened) return undefined;
    const close = closingLine(opened[2] ?? '');
    const inner = { start: at, end: close.from };
    const parts = template(() => at >= close.from, false);
    at = close.to;
    const isIndented = opened[1] === '-';
    return {
      kind: 'text',
      isHereDocument: true,
      parts: isIndented ? withoutIndentation(parts) : parts,
      inner,
      start,
      end: close.to,
    };
  }

  /** The line that holds nothing but `word`. */
  function closingLine(word: string): { readonly from: number; readonly to: number } {
    let from = at;
    while (from < text.length) {
      const end = endOfLine(from);
      if (end - from < 300 && text.slice(from, end).trim() === word) return { from, to: end };
      from = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    return { from: text.length, to: text.length };
  }

  /** Literal pieces and `${...}` between them. */
  function template(isEnd: () => boolean, hasEscapes: boolean): HclPart[] {
    const parts: HclPart[] = [];
    let value = '';
    let offsets: number[] = [];
    const flush = (): void => {
      if (value !== '') parts.push({ kind: 'literal', value, offsets: [...offsets, at] });
      value = '';
      offsets = [];
    };
    const take = (decoded: string, length: number): void => {
      for (let index = 0; index < decoded.length; index++) offsets.push(at);
      value += decoded;
      at += length;
    };
    while (at < text.length && !isEnd()) {
      const char = text.charAt(at);
      if (text.startsWith('$${', at) || text.startsWith('%%{', at))
        take(text.slice(at + 1, at + 3), 3);
      else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
        flush();
        parts.push(filledIn(char === '%'));
      } else if (char === '\\' && hasEscapes) {
        const [decoded, length] = escapeAt(text, at);
        take(decoded, length);
      } else take(char, 1);
    }
    flush();
    return parts;
  }

  /** `${ expression }`; `%{ if ... }` is not followed. */
  function filledIn(isDirective: boolean): HclFilled {
    const start = at;
    at += 2;
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
    return { kind: 'filled', value: balanced(start), start, end: at };
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

const letters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function escapeAt(text: string, at: number): readonly [string, number] {
  const unicode = /^\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text.slice(at, at + 10));
  const code = Number.parseInt(unicode?.[1] ?? unicode?.[2] ?? '', 16);
  if (unicode && code <= 0x10ffff) return [String.fromCodePoint(code), unicode[0].length];
  const letter = text.charAt(at + 1);
  return [letters.get(letter) ?? letter, 2];
}

/** `<<-` takes the indentation that all lines share off each of them. */
function withoutIndentation(parts: readonly HclPart[]): HclPart[] {
  let shared = Number.POSITIVE_INFINITY;
  let isLineStart = true;
  for (const part of parts) {
    if (part.kind !== 'literal') {
      if (isLineStart) shared = 0;
      isLineStart = false;
      continue;
    }
    for (const [index, line] of part.value.split('\n').entries()) {
      const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
      if ((index > 0 || isLineStart) && line.trim() !== '') shared = Math.min(shared, indent);
    }
    isLineStart = /\n[ \t]*$/.test(part.value);
  }
  if (shared === 0 || shared === Number.POSITIVE_INFINITY) return [...parts];
  let atStart = true;
  return parts.map((part) => {
    const wasAtStart = atStart;
    atStart = part.kind === 'literal' && part.value.endsWith('\n');
    return part.kind === 'literal' ? unindented(part, shared, wasAtStart) : part;
  });
}

function unindented(part: HclLiteral, shared: number, isLineStart: boolean): HclLiteral {
  const offsets: number[] = [];
  let value = '';
  let column = isLineStart ? 0 : shared;
  for (let index = 0; index < part.value.length; index++) {
    const char = part.value.charAt(index);
    if (column++ >= shared || char === '\n') {
      value += char;
      offsets.push(part.offsets[index] ?? 0);
    }
    if (char === '\n') column = 0;
  }
  return { kind: 'literal', value, offsets: [...offsets, part.offsets.at(-1) ?? 0] };
}
