// Which nodes choose between two ways, and what runs on each, by the names that grammars give nodes and fields.
import { childOf, type SyntaxNode } from '../../model/syntax-node.ts';

/** A node that goes one of two ways. */
export interface Branch {
  readonly test: SyntaxNode;
  /** What runs where the test holds. */
  readonly holds: readonly SyntaxNode[];
  readonly fails: readonly SyntaxNode[];
  /** What comes after the node runs only where the test holds: Swift's `guard`. */
  readonly isGate?: boolean;
}

const branching = new Set(
  'if,unless,elsif,if_statement,if_expression,if_modifier,unless_modifier,elif_clause,else_if_clause,conditional,conditional_expression,ternary_expression,guard_statement,preproc_if,preproc_elif'.split(
    ',',
  ),
);

const holding = new Set(['consequence', 'body', 'if_true']);
const failing = new Set(['alternative', 'if_false']);

/** A branch by its fields; `undefined` for every other node. */
export function branchOf(node: SyntaxNode): Branch | undefined {
  if (!branching.has(node.type)) return undefined;
  const [first, second, third] = node.children;
  // Python writes the value before the condition and gives neither a field.
  if (node.type === 'conditional_expression' && first && second && third && third.field === null)
    return { test: second, holds: [first], fails: [third] };
  const test = childOf(node, 'condition') ?? (first?.field === null ? first : undefined);
  if (!test) return undefined;
  const others = node.children.filter((child) => child !== test && child.field !== 'condition');
  let holds = others.filter(({ field }) => field !== null && holding.has(field));
  let fails = others.filter(({ field }) => field !== null && failing.has(field));
  if (holds.length === 0) {
    // Swift: blocks stand in a row, `else` between them. C#: what `#if` leaves in has no field.
    const divide = others.findIndex(({ type }) => type === 'else');
    holds = (divide < 0 ? others : others.slice(0, divide)).filter(({ field }) => field === null);
    if (divide >= 0) fails = others.slice(divide + 1);
  }
  // Of several conditions that must all hold none is known to fail.
  const isOne = node.children.filter(({ field }) => field === 'condition').length <= 1;
  if (node.type === 'guard_statement')
    return isOne ? { test, holds: [], fails: [...holds, ...fails], isGate: true } : undefined;
  if (/^unless/.test(node.type)) return { test, holds: fails, fails: holds };
  return { test, holds, fails: isOne ? fails : [] };
}
