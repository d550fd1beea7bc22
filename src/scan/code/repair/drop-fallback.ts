// Takes the default out of calls that fail by themselves where there is none: `ENV.fetch('X', 'dev')`.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import { meaningOf } from '../lower-value.ts';
import { type Reading, shapeAs } from '../reading.ts';
import { nodeOf } from '../shape.ts';
import type { FallbackRead } from './places.ts';
import { replaced } from './support.ts';

/** `undefined` where the read is no such call. */
export function dropFallback(
  reading: Reading,
  { path }: RepairFile,
  { whole }: FallbackRead,
  literal: SyntaxNode,
): Edit[] | undefined {
  const shape = shapeAs(reading, whole, 'call');
  const meaning = shape && meaningOf(reading, reading.unwrap(shape.callee));
  if (!shape || meaning?.is !== 'env' || !meaning.failsAlone) return undefined;
  const given = shape.arguments.find(({ value }) => {
    const node = nodeOf(value);
    return node.start <= literal.start && literal.end <= node.end;
  });
  const list = given && listOf(whole, nodeOf(given.value));
  if (!list) return undefined;
  const { items, index } = list;
  const [item, before, after] = [items[index], items[index - 1], items[index + 1]];
  if (!item) return undefined;
  if (before) return [replaced(path, { start: before.end, end: item.end }, '')];
  return [replaced(path, { start: item.start, end: after?.start ?? item.end }, '')];
}

/** The arguments of a call as they stand, and the place of the one that a value is in. */
function listOf(
  whole: SyntaxNode,
  value: SyntaxNode,
): { readonly items: readonly SyntaxNode[]; readonly index: number } | undefined {
  let node = value;
  while (node.parent && node.parent !== whole && node.parent.children.length < 2)
    node = node.parent;
  while (node.parent && node.parent !== whole && !/argument(?:s|_list)$/.test(node.parent.type))
    node = node.parent;
  const items = node.parent?.children ?? [];
  const index = items.indexOf(node);
  return index < 0 ? undefined : { items, index };
}
