// Which node of tree-sitter-go has which shape.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import type { AssignedPair, ImportShape, ParameterShape, Shape } from '../../code/shape.ts';
import { fieldsOf } from './struct-tags.ts';

export function shapeOfGo(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first] = node.children;
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal': {
      const raw = text.slice(node.start + 1, node.end - 1);
      const value = node.type === 'raw_string_literal' ? raw : unescaped(raw);
      return { kind: 'text', value, start: node.start + 1, end: node.end - 1 };
    }
    case 'int_literal':
    case 'rune_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
    case 'package_identifier':
    case 'field_identifier':
    case 'type_identifier':
      return { kind: 'name', name: source(node) };
    case 'selector_expression': {
      const [of, property] = [part('operand'), part('field')];
      return of && property && { kind: 'member', of, property: source(property) };
    }
    case 'index_expression': {
      const [of, index] = [part('operand'), part('index')];
      const key = index && shapeOfGo(index, text);
      return of && index && indexShape(of, index, key, text);
    }
    case 'call_expression': {
      const callee = part('function');
      const list = part('arguments')?.children ?? [];
      if (callee?.type === 'parenthesized_expression' || callee?.type === 'slice_type') {
        return list[0] && { kind: 'same', of: list[0] };
      }
      const conversion = callee && /^(?:string|rune|byte|\[\]byte|\[\]rune)$/.test(source(callee));
      if (conversion && list[0]) return { kind: 'same', of: list[0] };
      // `new(jwt.Parser)`
      if (callee && list[0] && source(callee) === 'new') {
        return { kind: 'object', entries: [], spreads: [], type: source(list[0]) };
      }
      return callee && { kind: 'call', callee, arguments: list.map((value) => ({ value })) };
    }
    case 'binary_expression': {
      const [left, right] = [part('left'), part('right')];
      const isSum = left && right && text.slice(left.end, right.start).trim() === '+';
      return isSum ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'type_conversion_expression':
    case 'parenthesized_expression':
    case 'unary_expression':
    case 'type_assertion_expression':
    case 'literal_element': {
      const of = part('operand') ?? first;
      return of && { kind: 'same', of };
    }
    case 'expression_list':
      return node.children.length === 1 && first
        ? { kind: 'same', of: first }
        : { kind: 'list', items: node.children };
    case 'composite_literal':
      return compositeShape(node, text);
    case 'var_spec':
    case 'const_spec': {
      const names = node.children.filter(({ field }) => field === 'name');
      const type = part('type');
      return assigned(names, part('value')?.children ?? [], {
        declares: true,
        text,
        ...(type && { type }),
      });
    }
    // `sum[:]`: an array as a slice of all of it.
    case 'slice_expression': {
      const [of, whole] = [part('operand'), node.children.length === 1];
      return of && whole ? { kind: 'same', of } : undefined;
    }
    case 'short_var_declaration':
    case 'assignment_statement': {
      const [left, right] = [part('left')?.children ?? [], part('right')?.children ?? []];
      return assigned(left, right, { declares: node.type === 'short_var_declaration', text });
    }
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal': {
      const [name, body] = [part('name'), part('body')];
      const receiver = part('receiver')?.children[0];
      const [self, type] = [childOf(receiver, 'name'), childOf(receiver, 'type')];
      return (
        body && {
          kind: 'function',
          body,
          parameters: parametersOf(part('parameters'), text),
          ...(name && { name }),
          ...(type && { receiver: { type: typeName(source(type)), ...(self && { name: self }) } }),
        }
      );
    }
    case 'return_statement': {
      // `return key, nil`: the first is the value.
      const list = first?.type === 'expression_list' ? first.children : [first];
      return list[0] && { kind: 'return', value: list[0] };
    }
    case 'type_spec': {
      const [name, type] = [part('name'), part('type')];
      return name && type?.type === 'struct_type' ? { kind: 'class', name } : undefined;
    }
    case 'field_declaration_list':
      return { kind: 'assign', declares: false, pairs: fieldsOf(node, text) };
    case 'import_spec':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

