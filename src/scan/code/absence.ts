// Whether an assignment happens only where the name has no value yet: `if secret == "" { secret = "dev" }`.
import { childOf, type SyntaxNode } from '../../model/syntax-node.ts';

/** What may be said about the name in the condition, in any language. */
const before =
  /^[\s(]*(?:!\s*|not\s+|is_null\s*\(|empty\s*\(|!\s*isset\s*\(|len\s*\(|[Ss]tring\.IsNullOr(?:Empty|WhiteSpace)\s*\(|StringUtils\.is(?:Empty|Blank)\s*\()?[\s($@&]*$/;
const after =
  /^[\s)]*(?:={2,3}\s*(?:""|''|nil\b|null\b|None\b|0\b)|is\s+None\b|is\s+null\b|\.(?:is_empty|isEmpty|isBlank|is_none|isNullOrEmpty|isNullOrBlank|nil\?|blank\?|empty\?)(?:\(\))?|\.length\s*={2,3}\s*0)?[\s)]*(?:(?:&&|\|\||and\b|or\b).{0,200})?$/s;

/** Looks at the condition of the nearest `if` around `node`; `name` as the source has it. */
export function isSetWhereAbsent(node: SyntaxNode, name: string, text: string): boolean {
  let current: SyntaxNode = node;
  for (let steps = 0; current.parent && steps < 6; steps++) {
    const above: SyntaxNode = current.parent;
    if (
      /^(?:if|unless|elsif|if_statement|if_expression|if_modifier|unless_modifier)$/.test(
        above.type,
      )
    ) {
      const condition = childOf(above, 'condition');
      if (!condition || condition === current) return false;
      return saysAbsent(
        text.slice(condition.start, Math.min(condition.end, condition.start + 300)),
        name,
        above.type,
      );
    }
    current = above;
  }
  return false;
}

function saysAbsent(condition: string, name: string, type: string): boolean {
  const at = condition.indexOf(name);
  if (at < 0) return false;
  const [head, tail] = [condition.slice(0, at), condition.slice(at + name.length)];
  // `unless secret`, and `if secret` in other words.
  const isPlain = tail.trim() === '' && head.trim() === '';
  if (isPlain) return type.startsWith('unless');
  const isNegated = /!|\bnot\b|is_null|empty|IsNull|isEmpty|isBlank|len/.test(head);
  const isCompared = /=|\bis\b|\.\w/.test(tail);
  return before.test(head) && after.test(tail) && (isNegated || isCompared);
}
