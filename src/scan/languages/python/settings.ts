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
  const type = childOf(assignment, 'type');
  const group = type && groupOf(text.slice(type.start, type.end), value, text);
  if (group) {
    // `AUTH__SEED` sets `auth.seed`, by `env_nested_delimiter`.
    const path = text.slice(target.start, target.end);
    return place({ kind: 'setting', path, ...(value && { fallback: value }) }, assignment);
  }
  const field = value?.type === 'call' ? argumentsOfField(value, text) : undefined;
  // Other calls make the default in a way that their own rows know.
  if (value?.type === 'call' && !field) return undefined;
  const body = text.slice(owner.start, Math.min(owner.end, owner.start + 20_000));
  const prefix = /\benv_prefix\s*=\s*["'](\w{0,60})["']/.exec(body)?.[1] ?? '';
  const own = `${prefix}${text.slice(target.start, target.end)}`.toUpperCase();
  const fallback = field ? field.fallback : value;
  const isNone = fallback && /^(?:None|\.\.\.)$/.test(text.slice(fallback.start, fallback.end));
  let slot: Slot | undefined = fallback && !isNone ? fallback : undefined;
  for (const name of [field?.name ?? own, ...(field?.others ?? [])].reverse())
    slot = place({ kind: 'env', name, ...(slot && { fallback: slot }) }, assignment);
  return slot;
}

/** Whether a field holds further settings: `auth: Auth = Auth()`. */
function groupOf(type: string, value: SyntaxNode | undefined, text: string): boolean {
  if (!/^[A-Z][a-z]\w*$/.test(type) || /^(?:Secret|Any|Path|Optional)/.test(type)) return false;
  const callee = value?.type === 'call' ? childOf(value, 'function') : undefined;
  return !value || (callee !== undefined && text.slice(callee.start, callee.end) === type);
}

/** `Field('dev', env='JWT_KEY')`, `Field(default='dev', validation_alias='JWT_KEY')`. */
function argumentsOfField(
  call: SyntaxNode,
  text: string,
):
  | {
      readonly name?: string;
      /** Variables that are asked where the first is not set. */
      readonly others: readonly string[];
      readonly fallback?: SyntaxNode;
    }
  | undefined {
  const callee = childOf(call, 'function');
  if (!callee || !/^(?:pydantic\.)?Field$/.test(text.slice(callee.start, callee.end))) return;
  let name: string | undefined;
  let fallback: SyntaxNode | undefined;
  let others: readonly string[] = [];
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
      const written = text.slice(given.start, Math.min(given.end, given.start + 300));
      // The first of `AliasChoices('A', 'B')` that is set.
      const [first, ...more] = /^(?:["']|(?:pydantic\.)?AliasChoices\()/.test(written)
        ? [...written.matchAll(/["'](\w{1,100})["']/g)].map((found) => found[1] ?? '')
        : [];
      name = first ?? name;
      others = more;
    }
  }
  return { ...(name !== undefined && { name }), others, ...(fallback && { fallback }) };
}
