// Which node of tree-sitter-kotlin has which shape.
import { childOf, type SyntaxNode, siblingOf } from '../../../model/syntax-node.ts';
import { indexShape } from '../../code/index-shape.ts';
import type { Argument, ImportShape, ParameterShape, Shape, Slot } from '../../code/shape.ts';
import { injectedBy, settingOfField } from '../java/annotations.ts';
import { implicitIt, scopeFunction } from './scope-functions.ts';
import { stringShape } from './strings.ts';

const child = (node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined =>
  node?.children.find(({ type }) => types.includes(type));

export function shapeOfKotlin(node: SyntaxNode, text: string): Shape | undefined {
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first, second] = node.children;
  switch (node.type) {
    case 'string_literal':
      return stringShape(node, text);
    case 'integer_literal':
    case 'hex_literal':
    case 'character_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'simple_identifier':
      if (source(node) === 'it') {
        const given = implicitIt(node, text);
        if (given) return given;
      }
      return { kind: 'name', name: source(node).replaceAll('`', '') };
    case 'type_identifier':
    case 'interpolated_identifier':
      return { kind: 'name', name: source(node).replaceAll('`', '') };
    case 'this_expression':
    case 'super_expression':
      return { kind: 'self' };
    case 'navigation_expression':
    case 'directly_assignable_expression':
      return memberShape(node, text);
    case 'indexing_expression':
      return first && second && indexed(first, second, text);
    case 'call_expression':
      return scopeFunction(node, text) ?? (first && callShape(first, second, text));
    case 'constructor_invocation':
    case 'constructor_delegation_call': {
      // `class Maker : Base(key)`; annotations are written so too.
      const isBase =
        node.type === 'constructor_invocation'
          ? node.parent?.type === 'delegation_specifier'
          : source(node).startsWith('super');
      const call = first && callShape(first, node, text);
      return isBase && call?.kind === 'call' ? { ...call, isBase } : undefined;
    }
    case 'infix_expression': {
      // `"jwt" to key`
      const value = node.children[2];
      const isPair = second && value && source(second) === 'to';
      return isPair && first ? { kind: 'list', items: [first, value] } : undefined;
    }
    case 'elvis_expression':
      return first && second && { kind: 'fallback', first, second };
    case 'if_expression': {
      const options = [childOf(node, 'consequence'), childOf(node, 'alternative')].filter(
        (one) => one !== undefined,
      );
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'when_expression': {
      const options = node.children
        .filter(({ type }) => type === 'when_entry')
        .flatMap((entry) => child(entry, 'control_structure_body') ?? []);
      return { kind: 'either', options };
    }
    case 'control_structure_body':
    case 'interpolated_expression':
    case 'parenthesized_expression':
    case 'postfix_expression':
    case 'as_expression': {
      const of = node.type === 'control_structure_body' ? lastStatement(node) : first;
      return of && { kind: 'same', of };
    }
    case 'additive_expression': {
      const isSum = first && second && text.slice(first.end, second.start).trim() === '+';
      return isSum ? { kind: 'joined', parts: [first, second] } : undefined;
    }
    case 'property_declaration':
      return propertyShape(node, text);
    case 'assignment': {
      const operator = first && second && text.slice(first.end, second.start).trim();
      if (first && second && operator === '+=')
        return {
          kind: 'assign',
          declares: false,
          adds: true,
          pairs: [{ target: first, value: second }],
        };
      const isPlain = first && second && operator === '=';
      return isPlain
        ? { kind: 'assign', declares: false, pairs: [{ target: first, value: second }] }
        : undefined;
    }
    case 'function_declaration': {
      const [name, body] = [child(node, 'simple_identifier'), child(node, 'function_body')];
      if (!name || !body) return undefined;
      const expression =
        child(body, 'statements') || body.children.length === 0 ? undefined : body.children[0];
      return {
        kind: 'function',
        name,
        body: expression ?? body,
        parameters: parametersOf(child(node, 'function_value_parameters'), text),
        ...(expression && { isExpression: true }),
      };
    }
    case 'secondary_constructor':
      return {
        kind: 'function',
        name: node,
        called: 'constructor',
        body: node,
        parameters: parametersOf(child(node, 'function_value_parameters'), text),
      };
    case 'lambda_literal': {
      const last = lastStatement(node);
      return last && { kind: 'function', body: last, parameters: [], isExpression: true };
    }
    case 'class_declaration':
    case 'object_declaration':
      return classShape(node, text);
    case 'companion_object':
      return { kind: 'class' };
    case 'enum_entry': {
      const value = child(node, 'value_arguments')?.children[0]?.children.at(-1);
      return first && value
        ? { kind: 'assign', declares: true, pairs: [{ target: first, value }] }
        : undefined;
    }
    case 'jump_expression': {
      if (!text.startsWith('return', node.start)) return undefined;
      // The grammar sometimes leaves the value beside the word.
      const value = first ?? siblingOf(node, 1);
      return value && { kind: 'return', value };
    }
    case 'import_header':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

function memberShape(node: SyntaxNode, text: string): Shape | undefined {
  const [of, suffix] = node.children;
  if (!of) return undefined;
  if (!suffix) return { kind: 'same', of };
  if (suffix.type === 'indexing_suffix') return indexed(of, suffix, text);
  const name = suffix.children[0];
  return (
    name && { kind: 'member', of, property: text.slice(name.start, name.end).replaceAll('`', '') }
  );
}

function indexed(of: SyntaxNode, suffix: SyntaxNode, text: string): Shape | undefined {
  const key = suffix.children[0];
  return key && indexShape(of, key, shapeOfKotlin(key, text), text);
}

function callShape(callee: SyntaxNode, suffix: SyntaxNode | undefined, text: string): Shape {
  const list = child(suffix, 'value_arguments')?.children ?? [];
  const given = list.flatMap((one): Argument[] => {
    const value = one.children.at(-1);
    if (!value) return [];
    const [name] = one.children;
    const isNamed = name && name !== value && /^\s*=/.test(text.slice(name.end, value.start));
    return [{ value, ...(isNamed && { keyword: text.slice(name.start, name.end) }) }];
  });
  const lambda = child(child(suffix, 'annotated_lambda'), 'lambda_literal');
  return { kind: 'call', callee, arguments: lambda ? [...given, { value: lambda }] : given };
}

function lastStatement(node: SyntaxNode): SyntaxNode | undefined {
  const block = child(node, 'statements');
  return block ? block.children.at(-1) : node.children.at(-1);
}

/** `val key: String = ...`, `by lazy { ... }`, and a getter that stands behind. */
function propertyShape(node: SyntaxNode, text: string): Shape | undefined {
  const declared = child(node, 'variable_declaration');
  const target = declared?.children[0];
  if (!declared || !target) return undefined;
  const type = child(declared, 'user_type', 'nullable_type');
  const after = node.children
    .slice(node.children.indexOf(declared) + 1)
    .filter((one) => one.type !== 'type_constraints');
  const delegate = child(node, 'property_delegate');
  const initial = delegate
    ? lazyValue(delegate)
    : (after.find(({ type: kind }) => kind !== 'getter' && kind !== 'setter') ?? getterBody(node));
  const name = text.slice(target.start, target.end);
  const value: Slot | undefined =
    injectedBy(node, text) ?? settingOfField(node, { name, at: target, initial }, text) ?? initial;
  return {
    kind: 'assign',
    declares: true,
    pairs: [{ target, ...(value && { value }), ...(type && { type: typeName(type, text) }) }],
  };
}

function lazyValue(delegate: SyntaxNode): SyntaxNode | undefined {
  const suffix = child(delegate.children[0], 'call_suffix');
  const lambda = child(child(suffix, 'annotated_lambda'), 'lambda_literal');
  return lambda && lastStatement(lambda);
}

function getterBody(property: SyntaxNode): SyntaxNode | undefined {
  const inside = child(property, 'getter');
  const next = inside ? undefined : siblingOf(property, 1);
  const getter = inside ?? (next?.type === 'getter' ? next : undefined);
  const body = child(getter, 'function_body');
  return child(body, 'statements') ? undefined : body?.children[0];
}

function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  const parameters: ParameterShape[] = [];
  for (const one of list?.children ?? []) {
    const name = child(one, 'simple_identifier');
    if ((one.type === 'parameter' || one.type === 'class_parameter') && name)
      parameters.push(parameterOf(one, name, text));
    else {
      // The default of the parameter before it.
      const last = parameters.pop();
      if (last) parameters.push({ ...last, fallback: one });
    }
  }
  return parameters;
}

function parameterOf(node: SyntaxNode, name: SyntaxNode, text: string): ParameterShape {
  const type = child(node, 'user_type', 'nullable_type');
  const last = node.children.at(-1);
  const fallback =
    node.type === 'class_parameter' &&
    last !== name &&
    last !== type &&
    !/modifiers|kind$/.test(last?.type ?? '')
      ? last
      : undefined;
  const injected = injectedBy(node, text);
  const isProperty = child(node, 'binding_pattern_kind') !== undefined;
  const called = text.slice(name.start, name.end);
  const setting = isProperty
    ? settingOfField(node, { name: called, at: name, initial: fallback }, text)
    : undefined;
  return {
    name,
    isProperty,
    ...(type && { type: typeName(type, text) }),
    ...(fallback && { fallback }),
    ...((injected ?? setting) && { injected: injected ?? setting }),
  } as ParameterShape;
}

function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = child(node, 'type_identifier', 'simple_identifier');
  if (!name) return undefined;
  const bases = node.children
    .filter(({ type }) => type === 'delegation_specifier')
    .map((one) => typeName(one.children[0] ?? one, text));
  const parameters = parametersOf(child(node, 'primary_constructor'), text);
  return { kind: 'class', name, bases, ...(parameters.length > 0 && { parameters }) };
}

/** `List<Key>?` is `List`. */
function typeName(type: SyntaxNode, text: string): string {
  const source = text.slice(type.start, Math.min(type.end, type.start + 200));
  return /^[\w.]+/.exec(source)?.[0].split('.').at(-1) ?? source;
}

function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const path = child(node, 'identifier');
  if (!path) return [];
  const full = text.slice(path.start, path.end);
  if (child(node, 'wildcard_import')) return [{ at: path, local: '*', from: full, imported: '*' }];
  const alias = child(child(node, 'import_alias'), 'type_identifier', 'simple_identifier');
  const steps = full.split('.');
  const name = steps.at(-1) ?? '';
  const local = alias ? text.slice(alias.start, alias.end) : name;
  const owner = steps.at(-2) ?? '';
  const from = steps.slice(0, -1).join('.');
  // A member of an object or companion: `import com.acme.Keys.SECRET`.
  const imported =
    /^[A-Z]/.test(owner) && !/^[A-Z]\w*[a-z]/.test(name) ? `${owner}#.${name}` : name;
  return [{ at: alias ?? path, local, from, imported }];
}
