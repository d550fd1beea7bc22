// Which node of tree-sitter-c-sharp has which shape.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import { type Argument, type ImportShape, place, type Shape, type Slot } from '../../code/shape.ts';
import {
  classShape,
  declarationShape,
  lambdaParameters,
  parametersOf,
  typeName,
} from './declarations.ts';
import { stringShape } from './strings.ts';

export function shapeOfCsharp(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first] = node.children;
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'interpolated_string_expression':
      return stringShape(node, text);
    case 'integer_literal':
    case 'character_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
      return { kind: 'name', name: source(node) };
    case 'generic_name':
      return first && { kind: 'name', name: source(first) };
    case 'this':
    case 'base':
      return { kind: 'self' };
    case 'member_access_expression':
    case 'qualified_name': {
      const [of, name] = [part('expression') ?? part('qualifier'), part('name')];
      if (!name) return undefined;
      const property = plainName(source(name));
      // `this` is no node of its own here.
      return { kind: 'member', of: of ?? place({ kind: 'self' }, node), property };
    }
    case 'conditional_access_expression': {
      const bound = node.children.at(-1);
      if (!first || !bound || bound === first) return undefined;
      return conditionalShape(first, bound, text);
    }
    case 'element_access_expression': {
      const [of, index] = [part('expression'), part('subscript')?.children[0]?.children.at(-1)];
      const key = index && shapeOfCsharp(index, text);
      return of && index && indexShape(of, index, key, text);
    }
    case 'invocation_expression': {
      const callee = part('function');
      return callee && { kind: 'call', callee, arguments: argumentsOf(part('arguments'), text) };
    }
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creationShape(node, text);
    case 'anonymous_object_creation_expression':
      return anonymousShape(node, text);
    case 'binary_expression': {
      const [left, right] = [part('left'), part('right')];
      if (!left || !right) return undefined;
      const operator = text.slice(left.end, right.start).trim();
      if (operator === '??')
        return right.type === 'throw_expression'
          ? { kind: 'same', of: left }
          : { kind: 'fallback', first: left, second: right };
      return operator === '+' ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'switch_expression': {
      const arms = node.children.filter(({ type }) => type === 'switch_expression_arm');
      return { kind: 'either', options: arms.flatMap(({ children }) => children.at(-1) ?? []) };
    }
    case 'conditional_expression': {
      const [consequence, alternative] = [part('consequence'), part('alternative')];
      return consequence && alternative && { kind: 'either', options: [consequence, alternative] };
    }
    case 'parenthesized_expression':
    case 'cast_expression':
    case 'as_expression':
    case 'postfix_unary_expression':
    case 'await_expression':
    case 'checked_expression': {
      const of = part('value') ?? first;
      return of && { kind: 'same', of };
    }
    case 'initializer_expression':
      return { kind: 'list', items: node.children };
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'collection_expression': {
      const list = node.children.find(({ type }) => type === 'initializer_expression');
      return { kind: 'list', items: list?.children ?? node.children };
    }
    case 'variable_declaration':
      return declarationShape(node, text);
    case 'property_declaration': {
      const [target, value, type] = [part('name'), part('value'), part('type')];
      if (!target) return undefined;
      const given = value?.type === 'arrow_expression_clause' ? value.children[0] : value;
      return {
        kind: 'assign',
        declares: true,
        pairs: [
          { target, ...(given && { value: given }), ...(type && { type: typeName(source(type)) }) },
        ],
      };
    }
    case 'enum_member_declaration':
      return undefined;
    case 'assignment_expression': {
      const [target, value] = [part('left'), part('right')];
      if (!target || !value) return undefined;
      const operator = text.slice(target.end, value.start).trim();
      // Entries of an object initializer belong to the object that is made.
      if (node.parent?.type === 'initializer_expression') return undefined;
      if (operator === '+=')
        return { kind: 'assign', declares: false, adds: true, pairs: [{ target, value }] };
      if (operator !== '=' && operator !== '??=') return undefined;
      return {
        kind: 'assign',
        declares: false,
        isFallback: operator === '??=',
        pairs: [{ target, value }],
      };
    }
    case 'constructor_initializer':
    case 'base_list': {
      // `: base(key)` of a constructor; `class Maker(string key) : Base(key)`.
      const list = node.children.find(({ type }) => type === 'argument_list');
      const isOther = node.type === 'constructor_initializer' && !/^:?\s*base\b/.test(source(node));
      if (!list || isOther) return undefined;
      return { kind: 'call', callee: list, arguments: argumentsOf(list, text), isBase: true };
    }
    case 'method_declaration':
    case 'constructor_declaration':
    case 'local_function_statement': {
      const [name, body] = [
        part('name'),
        part('body') ?? node.children.find(({ type }) => type === 'arrow_expression_clause'),
      ];
      if (!name || !body) return undefined;
      const expression = body.type === 'arrow_expression_clause' ? body.children[0] : undefined;
      return {
        kind: 'function',
        name,
        body: expression ?? body,
        parameters: parametersOf(part('parameters'), text),
        ...(expression && { isExpression: true }),
      };
    }
    case 'lambda_expression': {
      const [body, parameters] = [part('body'), part('parameters')];
      return (
        body && {
          kind: 'function',
          body,
          parameters: lambdaParameters(parameters, text),
          isExpression: body.type !== 'block',
        }
      );
    }
    case 'class_declaration':
    case 'struct_declaration':
    case 'record_declaration':
    case 'record_struct_declaration':
    case 'interface_declaration':
      return classShape(node, text);
    case 'return_statement':
      return first && { kind: 'return', value: first };
    case 'using_directive':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

/** `Get<JwtSettings>` is `Get`. */
function plainName(name: string): string {
  return name.replace(/<[\s\S]*$/, '');
}

/** `a?.b`, `a?.b("x")`, `a?["x"]`: read as if `a` were there. */
function conditionalShape(of: SyntaxNode, bound: SyntaxNode, text: string): Shape | undefined {
  const binding = bound.type === 'invocation_expression' ? childOf(bound, 'function') : bound;
  const name =
    binding?.type === 'member_binding_expression'
      ? (childOf(binding, 'name') ?? binding.children[0])
      : undefined;
  if (!name) return undefined;
  const member = place(
    { kind: 'member', of, property: plainName(text.slice(name.start, name.end)) },
    bound,
  );
  if (bound.type !== 'invocation_expression') return member;
  return {
    kind: 'call',
    callee: member,
    arguments: argumentsOf(childOf(bound, 'arguments'), text),
  };
}

function argumentsOf(list: SyntaxNode | undefined, text: string): readonly Argument[] {
  return (list?.children ?? []).flatMap((one): Argument[] => {
    const value = one.children.at(-1);
    const name = childOf(one, 'name');
    if (!value) return [];
    return [
      { value, ...(name && name !== value && { keyword: text.slice(name.start, name.end) }) },
    ];
  });
}

/** `new T(x) { A = y }`: what the initializer sets are named arguments. `new(x)` is of the declared type. */
function creationShape(node: SyntaxNode, text: string): Shape | undefined {
  // `new string(letters)`.
  const made = childOf(node, 'type');
  const [only] = childOf(node, 'arguments')?.children ?? [];
  const content = only?.children.at(-1);
  if (made && content && /^[Ss]tring$/.test(text.slice(made.start, made.end)))
    return { kind: 'same', of: content };
  const type = childOf(node, 'type') ?? declaredType(node);
  if (!type) return undefined;
  const callee: Slot =
    type.type === 'predefined_type'
      ? type
      : place({ kind: 'name', name: typeName(text.slice(type.start, type.end)) }, type);
  const list =
    childOf(node, 'arguments') ?? node.children.find((one) => one.type === 'argument_list');
  const initializer =
    childOf(node, 'initializer') ??
    node.children.find((one) => one.type === 'initializer_expression');
  const pairs = initializer && dictionaryShape(initializer, text);
  if (pairs && /Dictionary\b/.test(text.slice(type.start, type.end))) return pairs;
  const set = (initializer?.children ?? []).flatMap((one): Argument[] => {
    const [target, value] = [childOf(one, 'left'), childOf(one, 'right')];
    return target && value ? [{ value, keyword: text.slice(target.start, target.end) }] : [];
  });
  return { kind: 'call', callee, arguments: [...argumentsOf(list, text), ...set], isNew: true };
}

/** `new { sub = id, Name }`. */
function anonymousShape({ children }: SyntaxNode, text: string): Shape {
  const entries = children.flatMap((key, index) => {
    const value = children[index + 1];
    if (!value || text.slice(key.end, value.start).trim() !== '=') return [];
    return [{ key: text.slice(key.start, key.end), value }];
  });
  return { kind: 'object', entries, spreads: [] };
}

/** `{ ["jwt"] = "..." }`, `{ { "jwt", "..." } }`; `undefined` where something else is filled. */
function dictionaryShape({ children }: SyntaxNode, text: string): Shape | undefined {
  const entries = children.flatMap((one) => {
    const left = childOf(one, 'left');
    const [key, value] = left ? [left, childOf(one, 'right')] : one.children;
    const name = key && /^\[?\s*"([^"\\]{1,100})"\s*\]?$/.exec(text.slice(key.start, key.end))?.[1];
    return name !== undefined && value ? [{ key: name, value }] : [];
  });
  return entries.length > 0 && entries.length === children.length
    ? { kind: 'object', entries, spreads: [] }
    : undefined;
}

function declaredType(node: SyntaxNode): SyntaxNode | undefined {
  for (let above = node.parent; above; above = above.parent) {
    if (above.type === 'variable_declaration' || above.type === 'property_declaration')
      return childOf(above, 'type');
    if (above.type !== 'variable_declarator' && above.type !== 'equals_value_clause')
      return undefined;
  }
  return undefined;
}

function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const path = node.children.at(-1);
  const alias = childOf(node, 'name');
  if (!path) return [];
  const full = text.slice(path.start, path.end).replace(/\s/g, '');
  if (!alias || alias === path) {
    const isStatic = /^(?:global\s+)?using\s+static\b/.test(
      text.slice(node.start, node.start + 40),
    );
    return [{ at: path, local: '*', from: isStatic ? `${full}#` : full, imported: '*' }];
  }
  const steps = full.split('.');
  return [
    {
      at: alias,
      local: text.slice(alias.start, alias.end),
      from: steps.slice(0, -1).join('.'),
      imported: steps.at(-1) ?? '',
    },
  ];
}
