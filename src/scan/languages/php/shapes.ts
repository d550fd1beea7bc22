// Which node of tree-sitter-php has which shape. Variables go by their names without `$`.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import {
  type Argument,
  type ImportShape,
  isPlaced,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';
import { included } from './modules.ts';
import { parametersOf, typeName } from './parameters.ts';
import { stringShape } from './strings.ts';

export function shapeOfPhp(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first, second] = node.children;
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
    case 'nowdoc':
      return stringShape(node, text);
    case 'integer':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'variable_name': {
      const name = source(node).slice(1);
      return name === 'this' ? { kind: 'self' } : { kind: 'name', name };
    }
    case 'name':
      return nameShape(source(node));
    case 'relative_scope':
      return { kind: 'self' };
    case 'qualified_name':
    case 'namespace_name': {
      const steps = source(node)
        .split('\\')
        .filter((step) => step !== '');
      return nested(steps, node);
    }
    case 'member_access_expression':
    case 'nullsafe_member_access_expression': {
      const [of, name] = [part('object'), part('name')];
      return of && name && { kind: 'member', of, property: source(name).replace(/^\$/, '') };
    }
    case 'scoped_property_access_expression': {
      const [of, name] = [part('scope'), part('name')];
      return of && name && { kind: 'member', of, property: source(name).replace(/^\$/, '') };
    }
    case 'class_constant_access_expression':
      return first && second && { kind: 'member', of: first, property: source(second) };
    case 'subscript_expression': {
      const key = second && shapeOfPhp(second, text);
      return first && second && indexShape(first, second, key, text);
    }
    case 'echo_statement': {
      const callee = place({ kind: 'name', name: 'echo' }, node);
      return { kind: 'call', callee, arguments: node.children.map((value) => ({ value })) };
    }
    case 'function_call_expression':
      return functionCall(node, text);
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression': {
      const [of, name] = [part('object') ?? part('scope'), part('name')];
      if (!of || !name) return undefined;
      const isBase = source(of) === 'parent' && source(name) === '__construct';
      const callee = place({ kind: 'member', of, property: source(name) }, node);
      const given = argumentsOf(part('arguments'), text);
      return { kind: 'call', callee, arguments: given, ...(isBase && { isBase }) };
    }
    case 'object_creation_expression': {
      const list = node.children.find(({ type }) => type === 'arguments');
      if (!first || first === list) return undefined;
      return {
        kind: 'call',
        callee: first,
        arguments: argumentsOf(list, text),
        isNew: true,
      };
    }
    case 'binary_expression': {
      const [left, right] = [part('left'), part('right')];
      if (!left || !right) return undefined;
      const operator = text.slice(left.end, right.start).trim();
      if (operator === '??') return { kind: 'fallback', first: left, second: right };
      return operator === '.' ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'conditional_expression': {
      const [condition, body, alternative] = [part('condition'), part('body'), part('alternative')];
      if (!alternative || !condition) return undefined;
      return body
        ? { kind: 'either', options: [body, alternative] }
        : { kind: 'fallback', first: condition, second: alternative };
    }
    case 'match_expression': {
      const options = (part('body')?.children ?? []).flatMap(
        (one) => childOf(one, 'return_expression') ?? [],
      );
      return { kind: 'either', options };
    }
    case 'parenthesized_expression':
    case 'cast_expression':
    case 'clone_expression':
    case 'error_suppression_expression': {
      const of = part('value') ?? first;
      return of && { kind: 'same', of };
    }
    case 'array_creation_expression':
      return arrayShape(node, text);
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return assignment(node, text);
    case 'const_declaration': {
      const pairs = node.children.flatMap((one) => {
        const [name, value] = one.type === 'const_element' ? one.children : [];
        return name && value ? [{ target: name, value }] : [];
      });
      return { kind: 'assign', declares: true, pairs };
    }
    case 'property_declaration': {
      const type = part('type');
      const pairs = node.children.flatMap((one) => {
        const [target, value] = [childOf(one, 'name'), childOf(one, 'default_value')];
        return target
          ? [{ target, ...(value && { value }), ...(type && { type: typeName(source(type)) }) }]
          : [];
      });
      return { kind: 'assign', declares: true, pairs };
    }
    case 'enum_case': {
      const [name, value] = [part('name'), part('value')];
      return name && value
        ? { kind: 'assign', declares: true, pairs: [{ target: name, value }] }
        : undefined;
    }
    case 'method_declaration':
    case 'function_definition':
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function': {
      const [name, body] = [part('name'), part('body')];
      return (
        body && {
          kind: 'function',
          body,
          parameters: parametersOf(part('parameters'), text),
          ...(name && { name }),
          ...(node.type === 'arrow_function' && { isExpression: true }),
        }
      );
    }
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration': {
      const name = part('name');
      // Members of interfaces and of traits are the class's own.
      const traits = (part('body')?.children ?? []).filter(
        ({ type }) => type === 'use_declaration',
      );
      const bases = [...node.children, ...traits]
        .filter(({ type }) => /^(?:base_clause|class_interface_clause|use_declaration)$/.test(type))
        .flatMap(({ children }) => children.map((one) => typeName(source(one))));
      return name && { kind: 'class', name, bases };
    }
    case 'return_statement':
      return first && { kind: 'return', value: first };
    case 'require_expression':
    case 'require_once_expression':
    case 'include_expression':
    case 'include_once_expression':
      return includeShape(node, text);
    case 'namespace_use_declaration':
      return { kind: 'import', bindings: importsOf(node, text) };
    default:
      return undefined;
  }
}

