// Which places must hold the same value after a fix as before: one variable in one environment, however many files
// say it. What merely happens to be equal - another environment, another purpose - is told apart.
import { isLive, isPrevious } from '../../model/problem.ts';
import type { Project, Secret, SecretValue } from '../../model/secret.ts';
import type { OwnedValue } from '../secret-format.ts';
import { ownerOf, variableOfOtherBranch } from '../surrounding-names.ts';
import { toVariableName, variableNameFor } from '../variable-names.ts';
import type { PlanInput } from './plan-types.ts';

/** Values that get one new value together. */
export interface ValueGroup {
  /** `JWT_SECRET`: the variable that holds it, or that a literal is moved to. */
  readonly name: string;
  readonly environment: string | null;
  /** In order of place, each place once. */
  readonly members: readonly OwnedValue[];
}

/** Whether a value stands in the code itself, for the code to take from elsewhere. */
export function isInCode({ carrier }: SecretValue): boolean {
  return carrier === 'code' || carrier === 'schema';
}

type ReadText = PlanInput['readText'];

/** The name that its place gives to a literal in code: of what it is the fallback of, or an alternative to. */
function givenName(value: SecretValue, readText: ReadText): string | undefined {
  if (value.fallbackFor !== undefined) return toVariableName(value.fallbackFor);
  if (!isInCode(value)) return undefined;
  const { path, start, end } = value.at;
  return variableOfOtherBranch(readText(path) ?? '', start, end);
}

/** A literal that nothing gives a variable's name to: it goes by its text. */
function isUnnamed(value: SecretValue, readText: ReadText): boolean {
  return isInCode(value) && givenName(value, readText) === undefined;
}

function nameOf({ secret, value }: OwnedValue, readText: ReadText): string {
  const given = givenName(value, readText);
  if (given !== undefined) return given;
  if (!isInCode(value)) return toVariableName(value.name ?? secret.name ?? '');
  const { path, start } = value.at;
  const { packageDirectory } = value.file;
  const manifest = packageDirectory === '' ? 'package.json' : `${packageDirectory}/package.json`;
  return variableNameFor(secret, value, {
    manifest: readText(manifest) ?? '',
    owner: ownerOf(readText(path) ?? '', start),
  });
}

/** Groups of everything live that is written down. */
export function groupValues({
  project,
  readText,
}: Pick<PlanInput, 'project' | 'readText'>): ValueGroup[] {
  const groups = createGroups();
  const literals: OwnedValue[] = [];
  for (const member of ownedValues(project)) {
    if (isUnnamed(member.value, readText)) literals.push(member);
    else groups.add(nameOf(member, readText), member);
  }
  // Literals join the variable that holds the same text for the same purpose, or each other.
  const loose: OwnedValue[] = [];
  for (const member of literals) {
    const home = groups.homeOf(member);
    if (home) home.push(member);
    else loose.push(member);
  }
  for (const cluster of clusterLiterals(loose)) {
    const [first] = cluster;
    if (!first) continue;
    const names = cluster.map((member) => nameOf(member, readText));
    const name = freeName(names, first, groups.takenIn(first.value.file.packageDirectory));
    for (const member of cluster) groups.add(name, member, first);
  }
  return groups.list();
}

/** Groups by environment, text and name; found again by text, since a file may hold thousands of values. */
function createGroups() {
  const groups = new Map<string, { readonly name: string; readonly members: OwnedValue[] }>();
  const byText = new Map<string, OwnedValue[][]>();
  const taken = new Map<string, Taken>();
  const takenIn = (packageDirectory: string): Taken => {
    const known = taken.get(packageDirectory) ?? { names: new Set(), numbers: new Map() };
    taken.set(packageDirectory, known);
    return known;
  };
  return {
    takenIn,
    /** `like`: whose environment decides, where members differ. */
    add(name: string, member: OwnedValue, like: OwnedValue = member): void {
      const { environment, text = '' } = like.value;
      const key = [environment ?? '', text, name].join('\0');
      const group = groups.get(key) ?? { name, members: [] };
      if (!groups.has(key)) {
        groups.set(key, group);
        byText.set(text, [...(byText.get(text) ?? []), group.members]);
      }
      group.members.push(member);
      takenIn(member.value.file.packageDirectory).names.add(name);
    },
    homeOf: (literal: OwnedValue): OwnedValue[] | undefined =>
      byText
        .get(literal.value.text ?? '')
        ?.find((members) => members.some((other) => belongsTo(literal, other))),
    list: (): ValueGroup[] =>
      [...groups.values()].map(({ name, members }) => ({
        name,
        environment: members[0]?.value.environment ?? null,
        members,
      })),
  };
}

