// Lines that a file needs besides an edit: imports in their order, a helper at the end.
import type { Edit } from '../../../model/edit.ts';
import { type CodeFile, sayOnce } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';

export function replaced(
  path: string,
  { start, end }: { start: number; end: number },
  text: string,
): Edit {
  return { path, start, end, text };
}

export function insertion(path: string, offset: number, text: string): Edit {
  return { path, start: offset, end: offset, text };
}

export function sourceIn({ text }: Pick<CodeFile, 'text'>, { start, end }: SyntaxNode): string {
  return text.slice(start, end);
}

export interface ImportLine {
  /** `import os`, without a line end. */
  readonly line: string;
  /** It is there already, or something that does the same. */
  readonly present: RegExp;
  /** Node types of imports at the top level. */
  readonly imports: readonly string[];
  /** Nodes that must stay before it: the package clause, a licence, a docstring. */
  isBefore(node: SyntaxNode, source: string): boolean;
}

/** Adds an import where its name would be sorted to; nothing where the file has it. */
export function addImport(file: CodeFile, added: ImportLine): Edit[] {
  return sayOnce(file, `import ${added.line}`, () => missingImport(file, added));
}

function missingImport(file: CodeFile, { line, present, imports, isBefore }: ImportLine): Edit[] {
  const { path, text, style } = file;
  if (present.test(text)) return [];
  const lineEnd = style.lineEnd;
  const own = importsOf(file, imports);
  const next = own.find((node) => withoutEnd(sourceIn(file, node)) > withoutEnd(line));
  if (next) return [insertion(path, next.start, `${line}${lineEnd}`)];
  const last = own.at(-1);
  if (last) return [insertion(path, endOfLine(text, last.end), `${lineEnd}${line}`)];
  const heads = file.root.children.filter((node) => isBefore(node, sourceIn(file, node)));
  const head = heads.at(-1);
  if (head) return [insertion(path, endOfLine(text, head.end), `${lineEnd}${lineEnd}${line}`)];
  const first = file.root.children[0];
  return [insertion(path, first?.start ?? 0, `${line}${lineEnd}${lineEnd}`)];
}

function withoutEnd(line: string): string {
  return line.replace(/\s*;?\s*$/, '');
}

/** Imports stand at the top level, or in a list there. */
function importsOf({ root }: CodeFile, types: readonly string[]): SyntaxNode[] {
  return root.children.flatMap((node) =>
    types.includes(node.type)
      ? [node]
      : /import_list|namespace_declaration/.test(node.type)
        ? node.children.filter(({ type }) => types.includes(type))
        : [],
  );
}

function endOfLine(text: string, offset: number): number {
  // The line end belongs to the node in some grammars.
  let end = offset;
  while (end > 0 && /[\r\n]/.test(text[end - 1] ?? '')) end--;
  const rest = /^[ \t]*;?/.exec(text.slice(end, end + 100))?.[0] ?? '';
  return rest.endsWith(';') ? end + rest.length : end;
}

/** Lines behind the last of a file. */
export function addAtEnd({ path, text, style }: CodeFile, lines: readonly string[]): Edit {
  const { lineEnd } = style;
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : lineEnd;
  return insertion(path, text.length, `${gap}${lineEnd}${lines.join(lineEnd)}${lineEnd}`);
}

/** White space that a node's line begins with. */
export function indentAt({ text }: Pick<CodeFile, 'text'>, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
