// Declarations of C#: variables, parameters and classes, with their types.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { ParameterShape, Shape } from '../../code/shape.ts';

export function declarationShape(node: SyntaxNode, text: string): Shape {
  const type = childOf(node, 'type');
  const declared =
    type && type.type !== 'implicit_type' ? typeName(text.slice(type.start, type.end)) : undefined;
  const pairs = node.children
    .filter((one) => one.type === 'variable_declarator')
    .flatMap((one) => {
      const target = childOf(one, 'name') ?? one.children[0];
      const last = one.children.at(-1);
      const value =
        last !== target
          ? last?.type === 'equals_value_clause'
            ? last.children[0]
            : last
          : undefined;
      return target
        ? [{ target, ...(value && { value }), ...(declared !== undefined && { type: declared }) }]
        : [];
    });
  return { kind: 'assign', declares: true, pairs };
}

export function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    const [name, type] = [childOf(one, 'name'), childOf(one, 'type')];
    if (!name) return [];
    const last = one.children.at(-1);
    const fallback =
      last !== name && last !== type && last?.type !== 'attribute_list' ? last : undefined;
    return [
      {
        name,
        ...(type && { type: typeName(text.slice(type.start, type.end)) }),
        ...(fallback && { fallback }),
        // `AddTokens(this IServiceCollection services, string key)` is called on what it extends.
        ...(/^this\b/.test(text.slice(one.start, one.end)) && {
          isReceiver: true,
          isExtended: true,
        }),
      },
    ];
  });
}

export function lambdaParameters(node: SyntaxNode | undefined, text: string): ParameterShape[] {
  if (!node) return [];
  if (node.type === 'implicit_parameter' || node.type === 'identifier') return [{ name: node }];
  return parametersOf(node, text);
}

export function classShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'name');
  if (!name) return undefined;
  const list = node.children.find(({ type }) => type === 'base_list')?.children ?? [];
  const bases = list.map((one) => typeName(text.slice(one.start, one.end)));
  const isRecord = node.type.startsWith('record');
  const parameters = parametersOf(
    node.children.find(({ type }) => type === 'parameter_list'),
    text,
  );
  return {
    kind: 'class',
    name,
    bases,
    ...(parameters.length > 0 && {
      parameters: isRecord ? parameters.map((one) => ({ ...one, isProperty: true })) : parameters,
    }),
  };
}

/** `IOptions<JwtSettings>` is `JwtSettings`, whose `Value` is it; `List<Key>` is `List`, `Acme.Keys` is `Keys`. */
export function typeName(type: string): string {
  const options = /^(?:[\w.]*\.)?IOptions(?:Monitor|Snapshot)?<\s*([\w.]+)/.exec(type)?.[1];
  return (
    /^[\w.]+/
      .exec(options ?? type)?.[0]
      .split('.')
      .at(-1) ?? type
  );
}