function ownedValues(project: Project): OwnedValue[] {
  const byPlace = new Map<string, OwnedValue>();
  for (const secret of project.secrets) {
    for (const value of secret.values) {
      if (!isLive(value) || isPrevious(value.name)) continue;
      if (!['production', 'test'].includes(value.file.context)) continue;
      const key = `${value.at.path}\0${value.at.start}`;
      const known = byPlace.get(key);
      // A use says more of a secret than a name does.
      if (!known || (known.secret.uses.length === 0 && secret.uses.length > 0)) {
        byPlace.set(key, { secret, value });
      }
    }
  }
  return [...byPlace.values()].sort((a, b) =>
    a.value.at.path === b.value.at.path
      ? a.value.at.start - b.value.at.start
      : a.value.at.path < b.value.at.path
        ? -1
        : 1,
  );
}

/** Whether two equal texts are one secret: the service must go on verifying what it signs. */
function belongsTo(literal: OwnedValue, other: OwnedValue): boolean {
  return (
    literal.value.text === other.value.text &&
    (literal.value.environment ?? null) === (other.value.environment ?? null) &&
    (literal.secret.id === other.secret.id ||
      (literal.value.file.packageDirectory === other.value.file.packageDirectory &&
        isSamePurpose(literal, other)))
  );
}

function isSamePurpose(a: OwnedValue, b: OwnedValue): boolean {
  const kinds = new Set([a.secret.kind, b.secret.kind]);
  if (kinds.size > 1 && (kinds.has('session') || kinds.has('cookie'))) return false;
  if (a.secret.purpose === b.secret.purpose) return true;
  // One whose purpose is not known may be the other half of one whose purpose is: not where both are whole.
  const isKnown = a.secret.purpose !== null && b.secret.purpose !== null;
  return !isKnown && !(isWhole(a.secret) && isWhole(b.secret));
}

/** Whether what it signs is verified with it as well. */
function isWhole({ uses }: Secret): boolean {
  const roles = new Set(uses.map(({ use }) => use.role));
  return roles.has('both') || (roles.has('sign') && roles.has('verify'));
}

/** Two literals that differ in purpose stay together where a third could be either: splitting might break it. */
function clusterLiterals(literals: readonly OwnedValue[]): OwnedValue[][] {
  const byText = new Map<string, OwnedValue[][]>();
  for (const literal of literals) {
    const text = literal.value.text ?? '';
    const clusters = byText.get(text) ?? [];
    byText.set(text, clusters);
    const [first, ...others] = clusters.filter((cluster) =>
      cluster.some((other) => belongsTo(literal, other)),
    );
    if (!first) {
      clusters.push([literal]);
      continue;
    }
    first.push(literal, ...others.flat());
    for (const other of others) clusters.splice(clusters.indexOf(other), 1);
  }
  return [...byText.values()].flat();
}

/** Names that values of one package go by, and the number each was given last. */
interface Taken {
  readonly names: Set<string>;
  readonly numbers: Map<string, number>;
}

/** The most telling name of a cluster that no other value goes by in the same package. */
function freeName(
  names: readonly string[],
  { value }: OwnedValue,
  { names: taken, numbers }: Taken,
): string {
  const wanted = names.find((name) => !taken.has(name)) ?? names[0] ?? 'JWT_SECRET';
  if (!taken.has(wanted)) return wanted;
  const file = toVariableName((value.at.path.split('/').at(-1) ?? '').replace(/\..*$/, ''));
  const longer = `${file}_${wanted}`;
  if (!/^\d/.test(longer) && !taken.has(longer)) return longer;
  for (let number = (numbers.get(wanted) ?? 1) + 1; ; number++) {
    if (taken.has(`${wanted}_${number}`)) continue;
    numbers.set(wanted, number);
    return `${wanted}_${number}`;
  }
}
