// Takes an import away whose last use an edit removes: what is left over would fail the project's own lint.
import type { Edit } from '../../model/edit.ts';
import type { CodeFile } from '../../model/repair.ts';
import { childOf, type SyntaxNode } from '../../model/syntax-node.ts';

/** The edit that removes `name` from the imports, where they and the code being replaced are all that says it. */
export function removeUnusedImport(file: CodeFile, name: string): Edit[] {
  const { text, root, path } = file;
  // The name of the package in quotes is no use: `import { v4 as uuid } from 'uuid'`.
  const said = text.match(new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`, 'g'))?.length ?? 0;
  if (said !== 2) return [];
  for (const statement of root.children) {
    const source = text.slice(statement.start, statement.end);
    if (!isImportOf(source, name)) continue;
    const specifiers = namedSpecifiers(statement);
    const own = specifiers.find((node) =>
      text.slice(node.start, node.end).split(/\W+/).includes(name),
    );
    if (own && specifiers.length > 1) return [withoutItem(path, text, own)];
    const end = /^[ \t]*\r?\n/.exec(text.slice(statement.end))?.[0].length ?? 0;
    return [{ path, start: statement.start, end: statement.end + end, text: '' }];
  }
  return [];
}

function isImportOf(source: string, name: string): boolean {
  return (
    (/^import\b/.test(source) || /^(?:const|let|var)\b[^;=]{1,500}=\s*require\(/.test(source)) &&
    new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(source)
  );
}

/** `a` and `b as c` of `import { a, b as c }`, `a` and `b: c` of `const { a, b: c } = require()`. */
function namedSpecifiers(statement: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'named_imports' || node.type === 'object_pattern')
      found.push(...node.children);
    else for (const child of node.children) visit(child);
  };
  visit(statement);
  return childOf(statement, 'name') ? [] : found;
}

function withoutItem(path: string, text: string, { start, end }: SyntaxNode): Edit {
  const after = /^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0;
  if (after > 0) return { path, start, end: end + after, text: '' };
  const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { path, start: start - before, end, text: '' };
}
