// The settings of a commit, for `--at`: a checkout of it would find these.
import { splitNul } from '../../input/git.ts';
import { realPath } from '../../input/paths.ts';
import { openRepositoryAt, resolveCommit } from '../../input/revision.ts';
import { settingsFileName } from './shape.ts';

/** The nearest settings file from `cwd` up to the top of the commit; `file` is where a checkout would have it. */
export function findSettingsAt(
  cwd: string,
  rev: string,
): { readonly file: string; readonly text: string } | undefined {
  const { git, directory, prefix } = openRepositoryAt(realPath(cwd) ?? cwd);
  const paths = directoriesUp(prefix).map((above) => `${above}${settingsFileName}`);
  const isName = !rev.startsWith('-');
  const listed = isName
    ? git.run(['ls-tree', '-z', '--name-only', '--full-tree', `${rev}^{commit}`, '--', ...paths])
    : undefined;
  // Says what is wrong with the name of the commit.
  if (!listed?.ok) resolveCommit(git, rev);
  const there = new Set(listed?.ok ? splitNul(listed.stdout) : paths);
  for (const path of paths.filter((one) => there.has(one))) {
    const read = git.run(['cat-file', 'blob', `${rev}^{commit}:${path}`]);
    if (read.ok) return { file: `${directory}/${path}`, text: read.stdout.toString('utf8') };
  }
  return undefined;
}

/** `a/b/`, `a/`, ``. */
function directoriesUp(prefix: string): string[] {
  const parts = prefix.split('/').slice(0, -1);
  return [...parts.keys(), parts.length].reverse().map((count) =>
    parts
      .slice(0, count)
      .map((part) => `${part}/`)
      .join(''),
  );
}