function compositeShape(node: SyntaxNode, text: string): Shape {
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const type = childOf(node, 'type');
  const body = childOf(node, 'body')?.children ?? [];
  if (type && /^(?:\[\]|\[\d*\])/.test(source(type))) {
    return { kind: 'list', items: body };
  }
  const entries = body.flatMap((pair) => {
    const [key, value] = pair.type === 'keyed_element' ? pair.children : [];
    if (!key) return embedded(pair, text);
    const name = source(key).replace(/^["`]|["`]$/g, '');
    return name !== undefined && value ? [{ key: name, value }] : [];
  });
  // `Claims{standardClaims(id), "access"}`: fields in order, whose names stand elsewhere.
  const spreads = body.flatMap(({ type: kind, children }) => {
    const [value] = kind === 'literal_element' ? children : [];
    return value?.type === 'call_expression' ? [value] : [];
  });
  const named =
    type && (type.type === 'type_identifier' || type.type === 'qualified_type')
      ? source(type)
      : undefined;
  return { kind: 'object', entries, spreads, ...(named !== undefined && { type: named }) };
}

/** `Claims{id, jwt.StandardClaims{...}}`: an embedded structure goes by the name of its type. */
function embedded(element: SyntaxNode, text: string): { key: string; value: SyntaxNode }[] {
  const value = element.type === 'literal_element' ? element.children[0] : element;
  const type = value?.type === 'composite_literal' ? childOf(value, 'type') : undefined;
  if (!value || !type) return [];
  return [{ key: text.slice(type.start, type.end).split('.').at(-1) ?? '', value }];
}

interface AssignOptions {
  readonly declares: boolean;
  readonly text: string;
  readonly type?: SyntaxNode;
}

function assigned(
  names: readonly SyntaxNode[],
  values: readonly SyntaxNode[],
  { declares, text, type }: AssignOptions,
): Shape {
  const declared = type && typeName(text.slice(type.start, type.end));
  const pairs = names.flatMap((target, index): AssignedPair[] => {
    // `key, err := load()`: the first is the value.
    const value = values[index];
    // `b[i] = letters[rand.Intn(n)]`: what it is made of, one after the other.
    const filled = target.type === 'index_expression' ? childOf(target, 'operand') : undefined;
    const place = childOf(target, 'index');
    if (filled?.type === 'identifier' && place?.type === 'identifier' && value)
      return [{ target: filled, value }];
    if (!value && declared === undefined) return [{ target }];
    return [{ target, ...(value && { value }), ...(declared !== undefined && { type: declared }) }];
  });
  return { kind: 'assign', pairs, declares };
}

function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one) => {
    const type = childOf(one, 'type');
    return one.children
      .filter(({ field }) => field === 'name')
      .map((name) => ({ name, ...(type && { type: typeName(text.slice(type.start, type.end)) }) }));
  });
}

/** `*config.Config` and `[]Config` are `Config`; packages stay for origins: `jwt.Token`. */
function typeName(type: string): string {
  return type.replace(/^[*[\]&\s]+/, '').replace(/\[.*$/, '');
}

function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const path = childOf(node, 'path');
  if (!path) return [];
  const alias = childOf(node, 'name');
  const from = text.slice(path.start + 1, path.end - 1);
  const plain = from.replace(/\/v\d+$/, '');
  const name = alias ? text.slice(alias.start, alias.end) : packageName(plain);
  if (name === '_') return [];
  const isDot = name === '.';
  return [{ at: alias ?? path, local: isDot ? '*' : name, from: plain, imported: '*' }];
}

/** What a package is mostly called by the last step of its path: `go-jose` is `jose`, `jwt-go` is `jwt`, `yaml.v3` is `yaml`. */
function packageName(path: string): string {
  const last = path.split('/').at(-1) ?? '';
  return last
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$|\.go$/g, '')
    .replaceAll('-', '');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescaped(raw: string): string {
  return raw.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|(.))/g, (_, hex, unicode, one) =>
    hex !== undefined || unicode !== undefined
      ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16))
      : (escapes[one] ?? one),
  );
}
