// Reads YAML into the common tree with exact positions. Template marks (`{{ }}`) are masked first, so that Helm
// charts parse; aliases share nodes, merge keys are bounded, and nothing here throws.
import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { CommentSpan } from '../suppression-comments.ts';
import type { ConfigEntry, ConfigNode, ConfigScalar } from './config-tree.ts';
import { holdsTelling } from './limits.ts';
import { createTokenGuard } from './yaml-guard.ts';
import {
  foldedText,
  textOfDoubleQuotes,
  textOfLiteralBlock,
  textOfSingleQuotes,
} from './yaml-scalars.ts';

export interface YamlResult {
  readonly documents: readonly ConfigNode[];
  readonly hasSyntaxErrors: boolean;
  /** Why the rest was given up, where it was. */
  readonly limit?: string;
  readonly comments: readonly CommentSpan[];
}

const maxDocuments = 2000;
const maxDepth = 150;
// A merge key copies entries; hostile chains of them would copy without end.
const maxMerged = 50_000;

interface State {
  readonly text: string;
  readonly masked: string;
  readonly anchors: Map<string, ConfigNode>;
  merged: number;
  isDeep?: boolean;
}

/** Parses every document of `text`. Anchors are known to the documents after them too. */
export function readYaml(text: string): YamlResult {
  const masked = maskTemplates(text);
  const documents: ConfigNode[] = [];
  const comments: CommentSpan[] = [];
  let hasSyntaxErrors = false;
  let limit: string | undefined;
  const result = (): YamlResult => ({
    documents,
    comments,
    hasSyntaxErrors,
    ...(limit !== undefined && { limit }),
  });
  try {
    for (const { document, lost } of parseDocuments(masked, comments, masked !== text)) {
      limit ??= lost;
      if (lost !== undefined || document.errors.length > 0) hasSyntaxErrors = true;
      const state: State = { text, masked, anchors: new Map(), merged: 0 };
      const root = convert(document.contents, state, 0);
      if (root) documents.push(root);
      if (state.merged > maxMerged) limit ??= `more than ${maxMerged} merged entries`;
      if (state.isDeep) limit ??= `nested deeper than ${maxDepth} levels`;
      if (documents.length >= maxDocuments) {
        limit ??= `more than ${maxDocuments} documents`;
        break;
      }
    }
  } catch {
    // The parser is not ours: whatever it throws, the documents before count.
    limit ??= 'too tangled to parse';
    hasSyntaxErrors = true;
  }
  return result();
}

interface ParsedDocument {
  readonly document: { readonly contents: Node | null; readonly errors: readonly unknown[] };
  /** Why the rest of the text was given up, where it was. */
  readonly lost: string | undefined;
}

const maxErrors = 200;

export const unclosedQuote = 'a quote that nothing closes';

/** What the lexer says before a scalar, a document and after a broken flow: signs that stand nowhere in the text. */
const scalarIsNext = '\u001f';
const controls = new Set(['\u0002', '\u0018', scalarIsNext]);

/** Tells from one lexeme after the other where comments stand. */
function createCommentFinder(comments: CommentSpan[]): (lexeme: string) => void {
  let offset = 0;
  let isScalar = false;
  return (lexeme) => {
    if (!isScalar && controls.has(lexeme)) {
      isScalar = lexeme === scalarIsNext;
      return;
    }
    const end = offset + lexeme.length;
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: offset, end });
    isScalar = false;
    offset = end;
  };
}

/** `isTemplate`: quotes open in one way of it and close in another. */
function* parseDocuments(
  masked: string,
  comments: CommentSpan[],
  isTemplate: boolean,
): Generator<ParsedDocument> {
  // Failsafe: every scalar stays text, so that a number is the digits that were written.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const parser = new Parser();
  const isFine = createTokenGuard();
  const noteComment = createCommentFinder(comments);
  let errors = 0;
  let lost: string | undefined;
  let before = '';
  for (const lexeme of new Lexer().lex(masked)) {
    noteComment(lexeme);
    if (!isTemplate && before !== scalarIsNext && swallowsTelling(lexeme)) lost = unclosedQuote;
    else if (!isFine(lexeme) || errors >= maxErrors) lost = 'too tangled to parse';
    if (lost !== undefined) break;
    before = lexeme;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errors++;
      for (const document of composer.next(token)) yield { document, lost };
    }
  }
  for (const token of parser.end()) {
    for (const document of composer.next(token)) yield { document, lost };
  }
  for (const document of composer.end()) yield { document, lost };
}

/** Whether a text takes what stands behind it for its own, because nothing closes it, and a secret with that. */
function swallowsTelling(lexeme: string): boolean {
  const quote = lexeme.charAt(0);
  if ((quote !== '"' && quote !== "'") || lexeme.endsWith(quote)) return false;
  const end = lexeme.indexOf('\n');
  return end > 0 && holdsTelling(lexeme.slice(end));
}

