// Grammars and syntax trees for every language adapter: loads a tree-sitter grammar once and turns a text into a
// plain tree of named nodes. Hostile input is bounded here: parsing effort, nesting depth and size.
import { Language, Parser } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../../model/syntax-node.ts';
import { parserOptions, readGrammar } from './grammar-files.ts';
import { createWatch } from './parse-watch.ts';
import { type Cursor, type TreeSitterExports, withCursor } from './tree-cursor.ts';

export { childOf, type SyntaxNode, type SyntaxTree } from '../../model/syntax-node.ts';

/** One loaded grammar. */
export interface Grammar {
  /** `undefined` where the text costs more effort than `text` of its length deserves. */
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

/** What a call of tree-sitter's progress callback costs while it is searching a way out of an error. */
const effortInError = 6;
/** How many characters' worth of effort parsing may spend on what it has not got past yet. */
const effortAhead = 240_000;
/**
 * Characters that tree-sitter is given at once. Scanners of Swift, Scala and others go back before every token, and what
 * they are given is copied each time: ten kilobytes at once made a file of hard ones take nine times as long.
 */
const readLength = 128;
/**
 * Characters that it may ask for, for each of the text and for any text: a scanner that looks for the end of a comment,
 * and finds none, asks for all that is left at every token. Of 4,000 files in fourteen languages hand-written ones ask
 * for twice what they hold, those of Scala 16 times, of Swift 24 times. A million take some 20 ms.
 */
const readEach = 32;
const readAnyway = 200_000;
/** Of tree-sitter's memory, which never shrinks and breaks at 2 GB; 5 MB of minified code take 290 MB. */
const maximumBytes = 512 << 20;

// The project compiles without DOM types, which is where TypeScript keeps WebAssembly.
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => WasmMemory;
};

const grammars = new Map<GrammarName, Grammar>();
let ready: Promise<void> | undefined;
/** Ours, to see how much is used: the sizes, in pages of 64 kB, are those that tree-sitter would choose. */
const memory = new WebAssembly.Memory({ initial: 512, maximum: 32_768 });
/** What tree-sitter is started with, and what it puts its exports into. */
const binding = { wasmMemory: memory };

/** Starts tree-sitter; must resolve before `grammarOf` is called. */
export function startParser(): Promise<void> {
  // The page knows its parser's bytes only when it runs.
  ready ??= Parser.init(Object.assign(binding, parserOptions));
  return ready;
}

/** What cursors call, once tree-sitter has been started. */
export function parserExports(): TreeSitterExports {
  return binding as unknown as TreeSitterExports;
}

/** Loads a grammar when it is first asked for; later calls for the same name give the same one. */
export function grammarOf(name: GrammarName, options: GrammarOptions): Grammar {
  const known = grammars.get(name);
  if (known) return known;
  const language = Language.loadSync(new WebAssembly.Module(readGrammar(name)));
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = nodeKinds(language, options.leaves);
  const grammar: Grammar = { parse: (text) => parse(parser, language, kinds, text) };
  grammars.set(name, grammar);
  return grammar;
}

/** Which grammars this process has loaded. */
export function loadedGrammars(): GrammarName[] {
  return [...grammars.keys()];
}

function parse(
  parser: Parser,
  language: Language,
  kinds: Uint8Array,
  text: string,
): SyntaxTree | undefined {
  // tree-sitter calls back every hundred steps; counting calls instead of time keeps results the same on every
  // machine. Hand-written code takes one call per 140 characters, minified code one per 60, some 0.03 ms each. In an
  // error that it cannot leave a step takes ten times as long, which hardly happens in code that somebody runs.
  let effort = 0;
  let mayRead = readAnyway + readEach * text.length;
  const isStuck = createWatch();
  const bytesBefore = memory.buffer.byteLength;
  // What has asked for too much is told that the text ends here, and asks for no more until it is given up.
  const read = (index: number): string => {
    const part = mayRead > 0 ? text.slice(index, index + readLength) : '';
    mayRead -= part.length;
    return part;
  };
  const tree = parser.parse(read, null, {
    progressCallback: ({ currentOffset, hasError }) => {
      effort += hasError ? effortInError : 1;
      // The offset counts bytes of UTF-16.
      const reached = Math.min(text.length, currentOffset / 2 + effortAhead);
      const { byteLength } = memory.buffer;
      return (
        mayRead <= 0 ||
        effort > 1_000 + reached / 30 ||
        (byteLength > maximumBytes && byteLength > bytesBefore) ||
        isStuck(hasError)
      );
    },
  });
  if (!tree || mayRead <= 0) {
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
): Pick<SyntaxTree, 'root' | 'comments'> | undefined {
  const comments: { start: number; end: number }[] = [];
  const types = language.types;
  const fields = language.fields;
  let count = 0;
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
    };
  };
  const root = copyNode(null, cursor.typeId());
  let parent = root;
  let depth = 0;
  if (!cursor.toFirstChild()) return { root, comments };
  while (count < maximumNodes) {
    const typeId = cursor.typeId();
    // tree-sitter's ERROR node has the id 65535, outside of the table.
    const kind = kinds[typeId] ?? inner;
    if (kind === leaf || kind === inner) {
      const node = copyNode(parent, typeId);
      if (parent.children === none) parent.children = [node];
      else parent.children.push(node);
      if (kind === inner && depth < maximumDepth && cursor.toFirstChild()) {
        parent = node;
        depth += 1;
        continue;
      }
    }
    if (kind === comment) comments.push({ start: cursor.start(), end: cursor.end() });
    while (!cursor.toNextSibling()) {
      // A list that grew has room for 17: most have two or three.
      if (parent.children.length > 1) parent.children = parent.children.slice();
      if (depth === 0 || !cursor.toParent()) return { root, comments };
      parent = (parent.parent as MutableNode | null) ?? root;
      depth -= 1;
    }
  }
  return undefined;
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
