// Fields that clap fills: `#[arg(long, env = "JWT_SECRET", default_value = "dev")]`.
// https://docs.rs/clap/latest/clap/_derive/
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { place, type Slot, type TextShape } from '../../code/shape.ts';

/** What a field of a command line is: the variable, with its default behind it. */
export function optionOf(field: SyntaxNode, name: string, text: string): Slot | undefined {
  const siblings = field.parent?.children ?? [];
  for (let index = siblings.indexOf(field) - 1; index >= 0; index--) {
    const attribute = siblings[index];
    if (attribute?.type !== 'attribute_item') return undefined;
    const written = text.slice(attribute.start, Math.min(attribute.end, attribute.start + 600));
    if (!/^#\[\s*(?:arg|clap|structopt)\s*\(/.test(written)) continue;
    const fallback = defaultIn(attribute, written);
    const named = /\benv\s*=\s*"(?<variable>\w{1,100})"/.exec(written)?.groups?.variable;
    const variable = named ?? (/[(,]\s*env\s*[,)]/.test(written) ? name.toUpperCase() : undefined);
    if (variable === undefined) return fallback;
    return place({ kind: 'env', name: variable, ...(fallback && { fallback }) }, attribute);
  }
  return undefined;
}

function defaultIn(attribute: SyntaxNode, written: string): Slot | undefined {
  const found = /\bdefault_value(?:_t)?\s*=\s*(?:String::from\(\s*)?"(?<value>[^"\\]{0,400})"/.exec(
    written,
  );
  const value = found?.groups?.value;
  if (!found || value === undefined) return undefined;
  const start = attribute.start + found.index + found[0].length - value.length - 1;
  const shape: TextShape = { kind: 'text', value, start, end: start + value.length };
  return place(shape, attribute);
}
