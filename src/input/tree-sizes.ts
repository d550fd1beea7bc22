// How many files trees of a repository name, without listing them: a tree that stands in many others is read once. Asked
// when git takes long over a comparison, since a dozen trees can name a billion files, of all of which git makes a list.
import type { Buffer } from 'node:buffer';
import type { Git } from './git.ts';

/** More than this is no small repository whose trees are its bulk. */
const mostTreeBytes = 64 << 20;

interface Tree {
  /** What is no tree. */
  readonly files: number;
  readonly trees: readonly string[];
}

/** Whether some tree names more than `most` files. False where that cannot be told. */
export function hasTreeBeyond(git: Pick<Git, 'run'>, most: number): boolean {
  const listed = git.run(['cat-file', '--batch-all-objects', '--unordered', '--batch-check']);
  if (!listed.ok) return false;
  const heads = [...listed.stdout.toString('latin1').matchAll(/^([0-9a-f]+) tree (\d+)$/gm)];
  if (heads.reduce((sum, [, , size]) => sum + Number(size), 0) > mostTreeBytes) return false;
  const input = heads.map(([, id]) => `${id}\n`).join('');
  const read = git.run(['cat-file', '--batch', '--buffer'], { input });
  return read.ok && sizesOf(readTrees(read.stdout)).some((size) => size > most);
}

function readTrees(output: Buffer): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [, id, size] = /^([0-9a-f]+) tree (\d+)$/.exec(output.toString('latin1', at, end)) ?? [];
    if (id === undefined) break;
    const start = end + 1;
    at = start + Number(size);
    trees.set(id, readTree(output.subarray(start, at), id.length / 2));
    at++;
  }
  return trees;
}

/** `<mode> <name>\0<id in bytes>` for each entry. */
function readTree(bytes: Buffer, idBytes: number): Tree {
  const trees: string[] = [];
  let files = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    if (end === -1) break;
    const isTree = /^0?4/.test(bytes.toString('latin1', at, at + 2));
    at = end + 1 + idBytes;
    if (isTree) trees.push(bytes.toString('hex', end + 1, at));
    else files++;
  }
  return { files, trees };
}

/** How many files each names, those below it included. */
function sizesOf(trees: ReadonlyMap<string, Tree>): number[] {
  const sizes = new Map<string, number>();
  for (const first of trees.keys()) {
    const waiting = [first];
    for (let id = waiting.at(-1); id !== undefined; id = waiting.at(-1)) {
      const { files = 0, trees: below = [] } = trees.get(id) ?? {};
      const unknown = below.filter((one) => !sizes.has(one));
      waiting.push(...unknown);
      if (unknown.length > 0) continue;
      waiting.pop();
      sizes.set(
        id,
        below.reduce((sum, one) => sum + (sizes.get(one) ?? 0), files),
      );
    }
  }
  return [...sizes.values()];
}
