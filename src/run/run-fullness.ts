// Of one run, so much is linked and no more, whatever number of files it stands in: of a file src/scan/fullness.ts says how
// much that is. Everything behind the readers takes its time for each call and each secret, and a megabyte of small files
// holds fifty thousand of them.
import type { Facts } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import type { FileSummary } from '../model/secret.ts';
import { type Fullness, firstOf, fullnessOf, fullOf } from '../scan/fullness.ts';
import type { ScannedTree } from './scanned-tree.ts';

// The most of 309 public repositories: 1,099 calls in 2.1 MB (the tests of a library that signs tokens, which is also the
// densest), 2,375 entries in 13 MB and 1,055 in 0.6, 417 values in 37 MB.
const whatever: Fullness = { uses: 1_000, leaks: 4_000, definitions: 3_000 };
/** For each 1,000 bytes that were read. */
const more: Fullness = { uses: 1, leaks: 2, definitions: 2 };

/** Once a file, whatever number of rounds ask. */
const fullnessOnce = memoByObject((facts: Facts) => fullnessOf(facts));

const kinds = ['uses', 'leaks', 'definitions'] as const;

export interface Linkable {
  readonly facts: readonly Facts[];
  /** Files of which not all is linked, with what to say of them. */
  readonly cut: ReadonlyMap<string, string>;
}

interface About {
  /** Of all that was read. */
  readonly bytes: number;
  readonly files: ReadonlyMap<string, Pick<FileSummary, 'context'>>;
  readonly reportOn?: { has(path: string): boolean } | undefined;
}

/**
 * The facts of a run as far as they are linked. Where there is too much, each file has the same share: those that are
 * reported on come first, and of these what runs.
 */
export function withinRun(facts: readonly Facts[], about: About): Linkable {
  if (!mayBeFull(facts, about)) return { facts, cut: new Map() };
  const { bytes, files, reportOn } = about;
  const full = new Map(facts.map((one) => [one, fullnessOnce(one)]));
  const isFirst = ({ path }: Facts): boolean => reportOn?.has(path) ?? true;
  const isRun = ({ path }: Facts): boolean => files.get(path)?.context === 'production';
  const groups = [
    facts.filter((one) => isFirst(one) && isRun(one)),
    facts.filter((one) => isFirst(one) && !isRun(one)),
    facts.filter((one) => !isFirst(one)),
  ];
  const shares = new Map<Facts, Record<(typeof kinds)[number], number>>();
  for (const kind of kinds) {
    let left = mostOf(kind, bytes);
    for (const group of groups) {
      const counts = group.map((one) => full.get(one)?.[kind] ?? 0);
      const share = shareOf(counts, left);
      for (const one of group) {
        const own = shares.get(one) ?? { uses: 0, leaks: 0, definitions: 0 };
        shares.set(one, { ...own, [kind]: share });
      }
      left -= counts.reduce((sum, count) => sum + Math.min(count, share), 0);
    }
  }
  const cut = new Map<string, string>();
  const linked = facts.map((one) => {
    const [own, share] = [full.get(one), shares.get(one)];
    if (!own || !share) return one;
    const said = kinds.flatMap((kind) =>
      own[kind] > share[kind] ? sayOf(kind, mostOf(kind, bytes), share[kind]) : [],
    );
    if (said.length === 0) return one;
    cut.set(one.path, said.join('; '));
    return firstOf(one, share);
  });
  return { facts: linked, cut };
}

/** Without a look at names: what every run asks. */
function mayBeFull(facts: readonly Facts[], { bytes }: About): boolean {
  return kinds.some(
    (kind) => facts.reduce((sum, one) => sum + one[kind].length, 0) > mostOf(kind, bytes),
  );
}

function mostOf(kind: keyof Fullness, bytes: number): number {
  return whatever[kind] + Math.floor((bytes / 1_000) * more[kind]);
}

/** The most of each that all together have room for. */
function shareOf(counts: readonly number[], most: number): number {
  let left = most;
  for (const [index, count] of counts.toSorted((a, b) => a - b).entries()) {
    const share = Math.floor(left / (counts.length - index));
    if (count > share) return share;
    left -= count;
  }
  return Number.POSITIVE_INFINITY;
}

function sayOf(kind: keyof Fullness, most: number, share: number): string {
  const own = share === 0 ? 'none was' : `the first ${share} were`;
  return `more than ${most} ${fullOf[kind]} in all that was read: of this file ${own} looked at`;
}

/** Lists files of which a run has no room for all: what is missing names secrets, or signs. */
export function noteFull({ skipped }: ScannedTree, cut: ReadonlyMap<string, string>): void {
  if (cut.size === 0) return;
  // One line a file: what was said of it is worse, or less than this.
  const isKept = ({ path, isFailure }: (typeof skipped)[number]) => isFailure || !cut.has(path);
  skipped.splice(0, skipped.length, ...skipped.filter(isKept));
  const told = new Set(skipped.map(({ path }) => path));
  for (const [path, detail] of cut) {
    if (!told.has(path)) skipped.push({ path, reason: 'too-many', isFailure: true, detail });
  }
}
