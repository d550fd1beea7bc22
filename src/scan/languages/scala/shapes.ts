// Which node of tree-sitter-scala has which shape.
import { childOf, type SyntaxNode, sourceAt } from '../../../model/syntax-node.ts';
import {
  type Argument,
  type ImportShape,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
  type TextShape,
} from '../../code/shape.ts';
import { injectedBy, settingOfField } from '../java/annotations.ts';

const child = (node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined =>
  node?.children.find(({ type }) => types.includes(type));

export function shapeOfScala(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const [first] = node.children;
  switch (node.type) {
    case 'string':
      return literal(node.start, node.end, text);
    case 'interpolated_string_expression':
      return interpolated(node, text);
    case 'integer_literal':
      return { kind: 'text', value: sourceAt(node, text), start: node.start, end: node.end };
    case 'identifier':
    case 'type_identifier':
    case 'operator_identifier':
      return sourceAt(node, text) === 'this'
        ? { kind: 'self' }
        : { kind: 'name', name: sourceAt(node, text).replaceAll('`', '') };
    case 'field_expression':
    case 'stable_identifier':
    case 'stable_type_identifier': {
      const [of, name] = [part('value') ?? first, part('field') ?? node.children.at(-1)];
      return (
        of && name && { kind: 'member', of, property: sourceAt(name, text).replaceAll('`', '') }
      );
    }
    case 'generic_function': {
      const of = part('function');
      // `ConfigSource.default.at("jwt").loadOrThrow[Jwt]` is what stands there.
      const isLoad = of && /\bConfigSource\b.*\.load(?:OrThrow)?$/s.test(sourceAt(of, text));
      const loaded = isLoad ? childOf(of, 'value') : undefined;
      return of && { kind: 'same', of: loaded ?? of };
    }
    case 'call_expression': {
      const [callee, given] = [part('function'), part('arguments')];
      if (callee && given && /^(?:Seq|List|Vector|Set|Array)$/.test(sourceAt(callee, text)))
        return { kind: 'list', items: given.children };
      return callee && { kind: 'call', callee, arguments: argumentsOf(given, text) };
    }
    case 'extends_clause': {
      const given = argumentsOf(part('arguments'), text);
      return first && given.length > 0
        ? { kind: 'call', callee: first, arguments: given, isBase: true }
        : undefined;
    }
    case 'instance_expression': {
      const callee = child(node, 'type_identifier', 'stable_type_identifier', 'generic_type');
      const type = callee?.type === 'generic_type' ? callee.children[0] : callee;
      const given = argumentsOf(child(node, 'arguments'), text);
      return type && { kind: 'call', callee: type, arguments: given, isNew: true };
    }
    case 'infix_expression':
      return infixShape(node, text);
    case 'if_expression':
      return eitherOf([part('consequence'), part('alternative')]);
    case 'match_expression':
      return eitherOf((part('body')?.children ?? []).map((clause) => childOf(clause, 'body')));
    case 'case_clause':
      return armShape(node);
    case 'parenthesized_expression':
    case 'ascription_expression':
    case 'interpolation':
      return first && { kind: 'same', of: first };
    case 'block':
    case 'indented_block': {
      const last = node.children.at(-1);
      return last && { kind: 'same', of: last };
    }
    case 'val_definition':
    case 'var_definition':
      return definition(node, text);
    case 'assignment_expression': {
      const [target, value] = [part('left'), part('right')];
      return target && value && { kind: 'assign', declares: false, pairs: [{ target, value }] };
    }
    case 'function_definition':
      return functionShape(node, text);
    case 'lambda_expression': {
      const body = node.children.at(-1);
      const list = part('parameters');
      const names = list && list.children.length > 0 ? list.children : list ? [list] : [];
      const parameters = names.map((one) => ({ name: childOf(one, 'name') ?? one }));
      return body && { kind: 'function', body, parameters, isExpression: true };
    }
    case 'class_definition':
    case 'object_definition':
    case 'trait_definition':
      return classShape(node, text);
    case 'return_expression':
      return first && { kind: 'return', value: first };
    case 'import_declaration':
      return { kind: 'import', bindings: importsOf(node, text) };
    default:
      return undefined;
  }
}

function eitherOf(slots: readonly (Slot | undefined)[]): Shape | undefined {
  const options = slots.filter((one) => one !== undefined);
  return options.length > 0 ? { kind: 'either', options } : undefined;
}

/** Between quotes, three of them for raw ones. */
function literal(from: number, to: number, text: string): TextShape {
  const isRaw = text.startsWith('"""', from);
  const [start, end] = isRaw ? [from + 3, to - 3] : [from + 1, to - 1];
  return inside(start, Math.max(start, end), isRaw, text);
}

function inside(start: number, end: number, isRaw: boolean, text: string): TextShape {
  const raw = text.slice(start, end);
  return { kind: 'text', value: isRaw ? raw : withoutEscapes(raw), start, end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b' };

function withoutEscapes(raw: string): string {
  return raw.replace(/\\(?:u+([\da-fA-F]{4})|([\s\S]))/g, (_, hex, one) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** `s"a${b}c"`: only what is filled in has nodes. */
function interpolated(node: SyntaxNode, text: string): Shape | undefined {
  const string = child(node, 'interpolated_string');
  if (!string) return undefined;
  const isRaw = text.startsWith('"""', string.start);
  const whole = literal(string.start, string.end, text);
  const filled = string.children.filter(({ type }) => type === 'interpolation');
  if (filled.length === 0) return whole;
  const parts: Slot[] = [];
  let from = whole.start;
  for (const one of filled) {
    if (one.start > from) parts.push(place(inside(from, one.start, isRaw, text), node));
    parts.push(one);
    from = one.end;
  }
  if (from < whole.end) parts.push(place(inside(from, whole.end, isRaw, text), node));
  return { kind: 'joined', parts };
}

/** Arguments in parentheses; a block in braces is one argument. */
function argumentsOf(given: SyntaxNode | undefined, text: string): readonly Argument[] {
  if (!given) return [];
  if (given.type !== 'arguments') return [{ value: given }];
  return given.children.flatMap((one): Argument[] => {
    if (one.type !== 'assignment_expression') return [{ value: one }];
    const [name, value] = [childOf(one, 'left'), childOf(one, 'right')];
    return name && value ? [{ value, keyword: sourceAt(name, text) }] : [];
  });
}

/** `case Right(config) => config`: what is matched, by the name that the arm has for it. */
function armShape(node: SyntaxNode): Shape | undefined {
  const match = node.parent?.parent;
  const pattern = childOf(node, 'pattern');
  const value = match?.type === 'match_expression' ? childOf(match, 'value') : undefined;
  const [, target, ...more] = pattern?.type === 'case_class_pattern' ? pattern.children : [];
  const isOne = target?.type === 'identifier' && more.length === 0;
  return value && isOne
    ? { kind: 'assign', declares: true, pairs: [{ target, value }] }
    : undefined;
}

function infixShape(node: SyntaxNode, text: string): Shape | undefined {
  const [left, operator, right] = ['left', 'operator', 'right'].map((field) =>
    childOf(node, field),
  );
  if (!left || !operator || !right) return undefined;
  const name = sourceAt(operator, text);
  if (name === '+' || name === '++') return { kind: 'joined', parts: [left, right] };
  if (name === '->') return undefined;
  // `option getOrElse "x"` is a call of a method.
  if (!/^[a-z]\w*$/i.test(name)) return undefined;
  const callee = place({ kind: 'member', of: left, property: name } as const, node);
  return { kind: 'call', callee, arguments: [{ value: right }] };
}

function definition(node: SyntaxNode, text: string): Shape | undefined {
  const [target, initial] = [childOf(node, 'pattern'), childOf(node, 'value')];
  if (target?.type !== 'identifier') return undefined;
  const type = childOf(node, 'type');
  const name = sourceAt(target, text);
  const value =
    injectedBy(node, text) ?? settingOfField(node, { name, at: target, initial }, text) ?? initial;
  return {
    kind: 'assign',
    declares: true,
    pairs: [{ target, ...(value && { value }), ...(type && { type: typeName(type, text) }) }],
  };
}

function functionShape(node: SyntaxNode, text: string): Shape | undefined {
  const [name, body] = [childOf(node, 'name'), childOf(node, 'body')];
  if (!name || !body) return undefined;
  const lists = node.children.filter(({ type }) => type === 'parameters');
  return {
    kind: 'function',
    name,
    body,
    parameters: lists.flatMap((list) => parametersOf(list, text)),
    isExpression: true,
    // Without parentheses it is read like a field.
    ...(lists.length === 0 && { isProperty: true }),
  };
}

function parametersOf(list: SyntaxNode, text: string): ParameterShape[] {
  return list.children.flatMap((one): ParameterShape[] => {
    // `class A @Inject()(config: Configuration)`: the grammar takes the parameters for the annotation's.
    const name =
      childOf(one, 'name') ?? (one.type === 'ascription_expression' ? one.children[0] : undefined);
    if (!name) return [];
    const type =
      childOf(one, 'type') ?? (one.type === 'ascription_expression' ? one.children[1] : undefined);
    const fallback = childOf(one, 'default_value');
    const injected = injectedBy(one, text);
    return [
      {
        name,
        ...(one.type !== 'parameter' && { isProperty: true }),
        ...(type && { type: typeName(type, text) }),
        ...(fallback && { fallback }),
        ...(injected && { injected }),
      },
    ];
  });
}

function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'name');
  if (!name) return undefined;
  const annotation = child(node, 'annotation');
  const lists = [
    ...node.children.filter(({ type }) => type === 'class_parameters'),
    ...(annotation?.children.filter(({ type }) => type === 'arguments') ?? []),
  ];
  const parameters = lists.flatMap((list) => parametersOf(list, text));
  const bases = (child(node, 'extends_clause')?.children ?? [])
    .filter(({ type }) => /type/.test(type))
    .map((type) => typeName(type, text));
  return { kind: 'class', name, bases, ...(parameters.length > 0 && { parameters }) };
}

/** `Option[Key]` is `Option`. */
function typeName(type: SyntaxNode, text: string): string {
  const whole = text.slice(type.start, Math.min(type.end, type.start + 200));
  return /^[\w.]+/.exec(whole)?.[0].split('.').at(-1) ?? whole;
}

function importsOf(node: SyntaxNode, text: string): ImportShape[] {
  const steps = node.children.filter(({ type }) => type === 'identifier');
  const path = steps.map((step) => sourceAt(step, text));
  const at = steps.at(-1);
  if (!at) return [];
  if (child(node, 'namespace_wildcard')) {
    const from = path.join('.');
    return [{ at, local: '*', from, imported: '*' }];
  }
  const selectors = child(node, 'namespace_selectors');
  if (!selectors) {
    const name = path.at(-1) ?? '';
    return [{ at, local: name, from: path.slice(0, -1).join('.'), imported: name }];
  }
  return selectors.children.flatMap((one): ImportShape[] => {
    const [name, alias] = [childOf(one, 'name') ?? one, childOf(one, 'alias') ?? one];
    if (/wildcard/.test(one.type)) return [{ at, local: '*', from: path.join('.'), imported: '*' }];
    const imported = sourceAt(name, text);
    return [{ at: alias, local: sourceAt(alias, text), from: path.join('.'), imported }];
  });
}
