// Shapes of what declares names: functions, classes, variables, imports, and the patterns that take values apart.
import {
  type ImportShape,
  type ParameterShape,
  type PatternPart,
  place,
  type Shape,
} from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';

/** Nodes that are functions: they have parameters and a body of their own. */
export const functionTypes: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
]);

/** Nodes that are classes. */
export const classTypes: ReadonlySet<string> = new Set([
  'class_declaration',
  'abstract_class_declaration',
  'class',
]);

const fieldTypes = ['public_field_definition', 'field_definition'];

/** Blocks, and statements with names of their own. */
export const blocks: ReadonlySet<string> = new Set([
  'statement_block',
  'class_static_block',
  'for_statement',
  'for_in_statement',
  'catch_clause',
  'switch_body',
]);

/** Nodes whose shapes can declare names, and blocks. */
export const declaring: ReadonlySet<string> = new Set([
  ...functionTypes,
  ...classTypes,
  ...fieldTypes,
  ...blocks,
  'import_statement',
  'variable_declarator',
  'enum_declaration',
  'internal_module',
]);

/** The shape of a node that declares names. */
export function shapeOfDeclaration(node: SyntaxNode, text: string): Shape | undefined {
  switch (node.type) {
    case 'import_statement':
      return shapeOfImport(node, text);
    case 'variable_declarator':
      return shapeOfVariables(node, text, 'name');
    case 'for_in_statement':
      return shapeOfVariables(node, text, 'left');
    case 'catch_clause':
      return shapeOfVariables(node, text, 'parameter');
    case 'enum_declaration':
      return shapeOfVariables(node, text, 'name');
    case 'internal_module':
      return shapeOfNamespace(node, text);
    case 'public_field_definition':
    case 'field_definition':
      return shapeOfField(node, text);
    default:
      if (functionTypes.has(node.type)) return shapeOfFunction(node, text);
      return classTypes.has(node.type) ? shapeOfClass(node, text) : undefined;
  }
}

/** Names that a pattern declares, of what is written beside it. */
function shapeOfVariables(node: SyntaxNode, text: string, field: string): Shape | undefined {
  const pattern = childOf(node, field);
  const value = field === 'name' ? childOf(node, 'value') : undefined;
  const type = typeOf(node, text);
  const pairs = (pattern ? patternParts(pattern, text) : []).map(({ at, path, fallback }) => ({
    target: named(at, text),
    value,
    type,
    path: path.length > 0 ? path : undefined,
    fallback,
  }));
  const isHoisted = node.parent?.type === 'variable_declaration';
  return { kind: 'assign', pairs, declares: true, isHoisted };
}

/** `namespace App.Auth` declares `App`. */
function shapeOfNamespace(node: SyntaxNode, text: string): Shape | undefined {
  let name = childOf(node, 'name');
  while (name && childOf(name, 'object')) name = childOf(name, 'object');
  if (name?.type !== 'identifier') return undefined;
  return { kind: 'assign', pairs: [{ target: named(name, text) }], declares: true };
}

function named(at: SyntaxNode, text: string) {
  return place({ kind: 'name', name: text.slice(at.start, at.end) }, at);
}

/** What stands behind the colon. */
export function typeOf(node: SyntaxNode, text: string): string | undefined {
  const type = childOf(node, 'type');
  return type && text.slice(type.start, type.end).replace(/^:\s*/, '');
}

function shapeOfField(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'name') ?? childOf(node, 'property');
  if (!name) return undefined;
  const [value, type] = [childOf(node, 'value'), typeOf(node, text)];
  return { kind: 'assign', pairs: [{ target: named(name, text), value, type }], declares: true };
}

function shapeOfFunction(node: SyntaxNode, text: string): Shape {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body') ?? node;
  const isMethod = node.type === 'method_definition';
  const isOfObject = isMethod && node.parent?.type !== 'class_body';
  // What a function expression is called is known in it alone.
  const isDeclared = isMethod || node.type.endsWith('_declaration');
  const single = childOf(node, 'parameter');
  const list = childOf(node, 'parameters')?.children ?? [];
  return {
    kind: 'function',
    ...(name && isDeclared && !isOfObject && { name }),
    ...(name && isOfObject && { called: text.slice(name.start, name.end) }),
    parameters: single
      ? [{ name: single }]
      : list.map((parameter) => shapeOfParameter(parameter, text)),
    body,
    isExpression: body.type !== 'statement_block',
    isStatic: isMethod && name !== undefined && isStaticBefore(text, node.start, name.start),
    // Compiled code calls generators with the `this` that is around them.
    hasOwnSelf: isOfObject || node.type.startsWith('function'),
  };
}

function isStaticBefore(text: string, start: number, end: number): boolean {
  return end - start > 'static'.length && /\bstatic\b/.test(text.slice(start, end));
}

function shapeOfParameter(whole: SyntaxNode, text: string): ParameterShape {
  const name = childOf(whole, 'pattern') ?? childOf(whole, 'left') ?? whole;
  const fallback = childOf(whole, 'value') ?? childOf(whole, 'right');
  const type = typeOf(whole, text);
  const isPlain = name.type === 'identifier';
  const isProperty =
    isPlain &&
    whole.start < name.start &&
    /\b(?:private|protected|public|readonly|override)\s+$/.test(
      text.slice(whole.start, name.start),
    );
  return {
    name,
    whole,
    ...(!isPlain && { parts: patternParts(name, text) }),
    ...(isPlain && fallback && { fallback }),
    ...(type !== undefined && { type }),
    ...(name.type === 'rest_pattern' && { isRest: true }),
    ...(isProperty && { isProperty }),
  };
}

function shapeOfClass(node: SyntaxNode, text: string): Shape {
  const isDeclared = node.type !== 'class';
  const name = childOf(node, 'name');
  const base = baseOf(node);
  return {
    kind: 'class',
    ...(isDeclared && name ? { name } : { called: `class@${node.start}` }),
    bases: base?.type === 'identifier' ? [text.slice(base.start, base.end)] : [],
  };
}

/** What a class extends: a name, or the call of a mixin. */
export function baseOf(owner: SyntaxNode | undefined): SyntaxNode | undefined {
  const heritage = owner?.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.children[0];
  return clause?.type === 'extends_clause' ? childOf(clause, 'value') : clause;
}

/** Interfaces that a class implements, by their names; of many the first. */
export function implementedBy(owner: SyntaxNode): readonly SyntaxNode[] {
  const heritage = owner.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.children.find((child) => child.type === 'implements_clause');
  return (clause?.children ?? []).filter(({ type }) => type === 'type_identifier').slice(0, 8);
}

/** The names that a pattern declares, each with the properties that lead to it (`['0']` in arrays). */
function patternParts(
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

/** Names of an import statement; `*` is the namespace. */
function shapeOfImport(node: SyntaxNode, text: string): Shape {
  const bindings: ImportShape[] = [];
  const nameOf = (child: SyntaxNode): string =>
    literalText(child, text) ?? text.slice(child.start, child.end);
  const declare = (at: SyntaxNode, imported: string, from: string): void => {
    bindings.push({ at, local: text.slice(at.start, at.end), imported, from });
  };
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
  return { kind: 'import', bindings };
}
