// The results of a run as what reports are made of: one repository at a time, with what the others add to it.
import { UserError } from '../../model/errors.ts';
import type { Report, RuleSummary } from '../../model/report.ts';
import type { Member, MemberBody, MemberHead, Task, TaskResult } from '../model.ts';
import { byText } from '../names.ts';
import { teamsOfTopics } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import { addCrossFindings, type Naming } from './cross-findings.ts';
import { type Group, groupOccurrences, type Occurrence } from './groups.ts';
import { createSharedIds, type HeldId, packIds, type SharedIds } from './shared-ids.ts';
import type { Described } from './summary.ts';

/** A task and the number of its first member among all. */
export interface NumberedTask {
  readonly task: string;
  readonly members: number;
  readonly first: number;
}

/** Numbers the members of tasks, from 0. */
export function numberTasks(tasks: readonly Task[]): readonly NumberedTask[] {
  let first = 0;
  return tasks.map(({ id, members }) => {
    const numbered = { task: id, members: members.length, first };
    first += members.length;
    return numbered;
  });
}

/** The ids that tasks hold, packed. Throws a UserError where a result cannot be read. */
export function readIds(run: RunDirectory, tasks: readonly NumberedTask[]): Uint8Array {
  return packIds(
    tasks.flatMap(({ task, first }) =>
      readHead(run, task).flatMap(({ values }, at) =>
        values.flatMap(({ ids }) => ids.map((id): HeldId => [id, first + at])),
      ),
    ),
  );
}

/**
 * Which secrets several repositories hold: each result was read once for its ids, and is once more where it holds one of
 * those that are shared.
 */
export function findGroups(
  run: RunDirectory,
  tasks: readonly NumberedTask[],
  held: SharedIds,
): readonly Group[] {
  const shared = held.find();
  const occurrences: Occurrence[] = [];
  for (const { task, members, first } of tasks) {
    const all = Array.from({ length: members }, (_, at) => first + at);
    if (!all.some((member) => shared.members.has(member))) continue;
    for (const { name, values } of readHead(run, task)) {
      for (const record of values) {
        // All ids of a value that shares one: they lead to the others that are the same.
        if (record.ids.some((one) => shared.ids.has(one)))
          occurrences.push({ repository: name, record });
      }
    }
  }
  return groupOccurrences(occurrences);
}

/** The same without threads. */
export function findGroupsHere(run: RunDirectory, tasks: readonly Task[]): readonly Group[] {
  const numbered = numberTasks(tasks);
  const held = createSharedIds();
  for (const one of numbered) held.add(readIds(run, [one]));
  return findGroups(run, numbered, held);
}

function readHead(run: RunDirectory, task: string): readonly MemberHead[] {
  const head = run.readHead(task);
  if (head) return head.members;
  throw damaged(run, task);
}

function damaged(run: RunDirectory, task: string): UserError {
  run.dropResult(task);
  return new UserError(`the result ${task} is damaged, and was removed.`, {
    hint: `keylint fleet work --out ${run.path} does it again; then merge.`,
  });
}

/** The groups that each repository is in. */
export function groupsByRepository(
  groups: readonly Group[],
): ReadonlyMap<string, readonly Group[]> {
  const found = new Map<string, Group[]>();
  for (const group of groups) {
    for (const name of new Set(group.occurrences.map(({ repository }) => repository))) {
      const known = found.get(name);
      if (known) known.push(group);
      else found.set(name, [group]);
    }
  }
  return found;
}

/** Reads what a task says of its members, which lie in one result: the last one is kept. `rules`: all of this build. */
export function createReader(run: RunDirectory, rules: readonly RuleSummary[]) {
  const sorted = rules.toSorted((a, b) => byText(a.id, b.id));
  let ran = { ids: '', rules: [] as readonly RuleSummary[] };
  // Most repositories have the same as the one before: what reporters make of the list they make once.
  const rulesOf = (ids: string): readonly RuleSummary[] => {
    if (ran.ids !== ids) {
      const names = new Set(ids.split(' '));
      ran = { ids, rules: sorted.filter(({ id }) => names.has(id)) };
    }
    return ran.rules;
  };
  let last: { readonly task: string; readonly result: TaskResult } | undefined;
  return {
    read(task: string, name: string): Read {
      if (last?.task !== task) {
        const result = run.readResult(task);
        if (!result) throw damaged(run, task);
        last = { task, result };
      }
      const head = last.result.head.members.find((member) => member.name === name);
      const body = last.result.bodies.find((member) => member.name === name);
      if (!head || !body) throw damaged(run, task);
      return {
        head,
        body,
        report: { ...body.report, rules: rulesOf(body.report.rules.join(' ')) },
      };
    },
  };
}

export interface Read {
  readonly head: MemberHead;
  readonly body: MemberBody;
  /** Of the body, with its rules by id. */
  readonly report: Report;
}

export interface Describing extends Pick<Described, 'member' | 'reportPath' | 'groups'> {
  /** Owners of the repository by the company's own list. */
  readonly listed: readonly string[];
  readonly rules: readonly string[] | undefined;
  /** How other repositories are spoken of; default: by their names. */
  readonly naming?: Naming;
}

/** One repository with what the others add to it. */
export function describe(
  { head, body, report }: Read,
  { listed, rules, naming, ...about }: Describing,
): Described {
  const isWanted = ({ id }: { readonly id: string }): boolean => rules?.includes(id) ?? true;
  return {
    ...about,
    body,
    commit: head.commit,
    report: addCrossFindings(report, about.member.name, about.groups, { isWanted, naming }),
    teamsOf: teamsOfMember(about.member, body, listed),
  };
}

/** Who is asked first: the company's own list, then the repository, then its topics. */
export function teamsOfMember(
  member: Member,
  body: MemberBody | undefined,
  listed: readonly string[],
): Described['teamsOf'] {
  const topics = teamsOfTopics(member.topics ?? []);
  const base = body?.owners ?? [];
  const anywhere = [...new Set(Object.values(body?.ownersByPath ?? {}).flat())].sort(byText);
  return (path) => {
    if (listed.length > 0) return listed;
    const own = path === undefined ? [] : (body?.ownersByPath[path] ?? base);
    if (own.length > 0) return own;
    if (base.length > 0) return base;
    if (topics.length > 0) return topics;
    return path === undefined ? anywhere : [];
  };
}
