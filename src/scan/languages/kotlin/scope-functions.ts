// `x.let { f(it) }`, `x.takeIf { it.isNotBlank() }`: functions of Kotlin that hand a value to a block, and give it back or
// what the block ends with. https://kotlinlang.org/docs/scope-functions.html
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Shape } from '../../code/shape.ts';

const handing = /^(?:let|also|takeIf|takeUnless)$/;

/** The value that a block is called on, and the function that hands it over. */
function handed(
  call: SyntaxNode,
  text: string,
): { readonly receiver: SyntaxNode; readonly by: string } | undefined {
  const navigation = call.type === 'call_expression' ? call.children[0] : undefined;
  const [receiver, suffix] = navigation?.children ?? [];
  const name = suffix?.type === 'navigation_suffix' ? suffix.children.at(-1) : undefined;
  if (navigation?.type !== 'navigation_expression' || !receiver || !name) return undefined;
  const by = text.slice(name.start, name.end);
  return handing.test(by) ? { receiver, by } : undefined;
}

function blockOf(call: SyntaxNode): SyntaxNode | undefined {
  const suffix = call.children.find(({ type }) => type === 'call_suffix');
  const lambda = suffix?.children.find(({ type }) => type === 'annotated_lambda')?.children[0];
  const takesNames = lambda?.children.some(({ type }) => type === 'lambda_parameters');
  return lambda?.type === 'lambda_literal' && !takesNames ? lambda : undefined;
}

/** What such a call is: what it was called on, or the last expression of the block. */
export function scopeFunction(call: SyntaxNode, text: string): Shape | undefined {
  const found = handed(call, text);
  const block = found && blockOf(call);
  if (!found || !block) return undefined;
  if (found.by !== 'let') return { kind: 'same', of: found.receiver };
  const statements = block.children.find(({ type }) => type === 'statements');
  const last = statements?.children.at(-1);
  return last && { kind: 'same', of: last };
}

/** What `it` stands for in the nearest block that is handed something. */
export function implicitIt(name: SyntaxNode, text: string): Shape | undefined {
  let node = name.parent;
  for (let steps = 0; node && node.type !== 'lambda_literal' && steps < 60; steps++) {
    node = node.parent;
  }
  const call = node?.parent?.parent?.parent;
  if (!node || call?.type !== 'call_expression' || blockOf(call) !== node) return undefined;
  const found = handed(call, text);
  return found && { kind: 'same', of: found.receiver };
}
