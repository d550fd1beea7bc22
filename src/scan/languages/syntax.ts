// Grammars and syntax trees for every language adapter: loads a tree-sitter grammar once and turns a text into a
// plain tree of named nodes. Hostile input is bounded: nesting depth and size here, what parsing takes in parse-bounds.ts.
import { Language, Parser } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../../model/syntax-node.ts';
import type { PartialFacts } from '../formats/format.ts';
import { tooLarge } from '../formats/limits.ts';
import { readGrammar } from './grammar-files.ts';
import { createBounds, isTooDeep } from './parse-bounds.ts';
import { enterParser, parserExports } from './parser.ts';
import { type Cursor, withCursor } from './tree-cursor.ts';
import { type ParsedCode, unreadIn } from './unread-code.ts';

export { childOf, type SyntaxNode, type SyntaxTree } from '../../model/syntax-node.ts';

/** One loaded grammar. */
export interface Grammar {
  /** `undefined` where the text takes more work than a text of its length deserves, or more than its scanner can do. */
  parse(text: string): SyntaxTree | undefined;
}

/** Names of grammar files, without `tree-sitter-` and `.wasm`. */
export type GrammarName =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'java'
  | 'go'
  | 'c-sharp'
  | 'php'
  | 'ruby'
  | 'rust'
  | 'kotlin'
  | 'scala'
  | 'elixir'
  | 'swift'
  | 'dart';

/** Node types whose inside says nothing about secrets; they become leaves, which halves the walk. */
export interface GrammarOptions {
  readonly leaves: ReadonlySet<string>;
}

/** Deeper nodes are left out, so that recursion over the tree cannot exhaust the stack. */
const maximumDepth = 300;
/** Named nodes of one tree, some 90 bytes each; 5 MB of hand-written code have 800,000, minified ones 1.5 million. */
const maximumNodes = 2_000_000;

// The project compiles without DOM types, which is where TypeScript keeps WebAssembly.
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

const grammars = new Map<GrammarName, Grammar>();
/** Loads a grammar when it is first asked for; later calls for the same name give the same one. */
export function grammarOf(name: GrammarName, options: GrammarOptions): Grammar {
  const known = grammars.get(name);
  if (known) return known;
  const language = Language.loadSync(new WebAssembly.Module(readGrammar(name)));
  const tables = { language, kinds: nodeKinds(language, options.leaves) };
  let parser = createParser(language);
  const grammar: Grammar = {
    parse: (text) => {
      const leave = enterParser();
      try {
        return parse(parser, tables, text);
      } catch {
        // A scanner has come to its own limit and left in the middle. What is half done would be gone on with in the next
        // text, and what stands on the stack would stay there.
        leave();
        parser.delete();
        parser = createParser(language);
        return undefined;
      }
    },
  };
  grammars.set(name, grammar);
  return grammar;
}

function createParser(language: Language): Parser {
  const parser = new Parser();
  parser.setLanguage(language);
  return parser;
}

/** Which grammars this process has loaded. */
export function loadedGrammars(): GrammarName[] {
  return [...grammars.keys()];
}

/** What copying a tree needs to know of its grammar. */
interface Tables {
  readonly language: Language;
  readonly kinds: Uint8Array;
}

function parse(parser: Parser, { language, kinds }: Tables, text: string): SyntaxTree | undefined {
  if (isTooDeep(text)) return undefined;
  const bounds = createBounds(text);
  const tree = parser.parse(bounds.read, null, { progressCallback: bounds.isOver });
  if (!tree || bounds.isReadOut()) {
    tree?.delete();
    parser.reset();
    return undefined;
  }
  try {
    const copied = withCursor(parserExports(), tree, (cursor) => copyTree(cursor, language, kinds));
    return copied && { ...copied, hasErrors: tree.rootNode.hasError };
  } finally {
    tree.delete();
  }
}

const anonymous = 0;
const leaf = 1;
const comment = 2;
const inner = 3;

function nodeKinds(language: Language, leaves: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from({ length: language.nodeTypeCount }, (_, id) => {
    if (!language.nodeTypeIsNamed(id)) return anonymous;
    const type = language.nodeTypeForId(id) ?? '';
    if (type === 'comment' || type.endsWith('comment')) return comment;
    return leaves.has(type) ? leaf : inner;
  });
}

interface MutableNode extends SyntaxNode {
  children: SyntaxNode[];
}

/** The children of every leaf: half of all nodes are, and a list for each would be a quarter of the tree's memory. */
const none: SyntaxNode[] = [];

/** Iterative, since the tree's depth belongs to whoever wrote the file. `undefined` for more nodes than memory is for. */
function copyTree(
  cursor: Cursor,
  language: Language,
  kinds: Uint8Array,
): Omit<SyntaxTree, 'hasErrors'> | undefined {
  const comments: { start: number; end: number }[] = [];
  const types = language.types;
  const fields = language.fields;
  let count = 0;
  let isCut = false;
  const copyNode = (parent: MutableNode | null, typeId: number): MutableNode => {
    count += 1;
    const fieldId = cursor.fieldId();
    return {
      type: types[typeId] ?? 'ERROR',
      start: cursor.start(),
      end: cursor.end(),
      field: fieldId ? (fields[fieldId] ?? null) : null,
      parent,
      children: none,
      shape: undefined,
      names: undefined,
    };
  };
  const root = copyNode(null, cursor.typeId());
  let parent = root;
  let depth = 0;
  if (!cursor.toFirstChild()) return { root, comments, isCut };
  while (count < maximumNodes) {
    const typeId = cursor.typeId();
    // tree-sitter's ERROR node has the id 65535, outside of the table.
    const kind = kinds[typeId] ?? inner;
    if (kind === leaf || kind === inner) {
      const node = copyNode(parent, typeId);
      if (parent.children === none) parent.children = [node];
      else parent.children.push(node);
      if (kind === inner && cursor.toFirstChild()) {
        if (depth < maximumDepth) {
          parent = node;
          depth += 1;
          continue;
        }
        isCut = true;
        cursor.toParent();
      }
    }
    if (kind === comment) comments.push({ start: cursor.start(), end: cursor.end() });
    while (!cursor.toNextSibling()) {
      // A list that grew has room for 17: most have two or three.
      if (parent.children.length > 1) parent.children = parent.children.slice();
      if (depth === 0 || !cursor.toParent()) return { root, comments, isCut };
      parent = (parent.parent as MutableNode | null) ?? root;
      depth -= 1;
    }
  }
  return undefined;
}

/** What was found in a tree, with what the tree says of itself. */
export function withTree(facts: PartialFacts, code: ParsedCode): PartialFacts {
  const { hasErrors, isCut } = code.tree;
  const deep = isCut ? tooLarge(`nested deeper than ${maximumDepth} levels`) : undefined;
  const problem = facts.problem ?? deep ?? unreadIn(code, facts);
  return { ...facts, ...(problem && { problem }), ...(hasErrors && { hasSyntaxErrors: true }) };
}

/** Calls `visit` for `node` and everything below it, parents first. Depth is bounded by the tree's own. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node);
  for (const child of node.children) walk(child, visit);
}

/** The nearest node at or above `node` that `test` accepts. */
export function closest(
  node: SyntaxNode | null,
  test: (node: SyntaxNode) => boolean,
): SyntaxNode | undefined {
  for (let current = node; current; current = current.parent) if (test(current)) return current;
  return undefined;
}
