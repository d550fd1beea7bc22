// Which node of tree-sitter-java has which shape.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import {
  type Argument,
  type AssignedPair,
  type ImportShape,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';
import { injectedBy, settingOfField } from './annotations.ts';
import { builtInstance, lombokParameters } from './lombok.ts';

export function shapeOfJava(node: SyntaxNode, text: string): Shape | undefined {
  const part = (field: string): SyntaxNode | undefined => childOf(node, field);
  const source = (one: SyntaxNode): string => text.slice(one.start, one.end);
  const [first] = node.children;
  switch (node.type) {
    case 'string_literal':
      return stringShape(node, text);
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'character_literal':
      return { kind: 'text', value: source(node), start: node.start, end: node.end };
    case 'identifier':
    case 'type_identifier':
      return { kind: 'name', name: source(node) };
    case 'this':
    case 'super':
      return { kind: 'self' };
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const of = part('scope') ?? first;
      const property = part('name') ?? node.children.at(-1);
      return of && property && of !== property
        ? { kind: 'member', of, property: source(property) }
        : undefined;
    }
    case 'field_access': {
      const [of, property] = [part('object'), part('field')];
      if (!of || !property) return undefined;
      // `Keys.class` is a name of a type.
      return { kind: 'member', of, property: source(property) };
    }
    case 'method_invocation':
      return builtInstance(node, text) ?? callShape(node, text);
    case 'explicit_constructor_invocation': {
      const callee = part('constructor');
      if (callee?.type !== 'super') return undefined;
      return { kind: 'call', callee, arguments: argumentsOf(part('arguments')), isBase: true };
    }
    case 'object_creation_expression': {
      const type = part('type');
      const callee = type && (type.type === 'generic_type' ? type.children[0] : type);
      return (
        callee && { kind: 'call', callee, arguments: argumentsOf(part('arguments')), isNew: true }
      );
    }
    case 'binary_expression': {
      const [left, right] = [part('left'), part('right')];
      const isSum = left && right && text.slice(left.end, right.start).trim() === '+';
      return isSum ? { kind: 'joined', parts: [left, right] } : undefined;
    }
    case 'ternary_expression':
      return ternaryShape(node);
    case 'switch_expression': {
      const rules = (part('body')?.children ?? []).filter(({ type }) => type === 'switch_rule');
      const options = rules.flatMap(({ children }) => {
        const last = children.at(-1);
        return last?.type === 'expression_statement' ? (last.children[0] ?? []) : [];
      });
      return options.length > 0 ? { kind: 'either', options } : undefined;
    }
    case 'parenthesized_expression':
    case 'cast_expression': {
      const of = part('value') ?? node.children.at(-1);
      return of && { kind: 'same', of };
    }
    case 'array_creation_expression': {
      const value = part('value');
      return value && { kind: 'list', items: value.children };
    }
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { kind: 'list', items: node.children };
    case 'field_declaration':
    case 'constant_declaration':
    case 'local_variable_declaration':
      return declarationShape(node, text);
    case 'enum_constant': {
      const [name, given] = [part('name'), part('arguments')];
      const value = given?.children[0];
      // It is its first value to those who read by name alone, and an instance that the arguments make.
      return name && given && value
        ? {
            kind: 'assign',
            declares: true,
            pairs: [
              { target: name, value },
              { target: name, value: given },
            ],
          }
        : undefined;
    }
    case 'argument_list':
      return constantOfEnum(node);
    case 'assignment_expression': {
      const [target, value] = [part('left'), part('right')];
      const operator = target && value && text.slice(target.end, value.start).trim();
      if (target && value && operator === '+=')
        return { kind: 'assign', declares: false, adds: true, pairs: [{ target, value }] };
      const isPlain = target && value && operator === '=';
      return isPlain ? { kind: 'assign', declares: false, pairs: [{ target, value }] } : undefined;
    }
    case 'method_declaration':
    case 'constructor_declaration':
    case 'compact_constructor_declaration': {
      const [name, body] = [part('name'), part('body')];
      const given = parametersOf(part('parameters'), text);
      // `@Value` above a setter is about what it is given.
      const injected = given.length === 1 ? injectedBy(node, text) : undefined;
      const parameters = injected ? given.map((one) => ({ injected, ...one })) : given;
      return name && body && { kind: 'function', name, body, parameters };
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
    case 'interface_declaration':
    case 'enum_declaration':
    case 'record_declaration':
      return classShape(node, text);
    case 'return_statement':
      return first && { kind: 'return', value: first };
    case 'import_declaration':
      return { kind: 'import', bindings: importOf(node, text) };
    default:
      return undefined;
  }
}

/** `MAIN("x")` in an enum calls its constructor. */
function constantOfEnum(list: SyntaxNode): Shape | undefined {
  if (list.parent?.type !== 'enum_constant') return undefined;
  const name = childOf(list.parent.parent?.parent ?? undefined, 'name');
  return name && { kind: 'call', callee: name, arguments: argumentsOf(list), isNew: true };
}

function callShape(node: SyntaxNode, text: string): Shape | undefined {
  const [object, name] = [childOf(node, 'object'), childOf(node, 'name')];
  if (!name) return undefined;
  const property = text.slice(name.start, name.end);
  // `letters.charAt(random.nextInt(26))`: which letter it is the argument says.
  const [letter] = childOf(node, 'arguments')?.children ?? [];
  if (property === 'charAt' && object && letter?.type === 'method_invocation')
    return { kind: 'same', of: letter };
  const callee: Slot = object
    ? place({ kind: 'member', of: object, property }, node)
    : place({ kind: 'name', name: property }, name);
  return { kind: 'call', callee, arguments: argumentsOf(childOf(node, 'arguments')) };
}

