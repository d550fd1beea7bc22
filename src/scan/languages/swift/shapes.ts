// Which node of tree-sitter-swift has which shape.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import {
  type Argument,
  type ImportShape,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';
import { stringShape } from './strings.ts';

const child = (node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined =>
  node?.children.find(({ type }) => types.includes(type));

export function shapeOfSwift(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first, second] = node.children;
  switch (node.type) {
    case 'line_string_literal':
    case 'multi_line_string_literal':
    case 'raw_string_literal':
      return stringShape(node, text);
    case 'integer_literal':
    case 'hex_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'simple_identifier':
    case 'type_identifier':
      return { kind: 'name', name: source(node).replaceAll('`', '') };
    case 'user_type':
    case 'pattern':
      return first && { kind: 'same', of: first };
    case 'self_expression':
    case 'super_expression':
      return { kind: 'self' };
    case 'navigation_expression': {
      const [of, suffix] = [part('target') ?? first, part('suffix')];
      const name = suffix?.children[0];
      return of && name && { kind: 'member', of, property: source(name).replaceAll('`', '') };
    }
    case 'prefix_expression': {
      // `.hs256`: whose member it is, the place that it is given to says.
      const target = part('target') ?? first;
      if (!target || text[node.start] !== '.') return target && { kind: 'same', of: target };
      const of = place({ kind: 'name', name: 'implicit' }, node);
      return { kind: 'member', of, property: source(target) };
    }
    case 'call_expression':
      return first && callShape(first, second, text);
    case 'nil_coalescing_expression': {
      const [left, right] = [part('value'), part('if_nil')];
      return left && right && { kind: 'fallback', first: left, second: right };
    }
    case 'ternary_expression': {
      const options = [part('if_true'), part('if_false')].filter((one) => one !== undefined);
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'additive_expression': {
      const [left, right] = [part('lhs'), part('rhs')];
      const isSum = left && right && text.slice(left.end, right.start).trim() === '+';
      return isSum ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'postfix_expression':
    case 'directly_assignable_expression':
    case 'try_expression':
    case 'await_expression':
    case 'as_expression':
    case 'optional_chaining_marker':
    case 'interpolated_expression': {
      const of = part('expr') ?? part('target') ?? part('value') ?? first;
      return of && { kind: 'same', of };
    }
    case 'tuple_expression':
      return node.children.length === 1 && first ? { kind: 'same', of: first } : undefined;
    case 'array_literal':
      return { kind: 'list', items: node.children };
    case 'dictionary_literal':
      return dictionary(node, text);
    case 'property_declaration':
      return propertyShape(node, text);
    case 'if_statement':
    case 'guard_statement':
      return boundShape(node);
    case 'assignment': {
      const [target, value] = [part('target'), part('result')];
      const isPlain = target && value && text.slice(target.end, value.start).trim() === '=';
      return isPlain ? { kind: 'assign', declares: false, pairs: [{ target, value }] } : undefined;
    }
    case 'function_declaration':
    case 'init_declaration':
      return functionShape(node, text);
    case 'lambda_literal': {
      const last = child(node, 'statements')?.children.at(-1);
      return (
        last && {
          kind: 'function',
          body: last,
          parameters: lambdaParameters(node),
          isExpression: true,
        }
      );
    }
    case 'class_declaration':
      return classShape(node, text);
    case 'enum_entry': {
      const [name, value] = [part('name'), part('raw_value')];
      return name && value && { kind: 'assign', declares: true, pairs: [{ target: name, value }] };
    }
    case 'control_transfer_statement': {
      const value = part('result');
      return value && text.startsWith('return', node.start) ? { kind: 'return', value } : undefined;
    }
    case 'import_declaration':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

/** Types that are told apart by the label of what they are made of: `Data(base64Encoded: x)`. */
const labelled = /^(?:Data|String|SymmetricKey|HMACKey)$/;

/** Labels that rows look for; all others say no more than the order, which is fixed. */
const told = /^(?:key|hmac|digestAlgorithm|data|kid)$/;

function callShape(
  callee: SyntaxNode,
  suffix: SyntaxNode | undefined,
  text: string,
): Shape | undefined {
  const list = child(suffix, 'value_arguments');
  const values = list?.children ?? [];
  if (list && text[list.start] === '[') {
    const index = values[0] && (childOf(values[0], 'value') ?? values[0].children.at(-1));
    return index && indexShape(callee, index, shapeOfSwift(index, text), text);
  }
  const label = labelOf(values[0], text);
  const isTold = labelled.test(text.slice(callee.start, callee.end)) && label !== undefined;
  const given = values.flatMap((one, index): Argument[] => {
    const value = childOf(one, 'value') ?? one.children.at(-1);
    const keyword = labelOf(one, text);
    if (!value) return [];
    const isKeyword = keyword !== undefined && told.test(keyword) && !(isTold && index === 0);
    return [{ value, ...(isKeyword && { keyword }) }];
  });
  const closure = child(suffix, 'lambda_literal');
  const all = closure ? [...given, { value: closure }] : given;
  if (text.slice(callee.start, callee.end) === 'super.init')
    return { kind: 'call', callee, arguments: all, isBase: true };
  if (!isTold) return { kind: 'call', callee, arguments: all };
  const made = place({ kind: 'member', of: callee, property: label }, callee);
  return { kind: 'call', callee: made, arguments: all };
}

function labelOf(argument: SyntaxNode | undefined, text: string): string | undefined {
  const name = childOf(argument, 'name')?.children[0];
  return name && text.slice(name.start, name.end);
}

function dictionary(node: SyntaxNode, text: string): Shape {
  const entries: { key: string; value: Slot }[] = [];
  let key: string | undefined;
  for (const one of node.children) {
    if (one.field === 'key') {
      const shape = shapeOfSwift(one, text);
      key = shape?.kind === 'text' ? shape.value : undefined;
    } else if (key !== undefined) entries.push({ key, value: one });
  }
  return { kind: 'object', entries, spreads: [] };
}

function propertyShape(node: SyntaxNode, text: string): Shape | undefined {
  const target = child(childOf(node, 'name'), 'simple_identifier');
  const computed = child(childOf(node, 'computed_value'), 'statements');
  const last = computed?.children.at(-1);
  const returned = last?.type === 'control_transfer_statement' ? childOf(last, 'result') : last;
  const value = childOf(node, 'value') ?? returned;
  const type = child(childOf(child(node, 'type_annotation'), 'name'), 'type_identifier');
  if (!target) return undefined;
  const pair = {
    target,
    ...(value && { value }),
    ...(type && { type: text.slice(type.start, type.end) }),
  };
  return { kind: 'assign', declares: true, pairs: [pair] };
}

/** `if let key = ...`, `guard let key = ... else`: the name is what is behind it. */
function boundShape(node: SyntaxNode): Shape | undefined {
  const pairs = node.children.flatMap((one, index) => {
    const value = node.children[index + 1];
    return one.field === 'bound_identifier' && value?.field === 'condition'
      ? [{ target: one, value }]
      : [];
  });
  return pairs.length > 0 ? { kind: 'assign', declares: true, pairs } : undefined;
}

function functionShape(node: SyntaxNode, text: string): Shape | undefined {
  const body = childOf(node, 'body');
  const named = childOf(node, 'name');
  // `init` is a word of its own, and what has a name field then is the type that it gives.
  const name = named?.type === 'simple_identifier' ? named : undefined;
  if (!body) return undefined;
  const parameters: ParameterShape[] = [];
  for (const one of node.children) {
    if (one.type === 'parameter') {
      const own = one.children.filter(({ type }) => type === 'simple_identifier').at(-1);
      const type = child(child(one, 'user_type'), 'type_identifier');
      if (own)
        parameters.push({
          name: own,
          ...(type && { type: text.slice(type.start, type.end) }),
        });
    } else if (one.field === 'default_value') {
      const last = parameters.pop();
      if (last) parameters.push({ ...last, fallback: one });
    }
  }
  const statements = child(body, 'statements')?.children ?? [];
  const [only] = statements;
  const isExpression =
    statements.length === 1 && only !== undefined && only.type !== 'control_transfer_statement';
  return {
    kind: 'function',
    name: name ?? node,
    ...(!name && { called: 'init' }),
    body: isExpression ? only : body,
    parameters,
    ...(isExpression && { isExpression: true }),
  };
}

function lambdaParameters(node: SyntaxNode): ParameterShape[] {
  const list = child(child(node, 'lambda_function_type'), 'lambda_function_type_parameters');
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    const name = child(one, 'simple_identifier');
    return name ? [{ name }] : [];
  });
}

function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const named = childOf(node, 'name');
  const name = named?.type === 'user_type' ? named.children[0] : named;
  const bases = node.children
    .filter(({ type }) => type === 'inheritance_specifier')
    .flatMap((one) => child(one.children[0], 'type_identifier') ?? [])
    .map((one) => text.slice(one.start, one.end));
  return name && { kind: 'class', name, bases };
}

function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const name = child(node, 'identifier');
  return name
    ? [{ at: name, local: '*', from: text.slice(name.start, name.end), imported: '*' }]
    : [];
}
