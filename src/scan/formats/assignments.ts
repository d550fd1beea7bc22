// `NAME=value` words as a shell reads them: scripts of package.json, Procfile, `.travis.yml`, Dockerfile, `export`.
import { withoutLoneQuotes } from './here-documents.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

/** One assignment; offsets are within the text that was scanned. */
export interface Assignment {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: StoredText;
}

const nameAndSign = /([A-Za-z_][A-Za-z0-9_]*)=/y;
// Words that may stand before assignments without ending them; `web:` is the process name of a Procfile.
const transparentWord =
  /(?:export|env|set|cross-env(?:-shell)?|npx|dotenv|declare|local|readonly|typeset|sudo|then|else|do|[a-z][a-z0-9_-]{0,40}:|-[A-Za-z-]{1,40})(?=\s)/y;
// `docker run -e JWT_SECRET=x`, `heroku config:set JWT_SECRET=x`: as an argument only what is surely a variable.
const variableArgument = /["']?([A-Z][A-Z0-9]{0,60}_[A-Z0-9_]{1,120})=/y;

// The option that such an argument may be written together with.
const argumentOption =
  /(?:--(?:env|build-arg|set|set-string|set-env-vars|from-literal)=|-e)(?=["']?[A-Z])/y;

/** The quoted script of `sh -c "A=1 node ."`, with the assignments in it. */
function scriptAt(
  stored: StoredText,
  offset: number,
): { readonly to: number; readonly assignments: readonly Assignment[] } | undefined {
  const { text } = stored;
  const isQuote = text[offset] === '"' || text[offset] === "'";
  if (!isQuote || !/\s-[a-z]{0,3}c\s{1,20}$/.test(text.slice(Math.max(0, offset - 30), offset))) {
    return undefined;
  }
  const close = closingQuote(text, offset);
  if (close === -1) return undefined;
  const inner = sliceStored(stored, offset + 1, close);
  // What stands in quotes of quotes is not read: its places could not be told.
  const assignments = /\\/.test(text.slice(offset, close)) ? [] : scanAssignments(inner);
  return {
    to: close + 1,
    assignments: assignments.map((one) => ({
      ...one,
      from: one.from + offset + 1,
      to: one.to + offset + 1,
    })),
  };
}

/**
 * Assignments in front of commands (at the start, after `&&`, `;`, `|`, and after words such as `cross-env`), and
 * arguments like `-e JWT_SECRET=x` or `echo "JWT_SECRET=x"`. A value put together from several parts is opaque.
 */
export function scanAssignments(script: StoredText): readonly Assignment[] {
  const text = withoutLoneQuotes(script.text);
  const stored = text === script.text ? script : { ...script, text };
  const found: Assignment[] = [];
  let offset = 0;
  let isBeforeCommand = true;
  while (offset < text.length) {
    const char = text.charAt(offset);
    if (/\s/.test(char)) {
      offset++;
      if (char === '\n') isBeforeCommand = true;
    } else if (/[;&|(){}]/.test(char)) {
      offset++;
      isBeforeCommand = true;
    } else if (char === '#') offset = endOfLine(text, offset);
    else if (isBeforeCommand) {
      const assignment = readAssignment(stored, offset);
      transparentWord.lastIndex = offset;
      if (assignment) {
        found.push(assignment);
        offset = assignment.to;
      } else if (transparentWord.test(text)) offset = transparentWord.lastIndex;
      else isBeforeCommand = false;
    } else {
      const script = scriptAt(stored, offset);
      if (script) found.push(...script.assignments);
      argumentOption.lastIndex = offset;
      const from = argumentOption.test(text) ? argumentOption.lastIndex : offset;
      const argument = script ? undefined : readArgument(stored, from);
      if (argument) found.push(argument);
      offset = Math.max(script?.to ?? argument?.to ?? endOfWord(text, offset).to, offset + 1);
    }
  }
  return found.filter((assignment) => !isOfBuildStep(assignment, text));
}

/** Steps that start the program to install or to collect its files, and sign nothing. */
const buildStep =
  /\b(?:manage\.py|django-admin)\s+(?:collectstatic|compress|compilemessages|makemessages)\b|\bassets:(?:precompile|clean)\b|\bwebpacker:compile\b|\bbundle\s+install\b|\bbootsnap\s+precompile\b/;

/** `SECRET_KEY=dummy ./manage.py collectstatic`: words for a step that asks for any key at all. */
function isOfBuildStep({ value, to }: Assignment, text: string): boolean {
  if (!/^[A-Za-z][A-Za-z_. -]{0,40}\d{0,4}$/.test(value.text)) return false;
  const rest = text.slice(to, to + 1000);
  const command = /^(?:\\\r?\n|[^\n;&|])*/.exec(rest)?.[0] ?? '';
  return buildStep.test(command);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function readArgument(stored: StoredText, offset: number): Assignment | undefined {
  variableArgument.lastIndex = offset;
  const name = variableArgument.exec(stored.text)?.[1];
  if (name === undefined) return undefined;
  const first = stored.text.charAt(offset);
  if (first !== '"' && first !== "'") return readAssignment(stored, offset);
  const close = closingQuote(stored.text, offset);
  const inner = stored.text.slice(offset + 1, close);
  if (close === -1 || /[\\\n]/.test(inner)) return undefined;
  // `echo -n "JWT_SECRET='"`: the other half is printed by another command.
  if (/=["']$/.test(inner)) return undefined;
  const value = sliceStored(stored, offset + 2 + name.length, close);
  const quote = first === "'" ? 'single' : 'double';
  return { name, from: offset, to: close + 1, value: { ...value, quote } };
}

/** `NAME=value` or `"NAME=some value"` at `offset`: one word of a list of variables. */
export function readPair(stored: StoredText, offset: number): Assignment | undefined {
  const quote = stored.text[offset];
  if (quote !== '"' && quote !== "'") return readAssignment(stored, offset);
  nameAndSign.lastIndex = offset + 1;
  const name = nameAndSign.exec(stored.text)?.[1];
  const close = closingQuote(stored.text, offset);
  if (name === undefined || close === -1) return undefined;
  const value = sliceStored(stored, offset + 2 + name.length, close);
  const isPlain = !value.text.includes('\\');
  const kind = quote === "'" ? 'single' : 'double';
  return {
    name,
    from: offset,
    to: close + 1,
    value: { ...value, quote: kind, ...(isPlain ? {} : { isOpaque: true }) },
  };
}

/** The assignment that starts at `offset`, or `undefined`. */
export function readAssignment(stored: StoredText, offset: number): Assignment | undefined {
  nameAndSign.lastIndex = offset;
  const match = nameAndSign.exec(stored.text);
  const name = match?.[1];
  if (!match || name === undefined) return undefined;
  const from = offset + match[0].length;
  const word = endOfWord(stored.text, from);
  return { name, from: offset, to: word.to, value: wordValue(stored, from, word) };
}

/** One shell word. */
export interface Word {
  readonly to: number;
  /** The word without quotes and backslashes. */
  readonly text: string;
  /** Set where the whole word is one quoted part. */
  readonly quote?: 'single' | 'double';
  /** True where the value is the stored characters, quotes around it aside. */
  readonly isPlain: boolean;
}

/** The value of a word that starts at `from`. */
export function wordValue(stored: StoredText, from: number, word: Word): StoredText {
  const inset = word.quote ? 1 : 0;
  const sliced = sliceStored(stored, from + inset, Math.max(from + inset, word.to - inset));
  const quote = word.quote ? { quote: word.quote } : {};
  if (word.isPlain) return { ...sliced, ...quote };
  const { start, end } = sliced;
  return { text: word.text, start, end, isOpaque: true, ...quote };
}

/** Reads one shell word: bare characters, `'...'`, `"..."`, backslashes; `${...}` and `$(...)` keep their spaces. */
export function endOfWord(text: string, from: number, stop = /[\s;&|)]/): Word {
  let offset = from;
  let value = '';
  let parts = 0;
  let isPlain = true;
  let quote: 'single' | 'double' | undefined;
  while (offset < text.length) {
    const char = text.charAt(offset);
    if (stop.test(char)) break;
    if (char === "'" || char === '"') {
      const close = closingQuote(text, offset);
      // No shell runs what follows. It is read all the same: who wrote the file may be another than who closes the quote.
      if (close === -1) {
        value += char;
        offset++;
        parts += 2;
        continue;
      }
      const inner = text.slice(offset + 1, close);
      const decoded = char === '"' ? inner.replace(/\\([\\"$`\n])/g, '$1') : inner;
      if (decoded !== inner) isPlain = false;
      value += decoded;
      quote = char === "'" ? 'single' : 'double';
      parts++;
      offset = close + 1;
      continue;
    }
    const special =
      char === '$' ? expansionEnd(text, offset) : char === '`' ? backtickEnd(text, offset) : -1;
    const end = special === -1 ? offset + 1 : special;
    if (char === '\\' && offset + 1 < text.length) {
      value += text.charAt(offset + 1);
      isPlain = false;
      offset += 2;
    } else {
      value += text.slice(offset, end);
      offset = end;
    }
    parts += 2;
  }
  if (parts === 1 && quote) return { to: offset, text: value, quote, isPlain };
  return { to: offset, text: value, isPlain: isPlain && quote === undefined };
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  if (quote === "'") return text.indexOf("'", open + 1);
  for (let offset = open + 1; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text[offset] === quote) return offset;
  }
  return -1;
}

/** End of a command in backticks, on one line and bounded; -1 where there is none. */
function backtickEnd(text: string, offset: number): number {
  const close = text.slice(offset + 1, offset + 500).search(/[`\n]/);
  return close >= 0 && text[offset + 1 + close] === '`' ? offset + close + 2 : -1;
}

/** End of `${...}` or `$(...)` at `offset`, on one line and bounded; -1 where there is none. */
function expansionEnd(text: string, offset: number): number {
  const open = text[offset + 1];
  if (open !== '{' && open !== '(') return -1;
  const close = open === '{' ? '}' : ')';
  const limit = Math.min(text.length, offset + 500);
  let depth = 0;
  for (let at = offset + 1; at < limit; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
    else if (text[at] === '\n') return -1;
  }
  return -1;
}
