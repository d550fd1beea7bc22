// What the project takes constants for that only their names speak for: the files that mention them say it, whether or not
// anything else of them matters.
import type { Tree } from '../input/tree.ts';
import type { AskedConstant } from '../link/asked-constants.ts';
import { askOf, createOpener, isCommon } from './ask-mentions.ts';
import { findMentions } from './find-mentions.ts';
import type { ScannedTree } from './scanned-tree.ts';

/** More constants than these are told without asking. */
const maxConstants = 100;

/** Those of the constants that code mentions, and mentions as names alone. */
export async function findNames(
  tree: Tree,
  scanned: ScannedTree,
  asked: readonly AskedConstant[],
): Promise<ReadonlySet<AskedConstant>> {
  const open = asked.filter(({ mentioned }) => mentioned !== 'value').slice(0, maxConstants);
  const names = new Set<AskedConstant>();
  if (open.length === 0) return names;
  const elsewhere = tree.sources.length > 1 ? open.filter(isAskedElsewhere) : [];
  const found = elsewhere.length > 0 ? await findMentions(tree, scanned, elsewhere) : undefined;
  const openText = createOpener(tree);
  // A file after the other: each is taken apart once.
  for (const constant of open.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const own = constant.mentioned ?? askOf(openText, scanned, constant.path, constant).mentioned;
    const all = [own, ...(found?.get(constant) ?? [])];
    const isName = all.includes('index') || (all.includes('name') && !all.includes('value'));
    if (isName) names.add(constant);
  }
  return names;
}

/** What is called `secret` is mentioned everywhere, unless what it is reached by tells it from others. */
function isAskedElsewhere({ name, owner }: AskedConstant): boolean {
  return /^[\w$]{6,}$/.test(name) && (!isCommon(name) || (owner?.length ?? 0) > 3);
}
