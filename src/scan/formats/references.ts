// What a configuration value means: the text itself, or a reference to a variable, a setting or a vault. Shared by
// all readers; `placeholders.ts` reads what stands between the braces, `whole-values.ts` what a value says as a whole.
import type { Expression } from '../../model/expression.ts';
import type { Range, RangeFinder } from '../../model/place.ts';
import { valueOfCommand } from './command-values.ts';
import { lowerBraces, lowerExpressionTag } from './placeholders.ts';
import { isVaultReference, lowerWhole } from './whole-values.ts';

/** Whose rules of expansion apply; `generic` takes any that is plausible. */
export type Dialect =
  | 'dotenv'
  | 'shell'
  | 'make'
  | 'compose'
  | 'spring'
  | 'serverless'
  | 'workflow'
  | 'vercel'
  | 'generic';

export interface LowerOptions {
  readonly dialect: Dialect;
  /** No expansion at all: single quotes of a shell or of dotenv. */
  readonly isLiteral?: boolean;
  /** Inner ranges cannot be told: a value with references becomes `unknown`. */
  readonly isOpaque?: boolean;
  /** The format always quotes, so that `process.env.X` is the text itself. */
  readonly isQuoted?: boolean;
}

/** A piece of a value before it is an expression: text, or what a reference was lowered to. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text?: string;
  readonly expression?: Expression;
}

// Beyond this no value is a secret with references in it; the bound keeps hostile values cheap.
const maxExpandedLength = 2048;

const bareVariable = /[A-Z_][A-Z0-9_]*/y;

/**
 * Lowers one decoded value. `rangeFor` turns offsets within `text` into ranges of the file. A `$` that starts no
 * plausible expansion stays text.
 */
