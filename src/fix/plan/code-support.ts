// What a code file must hold besides the edit itself: a helper at its end, an import at its top, the loading of
// `.env` before the first read.
import type { Edit } from '../../model/edit.ts';
import { type CodeFile, sayOnce } from '../../model/repair.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { styleOf } from '../code-style.ts';
import type { Support } from '../idioms/idiom.ts';
import { ancestor } from '../syntax-node.ts';
import { appendedLine, inDirectory } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';

/** What compilers leave in what they write: a source map, the mark of a module that was `import` and `export`. */
const compilerMarks =
  /^\/\/[#@] sourceMappingURL=|^Object\.defineProperty\(exports, ["']__esModule["']/m;

/** Whether the file is made from another: an edit would be gone with the next build. */
export function isCompiled(context: PlanContext, path: string): boolean {
  return context.once(`compiled ${path}`, () => compilerMarks.test(context.readText(path) ?? ''));
}

export const compiledReason = 'it is compiled from another file: build it again from that';

/** The file ready for edits, or why there can be none. */
export function openCode(
  context: PlanContext,
  path: string,
): CodeFile | { readonly reason: string } {
  return context.once(`code ${path}`, () => readCode(context, path));
}

/** Longer code is a tool's: every plan parses it twice more, to see that its edits break nothing. */
const longestCode = 400_000;
const tooLong = 'the file is longer than code that keylint edits (400 kB): change it by hand';
const tooMuch =
  'there is more code to be edited than one plan goes through (400 kB): run --fix again when the rest is done';

function readCode(context: PlanContext, path: string): CodeFile | { readonly reason: string } {
  if (isCompiled(context, path)) return { reason: compiledReason };
  const text = context.readText(path);
  if (text !== undefined && text.length > longestCode) return { reason: tooLong };
  if (text !== undefined && !context.hasRoomFor(text.length, longestCode))
    return { reason: tooMuch };
  const tree = context.treeOf(path);
  if (text === undefined || !tree) return { reason: `${path} could not be parsed` };
  return { path, text, root: tree.root, style: styleOf(text) };
}

/** Whether a file uses `import`. */
export function isModule(file: CodeFile): boolean {
  return sayOnce(file, 'module', () => usesImport(file));
}

function usesImport({ root, text, path }: CodeFile): boolean {
  if (/\.(?:mjs|mts)$/.test(path)) return true;
  if (root.children.some(({ type }) => type === 'import_statement')) return true;
  return !/\brequire\(/.test(text) && /^export\s/m.test(text);
}

export function addSupport(file: CodeFile, support: Support): Edit[] {
  return sayOnce(file, support.present.source, () => missingSupport(file, support));
}

function missingSupport(file: CodeFile, support: Support): Edit[] {
  const { path, text, style } = file;
  if (support.present.test(text)) return [];
  const lines = support.lines(style, path);
  if (support.where === 'bottom') {
    return [insertion(path, text.length, appendedLine(text, lines))];
  }
  const last = lastImport(file);
  if (last) return [insertion(path, last.end, `${style.lineEnd}${lines}`)];
  return [addFirst(file, lines)];
}

/** Puts lines where code begins; what is no import stands apart from them. */
function addFirst(file: CodeFile, lines: string): Edit {
  const { path, text, style } = file;
  const offset = firstCode(file);
  const isImport = /^(?:import\b|(?:const|let|var)\b[^;\n]{1,200}=\s*require\()/.test(
    text.slice(offset, offset + 300),
  );
  const gap = isImport ? '' : style.lineEnd;
  return insertion(path, offset, `${lines}${style.lineEnd}${gap}`);
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
  const { text, style } = file;
  const manifest = context.readText(inDirectory(packageDirectory, 'package.json')) ?? '';
  const isLazy = ancestor(node, lazyNodes) !== undefined;
  if (isLazy || !/"dotenv"\s*:/.test(manifest)) return [];
  if (sayOnce(file, 'environment', () => /dotenv|\bprocess\.env\b/.test(text))) return [];
  const { quote, semicolon } = style;
  const line = isModule(file)
    ? `import ${quote}dotenv/config${quote}${semicolon}`
    : `require(${quote}dotenv${quote}).config()${semicolon}`;
  return [addFirst(file, line)];
}

/** Readers of `.env` that run after the modules around them were loaded. */
const lateLoaders = /"(?:@nestjs\/config|@fastify\/env|fastify-env)"\s*:/;

/** Code that reads the environment while it is loaded has to know that nothing has read `.env` by then. */
export function remindOfOrder(
  context: PlanContext,
  place: {
    readonly file: CodeFile;
    readonly node: SyntaxNode;
    readonly name: string;
    readonly packageDirectory: string;
  },
): string[] {
  const { file, node, name, packageDirectory } = place;
  const manifest = context.readText(inDirectory(packageDirectory, 'package.json')) ?? '';
  if (ancestor(node, lazyNodes) || !lateLoaders.test(manifest)) return [];
  if (/"dotenv"\s*:|--env-file/.test(manifest)) return [];
  return [
    `${file.path} reads ${name} while it is loaded, before the package reads .env: start it with \`node --env-file=.env\`, or set the variable another way.`,
  ];
}

const lazyNodes = [
  'arrow_function',
  'function_expression',
  'function_declaration',
  'generator_function_declaration',
  'method_definition',
];
