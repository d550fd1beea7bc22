// Since when lines have been as they are: git blame, hardened like every git call. Only times are read; authors and
// commit messages stay where they are.
import { disarmFilters } from './disarm.ts';
import { type Environment, openGit } from './git.ts';

/** A line of a file of the work tree, 1-based. */
export interface BlamedLine {
  readonly path: string;
  readonly line: number;
}

/** A line with the time of the commit that last changed it, seconds since 1970. */
export interface LineAge extends BlamedLine {
  readonly changedAt: number;
}

export interface BlameOptions {
  /** Directory that paths are relative to, inside a work tree. */
  readonly root: string;
  readonly lines: readonly BlamedLine[];
  /** Files asked about at most: blame walks history and is slow. Default 200. */
  readonly maxFiles?: number;
  readonly env?: Environment;
}

/** Ages of the lines that git knows; uncommitted lines and untracked files are left out. Never throws. */
export function blameLines({ root, lines, maxFiles = 200, env }: BlameOptions): LineAge[] {
  const git = openGit({ cwd: root, ...(env ? { env } : {}) });
  const byPath = new Map<string, number[]>();
  for (const { path, line } of lines) {
    const known = byPath.get(path);
    if (known) known.push(line);
    else if (byPath.size < maxFiles) byPath.set(path, [line]);
  }
  const ages: LineAge[] = [];
  const settings = byPath.size > 0 ? disarmFilters(git) : undefined;
  if (!settings) return ages;
  for (const [path, numbers] of byPath) {
    const ranges = [...new Set(numbers)].flatMap((line) => ['-L', `${line},${line}`]);
    const args = ['blame', '--no-textconv', '--line-porcelain', ...ranges, '--', path];
    const result = git.run(args, { settings });
    if (!result.ok) continue;
    ages.push(...readPorcelain(path, result.stdout.toString('utf8')));
  }
  return ages;
}

/** `--line-porcelain`: a header of commit and line numbers, then fields, then the line after a tab. */
function readPorcelain(path: string, output: string): LineAge[] {
  const ages: LineAge[] = [];
  let line: number | undefined;
  let isCommitted = false;
  for (const row of output.split('\n')) {
    const header = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(row);
    if (header) {
      line = Number(header[2]);
      isCommitted = !/^0+$/.test(header[1] ?? '');
    }
    const time = /^author-time (\d+)$/.exec(row);
    if (time && line !== undefined && isCommitted) {
      ages.push({ path, line, changedAt: Number(time[1]) });
      line = undefined;
    }
  }
  return ages;
}
