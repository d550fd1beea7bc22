// Groovy as configuration: Jenkinsfiles, Gradle, Grails. Only quoted text is text here; what a call gives is unknown.
import type { Expression } from '../../model/expression.ts';
import { neverEnds } from '../never-ends.ts';
import { scanAssignments } from './assignments.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';
import { type StoredText, sliceStored } from './stored-text.ts';

export const groovyReader: FormatReader = {
  id: 'groovy',
  canRead(path) {
    return /^jenkinsfile(?:[.\-_].{1,60})?$|\.(?:jenkinsfile|groovy|gradle|gvy)$/.test(
      formatNameOf(path),
    );
  },
  read({ path, text, rangeOf }) {
    const isPipeline =
      /^jenkinsfile|jenkinsfile$/.test(formatNameOf(path)) || /\bpipeline\s*\{/.test(text);
    const collector = createCollector({
      path,
      rangeOf,
      carrier: isPipeline ? 'workflow' : 'config',
      dialect: 'generic',
      ...(isPipeline && { defaultEnvironment: 'ci' }),
    });
    readGroovy(text, collector);
    return collector.result();
  },
};

interface Quoted {
  readonly stored: StoredText;
  readonly from: number;
  readonly to: number;
  /** `$name` and `${...}` are filled in. */
  readonly isTemplate: boolean;
}

const maxDepth = 50;
const assignment = /([A-Za-z_][\w.]{0,200})\s{0,20}(?:=(?![=~])|:)\s{0,20}/y;
const call = /([A-Za-z_][\w.]{0,200})\s{0,5}\(?\s{0,20}/y;

function readGroovy(text: string, collector: DefinitionCollector): void {
  const blocks: string[] = [];
  for (let at = 0; at < text.length && !collector.isFull; ) {
    const char = text.charAt(at);
    if (text.startsWith('//', at) || (char === '#' && at === 0)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close === -1) collector.cut(neverEnds('comment', text, at));
      at = close === -1 ? text.length : close + 2;
    } else if (char === '}') {
      blocks.pop();
      at++;
    } else if (char === '"' || char === "'") {
      const quoted = quotedAt(text, at, collector);
      addPairText(quoted, collector);
      at = quoted.to;
    } else if (/[A-Za-z_]/.test(char) && !/[\w.$]/.test(text[at - 1] ?? '')) {
      at = statement(text, at, blocks, collector);
    } else at++;
  }
}

/** A word with what follows it: a block, an assignment, a call with texts. Gives where to go on. */
function statement(
  text: string,
  at: number,
  blocks: string[],
  collector: DefinitionCollector,
): number {
  assignment.lastIndex = at;
  const assigned = assignment.exec(text);
  if (assigned?.[1]) {
    const from = assignment.lastIndex;
    const value = valueAt(text, from, collector);
    if (value) {
      define(assigned[1], blocks, value.expression, { start: at, end: value.to }, collector);
      return value.to;
    }
    return from;
  }
  call.lastIndex = at;
  const name = call.exec(text)?.[1] ?? '';
  const from = call.lastIndex;
  if (text[from] === '{') {
    if (blocks.length < maxDepth) blocks.push(name);
    return from + 1;
  }
  const isQuote = text[from] === '"' || text[from] === "'";
  if (!isQuote) return Math.max(at + name.length, at + 1);
  const first = quotedAt(text, from, collector);
  const comma = /^\s{0,20},\s{0,20}/.exec(text.slice(first.to, first.to + 50));
  const second = comma ? valueAt(text, first.to + comma[0].length, collector) : undefined;
  // `environment "JWT_SECRET", "..."`, `systemProperty 'jwt.secret', '...'`
  if (
    second &&
    /^(?:environment|systemProperty|setProperty|property|env|variable)$/i.test(
      name.split('.').at(-1) ?? '',
    )
  ) {
    const block = /^env/i.test(name) ? ['environment'] : blocks;
    define(first.stored.text, block, second.expression, { start: at, end: second.to }, collector);
    return second.to;
  }
  if (/^(?:sh|bat|powershell|pwsh)$/.test(name)) addScript(first, collector);
  else addPairText(first, collector);
  return first.to;
}

/** A text alone, or what is read from the environment with what stands in for it; `undefined` for all else. */
function valueAt(text: string, from: number, collector: DefinitionCollector) {
  const { rangeOf } = collector;
  const char = text[from];
  if (char === '"' || char === "'") {
    const quoted = quotedAt(text, from, collector);
    const rest = text.slice(quoted.to, quoted.to + 20);
    const isWhole = /^\s{0,10}(?:[\r\n;,)\]}]|\/\/|$)/.test(rest);
    const at = rangeOf(quoted.stored.start, quoted.stored.end);
    const expression: StoredText | Expression =
      isWhole && !hasFilledIn(quoted) ? quoted.stored : { kind: 'unknown', at };
    return { expression, to: quoted.to };
  }
  const read =
    /^System\.(?:getenv\(\s{0,5}(["'])(\w{1,200})\1\s{0,5}\)|env\.(\w{1,200}))\s{0,5}(\?:\s{0,5}(?=["']))?/.exec(
      text.slice(from, from + 300),
    );
  const name = read?.[2] ?? read?.[3];
  if (!read || name === undefined) return undefined;
  const to = from + read[0].length;
  if (!read[4]) return { expression: { kind: 'env', name, at: rangeOf(from, to) } as const, to };
  const fallback = quotedAt(text, to, collector);
  const { start, end } = fallback.stored;
  const value = { kind: 'text', value: fallback.stored.text, at: rangeOf(start, end) } as const;
  const at = rangeOf(from, fallback.to);
  return { expression: { kind: 'env', name, fallback: value, at } as const, to: fallback.to };
}

function hasFilledIn({ stored, isTemplate }: Quoted): boolean {
  return isTemplate && /\$[A-Za-z_{]/.test(stored.text);
}

/** `environment { JWT_SECRET = ... }` and `env.JWT_SECRET = ...` set variables; all else are settings. */
function define(
  name: string,
  blocks: readonly string[],
  value: StoredText | Expression,
  { start, end }: { readonly start: number; readonly end: number },
  collector: DefinitionCollector,
): void {
  const own = name.replace(/^(?:ext|project|def|this)\./, '');
  const variable = own.replace(/^env\./, '');
  const isVariable =
    /^[A-Z][A-Z0-9_]*$/.test(variable) &&
    (variable !== own || /^(?:environment|withenv|env)$/i.test(blocks.at(-1) ?? ''));
  if (isVariable) collector.add({ space: 'env', name: variable, value, start, end });
  else {
    const path = [...blocks.filter((block) => !/^(?:ext|environments)$/.test(block)), own].join(
      '.',
    );
    collector.add({ space: 'setting', name: path, value, start, end });
  }
}

/** `withEnv(["JWT_SECRET=..."])` */
function addPairText(quoted: Quoted, collector: DefinitionCollector): void {
  const { stored, from, to } = quoted;
  const name = /^([A-Z][A-Z0-9_]{1,100})=/.exec(stored.text)?.[1];
  if (name === undefined || hasFilledIn(quoted) || stored.text.includes('\n')) return;
  const value = sliceStored(stored, name.length + 1, stored.text.length);
  collector.add({ space: 'env', name, value, start: from, end: to });
}

function addScript({ stored }: Quoted, collector: DefinitionCollector): void {
  for (const { name, value, from, to } of scanAssignments(stored)) {
    const { start, end } = sliceStored(stored, from, to);
    collector.add({ space: 'env', name, value, start, end, dialect: 'shell' });
  }
}

/** The text in quotes at `at`, single or triple; where nothing closes them, up to the end of the line. */
function quotedAt(text: string, at: number, collector: DefinitionCollector): Quoted {
  const quote = text.charAt(at);
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  const start = at + mark.length;
  let end = start;
  while (end < text.length && !text.startsWith(mark, end)) {
    if (mark.length === 1 && (text[end] === '\n' || text[end] === '\r')) break;
    end += text[end] === '\\' ? 2 : 1;
  }
  end = Math.min(end, text.length);
  const raw = text.slice(start, end);
  const isOpaque = raw.includes('\\');
  const stored: StoredText = {
    text: isOpaque ? raw.replace(/\\([\\'"$])/g, '$1') : raw,
    start,
    end,
    quote: quote === "'" ? 'single' : 'double',
    ...(isOpaque && { isOpaque }),
  };
  const isClosed = text.startsWith(mark, end);
  if (!isClosed && mark.length > 1) collector.cut(neverEnds('text', text, at));
  const to = isClosed ? end + mark.length : Math.max(end, at + 1);
  return { stored, from: at, to, isTemplate: quote === '"' };
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return Math.max(end, from + 1);
}
