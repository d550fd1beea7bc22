// Classes that are made of their fields in order: dataclasses, attrs, NamedTuple, namedtuple.
import { childOf, type SyntaxNode, sourceAt } from '../../../model/syntax-node.ts';
import type { ParameterShape, Shape } from '../../code/shape.ts';

/** Fields of a class that takes them as arguments, in order. Defaults stay with the fields themselves. */
export function fieldsOf(
  declaration: SyntaxNode,
  text: string,
  typeName: (annotation: string) => string,
): ParameterShape[] {
  if (!isRecord(declaration, text)) return [];
  return (childOf(declaration, 'body')?.children ?? []).flatMap((statement): ParameterShape[] => {
    const field = statement.type === 'expression_statement' ? statement.children[0] : statement;
    const [name, type] = [childOf(field, 'left'), childOf(field, 'type')];
    if (field?.type !== 'assignment' || name?.type !== 'identifier' || !type) return [];
    const annotation = sourceAt(type, text);
    if (/\bClassVar\b/.test(annotation)) return [];
    return [{ name, isProperty: true, type: typeName(annotation) }];
  });
}

function isRecord(declaration: SyntaxNode, text: string): boolean {
  const bases = childOf(declaration, 'superclasses')?.children ?? [];
  if (bases.some((base) => /^(?:typing\.)?NamedTuple$/.test(sourceAt(base, text)))) return true;
  if (declaration.parent?.type !== 'decorated_definition') return false;
  return declaration.parent.children.some(
    (one) =>
      one.type === 'decorator' &&
      /^@\s*(?:(?:dataclasses|pydantic\.dataclasses)\.)?dataclass\b|^@\s*attrs?\.(?:s|attrs|define|frozen|mutable|dataclass)\b|^@\s*(?:define|frozen)\b/.test(
        sourceAt(one, text),
      ),
  );
}

/** `Conf = namedtuple('Conf', ['issuer', 'key'])` declares a class. */
export function namedTuple(assignment: SyntaxNode, text: string): Shape | undefined {
  const [target, call] = [childOf(assignment, 'left'), childOf(assignment, 'right')];
  const callee = call?.type === 'call' ? childOf(call, 'function') : undefined;
  if (target?.type !== 'identifier' || !callee) return undefined;
  if (!/^(?:collections\.)?namedtuple$/.test(sourceAt(callee, text))) return undefined;
  const list = childOf(call, 'arguments')?.children[1];
  if (list?.type !== 'list' && list?.type !== 'tuple') return undefined;
  const parameters = list.children.flatMap((name): ParameterShape[] => {
    const called = sourceAt(name, text).slice(1, -1);
    return name.type === 'string' && /^\w+$/.test(called)
      ? [{ name, called, isProperty: true }]
      : [];
  });
  return { kind: 'class', name: target, bases: [], parameters };
}
