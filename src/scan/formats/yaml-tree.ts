// Reads YAML: documents, comments, what is no YAML. Template marks (`{{ }}`) are masked first, so that Helm charts parse,
// and nothing here throws.
import { Composer, Lexer, type Node, Parser } from 'yaml';
import type { CommentSpan } from '../suppression-comments.ts';
import type { ConfigNode } from './config-tree.ts';
import { holdsTelling } from './limits.ts';
import { createTokenGuard } from './yaml-guard.ts';
import { treeOf } from './yaml-nodes.ts';

export interface YamlResult {
  readonly documents: readonly ConfigNode[];
  readonly hasSyntaxErrors: boolean;
  /** Why the rest was given up, where it was. */
  readonly limit?: string;
  readonly comments: readonly CommentSpan[];
}

const maxDocuments = 2000;

/** Parses every document of `text`. */
export function readYaml(text: string): YamlResult {
  const masked = maskTemplates(text);
  const documents: ConfigNode[] = [];
  const comments: CommentSpan[] = [];
  let hasSyntaxErrors = false;
  let limit: string | undefined;
  try {
    for (const { document, lost } of parseDocuments(masked, comments, masked !== text)) {
      if (lost !== undefined || document.errors.length > 0) hasSyntaxErrors = true;
      const { root, limit: reached } = treeOf(document.contents, text, masked);
      if (root) documents.push(root);
      limit ??= lost ?? reached;
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
  return { documents, comments, hasSyntaxErrors, ...(limit !== undefined && { limit }) };
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
