// Which branches and tags hold a value now: what stands at its paths in the tree of each tip.
import type { HistorySource } from '../../input/history/history.ts';
import type { Occurring } from './occurrences.ts';
import type { Survey } from './survey.ts';

export interface Holders {
  /** Whether the audited commit holds it. */
  readonly isAtHead: boolean;
  /** Branches and tags but for the audited commit's own, sorted, branches first. */
  readonly elsewhere: readonly string[];
  /** All of them. */
  readonly branches: readonly string[];
}

export interface FoundHolders {
  readonly of: ReadonlyMap<Occurring, Holders>;
  /** Trees that were left out, because there were too many. */
  readonly leftOut: number;
}

/** Look-ups of a path in a tree; a mirror with 100,000 pull requests asks for more. */
const maxLookUps = 400_000;

export async function findHolders(
  all: readonly Occurring[],
  source: HistorySource,
  { ids, changes }: Survey,
): Promise<FoundHolders> {
  const byTree = groupTips(await source.tips());
  const { head } = source;
  if (head && !byTree.has(head.tree)) byTree.set(head.tree, []);
  const pathsOf = collectPaths(all, changes);
  const paths = [...new Set([...pathsOf.values()].flatMap((own) => [...own]))];
  // The audited commit first, then branches: what is left out are pull requests and the like.
  const trees = [...byTree].sort(
    ([a, names], [b, others]) =>
      Number(b === head?.tree) - Number(a === head?.tree) ||
      Number(others.length > 0) - Number(names.length > 0),
  );
  const asked = trees.slice(0, Math.max(1, Math.floor(maxLookUps / Math.max(1, paths.length))));
  const places = asked.flatMap(([tree]) => paths.map((path) => ({ tree, path })));
  const found = await source.lookUp(places);
  const numbers = new Map(ids.map((id, number) => [id, number]));
  /** Blobs at the path of each tree. */
  const at = new Map<string, Map<string, number>>();
  for (const [index, { tree, path }] of places.entries()) {
    const number = numbers.get(found[index] ?? '');
    if (number === undefined) continue;
    const known = at.get(tree) ?? new Map<string, number>();
    known.set(path, number);
    at.set(tree, known);
  }
  const of = new Map<Occurring, Holders>();
  for (const occurring of all) {
    const own = pathsOf.get(occurring) ?? new Set();
    const holds = (tree: string): boolean =>
      [...own].some((path) => occurring.blobs.has(at.get(tree)?.get(path) ?? -1));
    const holding = asked.filter(([tree]) => holds(tree));
    const elsewhere = holding.filter(([tree]) => tree !== head?.tree);
    of.set(occurring, {
      isAtHead: holding.some(([tree]) => tree === head?.tree),
      elsewhere: sortNames(elsewhere.flatMap(([, names]) => names)),
      branches: sortNames(holding.flatMap(([, names]) => names)),
    });
  }
  return { of, leftOut: trees.length - asked.length };
}

/** Names of branches and tags by the tree of their tip. */
function groupTips(
  tips: readonly { readonly name: string | null; readonly tree: string }[],
): Map<string, string[]> {
  const byTree = new Map<string, string[]>();
  for (const { name, tree } of tips) {
    const names = byTree.get(tree) ?? [];
    if (name !== null) names.push(name);
    byTree.set(tree, names);
  }
  return byTree;
}

/** Paths from the top of the repository where a blob that holds the value ever stood. */
function collectPaths(
  all: readonly Occurring[],
  changes: Survey['changes'],
): Map<Occurring, Set<string>> {
  const byBlob = new Map<number, Occurring[]>();
  for (const occurring of all) {
    for (const number of occurring.blobs.keys()) {
      const known = byBlob.get(number);
      if (known) known.push(occurring);
      else byBlob.set(number, [occurring]);
    }
  }
  const paths = new Map<Occurring, Set<string>>();
  for (const { ownPath, before, after } of changes) {
    for (const number of [after, ...before]) {
      for (const occurring of byBlob.get(number) ?? []) {
        const known = paths.get(occurring) ?? new Set<string>();
        known.add(ownPath);
        paths.set(occurring, known);
      }
    }
  }
  return paths;
}

/** Branches, then tags, each in code-unit order. */
function sortNames(names: readonly string[]): string[] {
  const isTag = (name: string): boolean => name.startsWith('tags/');
  return [...new Set(names)].sort(
    (a, b) => Number(isTag(a)) - Number(isTag(b)) || (a < b ? -1 : a > b ? 1 : 0),
  );
}