/** What the script returns, and its names: by the end of its path, which is a text. */
function includeShape(node: SyntaxNode, text: string): Shape | undefined {
  const source = text.slice(node.start, node.end);
  const path = /(['"])([\w./-]{3,200})\1[\s)]*$/.exec(source)?.[2];
  if (path === undefined) return undefined;
  const above = source.split(/\bdirname\s*\(\s*(?:__DIR__|dirname\b)/).length - 1;
  const from = `${included}${'../'.repeat(above)}${path}`;
  const own: ImportShape = { at: node, local: from, from, imported: '*' };
  return { kind: 'import', bindings: [own, { at: node, local: '*', from, imported: '*' }] };
}

function nameShape(name: string): Shape {
  return name === 'self' || name === 'static' || name === 'parent'
    ? { kind: 'self' }
    : { kind: 'name', name };
}

/** `\Firebase\JWT\JWT` as members of members, so that it is the path an import gives. */
function nested(steps: readonly string[], node: SyntaxNode): Shape | undefined {
  const [root, ...rest] = steps;
  if (root === undefined) return undefined;
  return rest.reduce<Shape>((of, property) => ({ kind: 'member', of: place(of, node), property }), {
    kind: 'name',
    name: root,
  });
}

function functionCall(node: SyntaxNode, text: string): Shape | undefined {
  const callee = childOf(node, 'function');
  const given = argumentsOf(childOf(node, 'arguments'), text);
  if (!callee) return undefined;
  const name = text.slice(callee.start, callee.end).replace(/^\\/, '');
  const [key, value] = given;
  // `define('JWT_SECRET', 'x')` declares a constant.
  if (/^define$/i.test(name) && key && value) {
    const shape = !isPlaced(key.value) ? shapeOfPhp(key.value, text) : undefined;
    if (shape?.kind === 'text' && !isPlaced(key.value)) {
      const target: Slot = place({ kind: 'name', name: shape.value }, key.value);
      return { kind: 'assign', declares: true, pairs: [{ target, value: value.value }] };
    }
  }
  const plain: Slot =
    callee.type === 'qualified_name' && !name.includes('\\')
      ? place({ kind: 'name', name }, callee)
      : callee;
  return { kind: 'call', callee: plain, arguments: given };
}

function argumentsOf(list: SyntaxNode | undefined, text: string): readonly Argument[] {
  return (list?.children ?? []).flatMap((one): Argument[] => {
    const value = one.type === 'argument' ? one.children.at(-1) : one;
    const name = childOf(one, 'name');
    if (!value) return [];
    return [
      { value, ...(name && name !== value && { keyword: text.slice(name.start, name.end) }) },
    ];
  });
}

/** `['a' => 1]` and `array('a' => 1)`; a list where there are no keys. */
function arrayShape(node: SyntaxNode, text: string): Shape {
  const entries: { key: string; value: Slot }[] = [];
  const spreads: Slot[] = [];
  const items: Slot[] = [];
  for (const one of node.children) {
    const [key, value] = one.children;
    if (!key) continue;
    const shape = value && shapeOfPhp(key, text);
    if (shape?.kind === 'text' && value) entries.push({ key: shape.value, value });
    else if (one.type === 'variadic_unpacking' || text.startsWith('...', one.start))
      spreads.push(key);
    else if (!value) items.push(key);
  }
  return entries.length > 0 || spreads.length > 0
    ? { kind: 'object', entries, spreads }
    : { kind: 'list', items };
}

function assignment(node: SyntaxNode, text: string): Shape | undefined {
  const [target, value] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!target || !value) return undefined;
  const operator = text.slice(target.end, value.start).trim();
  if (operator === '.=')
    return { kind: 'assign', declares: false, adds: true, pairs: [{ target, value }] };
  if (operator !== '=' && operator !== '??=' && operator !== '=&') return undefined;
  const isFallback = operator === '??=';
  return {
    kind: 'assign',
    declares: target.type === 'variable_name',
    isFallback,
    pairs: [{ target, value, isPrivate: true }],
  };
}

function importsOf(node: SyntaxNode, text: string): ImportShape[] {
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const prefix = node.children.find(({ type }) => type === 'namespace_name');
  const clauses =
    childOf(node, 'body')?.children ??
    node.children.filter(({ type }) => type === 'namespace_use_clause');
  return clauses.flatMap((clause): ImportShape[] => {
    const path = clause.children[0];
    const alias =
      childOf(clause, 'alias') ??
      clause.children.find(({ type }) => type === 'namespace_aliasing_clause')?.children[0];
    if (!path) return [];
    const full = [prefix ? source(prefix) : '', source(path)]
      .join('\\')
      .split('\\')
      .filter((step) => step !== '');
    const name = full.at(-1) ?? '';
    return [
      {
        at: alias ?? path,
        local: alias ? source(alias) : name,
        from: full.slice(0, -1).join('.'),
        imported: name,
      },
    ];
  });
}
