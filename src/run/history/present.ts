// What the audited files say of secrets now, as the history is asked about it: values in use, names that calls use,
// and the files that stand between a call and what it signs with.

import { compactPath } from '../../link/name-words.ts';
import type { Facts } from '../../model/facts.ts';
import { isLive } from '../../model/problem.ts';
import type { LinkedUse, Project, Secret, SecretValue } from '../../model/secret.ts';
import type { Strength } from '../../model/strength.ts';

export interface LiveValue {
  readonly secret: Secret;
  readonly value: SecretValue;
}

export interface Present {
  /** Places that set a text now, by the text: production files and this disk's env files. */
  readonly byText: ReadonlyMap<string, readonly LiveValue[]>;
  /** The same by name. */
  readonly byName: ReadonlyMap<string, readonly LiveValue[]>;
  /** Calls by the name of what they use. */
  readonly usesByName: ReadonlyMap<string, readonly LinkedUse[]>;
  /** Names of variables and settings that calls use, as written. */
  readonly names: readonly string[];
  /** Files that a name leads through on its way to a call, by the name, folded. */
  readonly filesByName: ReadonlyMap<string, ReadonlySet<string>>;
  /** All of these, and files that set a secret. */
  readonly files: ReadonlySet<string>;
  /** Texts that are as good as unique: wherever these bytes stand, it is this secret. */
  readonly unique: readonly LiveValue[];
}

/** Shorter texts stand somewhere by chance, or as a part of something else. */
const minUniqueLength = 16;
/** More are no configuration of one project. */
const maxUnique = 200;

export function readPresent(
  project: Project,
  rate: (secret: Secret, value: SecretValue) => Strength | undefined,
): Present {
  const byText = new Map<string, LiveValue[]>();
  const byName = new Map<string, LiveValue[]>();
  const usesByName = new Map<string, LinkedUse[]>();
  const filesByName = new Map<string, Set<string>>();
  const names = new Set<string>();
  for (const secret of project.secrets) {
    const live = secret.values.filter(isInUse).map((value): LiveValue => ({ secret, value }));
    const own = namesOf(secret);
    for (const entry of live) append(byText, entry.value.text ?? '', entry);
    for (const name of own) {
      for (const entry of live) append(byName, name, entry);
      for (const use of secret.uses) append(usesByName, name, use);
    }
    if (secret.uses.length === 0) continue;
    const files = new Set(
      secret.uses.flatMap(({ at, path }) => [at.path, ...path.map((place) => place.path)]),
    );
    for (const name of own) {
      if (/^[\w.:-]{3,100}$/.test(name)) names.add(name);
      const known = filesByName.get(compactPath(name)) ?? new Set();
      for (const file of files) known.add(file);
      filesByName.set(compactPath(name), known);
    }
  }
  const unique = [...byText.values()].flatMap((entries): LiveValue[] => {
    const [first] = entries;
    return first && isUnique(first, rate) ? [first] : [];
  });
  return {
    byText,
    byName,
    usesByName,
    names: [...names],
    filesByName,
    files: filesOf(project),
    unique: unique.slice(0, maxUnique),
  };
}

/** Files that a key stands in or passes through. */
function filesOf({ secrets }: Project): Set<string> {
  const places = secrets.flatMap(({ values, uses }) => [
    ...values.map(({ at }) => at),
    ...uses.flatMap(({ at, path }) => [at, ...path]),
  ]);
  return new Set(places.map(({ path }) => path));
}

/** Whether a program of this work tree runs with it; what tests set for themselves is not meant. */
function isInUse(value: SecretValue): boolean {
  return isLive(value) && value.file.context === 'production' && value.environment !== 'test';
}

function isUnique(
  { secret, value }: LiveValue,
  rate: (secret: Secret, value: SecretValue) => Strength | undefined,
): boolean {
  const text = value.text ?? '';
  if (text.length < minUniqueLength || new Set(text).size < 8) return false;
  return rate(secret, value)?.predictable === null;
}

/** What a secret and its values are called, the name in reports first. */
export function namesOf(secret: Secret): string[] {
  const names = [secret.name, ...secret.values.map(({ name }) => name)];
  return [...new Set(names.filter((name) => name !== null))];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Names that the facts of a file define outside of its own code, folded. */
export function definedNames(facts: Facts): string[] {
  return facts.definitions.flatMap(({ space, name }) =>
    space === 'code' ? [] : [compactPath(name)],
  );
}
