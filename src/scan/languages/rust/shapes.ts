// Which node of tree-sitter-rust has which shape.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import type { ImportShape, ParameterShape, Shape } from '../../code/shape.ts';
import { importsOf, importsOfPath } from './imports.ts';
import { macroShape } from './macros.ts';
import { optionOf } from './options.ts';
import { stringShape } from './strings.ts';

export function shapeOfRust(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first] = node.children;
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return stringShape(node, text);
    case 'integer_literal':
    case 'char_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
      return source(node) === 'Self' ? { kind: 'self' } : { kind: 'name', name: source(node) };
    case 'self':
      return { kind: 'self' };
    case 'crate':
    case 'super':
      return { kind: 'name', name: source(node) };
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const bindings = importsOfPath(node, text);
      if (bindings) return { kind: 'import', bindings };
      const [of, name] = [part('path'), part('name')];
      return of && name && { kind: 'member', of, property: source(name), isScoped: true };
    }
    case 'field_expression': {
      const [of, name] = [part('value'), part('field')];
      return of && name && { kind: 'member', of, property: source(name) };
    }
    case 'index_expression': {
      const [of, key] = node.children;
      return of && key && indexShape(of, key, shapeOfRust(key, text), text);
    }
    case 'call_expression': {
      const callee = part('function');
      const list = part('arguments')?.children ?? [];
      const plain =
        callee?.type === 'generic_function' ? (childOf(callee, 'function') ?? callee) : callee;
      return plain && { kind: 'call', callee: plain, arguments: list.map((value) => ({ value })) };
    }
    case 'macro_invocation':
      return macroShape(node, text);
    case 'binary_expression': {
      const [left, right] = [part('left'), part('right')];
      const isSum = left && right && text.slice(left.end, right.start).trim() === '+';
      return isSum ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'if_expression': {
      const options = [part('consequence'), part('alternative')].filter((one) => one !== undefined);
      return options.length > 1 ? { kind: 'either', options } : undefined;
    }
    case 'match_expression': {
      const arms = part('body')?.children ?? [];
      return { kind: 'either', options: arms.flatMap((arm) => childOf(arm, 'value') ?? []) };
    }
    case 'block':
    case 'else_clause':
    case 'unsafe_block': {
      const last = node.children.at(-1);
      return last && last.type !== 'let_declaration' && !isStatement(last, text)
        ? { kind: 'same', of: last }
        : undefined;
    }
    // What ends a block is its value, braces or not.
    case 'expression_statement':
      return first && !isStatement(node, text) ? { kind: 'same', of: first } : undefined;
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'reference_expression':
    case 'parenthesized_expression':
    case 'try_expression':
    case 'await_expression':
    case 'type_cast_expression':
    case 'unary_expression': {
      const of = part('value') ?? part('type') ?? first;
      return of && { kind: 'same', of };
    }
    case 'array_expression':
      if (childOf(node, 'length')) return repeated(node, text);
      return { kind: 'list', items: node.children };
    case 'tuple_expression':
      return { kind: 'list', items: node.children };
    case 'struct_expression':
      return structShape(node, text);
    case 'let_declaration': {
      const [pattern, value, type] = [part('pattern'), part('value'), part('type')];
      const target = pattern && pattern.type === 'identifier' ? pattern : undefined;
      return target
        ? {
            kind: 'assign',
            declares: true,
            pairs: [
              { target, ...(value && { value }), ...(type && { type: typeName(source(type)) }) },
            ],
          }
        : undefined;
    }
    case 'const_item':
    case 'static_item': {
      const [target, value] = [part('name'), part('value')];
      return target && value && { kind: 'assign', declares: true, pairs: [{ target, value }] };
    }
    case 'field_declaration': {
      const [target, type] = [part('name'), part('type')];
      const value = target && optionOf(node, source(target), text);
      return (
        target &&
        type && {
          kind: 'assign',
          declares: true,
          pairs: [{ target, ...(value && { value }), type: typeName(source(type)) }],
        }
      );
    }
    case 'assignment_expression': {
      const [target, value] = [part('left'), part('right')];
      return target && value && { kind: 'assign', declares: false, pairs: [{ target, value }] };
    }
    case 'function_item': {
      const [name, body] = [part('name'), part('body')];
      return (
        name &&
        body && { kind: 'function', name, body, parameters: parametersOf(part('parameters'), text) }
      );
    }
    case 'closure_expression': {
      const body = part('body');
      const parameters = (part('parameters')?.children ?? [])
        .filter(({ type }) => type === 'identifier')
        .map((name) => ({ name }));
      return body && { kind: 'function', body, parameters, isExpression: body.type !== 'block' };
    }
    case 'struct_item':
    case 'enum_item':
    case 'trait_item': {
      const name = part('name');
      return name && { kind: 'class', name };
    }
    // `type HmacSha256 = Hmac<Sha256>`: what it is to rows is what it stands for.
    case 'type_item': {
      const [name, type] = [part('name'), part('type')];
      return name && type && { kind: 'class', name, bases: [typeName(source(type))] };
    }
    case 'impl_item': {
      const type = part('type');
      return type && { kind: 'class', called: typeName(source(type)) };
    }
    case 'return_expression':
      return first && { kind: 'return', value: first };
    case 'mod_item': {
      // `mod keys;` is a file of its own.
      const name = part('name');
      if (!name || part('body')) return undefined;
      const local = source(name);
      return {
        kind: 'import',
        bindings: [{ at: name, local, from: `self.${local}`, imported: '*' }],
      };
    }
    case 'use_declaration': {
      const bindings: ImportShape[] = importsOf(node, text);
      return { kind: 'import', bindings };
    }
    default:
      return undefined;
  }
}

