// Conditional compilation: `cfg!(debug_assertions)`, `#[cfg(debug_assertions)]`, `#[cfg(not(test))]`. Builds for release
// have no debug assertions.
import { type SyntaxNode, siblingOf } from '../../../model/syntax-node.ts';
import type { Stage } from '../../stage-names.ts';

const debug: Stage = { where: 'elsewhere', isOneOfTwo: true };
const release: Stage = { where: 'production', isOneOfTwo: true };

/** What the tokens of a `cfg` ask for, where it is debug assertions alone or with more. */
function stageOfTokens(tokens: string): Stage | undefined {
  const asked = tokens.replace(/\s+/g, '');
  if (/^\((?:debug_assertions|all\((?:[^()]*,)?debug_assertions(?:,[^()]*)?\))\)$/.test(asked))
    return debug;
  if (/^\(not\(debug_assertions\)\)$/.test(asked)) return release;
  return /^\(test\)$/.test(asked) ? { where: 'elsewhere', environment: 'test' } : undefined;
}

/** `cfg!(...)`. */
export function stageOfCfg(node: SyntaxNode, text: string): Stage | undefined {
  if (node.type !== 'macro_invocation') return undefined;
  const [, tokens] = /^cfg!\s*(?<tokens>\(.*\))$/s.exec(
    text.slice(node.start, Math.min(node.end, node.start + 200)),
  ) ?? ['', ''];
  return stageOfTokens(tokens ?? '');
}

/** The attribute that stands before a node, other attributes between them. */
export function markOfCfg(
  node: SyntaxNode,
  text: string,
): { readonly test: SyntaxNode; readonly stage: Stage } | undefined {
  if (node.type === 'attribute_item') return undefined;
  for (let step = -1; step >= -8; step--) {
    const attribute = siblingOf(node, step);
    if (attribute?.type !== 'attribute_item') return undefined;
    const [, tokens] = /^#\[\s*cfg\s*(?<tokens>\(.*\))\s*\]$/s.exec(
      text.slice(attribute.start, Math.min(attribute.end, attribute.start + 200)),
    ) ?? ['', ''];
    const stage = stageOfTokens(tokens ?? '');
    if (stage) return { test: attribute, stage };
  }
  return undefined;
}
