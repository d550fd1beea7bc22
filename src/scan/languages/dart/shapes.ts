// Which node of tree-sitter-dart, as `fold.ts` leaves it, has which shape.
import { childOf, indexInParent, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import type { Argument, ImportShape, ParameterShape, Shape } from '../../code/shape.ts';
import { stringShape } from './strings.ts';

const child = (node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined =>
  node?.children.find(({ type }) => types.includes(type));

export function shapeOfDart(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first, second] = node.children;
  switch (node.type) {
    case 'string_literal':
      return stringShape(node, text);
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
    case 'type_identifier':
    case 'identifier_dollar_escaped':
      return { kind: 'name', name: source(node) };
    case 'this':
    case 'super':
      return { kind: 'self' };
    case 'dart_member':
      return first && second && memberShape(first, second, text);
    case 'dart_call': {
      const list = child(child(second, 'argument_part'), 'arguments');
      return first && { kind: 'call', callee: first, arguments: argumentsOf(list, text) };
    }
    case 'new_expression':
    case 'const_object_expression': {
      const type = child(node, 'type_identifier');
      return (
        type && {
          kind: 'call',
          callee: type,
          arguments: argumentsOf(child(node, 'arguments'), text),
        }
      );
    }
    case 'if_null_expression': {
      const [left, right] = [part('first'), part('second')];
      if (!left || !right) return undefined;
      return right.type === 'throw_expression'
        ? { kind: 'same', of: left }
        : { kind: 'fallback', first: left, second: right };
    }
    case 'conditional_expression': {
      const options = [part('consequence'), part('alternative')].filter((one) => one !== undefined);
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'additive_expression': {
      const parts = node.children.filter(({ type }) => type !== 'additive_operator');
      const isSum = node.children.every(
        (one) => one.type !== 'additive_operator' || source(one) === '+',
      );
      return isSum ? { kind: 'joined', parts } : undefined;
    }
    case 'template_substitution':
    case 'dart_same':
    case 'parenthesized_expression':
    case 'unary_expression':
    case 'await_expression':
    case 'type_cast_expression':
    case 'assignable_expression':
      return first && { kind: 'same', of: first };
    case 'list_literal':
      return { kind: 'list', items: node.children.filter(({ type }) => type !== 'type_arguments') };
    case 'set_or_map_literal':
      return mapShape(node, text);
    case 'static_final_declaration':
    case 'initialized_identifier':
    case 'initialized_variable_definition':
      return declared(node, text);
    case 'assignment_expression': {
      const [target, value] = [part('left'), part('right')];
      if (!target || !value) return undefined;
      const operator = text.slice(target.end, value.start).trim();
      if (operator !== '=' && operator !== '??=') return undefined;
      return {
        kind: 'assign',
        declares: false,
        isFallback: operator === '??=',
        pairs: [{ target, value }],
      };
    }
    case 'dart_function':
      return first && second && functionShape(first, second, text);
    case 'field_initializer': {
      // `A({String? key}) : _key = key ?? 'x';`: the field, whatever the parameter is called.
      const [name, value] = node.children;
      if (name?.type !== 'identifier' || !value) return undefined;
      const of = { kind: 'self', at: name } as const;
      const property = text.slice(name.start, name.end);
      const target = { kind: 'member', of, property, at: name } as const;
      return { kind: 'assign', declares: false, pairs: [{ target, value }] };
    }
    case 'initializer_list_entry': {
      const given = argumentsOf(child(node, 'arguments'), text);
      return first?.type === 'super'
        ? { kind: 'call', callee: first, arguments: given, isBase: true }
        : undefined;
    }
    case 'constructor_signature':
    case 'constant_constructor_signature': {
      // Without a body: what it is given are properties.
      const name = child(node, 'identifier');
      if (node.parent?.type !== 'declaration' || !name) return undefined;
      const parameters = parametersOf(child(node, 'formal_parameter_list'), text);
      return { kind: 'function', name, body: node, parameters };
    }
    case 'function_expression': {
      const body = child(node, 'function_expression_body');
      const value = body?.children.find(({ type }) => type !== 'block') ?? body?.children[0];
      const parameters = parametersOf(child(node, 'formal_parameter_list'), text);
      return (
        value && { kind: 'function', body: value, parameters, isExpression: value.type !== 'block' }
      );
    }
    case 'class_definition':
    case 'mixin_declaration':
    case 'extension_declaration':
    case 'enum_declaration':
      return classShape(node, text);
    case 'enum_constant': {
      const [name, value] = [
        part('name'),
        child(child(node, 'argument_part'), 'arguments')?.children[0]?.children[0],
      ];
      return name && value && { kind: 'assign', declares: true, pairs: [{ target: name, value }] };
    }
    case 'return_statement':
      return first && { kind: 'return', value: first };
    case 'import_specification':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

function memberShape(of: SyntaxNode, selector: SyntaxNode, text: string): Shape | undefined {
  const inner = selector.type === 'selector' ? selector.children[0] : selector;
  const [key] = inner?.children ?? [];
  if (!key) return undefined;
  if (key.type !== 'index_selector')
    return { kind: 'member', of, property: text.slice(key.start, key.end) };
  const index = key.children[0];
  return index && indexShape(of, index, shapeOfDart(index, text), text);
}

function argumentsOf(list: SyntaxNode | undefined, text: string): Argument[] {
  return (list?.children ?? []).flatMap((one): Argument[] => {
    const value = one.children.at(-1);
    if (!value) return [];
    const name = one.type === 'named_argument' ? child(one, 'label')?.children[0] : undefined;
    return [{ value, ...(name && { keyword: text.slice(name.start, name.end) }) }];
  });
}

function mapShape(node: SyntaxNode, text: string): Shape {
  const pairs = node.children.filter(({ type }) => type === 'pair');
  if (pairs.length === 0) return { kind: 'list', items: node.children };
  const entries = pairs.flatMap((pair) => {
    const [key, value] = [childOf(pair, 'key'), childOf(pair, 'value')];
    const shape = key && shapeOfDart(key, text);
    if (!value || (shape?.kind !== 'text' && shape?.kind !== 'name')) return [];
    return [{ key: shape.kind === 'text' ? shape.value : shape.name, value }];
  });
  const spreads = node.children.flatMap((one) =>
    one.type === 'spread_element' ? one.children.slice(0, 1) : [],
  );
  return { kind: 'object', entries, spreads };
}

/** `secret = 'x'` of a declaration; the type stands before it, or before the list that it is one of. */
function declared(node: SyntaxNode, text: string): Shape | undefined {
  const names = node.children.filter(({ type }) => type === 'identifier');
  const target = childOf(node, 'name') ?? names[0];
  if (!target) return undefined;
  const value = childOf(node, 'value') ?? node.children[node.children.indexOf(target) + 1];
  const hasValue =
    value && value.type !== 'initialized_identifier' && value.type !== 'cascade_section';
  const type = typeBefore(/_list$/.test(node.parent?.type ?? '') ? (node.parent ?? node) : target);
  const pair = {
    target,
    ...(hasValue && { value }),
    ...(type && { type: text.slice(type.start, type.end) }),
  };
  return { kind: 'assign', declares: true, pairs: [pair] };
}

/** `final String a = ...`: the type stands beside what it is declared for, or beside the list of these. */
function typeBefore(node: SyntaxNode): SyntaxNode | undefined {
  const siblings = node.parent?.children ?? [];
  for (let index = indexInParent(node) - 1; index >= 0; index--) {
    const one = siblings[index];
    if (one?.type === 'type_identifier') return one;
    // What a statement before declares is none of this one's.
    if (one === undefined || /_list$|^dart_|declaration|statement/.test(one.type)) return undefined;
  }
  return undefined;
}

function functionShape(head: SyntaxNode, body: SyntaxNode, text: string): Shape | undefined {
  const signature = head.type === 'method_signature' ? (head.children.at(-1) ?? head) : head;
  const names = signature.children.filter(({ type }) => type === 'identifier');
  const name =
    signature.type === 'factory_constructor_signature'
      ? names.at(-1)
      : (childOf(signature, 'name') ?? names[0]);
  const value = body.children[0];
  if (!name || !value) return undefined;
  return {
    kind: 'function',
    name,
    body: value,
    parameters: parametersOf(child(signature, 'formal_parameter_list'), text),
    isExpression: value.type !== 'block',
    ...(signature.type === 'getter_signature' && { isProperty: true }),
  };
}

/** Defaults stand behind their parameters in the lists of optional ones. */
function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  const parameters: ParameterShape[] = [];
  const read = (nodes: readonly SyntaxNode[]): void => {
    for (const one of nodes) {
      if (one.type === 'optional_formal_parameters') read(one.children);
      else if (one.type === 'formal_parameter') parameters.push(...parameterOf(one, text));
      else {
        const last = parameters.pop();
        if (last) parameters.push({ ...last, fallback: one });
      }
    }
  };
  read(list?.children ?? []);
  return parameters;
}

function parameterOf(node: SyntaxNode, text: string): ParameterShape[] {
  const own = child(node, 'constructor_param');
  const name = own
    ? child(own, 'identifier')
    : (childOf(node, 'name') ?? child(node, 'identifier'));
  const type = child(own ?? node, 'type_identifier');
  if (!name) return [];
  return [
    {
      name,
      ...(own && { isProperty: true }),
      ...(type && { type: text.slice(type.start, type.end) }),
    },
  ];
}

function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'name') ?? child(node, 'identifier');
  const base = child(childOf(node, 'superclass') ?? child(node, 'superclass'), 'type_identifier');
  return name && { kind: 'class', name, bases: base ? [text.slice(base.start, base.end)] : [] };
}

/** `package:shelf/shelf.dart` is the package, another file of it stays a path. */
function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const uri = text.slice(node.start, node.end).match(/['"]([^'"\n]{1,300})['"]/)?.[1];
  if (uri === undefined) return [];
  const library = /^package:(\w+)\/(.*)$/.exec(uri);
  const from = library
    ? library[2] === `${library[1]}.dart`
      ? (library[1] ?? '')
      : `${library[1]}/${library[2]}`
    : uri;
  const alias = child(node, 'identifier');
  return [
    {
      at: alias ?? node,
      local: alias ? text.slice(alias.start, alias.end) : '*',
      from,
      imported: '*',
    },
  ];
}