function argumentsOf(list: SyntaxNode | undefined): readonly Argument[] {
  return (list?.children ?? []).map((value) => ({ value }));
}

/** `x != null ? x : "dev"` is a fallback, others are a choice. */
function ternaryShape(node: SyntaxNode): Shape | undefined {
  const [consequence, alternative] = [childOf(node, 'consequence'), childOf(node, 'alternative')];
  if (!consequence || !alternative) return undefined;
  return { kind: 'either', options: [consequence, alternative] };
}

function declarationShape(node: SyntaxNode, text: string): Shape {
  const type = childOf(node, 'type');
  const isField = node.type === 'field_declaration';
  const injected = isField ? injectedBy(node, text) : undefined;
  const pairs = node.children
    .filter(({ type: kind }) => kind === 'variable_declarator')
    .flatMap((declarator): AssignedPair[] => {
      const target = childOf(declarator, 'name');
      if (!target) return [];
      const initial = childOf(declarator, 'value');
      const name = text.slice(target.start, target.end);
      const value =
        injected ??
        (isField ? settingOfField(node, { name, at: target, initial }, text) : undefined) ??
        initial;
      return [{ target, ...(value && { value }), ...(type && { type: typeName(type, text) }) }];
    });
  return { kind: 'assign', declares: true, pairs };
}

function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    const [name, type] = [childOf(one, 'name'), childOf(one, 'type')];
    if (!name) return [];
    const injected = injectedBy(one, text);
    return [{ name, ...(type && { type: typeName(type, text) }), ...(injected && { injected }) }];
  });
}

function lambdaParameters(node: SyntaxNode | undefined, text: string): ParameterShape[] {
  if (!node) return [];
  if (node.type === 'identifier') return [{ name: node }];
  if (node.type === 'inferred_parameters') return node.children.map((name) => ({ name }));
  return parametersOf(node, text);
}

function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'name');
  if (!name) return undefined;
  const parents = [childOf(node, 'superclass'), childOf(node, 'interfaces')].flatMap(
    (one) => one?.children ?? [],
  );
  const bases = parents
    .flatMap((one) => (one.type === 'type_list' ? one.children : [one]))
    .map((one) => typeName(one, text));
  const list = node.type === 'record_declaration' ? childOf(node, 'parameters') : undefined;
  const lombok = lombokParameters(node, text, (type) => typeName(type, text));
  if (lombok.length > 0) return { kind: 'class', name, bases, parameters: lombok };
  const parameters = parametersOf(list, text).map((one): ParameterShape => {
    const field = { name: text.slice(one.name.start, one.name.end), at: one.name };
    const setting = settingOfField(one.name, { ...field, initial: undefined }, text);
    return { ...one, ...(setting && !one.injected && { injected: setting }) };
  });
  return {
    kind: 'class',
    name,
    bases,
    ...(parameters.length > 0 && {
      parameters: parameters.map((one) => ({ ...one, isProperty: true })),
    }),
  };
}

/** `Map<String, Key>` is `Map`, `java.security.Key` is `Key`. */
function typeName(type: SyntaxNode, text: string): string {
  const source = text.slice(type.start, Math.min(type.end, type.start + 200));
  return /^[\w.]+/.exec(source)?.[0].split('.').at(-1) ?? source;
}

function importOf(node: SyntaxNode, text: string): ImportShape[] {
  const path = node.children.find(
    ({ type }) => type === 'scoped_identifier' || type === 'identifier',
  );
  if (!path) return [];
  const full = text.slice(path.start, path.end).replace(/\s/g, '');
  if (node.children.some(({ type }) => type === 'asterisk'))
    return [{ at: path, local: '*', from: full, imported: '*' }];
  const steps = full.split('.');
  const name = steps.at(-1) ?? '';
  const isStatic = /^import\s+static\b/.test(text.slice(node.start, node.start + 40));
  if (!isStatic)
    return [{ at: path, local: name, from: steps.slice(0, -1).join('.'), imported: name }];
  const owner = steps.at(-2) ?? '';
  return [
    { at: path, local: name, from: steps.slice(0, -1).join('.'), imported: `${owner}#.${name}` },
  ];
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  s: ' ',
  '0': '\0',
  '\n': '',
};

/** `"a"` and text blocks, whose common indentation is no part of the text. */
function stringShape(node: SyntaxNode, text: string): Shape {
  const isBlock = text.startsWith('"""', node.start);
  const [start, end] = isBlock ? [node.start + 3, node.end - 3] : [node.start + 1, node.end - 1];
  const raw = text.slice(start, end);
  return { kind: 'text', value: unescaped(isBlock ? dedented(raw) : raw), start, end };
}

/** Java's own unescaping: `\\u0041` too. */
function unescaped(raw: string): string {
  return raw.replace(/\\(?:u+([\da-fA-F]{4})|([\s\S]))/g, (_, hex, one) =>
    hex === undefined ? (escapes[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function dedented(raw: string): string {
  const lines = raw.replace(/^[^\n]*\n/, '').split('\n');
  const filled = lines.filter((line, index) => line.trim() !== '' || index === lines.length - 1);
  const indent = Math.min(...filled.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}
