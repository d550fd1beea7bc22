// Fields of pydantic's settings: each is a variable of the environment, by its own name or one that it is given.
// https://docs.pydantic.dev/latest/concepts/pydantic_settings/
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Slot } from '../../code/shape.ts';

/** The class around the statement, where it is one of settings. */
function settingsClass(assignment: SyntaxNode, text: string): SyntaxNode | undefined {
  const body = assignment.parent?.parent;
  const owner = body?.parent;
  if (!body || owner?.type !== 'class_definition') return undefined;
  const head = text.slice(owner.start, Math.min(body.start, owner.start + 500));
  return /\(\s*(?:[\w.]+\s*,\s*)*(?:[\w.]+\.)?BaseSettings\b/.test(head) ? owner : undefined;
}

/** What a field of settings is: the variable, with its default behind it. */
export function settingOf(
  assignment: SyntaxNode,
  target: SyntaxNode,
  value: SyntaxNode | undefined,
  text: string,
): Slot | undefined {
  const owner = target.type === 'identifier' ? settingsClass(assignment, text) : undefined;
  if (!owner || !childOf(assignment, 'type')) return undefined;
  const field = value?.type === 'call' ? argumentsOfField(value, text) : undefined;
  // Other calls make the default in a way that their own rows know.
  if (value?.type === 'call' && !field) return undefined;
  const body = text.slice(owner.start, Math.min(owner.end, owner.start + 20_000));
  const prefix = /\benv_prefix\s*=\s*["'](\w{0,60})["']/.exec(body)?.[1] ?? '';
  const own = `${prefix}${text.slice(target.start, target.end)}`.toUpperCase();
  const fallback = field ? field.fallback : value;
  const isNone = fallback && /^(?:None|\.\.\.)$/.test(text.slice(fallback.start, fallback.end));
  return place(
    { kind: 'env', name: field?.name ?? own, ...(fallback && !isNone && { fallback }) },
    assignment,
  );
}

/** `Field('dev', env='JWT_KEY')`, `Field(default='dev', validation_alias='JWT_KEY')`. */
function argumentsOfField(
  call: SyntaxNode,
  text: string,
): { readonly name?: string; readonly fallback?: SyntaxNode } | undefined {
  const callee = childOf(call, 'function');
  if (!callee || !/^(?:pydantic\.)?Field$/.test(text.slice(callee.start, callee.end))) return;
  let name: string | undefined;
  let fallback: SyntaxNode | undefined;
  for (const argument of childOf(call, 'arguments')?.children ?? []) {
    if (argument.type !== 'keyword_argument') {
      fallback ??= argument;
      continue;
    }
    const key = childOf(argument, 'name');
    const given = childOf(argument, 'value');
    const word = key ? text.slice(key.start, key.end) : '';
    if (!given) continue;
    if (word === 'default') fallback = given;
    else if (/^(?:env|alias|validation_alias)$/.test(word)) {
      name = /^["'](\w{1,100})["']$/.exec(text.slice(given.start, given.end))?.[1] ?? name;
    }
  }
  return { ...(name !== undefined && { name }), ...(fallback && { fallback }) };
}
