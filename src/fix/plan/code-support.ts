// What a code file must hold besides the edit itself: a helper at its end, an import at its top, the loading of
// `.env` before the first read.
import type { Edit } from '../../model/edit.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { type CodeStyle, styleOf } from '../code-style.ts';
import type { Support } from '../idioms/idiom.ts';
import { ancestor } from '../syntax-node.ts';
import { appendedLine, inDirectory } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';

/** A code file with its tree. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly style: CodeStyle;
}

export function openCode(context: PlanContext, path: string): CodeFile | undefined {
  const text = context.readText(path);
  const tree = context.treeOf(path);
  if (text === undefined || !tree) return undefined;
  return { path, text, root: tree.root, style: styleOf(text) };
}

/** Whether a file uses `import`. */
export function isModule({ root, text, path }: CodeFile): boolean {
  if (/\.(?:mjs|mts)$/.test(path)) return true;
  if (root.children.some(({ type }) => type === 'import_statement')) return true;
  return !/\brequire\(/.test(text) && /^export\s/m.test(text);
}

export function addSupport(file: CodeFile, support: Support): Edit[] {
  const { path, text, style } = file;
  if (support.present.test(text)) return [];
  const lines = support.lines(style, path);
  if (support.where === 'bottom') {
    return [insertion(path, text.length, appendedLine(text, lines))];
  }
  const last = lastImport(file);
  if (last) return [insertion(path, last.end, `${style.lineEnd}${lines}`)];
  return [insertion(path, firstCode(file), `${lines}${style.lineEnd}`)];
}

function insertion(path: string, offset: number, text: string): Edit {
  return { path, start: offset, end: offset, text };
}

/** The end of the imports that a file begins with. */
function lastImport({ root, text }: CodeFile): SyntaxNode | undefined {
  let last: SyntaxNode | undefined;
  for (const node of root.children) {
    const isImport =
      node.type === 'import_statement' ||
      (/declaration$/.test(node.type) && /=\s*require\(/.test(text.slice(node.start, node.end)));
    if (isImport) last = node;
    else if (last && node.type !== 'expression_statement') break;
  }
  return last;
}

/** Where code begins: behind a hash bang and directives such as 'use strict'. */
function firstCode({ root, text }: CodeFile): number {
  const first = root.children.find(
    (node) =>
      node.type !== 'hash_bang_line' &&
      !(node.type === 'expression_statement' && /^["']use /.test(text.slice(node.start, node.end))),
  );
  return first?.start ?? text.length;
}

/** Packages and flags that put `.env` into the environment before or while the service starts. */
const loaders =
  /"(?:dotenv[\w-]*|@dotenvx\/dotenvx|@nestjs\/config|next|nuxt|env-cmd|@fastify\/env|fastify-env|@adonisjs\/core|vite)"\s*:|--env-file|\bbun\b/;

/** Whether something in the package reads `.env` files. */
export function loadsEnvFiles(context: PlanContext, packageDirectory: string): boolean {
  return [packageDirectory, ''].some((directory) =>
    loaders.test(context.readText(inDirectory(directory, 'package.json')) ?? ''),
  );
}

/**
 * Loads `.env` where a file reads the environment while it is imported, and nothing shows that this is early
 * enough. Only with a `dotenv` that the package has; a second load does nothing.
 */
export function loadEnvironment(
  context: PlanContext,
  file: CodeFile,
  node: SyntaxNode,
  packageDirectory: string,
): Edit[] {
  const { path, text, style } = file;
  const manifest = context.readText(inDirectory(packageDirectory, 'package.json')) ?? '';
  const isLazy = ancestor(node, lazyNodes) !== undefined;
  if (isLazy || !/"dotenv"\s*:/.test(manifest)) return [];
  if (/dotenv|\bprocess\.env\b/.test(text)) return [];
  const { quote, semicolon, lineEnd } = style;
  const line = isModule(file)
    ? `import ${quote}dotenv/config${quote}${semicolon}`
    : `require(${quote}dotenv${quote}).config()${semicolon}`;
  return [insertion(path, firstCode(file), `${line}${lineEnd}`)];
}

const lazyNodes = [
  'arrow_function',
  'function_expression',
  'function_declaration',
  'generator_function_declaration',
  'method_definition',
];
