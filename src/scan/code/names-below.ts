// What becomes of a name further down: verified, looked for a key by, handed on. A file is searched once for all names, since
// a repository decides how many tokens it looks into.
import { groupsBy } from '../../model/group-by.ts';
import { memoByObject } from '../../model/memo.ts';
import type { Reading } from './reading.ts';

/** Where names stand, in order of the text. */
type Places = ReadonlyMap<string, readonly Place[]>;

interface Place {
  readonly name: string;
  readonly start: number;
}

/** `jwt.verify! key` */
const verifying = /(?<![\w.])(?<name>\w{1,60})\.verify!/g;

const verified = memoByObject(({ text }: Reading): Places => {
  const found = [...text.matchAll(verifying)];
  return byName(found.map(({ index, groups }) => ({ name: groups?.name ?? '', start: index })));
});

/** A call, with what it is handed up to the next bracket. */
const calling = /(?<!\w)(?<called>(?:\w{1,60}\.)?\w{1,150})\((?=(?<given>[^()]{0,300}\)?))/g;

const searchingKey =
  /(?:find|get|look|fetch|load|select|resolve|choose|public|signing|verif|decod)\w{0,40}key\w{0,30}$/i;

/** A cache has keys as well. */
const ofCache = /cache\w{0,40}$/i;

/** Calls that write what they are given somewhere: they check nothing. */
const writing =
  /\b(?:print\w{0,9}|puts|(?:\w{0,20}log(?:ger)?|console|fmt)\.\w{1,20}|str|len|repr)$/i;

const word = /\w+/g;

/** Whole arguments that say so. */
const unverified = /(?<=^|[\s,=])\w*unverified\w*(?=\s{0,20}[,)])/gi;

const calls = memoByObject(({ text }: Reading): { searched: Places; handedOn: Places } => {
  const [searched, handedOn]: [Place[], Place[]] = [[], []];
  for (const { index: start, groups: { called = '', given = '' } = {} } of text.matchAll(calling)) {
    if (searchingKey.test(called) && !ofCache.test(called))
      for (const name of namesIn(given, word)) searched.push({ name: name.toLowerCase(), start });
    if (!writing.test(called))
      for (const name of namesIn(given, unverified)) handedOn.push({ name, start });
  }
  return { searched: byName(searched), handedOn: byName(handedOn) };
});

/** As far behind the bracket as a name is looked for. */
const reach = 200;

function namesIn(given: string, pattern: RegExp): readonly string[] {
  return [...given.matchAll(pattern)].flatMap(({ 0: name, index }) => (index > reach ? [] : name));
}

function byName(places: readonly Place[]): Places {
  return groupsBy(places, ({ name }) => name);
}

/** Part of a file, half-open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function isVerified(reading: Reading, name: string, within: Stretch): boolean {
  return stands(verified(reading).get(name), within);
}

/** `find_key(unverified)`, whatever the case of its letters. */
export function isSearchedBy(reading: Reading, name: string, within: Stretch): boolean {
  return stands(calls(reading).searched.get(name.toLowerCase()), within);
}

/** What was looked at with all reserve goes on to whoever checks it. */
export function isHandedOn(reading: Reading, name: string, within: Stretch): boolean {
  return stands(calls(reading).handedOn.get(name), within);
}

/** Whether one of the places is in a part of the file. */
function stands(places: readonly Place[] = [], { start, end }: Stretch): boolean {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? end) < start) low = middle + 1;
    else high = middle;
  }
  const first = places[low];
  return first !== undefined && first.start < end;
}
