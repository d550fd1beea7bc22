// What refs point to, and what stands at a path of a tree.
import { type Git, splitNul } from '../git.ts';
import type { Tip } from './history.ts';

const fields = ['refname', 'symref', 'objecttype', 'objectname', 'tree', '*objectname', '*tree'];

/** Every ref that names a commit, by way of an annotated tag or not. */
export async function readTips(git: Git): Promise<readonly Tip[]> {
  const format = fields.map((field) => `%(${field})`).join('%00');
  const result = await git.ask(['for-each-ref', `--format=${format}%00`]);
  if (!result.ok) throw new Error('git could not read the refs');
  const values = splitNul(result.stdout);
  const tips: Tip[] = [];
  for (let at = 0; at + fields.length <= values.length; at += fields.length) {
    // Each ref ends with a line feed, which begins the next.
    const [ref = '', link, type, ...named] = values.slice(at, at + fields.length);
    const [commit = '', tree = ''] = type === 'tag' ? named.slice(2) : named;
    // `origin/HEAD` says again what another ref says.
    if (link !== '' || commit === '' || tree === '') continue;
    tips.push({ name: nameOfRef(ref.replace(/^\n/, '')), commit, tree });
  }
  return tips;
}

/** `tags/v1` keeps its folder, so that no tag passes for a branch. */
function nameOfRef(ref: string): string | null {
  const name = /^refs\/(?:heads|remotes)\/(?<branch>.+)$|^refs\/(?<other>(?:tags|net)\/.+)$/.exec(
    ref,
  );
  return name?.groups?.branch ?? name?.groups?.other ?? null;
}

/** A line of input asks for one; more than these at once are asked in turns. */
const maxAsked = 20_000;

/** Ids of what stands at paths of trees, in order; `undefined` where nothing does. */
export async function lookUpPaths(
  git: Git,
  places: readonly { readonly tree: string; readonly path: string }[],
): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (let from = 0; from < places.length; from += maxAsked) {
    const some = places.slice(from, from + maxAsked);
    // A name with a line feed cannot be asked for; the empty tree has nothing at any path.
    const lines = some.map(({ tree, path }) => (path.includes('\n') ? '-' : `${tree}:${path}`));
    const result = await git.ask(['cat-file', '--batch-check'], { input: `${lines.join('\n')}\n` });
    if (!result.ok) throw new Error('git could not look into the trees');
    const answers = result.stdout.toString('latin1').split('\n');
    for (const [number] of some.entries()) {
      const answer = answers[number] ?? '';
      const end = answer.indexOf(' blob ');
      found.push(end === -1 ? undefined : answer.slice(0, end));
    }
  }
  return found;
}

/** Those of `wanted` that `commit` comes from, itself included. */
export async function ancestorsAmong(
  git: Git,
  commit: string,
  wanted: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  const child = git.start(['-c', 'core.commitGraph=false', 'rev-list', commit, '--']);
  if (!child) return found;
  child.stderr.resume();
  child.stdin.on('error', () => {});
  child.on('error', () => {});
  child.stdin.end();
  let rest = '';
  try {
    for await (const chunk of child.stdout) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const id of lines) if (wanted.has(id)) found.add(id);
      if (found.size === wanted.size) break;
    }
  } finally {
    child.kill();
  }
  return found;
}
