// How much a terminal is told: the loudest findings in full, of the others how many there are and where to see them.
import type { Finding } from '../../model/finding.ts';
import { countRanks, type FindingGroup, grouped, loudestFirst, ranks } from '../findings.ts';
import type { TextContext } from './group.ts';
import { hang } from './wrap.ts';

/** Findings shown in full, unless verbose: nobody reads a thousand lines before the verdict. */
const maxShown = 100;

export interface ShownGroups {
  readonly groups: readonly FindingGroup[];
  /** What is left out. */
  readonly more: readonly Finding[];
}

/** The first groups with at most `maxShown` findings, of the last of them its loudest. */
export function shownGroups(all: readonly FindingGroup[], isVerbose: boolean): ShownGroups {
  if (isVerbose) return { groups: all, more: [] };
  const groups: FindingGroup[] = [];
  const more: Finding[] = [];
  let left = maxShown;
  for (const group of all) {
    const shown = new Set(
      group.findings.length <= left ? group.findings : loudestFirst(group.findings).slice(0, left),
    );
    left -= shown.size;
    if (shown.size > 0) {
      groups.push({ ...group, findings: group.findings.filter((one) => shown.has(one)) });
    }
    more.push(...group.findings.filter((one) => !shown.has(one)));
  }
  return { groups, more };
}

/** How many findings are left out, and how to see them; a blank line last. */
export function moreLines(more: readonly Finding[], { paint, columns }: TextContext): string[] {
  if (more.length === 0) return [];
  const counts = countRanks(more);
  const parts = ranks
    .filter((rank) => counts[rank] > 0)
    .map((rank) => `${grouped(counts[rank])} ${rank}`);
  const text = `${parts.join(', ')} in ${filesOf(more)} (--verbose shows them all, --quiet a line each, --format json is for programs)`;
  const plain = `  … and ${grouped(more.length)} more: `;
  return [...hang({ plain, painted: paint.bold(plain) }, text, columns), ''];
}

function filesOf(findings: readonly Finding[]): string {
  const paths = new Set(findings.map(({ path }) => path));
  return paths.size === 1 ? 'one file' : `${grouped(paths.size)} files`;
}
