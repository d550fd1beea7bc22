// The names that patterns and import clauses declare.
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';

interface PatternPart {
  readonly at: SyntaxNode;
  readonly path: readonly string[];
  readonly fallback?: SyntaxNode;
}

/** The names that a pattern declares, each with the properties that lead to it (`['0']` in arrays). */
export function patternParts(
  pattern: SyntaxNode,
  text: string,
  path: readonly string[] = [],
  fallback?: SyntaxNode,
): PatternPart[] {
  const parts = (node: SyntaxNode, below: readonly string[], value?: SyntaxNode): PatternPart[] =>
    patternParts(node, text, below, value);
  const nameOf = (node: SyntaxNode): string =>
    literalText(node, text) ?? text.slice(node.start, node.end);
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [{ at: pattern, path, ...(fallback && { fallback }) }];
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = childOf(pattern, 'left');
      const right = childOf(pattern, 'right');
      if (!left) return [];
      const below =
        left.type === 'shorthand_property_identifier_pattern' ? [...path, nameOf(left)] : path;
      return parts(left, below, right);
    }
    case 'object_pattern':
      return pattern.children.flatMap((child) => {
        if (child.type === 'shorthand_property_identifier_pattern') {
          return parts(child, [...path, nameOf(child)]);
        }
        if (child.type !== 'pair_pattern') return parts(child, path);
        const key = childOf(child, 'key');
        const value = childOf(child, 'value');
        return key && value ? parts(value, [...path, nameOf(key)]) : [];
      });
    case 'rest_pattern':
      return pattern.children.flatMap((child) => parts(child, path));
    case 'array_pattern':
      return pattern.children.flatMap((child, position) =>
        parts(child, [...path, String(indexOf(pattern, position, text))]),
      );
    default:
      return [];
  }
}

/** The index of an element of an array pattern: holes (`[, payload]`) are counted by their commas. */
function indexOf(pattern: SyntaxNode, position: number, text: string): number {
  let index = 0;
  let from = pattern.start;
  for (const child of pattern.children.slice(0, position + 1)) {
    index += text.slice(from, child.start).split(',').length - 1;
    from = child.end;
  }
  return index;
}

/** Calls `declare` with each local name of an import statement; `*` is the namespace. */
export function declareImports(
  node: SyntaxNode,
  text: string,
  declare: (at: SyntaxNode, imported: string, from: string) => void,
): void {
  const nameOf = (child: SyntaxNode): string =>
    literalText(child, text) ?? text.slice(child.start, child.end);
  const sourceNode = childOf(node, 'source');
  for (const clause of node.children) {
    if (clause.type === 'import_require_clause') {
      const source = childOf(clause, 'source');
      const name = clause.children[0];
      if (source && name) declare(name, '*', literalText(source, text) ?? '');
    }
    const from = sourceNode && literalText(sourceNode, text);
    if (clause.type !== 'import_clause' || from === undefined) continue;
    for (const part of clause.children) {
      if (part.type === 'identifier') declare(part, 'default', from);
      const star = part.type === 'namespace_import' ? part.children[0] : undefined;
      if (star) declare(star, '*', from);
      if (part.type !== 'named_imports') continue;
      for (const specifier of part.children) {
        const name = childOf(specifier, 'name');
        const alias = childOf(specifier, 'alias');
        // Of `default`, which is a keyword, there is no node.
        const local = alias ?? name;
        if (local) declare(local, name ? nameOf(name) : 'default', from);
      }
    }
  }
}
