// `if` and `unless` of Elixir are calls with blocks, or with `do:` and `else:`.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { Branch } from '../../code/branches.ts';

export function elixirBranch(node: SyntaxNode, text: string): Branch | undefined {
  const target = node.type === 'call' ? childOf(node, 'target') : undefined;
  const word = target?.type === 'identifier' ? text.slice(target.start, target.end) : '';
  if (word !== 'if' && word !== 'unless') return undefined;
  const given = node.children.find(({ type }) => type === 'arguments')?.children ?? [];
  const [test, ...more] = given;
  if (!test) return undefined;
  const block = node.children.find(({ type }) => type === 'do_block');
  const other = block?.children.filter(({ type }) => type === 'else_block') ?? [];
  const own = block?.children.filter((child) => !other.includes(child)) ?? [];
  const pairs = more.flatMap(({ children }) => children);
  const givenAs = (key: string): readonly SyntaxNode[] =>
    pairs
      .filter((pair) => text.startsWith(`${key}:`, pair.start))
      .flatMap((pair) => childOf(pair, 'value') ?? []);
  const holds = [...own, ...givenAs('do')];
  const fails = [...other, ...givenAs('else')];
  return word === 'if' ? { test, holds, fails } : { test, holds: fails, fails: holds };
}
