// Parameters of PHP's functions: what they are called, their types and defaults, and what Symfony gives them.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { type ParameterShape, place } from '../../code/shape.ts';

export function parametersOf(list: SyntaxNode | undefined, text: string): ParameterShape[] {
  return (list?.children ?? []).flatMap((one): ParameterShape[] => {
    const [name, type, fallback] = [
      childOf(one, 'name'),
      childOf(one, 'type'),
      childOf(one, 'default_value'),
    ];
    if (!name) return [];
    return [
      {
        name,
        called: text.slice(name.start, name.end).replace(/^\$/, ''),
        isProperty: one.type === 'property_promotion_parameter',
        ...wired(one, text),
        ...(type && { type: typeName(text.slice(type.start, type.end)) }),
        ...(fallback ? { fallback } : bound(one, list, name, text)),
      },
    ];
  });
}

/**
 * `#[Autowire('%jwt.secret%')]`, `#[Autowire(env: 'JWT_SECRET')]`: what Symfony gives a parameter.
 * https://symfony.com/doc/current/service_container/autowiring.html
 */
function wired(parameter: SyntaxNode, text: string): Pick<ParameterShape, 'injected'> {
  const list = childOf(parameter, 'attributes');
  const said = list ? text.slice(list.start, list.end) : '';
  const { how = '', name = '' } =
    /\bAutowire\(\s*(?<how>(?:env|param|value):)?\s*["'](?<name>[\w.%():-]{1,200})["']/.exec(said)
      ?.groups ?? {};
  if (!list || name === '') return {};
  const variable = how === 'env:' ? name : /^%env\((?:\w+:)*(\w+)\)%$/.exec(name)?.[1];
  if (variable !== undefined)
    return { injected: place({ kind: 'env', name: variable.replace(/^.*:/, '') }, list) };
  const path = how === 'param:' ? name : /^%([\w.-]+)%$/.exec(name)?.[1];
  return path === undefined ? {} : { injected: place({ kind: 'setting', path }, list) };
}

/**
 * A text that a constructor asks for may be bound to its name: `bind: { $tokenKey: ... }` in `config/services.yaml`.
 * https://symfony.com/doc/current/service_container.html#services-binding
 */
function bound(
  parameter: SyntaxNode,
  list: SyntaxNode | undefined,
  name: SyntaxNode,
  text: string,
): Pick<ParameterShape, 'fallback'> {
  const type = childOf(parameter, 'type');
  const method = list?.parent ? childOf(list.parent, 'name') : undefined;
  if (!type || !/^\??string$/.test(text.slice(type.start, type.end))) return {};
  if (!method || text.slice(method.start, method.end) !== '__construct') return {};
  const path = `services.bind.${text.slice(name.start, name.end).replace(/^\$/, '')}`;
  return { fallback: place({ kind: 'setting', path }, name) };
}

/** `?\\Acme\\Keys` is `Keys`, as is `null|Keys`. */
export function typeName(type: string): string {
  return (
    type
      .replace(/^\??\\?/, '')
      .split(/[\\|&]/)
      .at(-1) ?? type
  );
}
