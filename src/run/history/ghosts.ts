// Witnesses of the past: calls in files that are gone, which signed with what was set beside them.
import type { Buffer } from 'node:buffer';
import type { HistorySource } from '../../input/history/history.ts';
import { decodeText } from '../../model/decode.ts';
import type { Facts } from '../../model/facts.ts';
import { isFileSetting } from '../../model/file-setting.ts';
import { isCode, mayUse, scanText } from '../../scan/scan.ts';
import { isSqueezedText } from '../../scan/squeezed.ts';
import { withoutHash } from './built-names.ts';
import type { PlaceVersions } from './collect-changes.ts';
import type { HistoryRequest } from './find-history.ts';
import { forEachVersion } from './read-past.ts';
import type { ContentTests, PendingSurvey } from './survey.ts';

/** More files that are gone are not called to witness. */
const maxGhosts = 500;

/** Nor are more parsed to find them. */
const maxParsed = 2_000;

/** Where the last version of a file speaks of nothing, as many before it are looked at. */
const maxLooks = 3;

/** Expressions of a call are not nested deeper. */
const maxNesting = 30;

export interface GhostOptions {
  readonly source: HistorySource;
  readonly tests: ContentTests;
  readonly survey: Pick<PendingSurvey, 'collector' | 'versions'>;
}

export interface Witnesses {
  /** Facts of today, and of calls in the last versions of files that are gone. */
  readonly pool: ReadonlyMap<string, Facts>;
  /** Files that are gone, of which the last versions may matter: names of modules lead to no others. */
  readonly gone: readonly string[];
}

export async function callWitnesses(
  { source, tests, survey }: GhostOptions,
  { facts, tree }: Pick<HistoryRequest, 'facts' | 'tree'>,
): Promise<Witnesses> {
  const { collector, versions } = survey;
  const pool = new Map(facts);
  const present = new Set(tree.sources.map(({ path }) => path));
  const files = new Set([...present].map(withoutHash));
  const isGone = ([{ path, file, isScanned }]: PlaceVersions): boolean =>
    isScanned && !present.has(path) && !files.has(file);
  /** Of each file the place where it stood last. */
  const last = new Map(versions.filter(isGone).map((own) => [own[0].file, own]));
  let left = new Map([...last.values()].map(([{ path }, numbers]) => [path, numbers]));
  let parsed = 0;
  const gone: string[] = [];
  const look = async (path: string, bytes: Buffer): Promise<void> => {
    gone.push(path);
    if (!isCode(path) || pool.size >= facts.size + maxGhosts || parsed >= maxParsed) return;
    const decoded = decodeText(bytes);
    if (!('text' in decoded) || !mayUse(path, decoded.text)) return;
    // Of a program that was committed as it was built there is one for each time, each under a name of its own.
    if (isSqueezedText(decoded.text)) return;
    parsed++;
    const result = await scanText(path, decoded.text);
    if (result && result.facts.uses.length > 0) pool.set(path, result.facts);
  };
  for (let round = 1; round <= maxLooks && left.size > 0; round++) {
    const asked = new Map(
      [...left].flatMap(([path, numbers]) => {
        const number = numbers.at(-round);
        return number === undefined ? [] : [[path, [number]] as const];
      }),
    );
    const next = new Map(left);
    for (const path of left.keys()) if (!asked.has(path)) next.delete(path);
    await forEachVersion(
      { source, idOf: collector.idOf, versions: asked },
      (path, bytes, number) => {
        if (!collector.isKept(number) && !tests.mayMatter(bytes)) return undefined;
        next.delete(path);
        return look(path, bytes);
      },
    );
    left = next;
  }
  return { pool, gone };
}

/** Names of variables and settings that calls of some files sign with. */
export function readNames(pool: ReadonlyMap<string, Facts>): Set<string> {
  const found = new Set<string>();
  const look = (part: unknown, depth: number): void => {
    if (typeof part !== 'object' || part === null || depth > maxNesting) return;
    const { kind, name, path } = part as Readonly<Record<string, unknown>>;
    if (kind === 'env' && typeof name === 'string') found.add(name);
    if (kind === 'setting' && typeof path === 'string' && !isFileSetting(path)) found.add(path);
    for (const inner of Object.values(part)) look(inner, depth + 1);
  };
  for (const { uses } of pool.values()) look(uses, 0);
  return found;
}