const lineOfTemplate = /^[ \t]*(?:\{[{%#][^\n]*[}%#]\}|<%(?!=)[^\n]*%>)[ \t]*$/;
const template = /\{[{%]|<%/;

/** Replaces `{{ x }}` and `{% x %}`, and lines of `<% x %>`, by characters that mean nothing to YAML, length and lines unchanged. */
function maskTemplates(text: string): string {
  if (!template.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      if (!template.test(line)) return line;
      const bare = line.replace(/\r$/, '');
      if (lineOfTemplate.test(bare) && !/^[ \t]*\{\{[^}]{0,200}\}\}[ \t]*:/.test(bare)) {
        return ' '.repeat(bare.length) + line.slice(bare.length);
      }
      return maskLine(line);
    })
    .join('\n');
}

function maskLine(line: string): string {
  let masked = '';
  let offset = 0;
  while (offset < line.length) {
    const open = line.indexOf('{{', offset);
    const close = open === -1 ? -1 : line.indexOf('}}', open);
    if (close === -1) break;
    masked += line.slice(offset, open) + 'Q'.repeat(close + 2 - open);
    offset = close + 2;
  }
  return masked + line.slice(offset);
}

function convert(node: Node | null, state: State, depth: number): ConfigNode | undefined {
  if (!node) return undefined;
  if (depth > maxDepth) {
    state.isDeep = true;
    return undefined;
  }
  if (isAlias(node)) return state.anchors.get(node.source);
  const converted = isScalar(node)
    ? convertScalar(node, state)
    : isMap(node)
      ? convertMap(node, state, depth)
      : isSeq(node)
        ? convertList(node.items as (Node | Pair | null)[], node, state, depth)
        : undefined;
  if (converted && node.anchor) state.anchors.set(node.anchor, converted);
  return converted;
}

function convertList(
  items: readonly (Node | Pair | null)[],
  node: Node,
  state: State,
  depth: number,
): ConfigNode {
  const converted = items.flatMap((item) => {
    const inner = isPair(item) ? undefined : convert(item, state, depth + 1);
    return inner ? [inner] : [];
  });
  return { kind: 'list', ...rangeOfNode(node, state), items: converted };
}

function convertMap(node: YAMLMap, state: State, depth: number): ConfigNode {
  const entries: ConfigEntry[] = [];
  const merges: ConfigNode[] = [];
  for (const pair of node.items as Pair<Node | null, Node | null>[]) {
    const { key, value } = pair;
    const converted = convert(value, state, depth + 1);
    if (!isScalar(key) || !key.range || !converted) continue;
    const [keyFrom, keyTo] = key.range;
    const name = keyTo - keyFrom > 500 ? '' : keyText(key, state);
    if (name === '<<') merges.push(converted);
    else {
      // An aliased value stands elsewhere: then the entry is the key and the alias.
      const end = isAlias(value) ? (value.range?.[1] ?? keyTo) : outerEnd(converted);
      entries.push({ key: name, start: keyFrom, end: Math.max(end, keyTo), node: converted });
    }
  }
  return { kind: 'map', ...rangeOfNode(node, state), entries: mergeInto(entries, merges, state) };
}

/** The map's own keys win over merged ones. */
function mergeInto(
  entries: ConfigEntry[],
  merges: readonly ConfigNode[],
  state: State,
): readonly ConfigEntry[] {
  if (merges.length === 0) return entries;
  const own = new Set(entries.map(({ key }) => key));
  for (const merge of merges.flatMap((node) => (node.kind === 'list' ? node.items : [node]))) {
    if (merge.kind !== 'map') continue;
    for (const entry of merge.entries) {
      if (state.merged > maxMerged) return entries;
      if (own.has(entry.key)) continue;
      state.merged++;
      own.add(entry.key);
      entries.push(entry);
    }
  }
  return entries;
}

function keyText(key: Scalar, { text, masked }: State): string {
  const [from, to] = key.range ?? [0, 0];
  const isMasked = text.slice(from, to) !== masked.slice(from, to);
  return isMasked ? text.slice(from, to) : String(key.value ?? '');
}

function rangeOfNode(node: Node, state: State): { start: number; end: number } {
  const [start, end] = node.range ?? [0, 0];
  return { start, end: trimEnd(state.text, start, end) };
}

function trimEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && /\s/.test(text.charAt(trimmed - 1))) trimmed--;
  return trimmed;
}

function outerEnd(node: ConfigNode): number {
  return node.kind === 'scalar' ? node.outerEnd : node.end;
}

/** `undefined` for a value that is not there: `KEY:` passes a variable on or means null. */
function convertScalar(node: Scalar, state: State): ConfigScalar | undefined {
  if (!node.range) return undefined;
  const [from, to] = node.range;
  const { text, masked } = state;
  const tag =
    node.tag !== undefined && node.tag !== '!' && !/:str$|^!!str$/.test(node.tag)
      ? { tag: node.tag }
      : {};
  const value = typeof node.value === 'string' ? node.value : '';
  const make = (
    stored: ConfigScalar['stored'],
    outerEndAt: number,
    isText: boolean,
  ): ConfigScalar => ({
    kind: 'scalar',
    stored,
    outerEnd: outerEndAt,
    isText,
    ...tag,
  });
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return make(textOfDoubleQuotes(text, masked, from, to, value), to, true);
    case 'QUOTE_SINGLE':
      return make(textOfSingleQuotes(text, masked, from, to, value), to, true);
    case 'BLOCK_LITERAL': {
      const stored = textOfLiteralBlock(text, masked, from, to, value);
      return make(stored, stored.end, true);
    }
    case 'BLOCK_FOLDED': {
      const stored = foldedText(text, masked, from, to, value);
      return make(stored, stored.end, true);
    }
    default: {
      if (from === to) return undefined;
      const isSame = masked.slice(from, to) === value;
      const stored = isSame
        ? { text: text.slice(from, to), start: from, end: to }
        : { text: value, start: from, end: to, isOpaque: true };
      const isText = !/^(?:true|false|yes|no|on|off|null|~)$/i.test(value);
      return make(stored, to, isText);
    }
  }
}
