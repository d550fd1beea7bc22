// The story of each value: when it came, when it went, and whether it is still in use.
import type { HistorySource, LoggedCommit } from '../../input/history/history.ts';
import {
  type HistoryState,
  maxNamedBranches,
  type PastCommit,
  type PastStory,
  type PastValue,
} from '../../model/history.ts';
import { type Place, startOfText } from '../../model/place.ts';
import type { SecretValue } from '../../model/secret.ts';
import type { Occurring } from './occurrences.ts';
import { type LiveValue, namesOf, type Present } from './present.ts';
import type { Change, Survey } from './survey.ts';
import type { Holders } from './tips.ts';

export interface StoryOptions {
  readonly source: HistorySource;
  readonly survey: Survey;
  readonly present: Present;
  /** Git looks for them beside the ancestors of today's commit. */
  readonly holders: Promise<ReadonlyMap<Occurring, Holders>>;
}

/** What commits did with a value: newest first. */
interface Deeds {
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
  /** Ids of commits with a file that holds it. */
  readonly commits: ReadonlySet<string>;
  readonly isReachable: boolean;
}

/** All values with their stories, in order of introduction. */
export async function tellStories(
  all: readonly Occurring[],
  options: StoryOptions,
): Promise<PastValue[]> {
  const deeds = new Map(
    all.map((occurring) => [occurring, readDeeds(occurring, options.survey.changes)] as const),
  );
  const removals = [...deeds.values()].flatMap(({ removed }) => removed.map((c) => c.commit.id));
  const [inHead, holders] = await Promise.all([
    options.source.ancestorsAmong(new Set(removals)),
    options.holders,
  ]);
  const told = [...deeds].flatMap(([occurring, deed]) =>
    occurring.blobs.size === 0 ? [] : tell(occurring, deed, { ...options, inHead, holders }),
  );
  return told.sort((a, b) => timeOf(a) - timeOf(b));
}

function timeOf({ story }: PastValue): number {
  const time = Date.parse(story.introduced?.date ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}

/** A value in use has one story, whatever it was called on the way. */
export function mergeLive(all: readonly Occurring[], { byText }: Present): Occurring[] {
  const merged = new Map<string, Occurring>();
  for (const occurring of all) {
    const { text, found } = occurring.entry;
    const key = byText.has(text)
      ? `\0${text}`
      : `${found.secret.name ?? found.secret.label}\0${text}`;
    const known = merged.get(key);
    if (!known) merged.set(key, { entry: occurring.entry, blobs: new Map(occurring.blobs) });
    else for (const [number, place] of occurring.blobs) known.blobs.set(number, place);
  }
  return [...merged.values()];
}

function readDeeds({ blobs }: Occurring, changes: readonly Change[]): Deeds {
  const holds = (number: number): boolean => blobs.has(number);
  const touching = changes.filter(
    ({ before, after }) => holds(after) || before.some((number) => holds(number)),
  );
  const reachable = touching.filter(({ isLost }) => !isLost);
  const counted = reachable.length > 0 ? reachable : touching;
  return {
    added: counted.filter(({ before, after }) => holds(after) && !before.some(holds)),
    removed: counted.filter(({ before, after }) => !holds(after) && before.some(holds)),
    commits: new Set(counted.filter(({ after }) => holds(after)).map(({ commit }) => commit.id)),
    isReachable: reachable.length > 0,
  };
}

interface TellOptions extends Pick<StoryOptions, 'source' | 'present'> {
  readonly inHead: ReadonlySet<string>;
  readonly holders: ReadonlyMap<Occurring, Holders>;
}

function tell(
  occurring: Occurring,
  deeds: Deeds,
  { source, present, inHead, holders }: TellOptions,
): PastValue[] {
  const { entry, blobs } = occurring;
  const held = holders.get(occurring) ?? { isAtHead: false, elsewhere: [], branches: [] };
  const first = deeds.added.at(-1);
  const last = deeds.removed.find(({ commit, isLost }) => isLost || inHead.has(commit.id));
  const live = present.byText.get(entry.text) ?? [];
  const replacement = live.length > 0 ? undefined : findReplacement(entry.found, present);
  const state = stateOf(deeds, held, live, replacement);
  const story = (at: Place | undefined): PastStory => ({
    state,
    introduced: first
      ? {
          ...toCommit(first.commit, source.boundary),
          ...{ path: first.path, line: blobs.get(first.after)?.line ?? 1 },
        }
      : null,
    removed: state === 'live' || !last ? null : toCommit(last.commit, new Set()),
    commits: deeds.commits.size,
    branches: held.branches.slice(0, maxNamedBranches),
    branchCount: held.branches.length,
    place: at ? 'current' : 'introduced',
  });
  const uses = namesOf(entry.found.secret).flatMap((name) => present.usesByName.get(name) ?? []);
  const past = (): Place => (first && blobs.get(first.after)) ?? [...blobs.values()][0] ?? nowhere;
  if (state === 'live' && live.length > 0) {
    return onePerSecret(live).map(({ secret, value }) => ({
      ...{ secret, value, at: value.at, story: story(value.at), uses: secret.uses },
    }));
  }
  const at = state === 'replaced' ? replacement?.at : undefined;
  return [
    {
      ...entry.found,
      at: at ?? past(),
      story: story(at),
      ...(state === 'replaced' && replacement && { replacement }),
      uses: [...new Set(uses)],
    },
  ];
}

const nowhere: Place = { path: '.git', ...startOfText };

function stateOf(
  { isReachable }: Deeds,
  { isAtHead, elsewhere }: Holders,
  live: readonly LiveValue[],
  replacement: SecretValue | undefined,
): HistoryState {
  if (!isReachable) return 'unreachable';
  if (live.length > 0 || isAtHead) return 'live';
  if (elsewhere.length > 0) return 'live-elsewhere';
  return replacement ? 'replaced' : 'removed';
}

/** Of a secret that several files set, what git tracks tells more than what it ignores. */
function onePerSecret(live: readonly LiveValue[]): LiveValue[] {
  const chosen = new Map<string, LiveValue>();
  for (const entry of live) {
    const known = chosen.get(entry.secret.id);
    const isBetter =
      known && known.value.file.tracked !== 'tracked' && entry.value.file.tracked === 'tracked';
    if (!known || isBetter) chosen.set(entry.secret.id, entry);
  }
  return [...chosen.values()];
}

/** Another value that the name has now, in the same environment as far as that is known. */
function findReplacement(
  { secret, value }: Occurring['entry']['found'],
  { byName }: Present,
): SecretValue | undefined {
  const candidates = namesOf(secret).flatMap((name) => byName.get(name) ?? []);
  return candidates.find(
    ({ secret: now, value: other }) =>
      other.text !== value.text &&
      !other.isFallback &&
      (other.environment === value.environment ||
        other.environment === null ||
        value.environment === null) &&
      isSamePackage(now.packageDirectory, secret.packageDirectory),
  )?.value;
}

function isSamePackage(a: string, b: string): boolean {
  return a === b || a === '' || b === '';
}

function toCommit({ id, time, author }: LoggedCommit, boundary: ReadonlySet<string>): PastCommit {
  const date = new Date(time * 1000);
  const isDate = time > 0 && !Number.isNaN(date.getTime()) && date.getUTCFullYear() < 10_000;
  return {
    commit: id,
    date: isDate ? date.toISOString().replace(/\.\d+Z$/, 'Z') : null,
    ...(author !== undefined && { author }),
    ...(boundary.has(id) && { orEarlier: true as const }),
  };
}
