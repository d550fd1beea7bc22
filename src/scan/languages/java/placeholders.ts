// Placeholders of Spring and Micronaut: `${jwt.secret:dev}`, `${JWT_SECRET:${OTHER:x}}`, `#{environment.x}`.
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { type Placed, place, type Slot, type TextShape } from '../../code/shape.ts';

/** What a text with a placeholder is; a plain text stays one. */
export function placeholderSlot(text: TextShape, at: SyntaxNode): Placed {
  const found = parse(text, at, 0);
  return found ?? place(text, at);
}

function parse(
  { value, start, end }: TextShape,
  at: SyntaxNode,
  depth: number,
): Placed | undefined {
  const expression = /^#\{\s*(?:systemEnvironment|environment)\[?'?\.?([\w.]+)'?\]?\s*\}$/.exec(
    value,
  )?.[1];
  if (expression !== undefined) return place({ kind: 'env', name: expression }, at);
  if (!value.startsWith('${') || !value.endsWith('}') || depth > 4) return undefined;
  // Escapes before the placeholder (Kotlin's `\$`) make the source longer than the value.
  const shift = end - start - value.length;
  const colon = value.indexOf(':');
  const name = value.slice(2, colon < 0 ? -1 : colon).trim();
  if (!/^[\w.${}[\]-]{1,200}$/.test(name)) return undefined;
  const fallback =
    colon < 0
      ? undefined
      : fallbackOf(value.slice(colon + 1, -1), start + shift + colon + 1, at, depth);
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(name);
  return isVariable
    ? place({ kind: 'env', name, ...(fallback && { fallback }) }, at)
    : place({ kind: 'setting', path: name, ...(fallback && { fallback }) }, at);
}

function fallbackOf(value: string, start: number, at: SyntaxNode, depth: number): Slot {
  const text: TextShape = { kind: 'text', value, start, end: start + value.length };
  return parse(text, at, depth + 1) ?? place(text, at);
}