export function lowerConfigValue(
  text: string,
  rangeFor: RangeFinder,
  options: LowerOptions,
): Expression {
  const at = rangeFor(0, text.length);
  const literal: Expression = { kind: 'text', value: text, at };
  if (options.isLiteral) return literal;
  const whole = lowerWhole(text, rangeFor, options);
  if (whole) return whole;
  if (text.length > maxExpandedLength || !/\$|`|\{\{|<%=/.test(text)) return literal;
  // Quotes in quotes: `'"${X:default}"'`. What matters is what stands in them.
  if (/^"\$\{[^"{}]{1,400}\}"$/.test(text)) {
    const inside: RangeFinder = (start, end) => rangeFor(start + 1, end + 1);
    return lowerConfigValue(text.slice(1, -1), inside, options);
  }
  const pieces = split(text, rangeFor, options.dialect, 0);
  if (pieces.every((piece) => piece.expression === undefined)) {
    return { kind: 'text', value: pieces.map((piece) => piece.text).join(''), at };
  }
  if (!options.isOpaque) return join(pieces, rangeFor, at);
  const [only] = pieces;
  const isMade = pieces.length === 1 && only?.expression?.kind === 'generated';
  return isMade && only?.expression ? { ...only.expression, at } : { kind: 'unknown', at };
}

/** Lowers `text.slice(from, to)` inside a reference: the default of `${A:-${B:-x}}`. */
export function lowerPart(
  text: string,
  from: number,
  to: number,
  context: LowerContext,
): Expression {
  const rangeFor: RangeFinder = (start, end) => context.rangeFor(from + start, from + end);
  const inner = text.slice(from, to);
  const at = rangeFor(0, inner.length);
  if (isVaultReference(inner)) return { kind: 'unknown', at };
  // Depth is bounded because each level scans its text once more.
  if (context.depth >= 6) return { kind: 'text', value: inner, at };
  return join(split(inner, rangeFor, context.dialect, context.depth + 1), rangeFor, at);
}

/** What the readers of placeholders need of their surroundings. */
export interface LowerContext {
  readonly rangeFor: RangeFinder;
  readonly dialect: Dialect;
  readonly depth: number;
}

function join(pieces: readonly Piece[], rangeFor: RangeFinder, at: Range): Expression {
  const parts = pieces.map(
    (piece): Expression =>
      piece.expression ?? {
        kind: 'text',
        value: piece.text ?? '',
        at: rangeFor(piece.from, piece.to),
      },
  );
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return parts.length === 0 ? { kind: 'text', value: '', at } : { kind: 'concat', parts, at };
}

function split(text: string, rangeFor: RangeFinder, dialect: Dialect, depth: number): Piece[] {
  const pieces: Piece[] = [];
  const closers = matchBraces(text);
  const context: LowerContext = { rangeFor, dialect, depth };
  let literalFrom = 0;
  let literal = '';
  const flush = (to: number): void => {
    if (to > literalFrom) pieces.push({ from: literalFrom, to, text: literal });
    literal = '';
  };
  let offset = 0;
  while (offset < text.length) {
    const escaped = escapeLength(text, offset, dialect);
    if (escaped > 0) {
      literal += dialect === 'compose' ? '$' : text.slice(offset, offset + escaped);
      offset += escaped;
      continue;
    }
    const reference = referenceAt(text, offset, closers, context);
    if (reference) {
      flush(offset);
      pieces.push({ from: offset, to: reference.to, expression: reference.expression });
      offset = reference.to;
      literalFrom = offset;
      continue;
    }
    literal += text[offset];
    offset++;
  }
  flush(text.length);
  return pieces;
}

/** `$$` is a dollar sign for compose, `\$` an escaped one for shells and dotenv-expand. */
function escapeLength(text: string, offset: number, dialect: Dialect): number {
  if (dialect === 'compose') return text.startsWith('$$', offset) ? 2 : 0;
  return text.startsWith('\\$', offset) ? 2 : 0;
}

function referenceAt(
  text: string,
  offset: number,
  closers: ReadonlyMap<number, number>,
  context: LowerContext,
): { readonly to: number; readonly expression: Expression } | undefined {
  const first = text[offset];
  if (first === '`') return lowerBackticks(text, offset, context);
  if (first !== '$' && first !== '{' && first !== '<') return undefined;
  if (first === '<' || first === '{' || text.startsWith('${{', offset)) {
    return lowerExpressionTag(text, offset, context);
  }
  const next = text[offset + 1];
  if (next === '{') {
    const close = closers.get(offset + 1);
    if (close === undefined) return undefined;
    const expression = lowerBraces(text, offset, close, context);
    return expression && { to: close + 1, expression };
  }
  if (next === '(') return lowerParentheses(text, offset, context);
  return lowerBareVariable(text, offset, context);
}

/**
 * `$(command)` of shells; `$(NAME)` of Kubernetes and Azure pipelines is a variable. Nothing else runs a command: there
 * its text is the value, for everybody to read.
 */
function lowerParentheses(text: string, offset: number, context: LowerContext) {
  const close = closingParenthesis(text, offset + 1);
  if (close === -1) return undefined;
  const at = context.rangeFor(offset, close + 1);
  const inner = text.slice(offset + 2, close);
  const call = context.dialect === 'make' ? /^(shell|[a-z]+)\s+/.exec(inner) : null;
  if (call?.[1] === 'shell') {
    const from = offset + 2 + call[0].length;
    const expression = valueOfCommand(inner.slice(call[0].length), from, at, context.rangeFor);
    return { to: close + 1, expression };
  }
  if (call) return { to: close + 1, expression: { kind: 'unknown', at } as const };
  if (context.dialect === 'make' && /^[A-Za-z_]\w*$/.test(inner)) {
    return { to: close + 1, expression: { kind: 'env', name: inner, at } as const };
  }
  if (context.dialect === 'shell') {
    const expression = valueOfCommand(inner, offset + 2, at, context.rangeFor);
    return { to: close + 1, expression };
  }
  if (/\s/.test(inner.trim()) && !inner.includes('$') && context.dialect !== 'compose')
    return undefined;
  const expression: Expression =
    context.dialect !== 'dotenv' && /^[A-Z_][A-Z0-9_]*$/.test(inner)
      ? { kind: 'env', name: inner, at }
      : { kind: 'unknown', at };
  return { to: close + 1, expression };
}

/** Of the parenthesis at `open`; -1 where there is none. */
function closingParenthesis(text: string, open: number): number {
  let depth = 0;
  for (let offset = open; offset < text.length; offset++) {
    if (text[offset] === '(') depth++;
    else if (text[offset] === ')' && --depth === 0) return offset;
  }
  return -1;
}

/** `\`command\`` of shells. */
function lowerBackticks(text: string, offset: number, context: LowerContext) {
  const close = context.dialect === 'shell' ? text.indexOf('`', offset + 1) : -1;
  if (close === -1) return undefined;
  const at = context.rangeFor(offset, close + 1);
  const inner = text.slice(offset + 1, close);
  return { to: close + 1, expression: valueOfCommand(inner, offset + 1, at, context.rangeFor) };
}

/** `$NAME` counts where a secret is unlikely to hold it by chance: capitals, and not in the middle of a word. */
function lowerBareVariable(text: string, offset: number, context: LowerContext) {
  if (context.dialect === 'spring') return undefined;
  // `key=$1`: an argument of the script.
  if (context.dialect === 'shell' && /^\$[\d@*#?!]$/.test(text)) {
    const expression: Expression = { kind: 'unknown', at: context.rangeFor(0, text.length) };
    return { to: text.length, expression };
  }
  bareVariable.lastIndex = offset + 1;
  const name = bareVariable.exec(text)?.[0];
  if (!name) return undefined;
  const to = offset + 1 + name.length;
  if (context.dialect === 'shell' && /^S?RANDOM$/.test(name)) {
    const at = context.rangeFor(offset, to);
    return { to, expression: valueOfCommand(`$${name}`, offset, at, context.rangeFor) };
  }
  const isWhole = offset === 0 && to === text.length;
  const before = offset > 0 ? text.charAt(offset - 1) : '';
  const isApart =
    name.length > 1 && !/[A-Za-z0-9$]/.test(before) && !/[A-Za-z0-9$]/.test(text.charAt(to));
  const isExpanding =
    context.dialect === 'dotenv' || context.dialect === 'shell' || context.dialect === 'compose';
  if (!isWhole && !(isApart && isExpanding)) return undefined;
  const expression: Expression = { kind: 'env', name, at: context.rangeFor(offset, to) };
  return { to, expression };
}

/** Position of `{` to that of its `}`, in one pass so that unclosed braces cost nothing. */
function matchBraces(text: string): Map<number, number> {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === 123) open.push(offset);
    else if (unit === 125) {
      const start = open.pop();
      if (start !== undefined) closers.set(start, offset);
    }
  }
  return closers;
}
