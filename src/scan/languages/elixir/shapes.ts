// Which node of tree-sitter-elixir has which shape. Definitions are calls there: `defmodule`, `def`, `config`.
import { childOf, type SyntaxNode, sourceAt } from '../../../model/syntax-node.ts';
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

/** Modules of libraries, which keep their whole name; the application's own are known by its last step. */
const libraryRoot = /^(?:Joken|JOSE|Guardian|Plug|Phoenix|Application|System|Config|Ecto)(?:\.|$)/;

export function shapeOfElixir(node: SyntaxNode, text: string): Shape | undefined {
  const [first] = node.children;
  switch (node.type) {
    case 'string':
    case 'charlist':
    case 'sigil':
      return stringShape(node, text);
    case 'integer':
      return { kind: 'text', value: sourceAt(node, text), start: node.start, end: node.end };
    case 'atom':
      return {
        kind: 'text',
        value: sourceAt(node, text).slice(1),
        start: node.start + 1,
        end: node.end,
      };
    case 'identifier':
      return { kind: 'name', name: sourceAt(node, text) };
    case 'alias':
      return aliasShape(node, text);
    case 'dot':
      return dotShape(node, text);
    case 'access_call': {
      const [of, key] = [childOf(node, 'target'), childOf(node, 'key')];
      return of && key && indexShape(of, key, shapeOfElixir(key, text), text);
    }
    case 'unary_operator':
      return attributeShape(node, text);
    case 'binary_operator':
      return binaryShape(node, text);
    case 'call':
      return callShape(node, text);
    case 'anonymous_function': {
      const clause = node.children.find(({ type }) => type === 'stab_clause');
      const body = clause && childOf(clause, 'right');
      return (
        body && { kind: 'function', body, parameters: parametersOf(childOf(clause, 'left'), text) }
      );
    }
    case 'do_block':
    case 'body':
    case 'block':
    case 'else_block': {
      const last = node.children.findLast(({ type }) => !/_block$|^stab_clause$/.test(type));
      return last && { kind: 'same', of: last };
    }
    case 'map':
    case 'map_content':
    case 'keywords':
      return objectShape(node, text);
    case 'list':
      return first?.type === 'keywords' && node.children.length === 1
        ? objectShape(first, text)
        : { kind: 'list', items: node.children };
    default:
      return undefined;
  }
}

function aliasShape(node: SyntaxNode, text: string): Shape {
  const path = sourceAt(node, text);
  const steps = path.split('.');
  const last = steps.at(-1) ?? path;
  if (!libraryRoot.test(path) || steps.length === 1) return { kind: 'name', name: last };
  return { kind: 'member', of: dotted(steps.slice(0, -1), node), property: last, isScoped: true };
}

function dotted(steps: readonly string[], node: SyntaxNode): Slot {
  const last = steps.at(-1) ?? '';
  return steps.length <= 1
    ? place({ kind: 'name', name: last }, node)
    : place(
        { kind: 'member', of: dotted(steps.slice(0, -1), node), property: last, isScoped: true },
        node,
      );
}

/** `:crypto.mac` is called on the atom of a module of Erlang. */
function dotShape(node: SyntaxNode, text: string): Shape | undefined {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return undefined;
  const of =
    left.type === 'atom'
      ? place({ kind: 'name', name: sourceAt(left, text).slice(1) }, left)
      : left;
  return { kind: 'member', of, property: sourceAt(right, text) };
}

/** `@secret "..."` sets an attribute of the module, `@secret` reads it. */
function attributeShape(node: SyntaxNode, text: string): Shape | undefined {
  const [operand] = node.children;
  if (!operand || text[node.start] !== '@') return undefined;
  if (operand.type === 'identifier') {
    return { kind: 'member', of: place({ kind: 'self' }, node), property: sourceAt(operand, text) };
  }
  const name = childOf(operand, 'target');
  const value = operand.children.find(({ type }) => type === 'arguments')?.children[0];
  if (operand.type !== 'call' || name?.type !== 'identifier' || !value) return undefined;
  return { kind: 'assign', declares: true, pairs: [{ target: name, value }] };
}

function binaryShape(node: SyntaxNode, text: string): Shape | undefined {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return undefined;
  switch (text.slice(left.end, right.start).trim()) {
    case '=':
      return { kind: 'assign', declares: true, pairs: [{ target: left, value: right }] };
    case '||':
      return { kind: 'fallback', first: left, second: right };
    case '<>':
      return { kind: 'joined', parts: [left, right] };
    case '|>': {
      const shape = right.type === 'call' ? plainCall(right, text) : undefined;
      return shape && { ...shape, arguments: [{ value: left }, ...shape.arguments] };
    }
    default:
      return undefined;
  }
}

function callShape(node: SyntaxNode, text: string): Shape | undefined {
  const target = childOf(node, 'target');
  const given = argumentNodes(node);
  if (target?.type === 'identifier') {
    switch (sourceAt(target, text)) {
      case 'defmodule': {
        const name = given[0] && sourceAt(given[0], text).split('.').at(-1);
        return name ? { kind: 'class', called: name } : undefined;
      }
      case 'def':
      case 'defp':
      case 'defmacro':
      case 'defmacrop':
        return functionShape(node, given, text);
      case 'alias':
        return aliases(given, text);
      case 'if':
      case 'unless':
        return { kind: 'either', options: branchesOf(node, given, text) };
      case 'case':
      case 'cond':
        return { kind: 'either', options: clausesOf(node) };
    }
  }
  // `a |> f(b)`: the operator is the call.
  const { parent } = node;
  if (parent?.type === 'binary_operator' && childOf(parent, 'right') === node) {
    const left = childOf(parent, 'left');
    if (left && text.slice(left.end, node.start).trim() === '|>') return undefined;
  }
  return isHead(node, text) ? undefined : plainCall(node, text);
}

