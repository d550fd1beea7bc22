// What `x[key]` is, in any language.
import { anyMember } from '../../model/expression.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Shape, Slot } from './shape.ts';

/** Which letter it is the index says: `letters[random.randrange(26)]`. */
const drawn = /rand|next|sample|choice|shuffle|secrets|uuid/i;

/** The member of `of` that `key` names, any of them where it is not written down; of a part nothing is known. */
export function indexShape(
  of: Slot,
  key: SyntaxNode,
  shape: Shape | undefined,
  text: string,
): Shape | undefined {
  if (shape?.kind === 'text') return { kind: 'member', of, property: shape.value };
  const source = text.slice(key.start, Math.min(key.end, key.start + 200));
  if (shape?.kind === 'call' && drawn.test(source)) return { kind: 'same', of: key };
  if (key.type === 'slice' || source.includes('..')) return undefined;
  if (/^\d{1,3}$/.test(source)) return { kind: 'member', of, property: source };
  return { kind: 'member', of, property: anyMember, ...(shape?.kind === 'name' && { key }) };
}