function isStatement({ type, end }: SyntaxNode, text: string): boolean {
  return type === 'expression_statement' && text[end - 1] === ';';
}

/** `[0; 64]`, `[0u8; 64]`: bytes that are all the same, unless something is yet to fill them. */
function repeated(node: SyntaxNode, text: string): Shape | undefined {
  const [item, length] = [node.children[0], childOf(node, 'length')];
  if (!item || !length || item === length) return undefined;
  const [byte, count] = [item, length].map((one) =>
    Number(text.slice(one.start, one.end).replace(/_?(?:u8|usize)$/, '')),
  );
  if (byte === undefined || count === undefined || !(byte >= 0 && byte < 256)) return undefined;
  if (!(count > 0 && count <= 512) || isFilled(node)) return undefined;
  const value = String.fromCharCode(byte).repeat(count);
  return { kind: 'text', value, start: item.start, end: item.end };
}

/** `let mut key = [0u8; 32];` */
function isFilled({ parent }: SyntaxNode): boolean {
  return (
    parent?.type === 'let_declaration' &&
    parent.children.some(({ type }) => type === 'mutable_specifier')
  );
}

/** `Config { secret: key, ..base }`; `Self` is the type that the block implements. */
function structShape(node: SyntaxNode, text: string): Shape {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body')?.children ?? [];
  const entries = body.flatMap((one) => {
    if (one.type === 'shorthand_field_initializer') {
      const field = one.children[0];
      return field ? [{ key: text.slice(field.start, field.end), value: field }] : [];
    }
    const [field, value] = [childOf(one, 'field'), childOf(one, 'value')];
    return field && value ? [{ key: text.slice(field.start, field.end), value }] : [];
  });
  const spreads = body
    .filter(({ type }) => type === 'base_field_initializer')
    .flatMap(({ children }) => children);
  const written = name ? typeName(text.slice(name.start, name.end)) : '';
  const type = written === 'Self' ? implementedType(node, text) : written;
  return { kind: 'object', entries, spreads, ...(type !== undefined && { type }) };
}

function implementedType(node: SyntaxNode, text: string): string | undefined {
  for (let above = node.parent; above; above = above.parent) {
    const type = above.type === 'impl_item' ? childOf(above, 'type') : undefined;
    if (type) return typeName(text.slice(type.start, type.end));
  }
  return undefined;
}

function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    const [pattern, type] = [childOf(one, 'pattern'), childOf(one, 'type')];
    // `State(state): State<AppState>` of axum.
    const parts = pattern?.type === 'tuple_struct_pattern' ? pattern.children : [];
    const name = parts.length === 2 ? parts[1] : pattern;
    if (name?.type !== 'identifier') return [];
    return [{ name, ...(type && { type: typeName(text.slice(type.start, type.end)) }) }];
  });
}

/** `&'a mut crate::Config<T>` is `Config`; what wraps a value is looked through. */
function typeName(type: string): string {
  const plain = type
    .replace(/^&\s*(?:'\w+\s*)?(?:mut\s+)?/, '')
    .replace(/^(?:(?:\w+::)*(?:Arc|Rc|Box|Option|Data|State|Extension)<\s*)+/, '');
  return /^[\w:]+/.exec(plain)?.[0].split('::').at(-1) ?? plain;
}
