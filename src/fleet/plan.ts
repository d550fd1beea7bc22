// From repositories to tasks: names made unique, the largest first, and which of several machines does which.
import { UserError } from '../model/errors.ts';
import type { Member, Task } from './model.ts';
import { byText, taskId } from './names.ts';

/** What a source found, before names are unique. */
export interface FoundMember extends Member {
  readonly weight: number;
  /** Another name, where two repositories would have the same: two clones of one remote. */
  readonly otherName?: string;
  /** Members with the same network are one task. */
  readonly network?: string;
}

/** The tasks of a run in the order of the plan. The same members give the same plan, whatever order they came in. */
export function planTasks(found: readonly FoundMember[]): Task[] {
  const groups = new Map<string, FoundMember[]>();
  for (const member of uniqueNames(found)) {
    const key = member.network ?? `\0${member.name}`;
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()]
    .map((group): Task => {
      const members = group.sort((a, b) => byText(a.name, b.name));
      return {
        id: taskId(members.map(({ name }) => name)),
        members: members.map(toMember),
        // What forks share is there once.
        weight: Math.max(...members.map(({ weight }) => weight)) + members.length - 1,
      };
    })
    .sort((a, b) => b.weight - a.weight || byText(a.id, b.id));
}

function toMember({ weight, otherName, network, ...member }: FoundMember): Member {
  return member;
}

/** The first by place keeps the name, the others are called by where they lie. */
function uniqueNames(found: readonly FoundMember[]): FoundMember[] {
  const ordered = [...found].sort(
    (a, b) => byText(a.name, b.name) || byText(placeOf(a), placeOf(b)),
  );
  const taken = new Set<string>();
  const places = new Set<string>();
  const unique: FoundMember[] = [];
  for (const member of ordered) {
    // The same repository named by two sources is audited once.
    if (places.has(placeOf(member))) continue;
    places.add(placeOf(member));
    const wanted = taken.has(member.name) ? (member.otherName ?? member.name) : member.name;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}~${number}`;
    taken.add(name);
    unique.push({ ...member, name });
  }
  return unique;
}

function placeOf({ location }: Member): string {
  return location.kind === 'directory' ? `d ${location.path}` : `r ${location.url}`;
}

/** One of several machines that share the work: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `3/20`. Throws a UserError. */
export function parseShard(text: string): Shard {
  const [, first = '', second = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (first === '' || index < 1 || index > count) {
    throw new UserError(`--shard cannot be "${text}".`, {
      hint: 'It is n/m, from 1/m to m/m: --shard 3/20. An index that counts from 0 needs one added.',
    });
  }
  return { index, count };
}

/** The tasks of a shard. Dealt like cards, so that each gets some of the large ones. */
export function tasksOf(tasks: readonly Task[], shard: Shard | undefined): readonly Task[] {
  if (!shard) return tasks;
  return tasks.filter((_task, position) => position % shard.count === shard.index - 1);
}
