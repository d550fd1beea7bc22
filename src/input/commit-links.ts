// Symbolic links of a commit, followed the way a checkout would follow them and never out of the root: there is no
// disk to ask, so every step is looked up in the list of what the commit holds.
import type { Skipped } from '../model/source.ts';
import { isEnvFileName } from './file-names.ts';
import { baseName } from './paths.ts';

export interface LinkedFiles {
  /** Paths of links that are read as files, and whose content they have. */
  readonly followed: ReadonlyMap<string, string>;
  readonly skipped: readonly Skipped[];
}

export interface LinkQuestion {
  /** Text of each link by its path, seen from the top of the commit. */
  readonly targets: ReadonlyMap<string, string>;
  readonly files: ReadonlySet<string>;
  readonly directories: ReadonlySet<string>;
  /** From the top of the commit to the root of the run: `/`-ended or ''. */
  readonly prefix: string;
  /** Whether a file is listed anyway. */
  isListed(path: string): boolean;
}

/** More links in a row are a circle; Linux gives up here too. */
const maxSteps = 40;

/** A link to a file adds nothing where that is listed - unless the link's name alone says that it is an env file. */
export function settleCommitLinks(links: readonly string[], question: LinkQuestion): LinkedFiles {
  const followed = new Map<string, string>();
  const skipped: Skipped[] = [];
  for (const path of links) {
    const target = resolveLink(path, question);
    if (target === 'outside') skipped.push({ path, reason: 'outside-root', isFailure: false });
    else if (
      target === undefined ||
      !(question.files.has(target) || isDirectory(target, question))
    ) {
      skipped.push({ path, reason: 'broken-link', detail: 'ENOENT', isFailure: false });
    } else if (question.files.has(target)) {
      if (!question.isListed(target) || isMoreTelling(path, target)) followed.set(path, target);
    }
  }
  return { followed, skipped };
}

function isDirectory(path: string, { directories }: LinkQuestion): boolean {
  return path === '' || directories.has(path);
}

function isMoreTelling(link: string, target: string): boolean {
  return isEnvFileName(baseName(link)) && !isEnvFileName(baseName(target));
}

/** Where a link leads in the end; `outside` of the root of the run, or `undefined` where it leads nowhere. */
function resolveLink(link: string, { targets, prefix }: LinkQuestion): string | undefined {
  const left = link.split('/');
  let at: string[] = [];
  let steps = 0;
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (at.length === 0) return 'outside';
      at = at.slice(0, -1);
      continue;
    }
    const path = [...at, part].join('/');
    const target = targets.get(path);
    if (target === undefined) {
      at = [...at, part];
      continue;
    }
    if (target.startsWith('/') || /^[A-Za-z]:/.test(target)) return 'outside';
    if (++steps > maxSteps) return undefined;
    left.unshift(...target.split('/'));
  }
  const path = at.join('/');
  return path === '' || `${path}/`.startsWith(prefix) ? path : 'outside';
}