/** `f(x)` of `def f(x)`, `def f(x) when ...` and `@spec f(x) :: y` calls nothing. */
function isHead(node: SyntaxNode, text: string): boolean {
  const operator = node.parent?.type === 'binary_operator' ? node.parent : undefined;
  const list = (operator && node.field === 'left' ? operator : node).parent;
  const target =
    list?.type === 'arguments' ? childOf(list.parent ?? undefined, 'target') : undefined;
  return (
    target !== undefined && /^(?:defp?|defmacrop?|spec|callback|type)$/.test(sourceAt(target, text))
  );
}

function plainCall(node: SyntaxNode, text: string): Extract<Shape, { kind: 'call' }> | undefined {
  const target = childOf(node, 'target');
  if (!target) return undefined;
  return { kind: 'call', callee: target, arguments: argumentsOf(argumentNodes(node), text) };
}

function argumentNodes(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.find(({ type }) => type === 'arguments')?.children ?? [];
}

function argumentsOf(nodes: readonly SyntaxNode[], text: string): readonly Argument[] {
  return nodes.flatMap((one): Argument[] => {
    if (one.type !== 'keywords') return [{ value: one }];
    return entriesOf(one, text).map(({ key, value }) => ({ value, keyword: key }));
  });
}

function functionShape(
  node: SyntaxNode,
  [head, ...rest]: readonly SyntaxNode[],
  text: string,
): Shape | undefined {
  // `def f(x) when is_binary(x)`.
  const signature = head?.type === 'binary_operator' ? childOf(head, 'left') : head;
  if (!signature) return undefined;
  const name = signature.type === 'call' ? childOf(signature, 'target') : signature;
  const block = node.children.find(({ type }) => type === 'do_block');
  const inline = rest.find(({ type }) => type === 'keywords');
  const body = block ?? (inline && nodeUnder(inline, 'do', text));
  if (name?.type !== 'identifier' || !body) return undefined;
  const list = signature.type === 'call' ? argumentNodes(signature) : [];
  return { kind: 'function', name, body, parameters: parameters(list, text), isExpression: true };
}

function parametersOf(list: SyntaxNode | undefined, text: string): readonly ParameterShape[] {
  return parameters(list?.children ?? [], text);
}

function parameters(list: readonly SyntaxNode[], text: string): readonly ParameterShape[] {
  return list.map((one): ParameterShape => {
    const [name, fallback] = [childOf(one, 'left'), childOf(one, 'right')];
    if (one.type !== 'binary_operator' || !name || !fallback) return { name: one };
    return text.slice(name.end, fallback.start).trim() === '\\\\' ? { name, fallback } : { name };
  });
}

/** `alias MyApp.Tokens, as: T`, `alias Joken.{Signer, Config}`. */
function aliases(given: readonly SyntaxNode[], text: string): Shape | undefined {
  const [module, options] = given;
  if (!module) return undefined;
  const as = options?.type === 'keywords' ? nodeUnder(options, 'as', text) : undefined;
  const path = sourceAt(module, text);
  const braces = /^([\w.]+)\.\{([^{}]*)\}$/s.exec(path);
  const names = braces
    ? (braces[2] ?? '').split(',').map((name) => `${braces[1]}.${name.trim()}`)
    : [path];
  const bindings = names.flatMap((name): ImportShape[] => {
    const steps = name.split('.');
    const last = steps.at(-1) ?? name;
    const local = as ? sourceAt(as, text) : last;
    if (!libraryRoot.test(name) && local === last) return [];
    const from = libraryRoot.test(name) ? steps.slice(0, -1).join('.') : '';
    return [{ at: module, local, from, imported: last }];
  });
  return { kind: 'import', bindings };
}

function branchesOf(node: SyntaxNode, given: readonly SyntaxNode[], text: string): Slot[] {
  const inline = given.find(({ type }) => type === 'keywords');
  if (inline) return entriesOf(inline, text).map(({ value }) => value);
  const block = node.children.find(({ type }) => type === 'do_block');
  const otherwise = block?.children.find(({ type }) => type === 'else_block');
  return [block, otherwise].filter((one) => one !== undefined);
}

function clausesOf(node: SyntaxNode): Slot[] {
  const block = node.children.find(({ type }) => type === 'do_block');
  return (block?.children ?? []).flatMap((clause) => childOf(clause, 'right') ?? []);
}

interface Entry {
  readonly key: string;
  readonly value: SyntaxNode;
}

function nodeUnder(keywords: SyntaxNode, key: string, text: string): SyntaxNode | undefined {
  return entriesOf(keywords, text).find((entry) => entry.key === key)?.value;
}

function objectShape(node: SyntaxNode, text: string): Shape {
  return { kind: 'object', entries: entriesOf(node, text), spreads: [] };
}

/** `k: v`, `"k" => v`, `:k => v`, however deep they stand below maps and lists of keywords. */
function entriesOf(node: SyntaxNode, text: string): readonly Entry[] {
  return node.children.flatMap((one): readonly Entry[] => {
    if (one.type === 'keywords' || one.type === 'map_content') return entriesOf(one, text);
    if (one.type === 'pair') {
      const [key, value] = [childOf(one, 'key'), childOf(one, 'value')];
      return key && value ? [{ key: sourceAt(key, text).replace(/:?\s*$/, ''), value }] : [];
    }
    const [left, right] = [childOf(one, 'left'), childOf(one, 'right')];
    if (one.type !== 'binary_operator' || !left || !right) return [];
    if (text.slice(left.end, right.start).trim() !== '=>') return [];
    const key = shapeOfElixir(left, text);
    return key?.kind === 'text' ? [{ key: key.value, value: right }] : [];
  });
}
