// Which node of tree-sitter-ruby has which shape. `@secret`, `attr_reader :secret` and `secret` are one member.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import {
  type Argument,
  type AssignedPair,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';
import { heredocShape, stringShape } from './strings.ts';

export function shapeOfRuby(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first, second] = node.children;
  switch (node.type) {
    case 'string':
    case 'bare_string':
      return stringShape(node, text);
    case 'heredoc_beginning':
      return heredocShape(node, text);
    case 'simple_symbol':
      return { kind: 'text', value: source(node).slice(1), start: node.start + 1, end: node.end };
    case 'integer':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
    case 'constant':
      return { kind: 'name', name: source(node) };
    case 'self':
      return { kind: 'self' };
    case 'instance_variable':
    case 'class_variable':
      return {
        kind: 'member',
        of: place({ kind: 'self' }, node),
        property: source(node).replace(/^@+/, ''),
      };
    case 'global_variable':
      return { kind: 'name', name: source(node) };
    case 'scope_resolution': {
      const [of, name] = [part('scope'), part('name')];
      if (!name) return undefined;
      return of
        ? { kind: 'member', of, property: source(name) }
        : { kind: 'name', name: source(name) };
    }
    case 'element_reference': {
      const key = second && shapeOfRuby(second, text);
      // `text[0, 32]`, `text[0..31]`: a part of it.
      if (first && (node.children.length > 2 || second?.type === 'range'))
        return { kind: 'same', of: first };
      return first && second && indexShape(first, second, key, text);
    }
    case 'call':
      return callShape(node, text);
    case 'binary': {
      const [left, right] = [part('left'), part('right')];
      if (!left || !right) return undefined;
      const operator = text.slice(left.end, right.start).trim();
      if (operator === '||' || operator === 'or')
        return { kind: 'fallback', first: left, second: right };
      return operator === '+'
        ? { kind: 'joined', parts: [left, right] }
        : repeated(left, right, operator, text, node);
    }
    case 'chained_string':
      return { kind: 'joined', parts: node.children };
    case 'conditional': {
      const options = [part('consequence'), part('alternative')].filter((one) => one !== undefined);
      return { kind: 'either', options };
    }
    case 'if':
    case 'unless':
    case 'elsif': {
      const options = [part('consequence'), part('alternative')].filter((one) => one !== undefined);
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'case': {
      const options = node.children.flatMap((arm) =>
        arm.type === 'when' ? (childOf(arm, 'body') ?? []) : arm.type === 'else' ? [arm] : [],
      );
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'then':
    case 'else':
    case 'begin':
    case 'parenthesized_statements':
    case 'body_statement':
    case 'block_body': {
      const last = node.children.at(-1);
      return last && { kind: 'same', of: last };
    }
    case 'hash':
      return hashShape(node.children, text);
    case 'array':
    case 'string_array':
    case 'symbol_array':
      return { kind: 'list', items: node.children };
    case 'assignment':
    case 'operator_assignment':
      return assignment(node, text);
    case 'method':
    case 'singleton_method': {
      const name = part('name');
      const body = part('body');
      return (
        name &&
        body && {
          kind: 'function',
          name,
          body,
          parameters: parametersOf(part('parameters'), text),
          isExpression: body.type !== 'body_statement',
        }
      );
    }
    case 'lambda':
    case 'block':
    case 'do_block': {
      const body = part('body');
      return body && { kind: 'function', body, parameters: parametersOf(part('parameters'), text) };
    }
    case 'class':
    case 'module': {
      const name = part('name');
      const base = part('superclass')?.children[0];
      const own = name?.type === 'scope_resolution' ? childOf(name, 'name') : name;
      return (
        own && {
          kind: 'class',
          name: own,
          bases: [...(base ? [base] : []), ...mixins(node, text)].map(
            (one) => source(one).split('::').at(-1) ?? '',
          ),
        }
      );
    }
    case 'singleton_class':
      return { kind: 'class' };
    case 'return': {
      const value = first?.type === 'argument_list' ? first.children[0] : first;
      return value && { kind: 'return', value };
    }
    default:
      return undefined;
  }
}

/** `'k' * 32`. */
function repeated(
  left: SyntaxNode,
  right: SyntaxNode,
  operator: string,
  text: string,
  node: SyntaxNode,
): Shape | undefined {
  const shape = shapeOfRuby(left, text);
  const count = Number(text.slice(right.start, right.end));
  if (operator !== '*' || shape?.kind !== 'text' || !(count > 0 && count <= 512)) return undefined;
  return {
    kind: 'text',
    value: shape.value.repeat(count).slice(0, 4096),
    start: node.start,
    end: node.end,
  };
}

/** Calls without arguments are members: `Rails.application.credentials.jwt_secret`. */
function callShape(node: SyntaxNode, text: string): Shape | undefined {
  const [receiver, method] = [childOf(node, 'receiver'), childOf(node, 'method')];
  const list = childOf(node, 'arguments');
  const block = childOf(node, 'block');
  const name = method && text.slice(method.start, method.end);
  if (name === undefined || !method) return undefined;
  if (receiver && !list && !block) {
    if (name === 'new') return { kind: 'call', callee: receiver, arguments: [], isNew: true };
    // The class of `self` has its constants.
    if (name === 'class') return { kind: 'same', of: receiver };
    return { kind: 'member', of: receiver, property: name };
  }
  const given = [...argumentsOf(list, text), ...(block ? [{ value: block }] : [])];
  if (method.type === 'super') {
    const isBase = isInConstructor(node, text);
    return isBase ? { kind: 'call', callee: method, arguments: given, isBase } : undefined;
  }
  if (receiver && name === 'new')
    return { kind: 'call', callee: receiver, arguments: given, isNew: true };
  const callee: Slot = receiver
    ? place({ kind: 'member', of: receiver, property: name }, node)
    : place({ kind: 'name', name }, method);
  return { kind: 'call', callee, arguments: given };
}

/** Modules whose methods are the class's own: `include Keys`. */
function mixins(node: SyntaxNode, text: string): readonly SyntaxNode[] {
  const calls = (childOf(node, 'body')?.children ?? []).filter(({ type }) => type === 'call');
  return calls.flatMap((call) => {
    const method = childOf(call, 'method');
    const name = method && text.slice(method.start, method.end);
    const isMixin = name !== undefined && /^(?:include|extend|prepend)$/.test(name);
    return isMixin ? (childOf(call, 'arguments')?.children ?? []) : [];
  });
}

function isInConstructor(node: SyntaxNode, text: string): boolean {
  let above = node.parent;
  while (above && above.type !== 'method') above = above.parent;
  const name = above && childOf(above, 'name');
  return name ? text.slice(name.start, name.end) === 'initialize' : false;
}

function argumentsOf(list: SyntaxNode | undefined, text: string): readonly Argument[] {
  return (list?.children ?? []).flatMap((one): Argument[] => {
    if (
      one.type === 'splat_argument' ||
      one.type === 'hash_splat_argument' ||
      one.type === 'block_argument'
    )
      return [];
    if (one.type !== 'pair') return [{ value: one }];
    const [key, value] = [childOf(one, 'key'), childOf(one, 'value')];
    const keyword = key && keyName(key, text);
    return value && keyword !== undefined ? [{ value, keyword }] : [];
  });
}

function hashShape(pairs: readonly SyntaxNode[], text: string): Shape {
  const entries = pairs.flatMap((pair) => {
    const [key, value] = [childOf(pair, 'key'), childOf(pair, 'value')];
    const name = key && keyName(key, text);
    return name !== undefined && value ? [{ key: name, value }] : [];
  });
  const spreads = pairs
    .filter(({ type }) => type === 'hash_splat_argument')
    .flatMap(({ children }) => children);
  return { kind: 'object', entries, spreads };
}

/** `key:`, `:key =>` and `'key' =>` are one. */
function keyName(key: SyntaxNode, text: string): string | undefined {
  if (key.type === 'hash_key_symbol') return text.slice(key.start, key.end);
  const shape = shapeOfRuby(key, text);
  return shape?.kind === 'text' ? shape.value : undefined;
}

function assignment(node: SyntaxNode, text: string): Shape | undefined {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return undefined;
  const operator = text.slice(left.end, right.start).trim();
  if (operator === '+=' || operator === '<<=')
    return { kind: 'assign', declares: false, adds: true, pairs: [{ target: left, value: right }] };
  if (operator !== '=' && operator !== '||=') return undefined;
  const isEnvironment = left.type === 'element_reference';
  if (left.type !== 'left_assignment_list') {
    // `@secret ||= ...` remembers; `ENV['X'] ||= ...` falls back.
    return {
      kind: 'assign',
      declares: true,
      isFallback: operator === '||=' && isEnvironment,
      pairs: [{ target: left, value: right }],
    };
  }
  const values =
    right.type === 'right_assignment_list' || right.type === 'array' ? right.children : [];
  const pairs = left.children.map((target, index): AssignedPair => {
    const value = values[index];
    return { target, ...(value && { value }) };
  });
  return { kind: 'assign', declares: true, pairs };
}

function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    if (one.type === 'identifier') return [{ name: one }];
    const [name, fallback] = [childOf(one, 'name'), childOf(one, 'value')];
    if (!name || one.type.startsWith('block_') || one.type.includes('splat')) return [];
    const isNamedOnly = one.type === 'keyword_parameter';
    const called = text.slice(name.start, name.end);
    return [{ name, called, isNamedOnly, ...(fallback && { fallback }) }];
  });
}
