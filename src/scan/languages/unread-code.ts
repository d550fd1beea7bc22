// What of a file's code is behind a syntax error. A parser that goes on all the same may have taken a call for a part of a
// comment, of a text or of nothing at all; who asks whether the file signs has to be told.
import { lexiconOf } from '../../lexis/lexicon.ts';
import { doubtfulIn, neverClosedIn } from '../../lexis/never-closed.ts';
import { codeOfPage } from '../../lexis/page.ts';
import type { Span } from '../../lexis/span.ts';
import { type Token, tokensOf } from '../../lexis/tokens.ts';
import { createRangeFinder } from '../../model/place.ts';
import type { SyntaxNode, SyntaxTree } from '../../model/syntax-node.ts';
import type { PartialFacts } from '../formats/format.ts';
import type { Problem } from '../formats/limits.ts';
import { neverEnds } from '../never-ends.ts';
import { walk } from './syntax.ts';

/** One file that was parsed. */
export interface ParsedCode {
  readonly path: string;
  /** What was parsed. */
  readonly text: string;
  readonly language: string;
  readonly tree: SyntaxTree;
  /** Whether a part of the text can hold a call that signs; errs towards true. */
  readonly mayUse: (text: string, part: string) => boolean;
  /** Of the modules whose calls the text may hold: an import of one holds its word. */
  readonly moduleWordsOf: (text: string) => readonly string[];
}

/** Conditions of C# and Swift. */
const directive = /^[ \t]*#(?:if|elif|elseif|else|endif)\b/m;

/** What is to be said of it; `uses` are those that were found. */
export function unreadIn(
  code: ParsedCode,
  { uses = [], isTestCode }: PartialFacts,
): Problem | undefined {
  const { tree, text } = code;
  if (!tree.hasErrors && !endsInText(code)) return undefined;
  const lexicon = lexiconOf(code.path, code.language);
  const inCode = lexicon.codeIn ? codeOfPage(text, lexicon.codeIn).code : text;
  const tokens = tokensOf(inCode, lexicon);
  const open = neverClosedIn(inCode, tokens, lexicon);
  if (open) return neverEnds(open.kind, text, open.start);
  if (!tree.hasErrors) return undefined;
  // Where a call was found its import was.
  const imports = uses.length === 0 ? importsIn(code) : [];
  const isHidden = ({ start, end }: Span): boolean => {
    const part = text.slice(start, end);
    if (imports.some((line) => line.start < end && line.end > start)) return true;
    // Where parts of it are left out by a condition the grammar gives up, and its reader does not.
    if (directive.test(part) || uses.some(({ at }) => at.start >= start && at.start < end))
      return false;
    return part.includes('(') && code.mayUse(text, part);
  };
  const doubtful = [
    ...doubtfulIn(inCode, tokens).slice(0, maxErrors),
    ...errorsIn(tree.root),
    ...quotedAlone(code, tokens),
  ];
  const first = doubtful.find(isHidden);
  if (!first) return undefined;
  const { line } = createRangeFinder(text)(first.start, first.end);
  const detail = `the syntax at line ${line} is broken, and a call that signs may stand behind it`;
  return { reason: 'parse-error', detail, ...(isTestCode && { isPartial: true }) };
}

/** Whether the tree ends with a comment or a text of several lines, which may be one that nothing closes. */
function endsInText({ text, tree }: ParsedCode): boolean {
  const end = text.trimEnd().length;
  const comment = tree.comments.at(-1);
  let leaf = tree.root;
  // What is missing has no length.
  const lastOf = ({ children }: SyntaxNode): SyntaxNode | undefined =>
    children.findLast(({ start, end }) => end > start);
  for (let last = lastOf(leaf); last; last = lastOf(leaf)) leaf = last;
  const isOver = (span: Span | undefined): boolean =>
    span !== undefined && span.end >= end && text.slice(span.start, end).includes('\n');
  // What stands behind the code is no part of it.
  return isOver(comment) || (!/^(?:text|uninterpreted)$/.test(leaf.type) && isOver(leaf));
}

const importing = /\b(?:import|from|use|using|require)\b|^\s*(?:[\w.]+\s+)?"[^"]*"\s*$/;
/** `export * from 'jwt'`: what is passed on has no name that a call of the file could have. */
const passingOn = /^\s*export\s+(?!import\b)/;
const longestImport = 500;

/** The lines that import what calls of the text need: without these, calls that were read are nobody's. */
function importsIn({ text, moduleWordsOf }: ParsedCode): readonly Span[] {
  const words = moduleWordsOf(text);
  const found: Span[] = [];
  if (words.length === 0) return found;
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    if (line.length > longestImport || !importing.test(line) || passingOn.test(line)) continue;
    if (words.some((word) => line.includes(word)))
      found.push({ start: index, end: index + line.length });
  }
  return found;
}

const maxErrors = 200;

/** The outermost nodes that the parser could make nothing of. */
function errorsIn(root: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (found.length >= maxErrors) return;
    if (node.type === 'ERROR') found.push(node);
    else node.children.forEach(visit);
  };
  visit(root);
  return found;
}

const textType = /str|text|char|quot|heredoc/i;

/** Texts and comments of several lines that the parser alone takes for such: a quote that it does not know began them. */
function quotedAlone({ tree, text }: ParsedCode, tokens: readonly Token[]): readonly Span[] {
  const found: Span[] = [];
  let next = 0;
  const add = (span: Span): void => {
    // To Rust's grammar the end of the line belongs to a comment.
    const whole = text.slice(span.start, span.end).trimEnd();
    if (found.length >= maxErrors || !whole.includes('\n')) return;
    const { start } = span;
    const end = start + whole.length;
    // In order, but for comments, which begin anew.
    if ((tokens[next - 1]?.end ?? 0) > start) next = 0;
    while ((tokens[next]?.end ?? text.length) < end) next++;
    const token = tokens[next];
    if (!token || token.start > start) found.push({ start, end });
  };
  walk(tree.root, ({ children, type, start, end }) => {
    if (children.length === 0 && textType.test(type)) add({ start, end });
  });
  for (const comment of tree.comments) add(comment);
  return found;
}
