// Fields of Go structs, with what their tags say: `env:"JWT_SECRET" envDefault:"dev"` (caarlos0/env, envconfig,
// cleanenv), `mapstructure:"secret"` (Viper).
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { type AssignedPair, place, type Slot, type TextShape } from '../../code/shape.ts';

/** The fields of a struct: name, declared type, and what fills them by their tag. */
export function fieldsOf(list: SyntaxNode, text: string): AssignedPair[] {
  return list.children.flatMap((field): AssignedPair[] => {
    const type = childOf(field, 'type');
    const tag = childOf(field, 'tag');
    const value = tag && valueOfTag(tag, text);
    const declared = type && text.slice(type.start, type.end).replace(/^[*[\]]+/, '');
    return field.children
      .filter((one) => one.field === 'name')
      .map((name) => ({
        target: place({ kind: 'name', name: text.slice(name.start, name.end) }, name),
        ...(value && { value }),
        ...(declared !== undefined && { type: declared }),
      }));
  });
}

const variableTag = /\b(?:env|envconfig|environment)\s*:\s*"(?<name>[A-Z][A-Z0-9_]{2,100})[",]/;
const defaultTag = /\b(?:envDefault|env-default|default)\s*:\s*"(?<text>[^"]{1,500})"/;

function valueOfTag(tag: SyntaxNode, text: string): Slot | undefined {
  const source = text.slice(tag.start, tag.end);
  const name = variableTag.exec(source)?.groups?.name;
  if (name === undefined) return undefined;
  const found = defaultTag.exec(source) ?? /,\s*default=(?<text>[^",`]{1,500})/.exec(source);
  const value = found?.groups?.text;
  if (!found || value === undefined) return place({ kind: 'env', name }, tag);
  const start = tag.start + found.index + found[0].indexOf(value, found[0].search(/["=]/));
  const fallback: TextShape = { kind: 'text', value, start, end: start + value.length };
  return place({ kind: 'env', name, fallback: place(fallback, tag) }, tag);
}
