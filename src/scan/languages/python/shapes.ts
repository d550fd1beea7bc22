// Which node of tree-sitter-python has which shape.
import { allKeywords } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import {
  type Argument,
  type ImportShape,
  isPlaced,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';
import { clickDefault } from './options.ts';
import { fieldsOf, namedTuple } from './records.ts';
import { settingOf } from './settings.ts';
import { stringShape } from './strings.ts';

export function shapeOfPython(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const [first, second, third] = node.children;
  switch (node.type) {
    case 'string':
      return stringShape(node, text);
    case 'integer':
      return { kind: 'text', value: sourceOf(node, text), start: node.start, end: node.end };
    case 'concatenated_string':
      return { kind: 'joined', parts: node.children };
    case 'identifier': {
      const name = sourceOf(node, text);
      return name === 'self' || name === 'cls' ? { kind: 'self' } : { kind: 'name', name };
    }
    case 'attribute': {
      const [of, property] = [part('object'), part('attribute')];
      return of && property && { kind: 'member', of, property: sourceOf(property, text) };
    }
    case 'as_pattern': {
      // `with open('jwt.key') as file:`
      const [value, alias] = node.children;
      const target = alias?.children[0];
      return node.parent?.type === 'with_item' && value && target?.type === 'identifier'
        ? { kind: 'assign', declares: true, pairs: [{ target, value }] }
        : undefined;
    }
    case 'subscript': {
      const [of, key] = [part('value'), part('subscript')];
      const shape = key && shapeOfPython(key, text);
      return of && key && indexShape(of, key, shape, text);
    }
    case 'call': {
      const named = part('function');
      // `JWTAuth[User](...)` is a class with its parameters of types.
      const callee = named?.type === 'subscript' ? childOf(named, 'value') : named;
      const list = part('arguments')?.children ?? [];
      const given = list.flatMap((one) => argumentOf(one, text));
      // `partial(jwt.encode, key=...)` is that call, some of its arguments yet to come.
      const called = callee ? sourceOf(callee, text) : '';
      if (given[0] && /^(?:functools\.)?partial$/.test(called)) {
        return { kind: 'call', callee: given[0].value, arguments: given.slice(1) };
      }
      const entries = called === 'dict' ? entriesOf(given) : [];
      if (entries.length > 0 && entries.length === given.length)
        return { kind: 'object', entries, spreads: [] };
      // What `Depends(get_settings)` of FastAPI stands for is what the function gives.
      if (given[0] && /^(?:fastapi\.)?Depends$/.test(called)) {
        return { kind: 'call', callee: given[0].value, arguments: [] };
      }
      const attribute =
        called === 'getattr' && callee ? attributeShape(given, text, callee) : undefined;
      if (attribute) return attribute;
      // `super().__init__(key)`, `Base.__init__(self, key)`.
      const owner = /^(?<owner>super\(.*\)|[A-Z]\w*)\.__init__$/s.exec(called)?.groups?.owner;
      if (callee && owner !== undefined) {
        const own = owner.startsWith('super(') ? given : given.slice(1);
        return { kind: 'call', callee, arguments: own, isBase: true };
      }
      return callee && { kind: 'call', callee, arguments: given };
    }
    case 'boolean_operator': {
      const [left, right] = [part('left'), part('right')];
      if (!left || !right) return undefined;
      const isOr = /\bor\b/.test(text.slice(left.end, right.start));
      return isOr ? { kind: 'fallback', first: left, second: right } : { kind: 'same', of: right };
    }
    case 'conditional_expression':
      return first && second && third && { kind: 'either', options: [first, third] };
    case 'binary_operator':
      return binaryShape(node, text);
    case 'dictionary':
      return dictionaryShape(node, text);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return node.type === 'expression_list' && node.children.length === 1 && first
        ? { kind: 'same', of: first }
        : { kind: 'list', items: node.children };
    // `''.join(random.choice(x) for _ in range(32))`: made of its elements.
    case 'generator_expression':
    case 'list_comprehension': {
      const body = part('body') ?? first;
      return body && { kind: 'same', of: body };
    }
    case 'await':
    case 'parenthesized_expression':
    case 'named_expression': {
      const of = part('value') ?? first;
      return of && { kind: 'same', of };
    }
    case 'assignment':
      return namedTuple(node, text) ?? assignment(node, text);
    case 'augmented_assignment': {
      const [target, value] = [part('left'), part('right')];
      const isSum = target && value && text.slice(target.end, value.start).trim() === '+=';
      return isSum
        ? { kind: 'assign', pairs: [{ target, value }], declares: false, adds: true }
        : undefined;
    }
    case 'function_definition': {
      const [name, body] = [part('name'), part('body')];
      return (
        name &&
        body && {
          kind: 'function',
          name,
          body,
          parameters: parametersOf(part('parameters'), text, node),
          isProperty: isProperty(node, text),
        }
      );
    }
    case 'lambda': {
      const body = part('body');
      const parameters = parametersOf(part('parameters'), text);
      return body && { kind: 'function', body, parameters, isExpression: true };
    }
    case 'class_definition': {
      const name = part('name');
      const bases = (part('superclasses')?.children ?? []).filter(
        ({ type }) => type === 'identifier' || type === 'attribute',
      );
      const parameters = fieldsOf(node, text, typeName);
      return (
        name && {
          kind: 'class',
          name,
          ...(parameters.length > 0 && { parameters }),
          bases: bases.map((base) => sourceOf(base, text).split('.').at(-1) ?? ''),
        }
      );
    }
    case 'return_statement':
      return first && { kind: 'return', value: first };
    case 'import_statement':
    case 'import_from_statement':
      return { kind: 'import', bindings: importsOf(node, text) };
    default:
      return undefined;
  }
}

/** `getattr(settings, 'KEY', other)` is `settings.KEY`, or the other. */
function attributeShape(
  [of, name, otherwise]: readonly Argument[],
  text: string,
  at: SyntaxNode,
): Shape | undefined {
  const property = name && !isPlaced(name.value) ? shapeOfPython(name.value, text) : undefined;
  if (!of || property?.kind !== 'text' || !/^[A-Za-z_]\w{0,100}$/.test(property.value)) return;
  const member: Shape = { kind: 'member', of: of.value, property: property.value };
  return otherwise
    ? { kind: 'fallback', first: place(member, at), second: otherwise.value }
    : member;
}

function sourceOf({ start, end }: SyntaxNode, text: string): string {
  return text.slice(start, end);
}

/** `a + b`, `'%s' % x` (the text that is filled in), `'x' * 8`. */
function binaryShape(node: SyntaxNode, text: string): Shape | undefined {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return undefined;
  const operator = text.slice(left.end, right.start).trim();
  if (operator === '+') return { kind: 'joined', parts: [left, right] };
  if (operator === '%') return { kind: 'joined', parts: [left, right] };
  const [repeated, count] = [shapeOfPython(left, text), Number(sourceOf(right, text))];
  if (operator === '*' && repeated?.kind === 'text' && count > 0 && count <= 512) {
    return {
      ...repeated,
      value: repeated.value.repeat(count).slice(0, 4096),
      start: node.start,
      end: node.end,
    };
  }
  return undefined;
}

function dictionaryShape(node: SyntaxNode, text: string): Shape {
  const entries = node.children.flatMap((pair) => {
    const [key, value] = [childOf(pair, 'key'), childOf(pair, 'value')];
    const shape = key && shapeOfPython(key, text);
    return shape?.kind === 'text' && value ? [{ key: shape.value, value }] : [];
  });
  const splats = node.children.filter(({ type }) => type === 'dictionary_splat');
  return { kind: 'object', entries, spreads: splats.flatMap(({ children }) => children) };
}

/** `dict(sub=user)`. */
function entriesOf(given: readonly Argument[]): { readonly key: string; readonly value: Slot }[] {
  return given.flatMap(({ keyword, value }) =>
    keyword === undefined || !/^\w+$/.test(keyword) ? [] : [{ key: keyword, value }],
  );
}

function assignment(node: SyntaxNode, text: string): Shape | undefined {
  const [target, type] = [childOf(node, 'left'), childOf(node, 'type')];
  if (!target) return undefined;
  const written = childOf(node, 'right');
  const value = settingOf(node, target, written, text) ?? written;
  const declared = type && typeName(sourceOf(type, text));
  if (target.type === 'pattern_list' || target.type === 'tuple_pattern') {
    const values =
      written?.type === 'expression_list' || written?.type === 'tuple' ? written.children : [];
    const pairs = target.children.flatMap((one, index) => {
      const given = values[index];
      return given ? [{ target: one, value: given }] : [{ target: one }];
    });
    return { kind: 'assign', pairs, declares: true };
  }
  if (!value && declared === undefined) return undefined;
  const pair = {
    target,
    ...(value && { value }),
    ...(declared !== undefined && { type: declared }),
  };
  return { kind: 'assign', pairs: [pair], declares: true };
}

/** The class that an annotation names: `Optional[Settings]` and `"Settings"` are `Settings`. */
function typeName(annotation: string): string {
  const plain = annotation.replace(/^['"]|['"]$/g, '');
  const inner =
    /^(?:typing\.)?(?:Optional|Annotated|Final|ClassVar)\[\s*([\w.]+)/.exec(plain)?.[1] ?? plain;
  return /^[\w.]+/.exec(inner)?.[0]?.split('.').at(-1) ?? inner;
}

function isProperty(node: SyntaxNode, text: string): boolean {
  if (node.parent?.type !== 'decorated_definition') return false;
  return node.parent.children.some(
    (one) => one.type === 'decorator' && /^@\s*(?:cached_)?property\b/.test(sourceOf(one, text)),
  );
}

function argumentOf(node: SyntaxNode, text: string): readonly Argument[] {
  if (node.type === 'list_splat') return [];
  if (node.type === 'dictionary_splat')
    return node.children.slice(0, 1).map((value) => ({ value, keyword: allKeywords }));
  if (node.type !== 'keyword_argument') return [{ value: node }];
  const [name, value] = [childOf(node, 'name'), childOf(node, 'value')];
  return name && value ? [{ value, keyword: sourceOf(name, text) }] : [];
}

function parametersOf(
  list: SyntaxNode | undefined,
  text: string,
  definition?: SyntaxNode,
): ParameterShape[] {
  let isNamedOnly = false;
  return (list?.children ?? []).flatMap((node): ParameterShape[] => {
    // `*keys`, `*`: behind it arguments have names.
    if (/^(?:list_splat_pattern|keyword_separator)$/.test(node.type)) isNamedOnly = true;
    const name = node.type === 'identifier' ? node : (childOf(node, 'name') ?? node.children[0]);
    const fallback: Slot | undefined =
      childOf(node, 'value') ??
      (definition && name ? clickDefault(definition, sourceOf(name, text), text) : undefined);
    const type = childOf(node, 'type');
    if (name?.type !== 'identifier' || node.type === 'list_splat_pattern') return [];
    if (node.type === 'dictionary_splat_pattern') return [{ name, isKeywords: true }];
    const isReceiver = /^(?:self|cls)$/.test(sourceOf(name, text));
    return [
      {
        name,
        isReceiver,
        isNamedOnly,
        ...(fallback && { fallback }),
        ...(type && { type: typeName(sourceOf(type, text)) }),
      },
    ];
  });
}

function importsOf(node: SyntaxNode, text: string): ImportShape[] {
  const module = childOf(node, 'module_name');
  return node.children.flatMap((child): ImportShape[] => {
    if (child === module) return [];
    if (child.type === 'wildcard_import')
      return module ? [{ at: child, local: '*', from: sourceOf(module, text), imported: '*' }] : [];
    const named = child.type === 'aliased_import' ? childOf(child, 'name') : child;
    const alias = childOf(child, 'alias');
    if (named?.type !== 'dotted_name') return [];
    const full = sourceOf(named, text);
    if (module) {
      return [
        {
          at: alias ?? named,
          local: sourceOf(alias ?? named, text),
          from: sourceOf(module, text),
          imported: full,
        },
      ];
    }
    const root = full.split('.')[0] ?? full;
    return [
      {
        at: alias ?? named,
        local: alias ? sourceOf(alias, text) : root,
        from: alias ? full : root,
        imported: '*',
      },
    ];
  });
}
