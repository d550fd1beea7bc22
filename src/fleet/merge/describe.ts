// The results of a run as what reports are made of: one repository at a time, with what the others add to it.
import { UserError } from '../../model/errors.ts';
import type { Member, MemberBody, MemberHead, Task, TaskResult } from '../model.ts';
import { byText } from '../names.ts';
import { type OwnersOf, teamsOfTopics } from '../owners.ts';
import type { RunDirectory } from '../run-directory.ts';
import { addCrossFindings, type Naming } from './cross-findings.ts';
import { type Group, groupOccurrences, type Occurrence } from './groups.ts';
import { createSharedIds } from './shared-ids.ts';
import type { Described } from './summary.ts';

/** Which secrets several repositories hold: two passes over the results, one result at a time. */
export function findGroups(run: RunDirectory, tasks: readonly Task[]): readonly Group[] {
  const ids = createSharedIds();
  let number = 0;
  for (const { id } of tasks) {
    for (const member of readHead(run, id)) {
      for (const value of member.values) for (const one of value.ids) ids.add(one, number);
      number++;
    }
  }
  const shared = ids.find();
  if (shared.size === 0) return [];
  const occurrences: Occurrence[] = [];
  for (const { id } of tasks) {
    for (const { name, values } of readHead(run, id)) {
      for (const record of values) {
        // All ids of a value that shares one: they lead to the others that are the same.
        if (record.ids.some((one) => shared.has(one)))
          occurrences.push({ repository: name, record });
      }
    }
  }
  return groupOccurrences(occurrences);
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

/** Reads what a task says of its members, which lie in one result: the last one is kept. */
export function createReader(run: RunDirectory) {
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
      return { head, body };
    },
  };
}

export interface Read {
  readonly head: MemberHead;
  readonly body: MemberBody;
}

export interface Describing extends Pick<Described, 'member' | 'reportPath' | 'groups'> {
  readonly owners: OwnersOf | undefined;
  readonly rules: readonly string[] | undefined;
  /** How other repositories are spoken of; default: by their names. */
  readonly naming?: Naming;
}

/** One repository with what the others add to it. */
export function describe(
  { head, body }: Read,
  { owners, rules, naming, ...about }: Describing,
): Described {
  const isWanted = ({ id }: { readonly id: string }): boolean => rules?.includes(id) ?? true;
  return {
    ...about,
    body,
    commit: head.commit,
    report: addCrossFindings(body.report, about.member.name, about.groups, { isWanted, naming }),
    teamsOf: teamsOfMember(about.member, body, owners),
  };
}

/** Who is asked first: the company's own list, then the repository, then its topics. */
export function teamsOfMember(
  member: Member,
  body: MemberBody | undefined,
  owners: OwnersOf | undefined,
): Described['teamsOf'] {
  const listed = owners?.(member.name) ?? [];
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
